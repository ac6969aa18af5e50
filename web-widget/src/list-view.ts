import { make } from './dom.ts';
import { timeAndDate, zoneName } from './format.ts';
import type { Strings } from './strings.ts';
import type { Item } from './wire.ts';

export interface ListWords {
  readonly language: string;
  readonly dir: string;
  readonly strings: Strings;
  zoneOf(channel: string): string | undefined;
}

interface Row {
  readonly item: Item;
  readonly node: HTMLLIElement;
}

/** The list of items, changed in place: a row is made again only for another version, and focus is never dropped. */
export class ListView {
  readonly list: HTMLOListElement;
  #rows = new Map<string, Row>();
  #words: ListWords | undefined;

  constructor() {
    this.list = make('ol', 'list');
    // Safari forgets that a list without bullets is a list.
    this.list.setAttribute('role', 'list');
    this.list.tabIndex = 0;
  }

  /** Other words or another zone: every row is made again at the next `show`. */
  speak(words: ListWords): void {
    this.#words = words;
    for (const [id, row] of this.#rows) this.#rows.set(id, { ...row, item: { ...row.item, version: 0 } });
  }

  /** `fresh` items are marked for the eye; nothing else distinguishes them. */
  show(items: readonly Item[], fresh?: string): void {
    const words = this.#words;
    if (!words) return;
    const wanted = new Set(items.map((item) => item.id));
    for (const [id, { node }] of this.#rows) {
      if (wanted.has(id)) continue;
      this.#rows.delete(id);
      this.#moveFocusFrom(node);
      node.remove();
    }
    items.forEach((item, index) => {
      const node = this.#rowFor(item, words, item.id === fresh).node;
      const there = this.list.children[index];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
  }

  #rowFor(item: Item, words: ListWords, fresh: boolean): Row {
    const known = this.#rows.get(item.id);
    if (known?.item.version === item.version) return known;
    const node = known?.node ?? make('li', '');
    const focused = node.matches(':focus-within');
    node.setAttribute('part', `item${isPlain(item) ? '' : ` item-${item.urgency}`}${fresh ? ' item-new' : ''}`);
    node.replaceChildren(article(item, words));
    if (focused) node.querySelector('a')?.focus();
    const row = { item, node };
    this.#rows.set(item.id, row);
    return row;
  }

  /** Whoever was reading a story that is taken away goes on with the next one, not back to the top of the page. */
  #moveFocusFrom(node: HTMLElement): void {
    if (!node.matches(':focus-within')) return;
    const neighbour = node.nextElementSibling ?? node.previousElementSibling;
    (neighbour?.querySelector('a') ?? this.list).focus();
  }
}

const isPlain = (item: Item) => !item.urgency || item.urgency === 'routine';

function article(item: Item, words: ListWords): HTMLElement {
  const { strings } = words;
  // The element's own words keep their language and direction inside an article that has the item's.
  const own = <Element extends HTMLElement>(element: Element): Element => {
    element.lang = words.language;
    element.dir = words.dir;
    return element;
  };
  const zone = words.zoneOf(item.channel);
  const time = own(make('time', 'time', timeAndDate(item.publishedAt, zone)));
  time.dateTime = item.publishedAt;
  time.title = zoneName(zone);

  const meta = make('p', 'meta', time);
  if (item.pinned) meta.append(' ', own(make('span', 'pinned', strings.pinned)));

  const headline = make('p', 'headline');
  if (item.urgency && item.urgency !== 'routine') {
    headline.append(own(make('strong', `urgency urgency-${item.urgency}`, strings[item.urgency])), ' ');
  }
  headline.append(item.link ? link(item.link, item.headline!) : make('span', 'text', item.headline!));
  if (item.media === 'photo' || item.media === 'video') {
    headline.append(' ', own(make('span', 'media', strings[item.media])));
  }

  const body = make('div', 'body', headline);
  if (item.version > 1 && item.advisory) {
    body.append(make('p', 'note', own(make('span', 'corrected', `${strings.corrected}:`)), ' ', item.advisory));
  }
  if (item.source) body.append(make('p', 'source', item.source));
  const whole = make('article', 'article', meta, body);
  whole.lang = item.language ?? '';
  whole.dir = 'auto';
  return whole;
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = make('a', 'link', text);
  anchor.href = href;
  anchor.rel = 'noopener';
  return anchor;
}
