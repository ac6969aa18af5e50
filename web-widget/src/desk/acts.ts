import { html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../wire.ts';
import { addressOf, place } from './address.ts';
import { ask, Refused } from './api.ts';
import { fieldNames } from './compare.ts';
import { changes } from './difference.ts';
import { Office } from './office.ts';
import { valuesIn } from './part.ts';
import { room } from './room.ts';
import { t, type Word } from './texts.ts';
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
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly acts: readonly Act[];
  readonly next?: number;
}

type Check = { readonly acts: number } & ({ readonly intact: true; readonly hash: string } | { readonly intact: false; readonly broken: { readonly seq: number; readonly why: string } });

const words: Readonly<Record<string, Word>> = {
  published: 'posted', updated: 'updated', corrected: 'corrected', withheld: 'isWithheld', released: 'released', killed: 'isCanceled', expired: 'expired',
  contributed: 'handedIn', scheduled: 'scheduled', queued: 'sending', changed: 'changed', 'taken-back': 'takenBack', approved: 'approved',
  paused: 'pause', resumed: 'resume', channel: 'channel', invited: 'invited', joined: 'joined', person: 'person', token: 'token', revoked: 'revoked',
};

/** What was done, in the editor's words; a newer server's act by its own name. */
export const actWord = (act: string): string => (words[act] ? t(words[act]).replace(/\.$/, '') : act);

/** Everything that was done, by whom and when: what the house knows of itself. */
export class Acts extends Office {
  #acts: readonly Act[] = [];
  #next: number | undefined;
  #checked = '';
  /** Acts name their item by its id; editors know it by its headline. */
  static readonly #headlines = new Map<string, string>();
  readonly #persons = new Map<string, string>();

  protected override async load(): Promise<void> {
    const { acts, next } = await this.#page();
    this.#acts = acts;
    this.#next = next;
    void this.#name();
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
      void this.#name();
    } catch (error) {
      room.fault(error);
    }
    this.requestUpdate();
  }

  /** One after the other: nobody waits for a headline. */
  async #name(): Promise<void> {
    for (const { headline, id } of [...(room.line?.items ?? []), ...room.pending.map(({ id, draft }) => ({ id, ...draft }))]) {
      Acts.#headlines.set(id, headline ?? '');
    }
    for (const { item } of this.#acts) {
      if (!item || Acts.#headlines.has(item)) continue;
      Acts.#headlines.set(item, '');
      const known = await ask<Item>('GET', `/v1/items/${item}`).catch(() => undefined);
      Acts.#headlines.set(item, known?.body.headline ?? '');
      this.requestUpdate();
    }
    this.requestUpdate();
  }

  #filter(event: Event): void {
    const { channel = '', act = '', by = '' } = valuesIn(event);
    location.hash = addressOf('history', '', { channel, act, by, item: place().get('item') ?? '' });
  }

  async #check(): Promise<void> {
    this.#checked = t('checking');
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
          ${select('act', t('act'), Object.keys(words).map((each) => [each, actWord(each)]))}
          ${select('by', t('person'), [...this.#persons])}
          ${room.channels.length > 1 ? select('channel', t('channel'), room.channels.map(({ channel, title }) => [channel, title || channel])) : nothing}
          ${room.may('administrator') ? html`<button type="button" @click=${this.#check}>${t('check')}</button>` : nothing}
        </form>
        <p class="note checked" role="status" ?hidden=${!this.#checked}>${this.#checked}</p>
        ${item ? html`<p class="facts"><b>${t('item')}: <bdi>${Acts.#headlines.get(item) || item}</bdi></b>
          <a href=${addressOf('history')}>${t('any')}</a><a href=${addressOf('item', item)}>${t('version')}</a></p>` : nothing}
        ${this.faultNote()}
        ${this.#acts.length || this.failed ? nothing : html`<p class="quiet">${t('noneFound')}</p>`}
        <ol>${this.#acts.map((act) => this.#row(act))}</ol>
        ${this.#next === undefined ? nothing : html`<p><button @click=${this.#older}>${t('older')}</button></p>`}
      </main>`;
  }

  #row({ seq, at, act, by, channel, item, version, detail = {} }: Act): TemplateResult {
    return html`
      <li data-seq=${seq}>
        <b>${actWord(act)}${item ? html`: <a href=${addressOf('item', item)}><bdi>${Acts.#headlines.get(item) || `${t('item')} ${item.slice(-6)}`}</bdi></a>` : nothing}</b>
        <p class="facts"><span>${by ? nameOf(by) : t('theClock')}</span><time datetime=${at}><bdi dir="ltr">${here(at)}</bdi></time>
          ${channel ? html`<span>${channel}</span>` : nothing}${version ? html`<span>v${version}</span>` : nothing}<bdi dir="ltr">#${seq}</bdi></p>
        ${changes(Object.entries(detail).map(([name, value]) => rowOf(name, value)))}
      </li>`;
  }
}

/** A fact of an act: `{"before":…,"after":…}`, or what it is now. */
function rowOf(name: string, value: any): readonly [string, string, string] {
  const [before, after] = value && typeof value === 'object' && ('before' in value || 'after' in value) ? [value.before, value.after] : [undefined, value];
  return [name in fieldNames ? t(fieldNames[name as 'headline']) : name, textOf(before), textOf(after)];
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return here(value);
  if (typeof value === 'string' && /^[\da-f]{64}$/.test(value)) return `SHA-256 ${value.slice(0, 12)}…`;
  return Array.isArray(value) ? value.map(textOf).join(', ') : typeof value === 'object' ? JSON.stringify(value) : `${value}`;
}
