import { make, setPart, setText } from '../dom.ts';
import { dayOf } from '../format.ts';
import type { Item } from '../wire.ts';
import { articleOf, isPlain, timeOf, type Telling } from './article.ts';

interface Row {
  /** What the article was made of: it is made again where this differs. */
  readonly made: string;
  readonly node: HTMLLIElement;
  readonly dated: HTMLElement;
}

/** A list of items, changed in place. */
export interface View {
  readonly list: HTMLElement;
  /** What stands in the element's box: the list, or what holds it. */
  readonly node: HTMLElement;
  readonly rows: ReadonlyMap<string, Row>;
  /** `fresh` items are marked for the eye; nothing else distinguishes them. */
  show(items: readonly Item[], telling: Telling, fresh?: string): void;
  /** No motion, for as long as it is wanted. */
  still?(wanted: boolean): void;
  /** One item on, or back. */
  step?(by: number): void;
  end?(): void;
}

/** Items under their days: a row is made again only where it differs, and focus is kept. */
export function listView(): View {
  // Safari forgets that a list without bullets is a list.
  const list = make('ol', 'list', { role: 'list', tabIndex: 0 });
  const rows = new Map<string, Row>();

  function rowOf(item: Item, telling: Telling, words: string, fresh: boolean): Row {
    const { id, channel, urgency } = item;
    const made = words + JSON.stringify([item, timeOf(item, telling), telling.zoneOf(channel)]);
    const known = rows.get(id);
    if (known?.made === made) return known;
    const { node, dated } = known ?? { node: make('li', ''), dated: make('h3', 'day') };
    const focused = node.matches(':focus-within');
    setPart(node, `item${isPlain(item) ? '' : ` item-${urgency}`}${fresh ? ' item-new' : ''}`);
    node.replaceChildren(dated, articleOf(item, telling));
    if (focused) node.querySelector('a')?.focus();
    const row = { made, node, dated };
    rows.set(id, row);
    return row;
  }

  return {
    list,
    node: list,
    rows,
    show(items, telling, fresh) {
      for (const [id, { node }] of rows) {
        if (items.some((item) => item.id === id)) continue;
        rows.delete(id);
        // Whoever was reading a story that is taken away goes on with the next one, not back to the top of the page.
        const neighbour = node.nextElementSibling ?? node.previousElementSibling;
        if (node.matches(':focus-within')) (neighbour?.querySelector('a') ?? list).focus();
        node.remove();
      }
      const words = JSON.stringify(telling);
      let above = '';
      items.forEach((item, index) => {
        const { node, dated } = rowOf(item, telling, words, item.id === fresh);
        const zone = telling.zoneOf(item.channel);
        const today = telling.days && !item.pinned ? dayOf(Date.parse(item.publishedAt), telling.serverTime(), telling, zone) : '';
        dated.hidden = today === above;
        setText(dated, (above = today));
        const there = list.children[index];
        if (there !== node) list.insertBefore(node, there ?? null);
      });
    },
  };
}
