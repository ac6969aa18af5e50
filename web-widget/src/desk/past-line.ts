import { html, nothing } from 'lit';
import type { Item } from '../wire.ts';
import { addressOf, place } from './address.ts';
import { ask } from './api.ts';
import { Office } from './office.ts';
import { valuesIn } from './part.ts';
import { preference } from './preferences.ts';
import { room } from './room.ts';
import { itemRow } from './row.ts';
import { t } from './texts.ts';
import { clock, fromField, here, toField, utc } from './time.ts';

interface Then {
  readonly at: string;
  readonly cursor: string;
  readonly items: readonly Item[];
}

/** "What did the line show at 14:03?": a page that can be linked and printed. */
export class PastLine extends Office {
  #then: Then | undefined;

  protected override async load(): Promise<void> {
    const [channel, at] = [place().get('line'), place().get('at')];
    this.#then = undefined;
    if (!channel || !at) return;
    const { body } = await ask<Then>('GET', `/v1/desk/line/${encodeURIComponent(channel)}?limit=200&at=${encodeURIComponent(at)}`);
    this.#then = body;
  }

  #ask(event: Event): void {
    const { channel, at = '' } = valuesIn(event);
    location.hash = addressOf('line', channel, { at: fromField(at).replace('.000', '') });
  }

  protected override render() {
    const [name, at] = [place().get('line') || preference('channel'), place().get('at') ?? ''];
    const known = room.channels.find(({ channel }) => channel === name);
    const items = this.#then?.items ?? [];
    // As readers had it: what was pinned stood on top.
    const line = [...items.filter(({ pinned }) => pinned), ...items.filter(({ pinned }) => !pinned)];
    return html`
      <main class="office past">
        <h2 tabindex="-1">${t('lineAt')}</h2>
        <form @submit=${this.#ask}>
          <div class="field"><label for="line-channel">${t('channel')}</label>
            <select id="line-channel" name="channel">${room.channels.map(({ channel, title }) => html`<option value=${channel} .selected=${channel === name}>${title || channel}</option>`)}</select></div>
          <div class="field when"><label for="line-at">${t('moment')}</label><input id="line-at" name="at" type="datetime-local" required .value=${toField(at || new Date().toISOString())}></div>
          <button class="main">${t('show')}</button>
        </form>
        ${this.faultNote()}
        ${this.#then ? html`
          <article aria-labelledby="line-title">
            <header>
              <h3 id="line-title"><bdi>${known?.title || name}</bdi> · <bdi>${clock(this.#then.at)}</bdi></h3>
              <button @click=${() => print()}>${t('print')}</button>
              <p class="facts"><bdi dir="ltr">${here(this.#then.at)}</bdi><bdi dir="ltr">${utc(this.#then.at)}</bdi><bdi dir="ltr">${this.#then.cursor}</bdi><span>${t('shown', items.length)}</span></p>
            </header>
            ${items.length ? nothing : html`<p class="quiet">${t('noneFound')}</p>`}
            <ol class="items">${line.map((item) => html`<li class=${item.urgency ?? ''}>${itemRow(item, {
              on: this.#then!.at,
              facts: room.may('editor') ? html`<a href=${addressOf('item', item.id)}>${t('history')}</a>` : nothing,
            })}</li>`)}</ol>
          </article>` : nothing}
      </main>`;
  }
}
