import { make, setPart } from '../dom.ts';
import { dayOf } from '../format.ts';
import type { Item } from '../wire.ts';
import { articleOf, type Telling } from './article.ts';

interface Row extends HTMLElement {
  /** What it was made of. What it is may differ: a picture that cannot be had is taken out. */
  told?: string;
}

/** A list of items, changed in place. */
export interface View {
  readonly list: HTMLElement;
  /** What stands in the element's box: the list, or what holds it. */
  readonly node: HTMLElement;
  /** By the items' ids. */
  readonly nodes: ReadonlyMap<string, HTMLElement>;
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
  const nodes = new Map<string, Row>();

  function rowOf(item: Item, telling: Telling, fresh: boolean, day: string): HTMLElement {
    const { id, urgency = 'routine' } = item;
    const part = `item item-${urgency}${fresh ? ' item-new' : ''}`;
    const made: Row = make('li', part, {}, make('h3', 'day', { hidden: !day }, day), articleOf(item, telling));
    made.told = made.innerHTML + item.version;
    const row = nodes.get(id) ?? made;
    nodes.set(id, row);
    if (row.told !== made.told) {
      row.told = made.told;
      const focused = row.matches(':focus-within');
      setPart(row, part);
      row.replaceChildren(...made.childNodes);
      if (focused) row.querySelector('a')?.focus();
    }
    return row;
  }

  return {
    list,
    node: list,
    nodes,
    show(items, telling, fresh) {
      for (const [id, node] of nodes) {
        if (items.some((item) => item.id === id)) continue;
        nodes.delete(id);
        // Whoever was reading a story that is taken away goes on with the next one, not back to the top of the page.
        const neighbour = node.nextElementSibling ?? node.previousElementSibling;
        if (node.matches(':focus-within')) (neighbour?.querySelector('a') ?? list).focus();
        node.remove();
      }
      let above = '';
      items.forEach((item, index) => {
        const listed = telling.host.mode === 'list' && !item.pinned;
        const day = listed ? dayOf(Date.parse(item.publishedAt), telling.serverTime(), telling, telling.zoneOf(item.channel)) : '';
        const node = rowOf(item, telling, item.id === fresh, day === above ? '' : day);
        above = day;
        const there = list.children[index];
        if (there !== node) list.insertBefore(node, there ?? null);
      });
    },
  };
}
