import { make } from '../dom.ts';
import type { Item } from '../wire.ts';
import { articleOf, isPlain, type Telling } from './article.ts';

interface Row {
  readonly item: Item;
  readonly node: HTMLLIElement;
  readonly day: HTMLElement;
  tick(): void;
}

/** A list of items, changed in place: a row is made again only for another version, and focus is never dropped. */
export class View {
  readonly list = make('ol', 'list');
  /** What stands in the element's box: the list, or what holds it. */
  node: HTMLElement = this.list;
  protected readonly rows = new Map<string, Row>();
  protected telling: Telling | undefined;

  constructor() {
    // Safari forgets that a list without bullets is a list.
    this.list.setAttribute('role', 'list');
    this.list.tabIndex = 0;
  }

  /** The reader is at something that an insertion would move. */
  get busy(): boolean {
    return false;
  }

  /** Of all items those that this view shows. */
  pick(items: Item[], _now: number): Item[] {
    return items;
  }

  /** Other words or another zone: every row is made again at the next `show`. */
  speak(telling: Telling): void {
    this.telling = telling;
    for (const [id, row] of this.rows) this.rows.set(id, { ...row, item: { ...row.item, version: -1 } });
  }

  /** `fresh` items are marked for the eye; nothing else distinguishes them. */
  show(items: readonly Item[], fresh?: string): void {
    const wanted = new Set(items.map((item) => item.id));
    for (const [id, { node }] of this.rows) {
      if (wanted.has(id)) continue;
      this.rows.delete(id);
      this.#moveFocusFrom(node);
      node.remove();
    }
    items.forEach((item, index) => {
      const { node } = this.#rowFor(item, item.id === fresh);
      const there = this.list.children[index];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
    this.tick();
  }

  /** Brings times up to date. */
  tick(): void {
    for (const row of this.rows.values()) row.tick();
  }

  /** No motion, for as long as it is wanted. */
  still(_wanted: boolean): void {}

  /** One item on, or back. */
  step(_by: number): void {}

  dismiss(): void {}

  close(): void {}

  #rowFor(item: Item, fresh: boolean): Row {
    const known = this.rows.get(item.id);
    if (known?.item.version === item.version) return known;
    const node = known?.node ?? make('li', '');
    const focused = node.matches(':focus-within');
    const day = known?.day ?? make('h3', 'day');
    const [article, tick] = articleOf(item, this.telling!);
    day.hidden = true;
    node.setAttribute('part', `item${isPlain(item) ? '' : ` item-${item.urgency}`}${fresh ? ' item-new' : ''}`);
    node.replaceChildren(day, article);
    if (focused) node.querySelector('a')?.focus();
    const row = { item, node, day, tick };
    this.rows.set(item.id, row);
    return row;
  }

  /** Whoever was reading a story that is taken away goes on with the next one, not back to the top of the page. */
  #moveFocusFrom(node: HTMLElement): void {
    if (!node.matches(':focus-within')) return;
    const neighbour = node.nextElementSibling ?? node.previousElementSibling;
    (neighbour?.querySelector('a') ?? this.list).focus();
  }
}
