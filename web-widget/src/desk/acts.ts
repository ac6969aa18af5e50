import { html, nothing, type TemplateResult } from 'lit';
import { addressOf, place } from './address.ts';
import { ask, Refused } from './api.ts';
import { changes, textOfFact } from './difference.ts';
import { Office } from './office.ts';
import { valuesIn } from './part.ts';
import { room } from './room.ts';
import { factWord, spoken, t, type Word } from './texts.ts';
import { here } from './time.ts';
import { nameOf, type Person } from './wire.ts';

interface Act {
  readonly seq: number;
  readonly at: string;
  readonly act: string;
  readonly by?: Pick<Person, 'id' | 'name'>;
  readonly channel?: string;
  readonly item?: string;
  readonly version?: number;
  /** What the item said as of it; absent where the text is gone or not ours to read. */
  readonly headline?: string;
  /** What is so after it; in `was`, what of that was otherwise before. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly acts: readonly Act[];
  readonly next?: number;
}

type Check = { readonly acts: number } & ({ readonly intact: true; readonly hash: string } | { readonly intact: false; readonly broken: { readonly seq: number; readonly why: string } });

/** Those whose name is not the editors' word. */
const words: Readonly<Record<string, Word>> = {
  published: 'posted', withheld: 'isWithheld', killed: 'isCanceled', contributed: 'handedIn', queued: 'sending', 'taken-back': 'takenBack', paused: 'pause', resumed: 'resume',
};
const all = 'published updated corrected withheld released killed expired kept contributed scheduled queued changed taken-back approved pinned paused resumed channel invited joined person token revoked';

/** What was done, in the editor's words; a newer server's act by its own name. */
export function actWord(act: string): string {
  const word = all.split(' ').includes(act) ? t(words[act] ?? (act as Word)).replace('.', '') : act;
  return word.charAt(0).toLocaleUpperCase(spoken()) + word.slice(1);
}

/** Everything that was done, by whom and when: what the house knows of itself. */
export class Acts extends Office {
  #acts: readonly Act[] = [];
  #next: number | undefined;
  #checked = '';
  readonly #persons = new Map<string, string>();

  protected override async load(): Promise<void> {
    const { acts, next } = await this.#page();
    this.#acts = acts;
    this.#next = next;
  }

  async #page(before?: number): Promise<Page> {
    const query = new URLSearchParams(['channel', 'act', 'by', 'item'].map((name) => [name, place().get(name) ?? '']).filter(([, value]) => value));
    if (before !== undefined) query.set('before', `${before}`);
    const { body } = await ask<Page>('GET', `/v1/desk/history?${query}`);
    for (const { by } of body.acts) if (by) this.#persons.set(by.id, by.name);
    return body;
  }

  async #older(): Promise<void> {
    try {
      const { acts, next } = await this.#page(this.#next);
      this.#acts = [...this.#acts, ...acts];
      this.#next = next;
      } catch (error) {
      room.fault(error);
    }
    this.requestUpdate();
  }

  #filter(event: Event): void {
    const { channel = '', act = '', by = '' } = valuesIn(event);
    location.hash = addressOf('history', '', { channel, act, by, item: place().get('item') ?? '' });
  }

  async #check(): Promise<void> {
    this.#checked = '…';
    this.requestUpdate();
    try {
      const { body } = await ask<Check>('GET', '/v1/desk/history/check', { patience: 300_000 });
      this.#checked = body.intact ? t('intact', body.acts, body.hash) : t('broken', body.broken.seq, body.broken.why);
    } catch (error) {
      this.#checked = error instanceof Refused ? error.message : t('noAnswer');
    }
    this.requestUpdate();
  }

  protected override render() {
    const at = place();
    const again = (event: Event) => (event.target as HTMLSelectElement).form!.requestSubmit();
    const select = (name: string, label: string, options: readonly (readonly [string, string])[]) => html`
      <div class="field"><label for="acts-${name}">${label}</label>
        <select id="acts-${name}" name=${name} @change=${again}><option value="">${t('any')}</option>
          ${options.map(([value, text]) => html`<option value=${value} .selected=${value === at.get(name)}>${text}</option>`)}</select></div>`;
    const item = at.get('item');
    return html`
      <main class="office life">
        <h2 tabindex="-1">${t('history')}</h2>
        <form @submit=${this.#filter}>
          ${select('act', t('act'), all.split(' ').map((each) => [each, actWord(each)]))}
          ${select('by', t('person'), [...this.#persons])}
          ${room.channels.length > 1 ? select('channel', t('channel'), room.channels.map(({ channel, title }) => [channel, title || channel])) : nothing}
          ${room.may('administrator') ? html`<button type="button" @click=${this.#check}>${t('check')}</button>` : nothing}
        </form>
        <p class="note checked" role="status" ?hidden=${!this.#checked}>${this.#checked}</p>
        ${item ? html`<p class="facts"><b>${t('item')}: <bdi>${this.#acts.find(({ headline }) => headline)?.headline ?? item}</bdi></b>
          <a href=${addressOf('history')}>${t('any')}</a><a href=${addressOf('item', item)}>${t('version')}</a></p>` : nothing}
        ${this.faultNote()}
        ${this.#acts.length || this.failed ? nothing : html`<p class="quiet">${t('noneFound')}</p>`}
        <ol>${this.#acts.map((act) => this.#row(act))}</ol>
        ${this.#next === undefined ? nothing : html`<p><button @click=${this.#older}>${t('older')}</button></p>`}
      </main>`;
  }

  /** An older node sends no headlines; those on the line are known. */
  #headlineOf({ item, headline }: Act): string | undefined {
    return headline ?? room.line?.items.find(({ id }) => id === item)?.headline;
  }

  #row(whole: Act): TemplateResult {
    const { seq, at, act, by, channel, item, version, detail = {} } = whole;
    return html`
      <li data-seq=${seq}>
        <b>${actWord(act)}${item ? html`: <a href=${addressOf('item', item)}><bdi>${this.#headlineOf(whole) ?? `${t('item')} ${item.slice(-6)}`}</bdi></a>` : nothing}</b>
        <p class="facts"><span>${by ? nameOf(by) : t('theClock')}</span><time datetime=${at}><bdi dir="ltr">${here(at)}</bdi></time>
          ${channel ? html`<span>${channel}</span>` : nothing}${version ? html`<span>v${version}</span>` : nothing}<bdi dir="ltr">#${seq}</bdi></p>
        ${factsOf(detail)}
      </li>`;
  }
}

/** What an act changed, before and after; of one that changed nothing there was, in a line what it made. Ids and hashes alone say nothing. */
function factsOf({ was, ...facts }: { readonly was?: any; readonly [name: string]: unknown }) {
  const text = (name: string) => textOfFact(name, facts[name]);
  if (was) return changes(Object.keys(was).map((name) => [factWord(name), textOfFact(name, was[name]), text(name)]));
  const made = Object.keys(facts).filter((name) => !/^(textVersion|publishedAt|state)$/.test(name) && !/^(SHA-256 |[\da-f]{8}-|$)/.test(text(name)));
  return html`<p class="facts">${made.map((name) => html`<span>${factWord(name)}: <bdi>${text(name)}</bdi></span>`)}</p>`;
}
