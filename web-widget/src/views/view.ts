import { make, setText } from '../dom.ts';
import { dayOf } from '../format.ts';
import type { Item } from '../wire.ts';
import { articleOf, isPlain, timeOf, type Telling } from './article.ts';

interface Row {
  /** What the article was made of: it is made again where this differs. */
  readonly made: string;
  readonly node: HTMLLIElement;
  readonly day: HTMLElement;
}

/** A list of items under their days, changed in place: a row is made again only where it differs, and focus is kept. */
export class View {
  // Safari forgets that a list without bullets is a list.
  readonly list = make('ol', { part: 'list', role: 'list', tabIndex: 0 });
  /** What stands in the element's box: the list, or what holds it. */
  node: HTMLElement = this.list;
  readonly rows = new Map<string, Row>();
  items: readonly Item[] = [];

  /** `fresh` items are marked for the eye; nothing else distinguishes them. */
  show(items: readonly Item[], telling: Telling, fresh?: string): void {
    this.items = items;
    for (const [id, { node }] of this.rows) {
      if (items.some((item) => item.id === id)) continue;
      this.rows.delete(id);
      // Whoever was reading a story that is taken away goes on with the next one, not back to the top of the page.
      const neighbour = node.nextElementSibling ?? node.previousElementSibling;
      if (node.matches(':focus-within')) (neighbour?.querySelector('a') ?? this.list).focus();
      node.remove();
    }
    const words = JSON.stringify(telling);
    let above = '';
    items.forEach((item, index) => {
      const { node, day } = this.#rowFor(item, telling, words, item.id === fresh);
      const zone = telling.zoneOf(item.channel);
      const today = telling.days && !item.pinned ? dayOf(Date.parse(item.publishedAt), telling.now(), telling, zone) : '';
      day.hidden = today === above;
      setText(day, (above = today));
      const there = this.list.children[index];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
  }

  /** No motion, for as long as it is wanted. */
  still(_wanted: boolean): void {}

  /** One item on, or back. */
  step(_by: number): void {}

  close(): void {}

  #rowFor(item: Item, telling: Telling, words: string, fresh: boolean): Row {
    const { id, channel, urgency } = item;
    const made = words + JSON.stringify([item, timeOf(item, telling), telling.zoneOf(channel)]);
    const known = this.rows.get(id);
    if (known?.made === made) return known;
    const { node, day } = known ?? { node: make('li', {}), day: make('h3', { part: 'day' }) };
    const focused = node.matches(':focus-within');
    node.setAttribute('part', `item${isPlain(item) ? '' : ` item-${urgency}`}${fresh ? ' item-new' : ''}`);
    node.replaceChildren(day, articleOf(item, telling));
    if (focused) node.querySelector('a')?.focus();
    const row = { made, node, day };
    this.rows.set(id, row);
    return row;
  }
}
