import { html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../wire.ts';
import { urgencies } from '../wire.ts';
import { ask } from './api.ts';
import { stateWord } from './difference.ts';
import { valuesIn } from './part.ts';
import { preference } from './preferences.ts';
import { room } from './room.ts';
import { languageNames, languages, t } from './texts.ts';
import { fromField } from './time.ts';

interface Found {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** Words and filters over all that a channel ever told, page by page; newest first. */
export class Search {
  readonly #changed: () => void;
  #values: Readonly<Record<string, string>> = {};
  #next: string | undefined;
  #asked = false;
  items: readonly Item[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async #page(before = ''): Promise<void> {
    const { channel = '', from = '', to = '', ...rest } = this.#values;
    const wanted = { ...rest, from: fromField(from), to: fromField(to), before };
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
    try {
      const { body } = await ask<Found>('GET', `/v1/desk/channels/${channel}/items?${query}`);
      this.items = before ? [...this.items, ...body.items] : body.items;
      this.#next = body.next;
      this.#asked = true;
    } catch (error) {
      room.fault(error);
    }
    this.#changed();
  }

  #submit(event: Event): void {
    this.#values = valuesIn(event);
    void this.#page();
  }

  /** Something was told of it: as it is now, it stands where it was found. */
  async renew(id: string): Promise<void> {
    if (!this.items.some((item) => item.id === id)) return;
    const { body } = await ask<Item>('GET', `/v1/items/${id}`);
    this.items = this.items.map((item) => (item.id === id ? body : item));
    this.#changed();
  }

  form(): TemplateResult {
    const again = (event: Event) => (event.target as HTMLSelectElement).form!.requestSubmit();
    const select = (name: string, label: string, options: readonly (readonly [string, string])[]) => html`
      <div class="field"><label for="search-${name}">${label}</label>
        <select id="search-${name}" name=${name} @change=${again}>${options.map(([value, text]) => html`<option value=${value} .selected=${value === this.#values[name]}>${text}</option>`)}</select></div>`;
    const any = ['', t('any')] as const;
    const usual = this.#values.channel ?? preference('channel');
    const channels = [...room.channels].sort((a, b) => Number(b.channel === usual) - Number(a.channel === usual));
    return html`
      <form class="search" role="search" @submit=${(event: Event) => this.#submit(event)}>
        <div class="field words"><label for="search-q">${t('words')}</label><input id="search-q" name="q" type="search" dir="auto"></div>
        ${channels.length > 1
          ? select('channel', t('channel'), channels.map(({ channel, title }) => [channel, title || channel]))
          : html`<input type="hidden" name="channel" value=${channels[0]?.channel ?? ''}>`}
        ${select('status', t('status'), [any, ...(['usable', 'withheld', 'canceled'] as const).map((each) => [each, t(stateWord(each))] as const)])}
        ${select('urgency', t('urgency'), [any, ...urgencies.map((each) => [each, t(each)] as const)])}
        ${select('language', t('language'), [any, ...languages.map((each, at) => [each, languageNames[at]!] as const)])}
        <div class="field when"><label for="search-from">${t('from')}</label><input id="search-from" name="from" type="datetime-local"></div>
        <div class="field when"><label for="search-to">${t('to')}</label><input id="search-to" name="to" type="datetime-local"></div>
        <button class="main">${t('search')}</button>
      </form>
      <p class="quiet" role="status">${!this.#asked ? nothing : this.items.length ? t('shown', this.items.length) : t('noneFound')}</p>`;
  }

  older(): TemplateResult | typeof nothing {
    return this.#next === undefined ? nothing : html`<p><button @click=${() => this.#page(this.#next)}>${t('older')}</button></p>`;
  }
}
