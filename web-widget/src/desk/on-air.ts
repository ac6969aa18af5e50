import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Item } from '../wire.ts';
import { addressOf } from './address.ts';
import { ask } from './api.ts';
import { openEditor } from './editor.ts';
import { othersAt } from './editing.ts';
import { Part } from './part.ts';
import { openPin, unpin } from './pinning.ts';
import { room } from './room.ts';
import { itemRow } from './row.ts';
import { Search } from './search.ts';
import { t } from './texts.ts';

/** The keys that act on the item in focus. */
const steps = { e: 'edit', c: 'correct', w: 'withhold', x: 'kill' } as const;

type List = 'onAir' | 'withheldTab' | 'search';

/** What readers have now, by the stream that readers have; what was withheld from them; and what is searched for. */
export class OnAir extends Part {
  #channel = '';
  #list: List = 'onAir';
  #withheld: readonly Item[] = [];
  readonly #search = new Search(() => this.requestUpdate());
  /** The items whose receipts are explained. */
  readonly #explained = new Set<string>();

  override connectedCallback(): void {
    super.connectedCallback();
    room.told = ({ id }) => {
      if (this.#list === 'withheldTab') void this.#lookAside();
      else if (this.#list === 'search') void this.#search.renew(id).catch(() => {});
    };
  }

  /** A row that moves would lose the focus on its way. */
  #focused: HTMLElement | null = null;

  protected override willUpdate(): void {
    const { activeElement } = document;
    this.#focused = this.contains(activeElement) ? (activeElement as HTMLElement) : null;
  }

  protected override updated(): void {
    if (this.#focused?.isConnected && document.activeElement !== this.#focused) this.#focused.focus();
  }

  #follow(event: Event): void {
    this.#channel = (event.target as HTMLSelectElement).value;
    room.follow(this.#channel);
    if (this.#list === 'withheldTab') void this.#lookAside();
  }

  #turn(list: List): void {
    this.#list = list;
    if (list === 'withheldTab') void this.#lookAside();
    this.requestUpdate();
    if (list === 'search') void this.updateComplete.then(() => this.querySelector<HTMLElement>('#search-q')?.focus());
  }

  async #lookAside(): Promise<void> {
    const channels = this.#channel ? [this.#channel] : room.channels.map(({ channel }) => channel);
    const pages = channels.map((channel) => ask<{ items: Item[] }>('GET', `/v1/channels/${channel}/items?status=withheld&limit=50`));
    try {
      this.#withheld = (await Promise.all(pages)).flatMap(({ body }) => body.items);
    } catch (error) {
      room.fault(error);
    }
    this.requestUpdate();
  }

  #pin(item: Item, from: HTMLElement): void {
    if (item.pinned) void unpin(item);
    else openPin(item, from);
  }

  /** Moves between rows, and acts on one. True: the key was ours. */
  key({ key }: KeyboardEvent): boolean {
    if (key === '/') {
      this.#turn('search');
      return true;
    }
    const rows = [...this.querySelectorAll<HTMLElement>('[data-id]')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (key === 'j' || key === 'k') {
      rows[Math.min(rows.length - 1, Math.max(0, at + (key === 'j' ? 1 : -1)))]?.focus();
      return true;
    }
    const row = rows[at];
    const item = row && this.#items.find(({ id }) => id === row.dataset.id);
    if (!item || !room.may('editor')) return false;
    if (key === 'h') location.hash = addressOf('item', item.id);
    if (key === 'h' || item.pubStatus === 'canceled') return key === 'h';
    const step = item.pubStatus === 'withheld' && key === 'r' ? 'release' : steps[key as 'e'];
    if (step) openEditor({ item, step }, { currentTarget: row } as unknown as Event);
    else if (key === 'p') this.#pin(item, row);
    return !!step || key === 'p';
  }

  get #items(): readonly Item[] {
    return this.#list === 'search' ? this.#search.items : this.#list === 'withheldTab' ? this.#withheld : (room.line?.items ?? []);
  }

  protected override render() {
    const list = this.#list;
    const tab = (of: List) => html`<button aria-pressed=${list === of} @click=${() => this.#turn(of)}>${t(of)}</button>`;
    return html`
      <section class="on-air" aria-labelledby="on-air-title">
        <header>
          <h2 id="on-air-title">${t(list)}</h2>
          <div class="tabs" role="group" aria-labelledby="on-air-title">${tab('onAir')}${room.may('editor') ? tab('withheldTab') : nothing}${tab('search')}</div>
          ${room.channels.length > 1 && list !== 'search' ? html`
            <select aria-label=${t('channel')} @change=${this.#follow}>
              <option value="">${t('allChannels')}</option>
              ${room.channels.map(({ channel, title }) => html`<option value=${channel} .selected=${channel === this.#channel}>${title || channel}</option>`)}
            </select>` : nothing}
        </header>
        ${list === 'search' ? this.#search.form() : this.#items.length ? nothing : html`<p class="quiet">${t(list === 'onAir' ? 'noneOnAir' : 'noneWithheld')}</p>`}
        <ol class="items">${repeat(this.#items, ({ id }) => id, (item) => this.#row(item))}</ol>
        ${list === 'search' ? this.#search.older() : nothing}
      </section>`;
  }

  #row(item: Item) {
    const { id, urgency = '', pubStatus, pinned, headline } = item;
    const act = (step: 'edit' | 'correct' | 'withhold' | 'kill' | 'release') =>
      html`<button @click=${(event: Event) => openEditor({ item, step }, event)}>${t(step)}</button>`;
    const acts = {
      usable: () => html`${act('edit')}${act('correct')}
        <button @click=${(event: Event) => this.#pin(item, event.currentTarget as HTMLElement)}>${t(pinned ? 'unpin' : 'pin')}</button>${act('withhold')}${act('kill')}`,
      withheld: () => html`${act('release')}${act('edit')}${act('kill')}`,
      canceled: () => nothing,
    };
    const below = room.may('editor') ? html`${this.#explanation(item)}<p class="acts" role="group" aria-label="${t('actions')}: ${headline ?? id}">
      ${acts[pubStatus]()}<a href=${addressOf('item', id)}>${t('history')}</a></p>` : this.#explanation(item);
    return html`<li class=${urgency} data-id=${id} tabindex="-1">${itemRow(item, { until: room.pins.get(id), facts: html`${this.#receipt(item)}${othersAt(id)}`, below })}</li>`;
  }

  /** How many have it, and how soon; a press says what that means. */
  #receipt(item: Item): TemplateResult | typeof nothing {
    const receipt = room.receipts.of(item);
    if (!receipt) return nothing;
    const { id } = item;
    const turn = () => {
      if (!this.#explained.delete(id)) this.#explained.add(id);
      this.requestUpdate();
    };
    return html`<button class="receipt" aria-expanded=${this.#explained.has(id)} aria-controls="receipt-${id}" @click=${turn}>
      <bdi>${t('toldOf', receipt.told, receipt.of)}</bdi>${receipt.told ? html` · <bdi dir="ltr">p99 ${receipt.p99} ms</bdi>` : nothing}</button>`;
  }

  #explanation(item: Item): TemplateResult | typeof nothing {
    const receipt = room.receipts.of(item);
    if (!receipt) return nothing;
    const { version, told, of, p50, p99, most } = receipt;
    return html`<p class="note" id="receipt-${item.id}" ?hidden=${!this.#explained.has(item.id)}>${t('receipt', version, told, of, p50, p99, most)}</p>`;
  }
}
