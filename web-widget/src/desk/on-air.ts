import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Item } from '../wire.ts';
import { ask, Refused } from './api.ts';
import { openEditor } from './editor.ts';
import { Part } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import { clock, here } from './time.ts';

/** The keys that act on the item in focus. */
const steps = { e: 'edit', c: 'correct', w: 'withhold', x: 'kill' } as const;

/** What readers have now, by the stream that readers have; and what was withheld from them. */
export class OnAir extends Part {
  #channel = '';
  #withheld: readonly Item[] | undefined;

  #follow(event: Event): void {
    this.#channel = (event.target as HTMLSelectElement).value;
    room.follow(this.#channel);
    if (this.#withheld) void this.#lookAside();
  }

  async #lookAside(): Promise<void> {
    this.#withheld ??= [];
    this.requestUpdate();
    const channels = this.#channel ? [this.#channel] : room.channels.map(({ channel }) => channel);
    const pages = channels.map((channel) => ask<{ items: Item[] }>('GET', `/v1/channels/${channel}/items?status=withheld&limit=50`));
    try {
      this.#withheld = (await Promise.all(pages)).flatMap(({ body }) => body.items);
    } catch (error) {
      room.say(error instanceof Refused ? error.message : t('noAnswer'));
    }
    this.requestUpdate();
  }

  async #pin(item: Item): Promise<void> {
    try {
      await ask('PATCH', `/v1/items/${item.id}`, { body: { pinned: !item.pinned }, ifMatch: item.version });
    } catch (error) {
      room.say(error instanceof Refused ? error.message : t('noAnswer'));
    }
  }

  /** Moves between rows, and acts on one. True: the key was ours. */
  key(event: KeyboardEvent): boolean {
    const rows = [...this.querySelectorAll<HTMLElement>('[data-id]')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (event.key === 'j' || event.key === 'k') {
      rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))]?.focus();
      return true;
    }
    const row = rows[at];
    const item = row && this.#items.find(({ id }) => id === row.dataset.id);
    if (!item || !room.may('editor')) return false;
    const step = item.pubStatus === 'withheld' && event.key === 'r' ? 'release' : steps[event.key as 'e'];
    if (step) openEditor({ item, step }, { currentTarget: row } as unknown as Event);
    else if (event.key === 'p') void this.#pin(item);
    return !!step || event.key === 'p';
  }

  get #items(): readonly Item[] {
    return this.#withheld ?? room.line?.items ?? [];
  }

  protected override render() {
    const aside = !!this.#withheld;
    const tab = (on: boolean, label: string, click: () => void) => html`<button aria-pressed=${on} @click=${click}>${label}</button>`;
    return html`
      <section class="on-air" aria-labelledby="on-air-title">
        <header>
          <h2 id="on-air-title">${t(aside ? 'withheldTab' : 'onAir')}</h2>
          ${room.may('editor') ? html`<div class="tabs" role="group" aria-labelledby="on-air-title">
            ${tab(!aside, t('onAir'), () => { this.#withheld = undefined; this.requestUpdate(); })}
            ${tab(aside, t('withheldTab'), () => void this.#lookAside())}</div>` : nothing}
          ${room.channels.length > 1 ? html`
            <select aria-label=${t('channel')} @change=${this.#follow}>
              <option value="">${t('allChannels')}</option>
              ${room.channels.map(({ channel, title }) => html`<option value=${channel}>${title || channel}</option>`)}
            </select>` : nothing}
        </header>
        ${this.#items.length ? nothing : html`<p class="quiet">${t(aside ? 'noneWithheld' : 'noneOnAir')}</p>`}
        <ol>${repeat(this.#items, ({ id }) => id, (item) => this.#row(item))}</ol>
      </section>`;
  }

  #row(item: Item) {
    const { id, headline, language, urgency = 'routine', channel, publishedAt, pinned, advisory, version, pubStatus, source, media, link } = item;
    const act = (step: 'edit' | 'correct' | 'withhold' | 'kill' | 'release') =>
      html`<button @click=${(event: Event) => openEditor({ item, step }, event)}>${t(step)}</button>`;
    return html`
      <li class=${urgency} data-id=${id} tabindex="-1">
        <time datetime=${publishedAt} title=${here(publishedAt)}>${clock(publishedAt)}</time>
        <div>
          <p class="text" lang=${language ?? nothing} dir="auto">${urgency === 'routine' ? nothing : html`<b class="mark">${t(urgency)}</b> `}${headline}</p>
          ${advisory ? html`<p class="advisory" dir="auto">${advisory}</p>` : nothing}
          <p class="facts">
            ${room.channels.length > 1 ? html`<span>${channel}</span>` : nothing}
            ${pinned ? html`<span>${t('pinned')}</span>` : nothing}${media ? html`<span>${t(media)}</span>` : nothing}
            ${source ? html`<span dir="auto">${source}</span>` : nothing}${link ? html`<span dir="ltr">${new URL(link).host}</span>` : nothing}
            ${version > 1 ? html`<span>v${version}</span>` : nothing}
          </p>
          ${room.may('editor') ? html`<p class="acts" role="group" aria-label="${t('actions')}: ${headline}">
            ${pubStatus === 'withheld' ? html`${act('release')}${act('edit')}${act('kill')}` : html`
              ${act('edit')}${act('correct')}
              <button @click=${() => this.#pin(item)}>${t(pinned ? 'unpin' : 'pin')}</button>
              ${act('withhold')}${act('kill')}`}
          </p>` : nothing}
        </div>
      </li>`;
  }
}
