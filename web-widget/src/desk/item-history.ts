import { html, nothing } from 'lit';
import type { Item, Kind } from '../wire.ts';
import { addressOf, place } from './address.ts';
import { actWord } from './acts.ts';
import { ask } from './api.ts';
import { differenceOf } from './difference.ts';
import { Office } from './office.ts';
import { t } from './texts.ts';
import { here, utc } from './time.ts';
import { nameOf, type Pending } from './wire.ts';

interface Version {
  readonly position: number;
  readonly kind: Kind;
  readonly at: string;
  readonly version: number;
  readonly by?: Pending['by'];
  readonly item: Item;
}

/** One item's life: every version, who made it and when, and what became of each field. */
export class ItemHistory extends Office {
  #versions: readonly Version[] = [];

  protected override async load(): Promise<void> {
    const id = place().get('item');
    if (id) this.#versions = (await ask<{ entries: Version[] }>('GET', `/v1/desk/items/${id}/history`)).body.entries;
  }

  protected override render() {
    const id = place().get('item') ?? '';
    const last = this.#versions.at(-1)?.item;
    const newestFirst = this.#versions.map((version, at) => [version, this.#versions[at - 1]?.item] as const).reverse();
    return html`
      <main class="office life">
        <h2 tabindex="-1">${t('history')}</h2>
        ${last ? html`<blockquote><bdi lang=${last.language ?? nothing}>${last.headline ?? t('noText')}</bdi></blockquote>` : nothing}
        <p class="facts"><a href="#">${t('desk')}</a><a href=${addressOf('history', '', { item: id })}>${t('allActs')}</a><code dir="ltr">${id}</code></p>
        ${this.faultNote()}
        <ol>${newestFirst.map(([{ kind, at, version, by, item, position }, before]) => html`
          <li data-version=${version}>
            <b>${t('version')} ${version}: ${actWord(kind)}</b>
            <p class="facts"><span>${by ? nameOf(by) : t('theClock')}</span><time datetime=${at}><bdi dir="ltr">${here(at)}</bdi></time><bdi dir="ltr">${utc(at)}</bdi><bdi dir="ltr">#${position}</bdi></p>
            ${differenceOf(before, item)}
          </li>`)}</ol>
      </main>`;
  }
}
