import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Refused } from './api.ts';
import { clean } from './clean.ts';
import { blank, isBlank, type Copy } from './copy.ts';
import { countOf, MOST, warningAt } from './count.ts';
import type { Kept } from './drafts.ts';
import { headlineField, languageField, otherFields, timeField, urgencyField, type Fields } from './fields.ts';
import { Part } from './part.ts';
import { prefer, preference } from './preferences.ts';
import { room } from './room.ts';
import { Similar } from './similar.ts';
import { t } from './texts.ts';

/** Where an item is written. Ctrl/⌘+Enter posts it, and the next one can be typed. */
export class Composer extends Part {
  /** What is being written, for the preview. */
  static copy: Copy = blank;
  static channel = '';

  #copy: Copy = blank;
  #channel = '';
  #dueAt = '';
  #restored = false;
  /** A flash waits for the second press. */
  #armed = false;
  #refused: Refused | undefined;
  #broken = '';
  /** The copy as a paste would have left it, as long as nothing was typed since. */
  #pasted: Copy | undefined;
  #warned = '';
  readonly #similar = new Similar(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = room.drafts.read();
    const known = (name: string) => room.channels.some(({ channel }) => channel === name);
    const wanted = [kept?.channel ?? '', preference('channel')].find(known) ?? room.channels[0]?.channel ?? '';
    this.#choose(wanted);
    if (kept) {
      this.#copy = kept.copy;
      this.#dueAt = kept.dueAt;
      this.#restored = true;
    }
    room.giveBack = (returned, refused) => this.#take(returned, refused);
  }

  protected override firstUpdated(): void {
    this.#show();
    this.focusHeadline();
  }

  focusHeadline(): void {
    this.querySelector<HTMLElement>('#new-headline')?.focus();
  }

  #choose(channel: string): void {
    this.#channel = channel;
    const usual = room.channels.find((each) => each.channel === channel)?.language ?? '';
    this.#copy = { ...this.#copy, language: preference(`language-${channel}`) || usual };
  }

  #change(some: Partial<Copy>): void {
    const before = countOf(this.#copy.headline);
    this.#copy = { ...this.#copy, ...some };
    this.#armed = this.#restored = false;
    this.#pasted = this.#refused = undefined;
    this.#broken = '';
    const now = countOf(this.#copy.headline);
    const warning = warningAt(before, now);
    if (warning) this.#warned = t(warning, warning === 'over' ? now - MOST : MOST - now);
    this.#keep();
  }

  #keep(): void {
    room.drafts.write(this.#now);
    this.#show();
  }

  #show(): void {
    Composer.copy = this.#copy;
    Composer.channel = this.#channel;
    this.#similar.typed(this.#channel, this.#copy);
    room.changed();
  }

  get #now(): Kept {
    return { channel: this.#channel, copy: this.#copy, dueAt: this.#dueAt };
  }

  /** Back from the server or from the queue: into the fields if they are free, else beside them. */
  #take(kept: Kept, refused?: Refused): void {
    if (isBlank(this.#copy)) {
      this.#channel = kept.channel;
      this.#copy = kept.copy;
      this.#dueAt = kept.dueAt;
      this.#refused = refused;
      this.#keep();
      this.focusHeadline();
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('[aria-invalid]')?.focus());
    } else {
      room.drafts.returned = [kept, ...room.drafts.returned];
      room.changed();
    }
  }

  #paste(event: ClipboardEvent): void {
    const { clipboardData, target } = event;
    const text = clipboardData?.getData('text/plain') ?? '';
    const cleaned = clean(text, clipboardData?.getData('text/html'));
    if (!cleaned.changed || !cleaned.headline) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = target as HTMLTextAreaElement;
    const into = (middle: string) => value.slice(0, selectionStart) + middle + value.slice(selectionEnd);
    const raw = { ...this.#copy, headline: into(text) };
    this.#change({
      headline: into(cleaned.headline),
      link: this.#copy.link || cleaned.link,
      source: this.#copy.source || cleaned.source,
    });
    this.#pasted = raw;
    room.say(t('cleaned'));
  }

  #unclean(): void {
    const raw = this.#pasted;
    if (raw) this.#change(raw);
    this.focusHeadline();
  }

  #keys(event: KeyboardEvent): void {
    const held = event.ctrlKey || event.metaKey;
    if (held && event.key === 'Enter') {
      event.preventDefault();
      void this.#post();
    } else if (held && event.key.toLowerCase() === 'z' && this.#pasted) {
      event.preventDefault();
      this.#unclean();
    } else if (event.key === 'Escape' && this.#armed) {
      event.stopPropagation();
      this.#armed = false;
      this.requestUpdate();
    }
  }

  async #post(): Promise<void> {
    const count = countOf(this.#copy.headline);
    this.#broken = !count ? t('required') : count > MOST ? t('over', count - MOST) : '';
    if (this.#broken || !this.#channel) {
      this.requestUpdate();
      return this.focusHeadline();
    }
    const flash = this.#copy.urgency === 'flash' && !this.#dueAt && room.may('editor');
    if (flash && !this.#armed) {
      this.#armed = true;
      room.say(t('flashArmed'));
      return;
    }
    const { channel, copy, dueAt } = this.#now;
    prefer('channel', channel);
    prefer(`language-${channel}`, copy.language);
    // The draft leaves its drawer when the outbox has it, and the fields are free before that.
    const gone = room.post(channel, copy, dueAt);
    this.#clear();
    await gone;
  }

  #clear(): void {
    this.#dueAt = '';
    this.#change({ ...blank, language: this.#copy.language });
    this.focusHeadline();
  }

  protected override render() {
    const fields: Fields = {
      copy: this.#copy, name: 'new', change: (some) => this.#change(some), refused: this.#refused, broken: this.#broken,
    };
    const action = !room.may('editor') ? t('contribute') : this.#armed ? t('flashAgain') : this.#dueAt ? t('schedule') : t('post');
    return html`
      <form class="composer" aria-labelledby="compose-title" @keydown=${this.#keys}
        @submit=${(event: Event) => (event.preventDefault(), void this.#post())}>
        <h2 id="compose-title">${t('compose')}</h2>
        ${this.#restored ? html`<p class="note">${t('restored')} <button type="button" @click=${this.#clear}>${t('discard')}</button></p>` : nothing}
        ${this.#refused ? html`<p class="note fault" role="alert">${this.#refused.message}</p>` : nothing}
        ${headlineField(fields, (event) => this.#paste(event))}
        ${this.#pasted ? html`<p class="note">${t('cleaned')} <button type="button" @click=${this.#unclean}>${t('asPasted')} <kbd>Ctrl+Z</kbd></button></p>` : nothing}
        ${urgencyField(fields)}
        <div class="pair">
          <div class="field">
            <label for="new-channel">${t('channel')}</label>
            <select id="new-channel" .value=${live(this.#channel)} @change=${(event: Event) => {
              this.#choose((event.target as HTMLSelectElement).value);
              this.#keep();
            }}>
              ${room.channels.map(({ channel, title }) => html`<option value=${channel} .selected=${channel === this.#channel}>${title || channel}</option>`)}
            </select>
          </div>
          ${languageField(fields)}
        </div>
        <details ?open=${!!(this.#copy.link + this.#copy.source + this.#copy.imageHref)}>
          <summary>${t('more')}</summary>
          <div class="more">${otherFields(fields)}
            ${room.may('editor') ? timeField('new-dueAt', t('publishAt'), this.#dueAt, (dueAt) => {
              this.#dueAt = dueAt;
              this.#keep();
            }) : nothing}
          </div>
        </details>
        <div class="actions">
          <button class="main ${this.#armed ? 'armed' : ''}" aria-keyshortcuts="Control+Enter Meta+Enter">${action}<kbd>Ctrl ↵</kbd></button>
          ${this.#dueAt ? html`<button type="button" @click=${() => { this.#dueAt = ''; this.#keep(); }}>${t('clearTime')}</button>` : nothing}
        </div>
        ${this.#armed ? html`<p class="note fault">${t('flashArmed')}</p>` : nothing}
        <p class="said" role="status">${this.#warned}</p>
      </form>
      ${this.#similar.render()}`;
  }
}
