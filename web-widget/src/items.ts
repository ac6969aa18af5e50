import { urgencies, type Item, type Urgency } from './wire.ts';

/** What a reader asked for. */
export interface Selection {
  readonly channels: readonly string[];
  /** This urgent or more. */
  readonly urgency?: Urgency | undefined;
  /** RFC 4647 basic filtering: `az` takes `az-Latn`. Empty means all. */
  readonly languages: readonly string[];
}

/** Kept beyond what is shown, so that a kill uncovers the next older item instead of a hole. */
const SPARE = 30;
/** Far more removals than happen while a late, older entry can still be under way. */
const REMEMBERED_REMOVALS = 1000;

/** The items of one selection, kept true by the protocol's one client rule. No clock, no DOM. */
export class ItemStore {
  readonly #selection: Selection;
  readonly #limit: number;
  readonly #held = new Map<string, Item>();
  readonly #removed = new Map<string, number>();
  /** Of what is older than this item we know only islands. Absent when everything is known. */
  #floor: Item | undefined;

  constructor(selection: Selection, limit: number) {
    this.#selection = selection;
    this.#limit = limit;
  }

  get(id: string): Item | undefined {
    return this.#held.get(id);
  }

  /** There are older items to show that this store has not been told. */
  get short(): boolean {
    return this.#floor !== undefined && this.#known().length < this.#limit;
  }

  /** Puts the item in or takes it out; false if it told nothing new. A removal is news even of an item not held. */
  apply(item: Item): boolean {
    const { id, version } = item;
    if (version <= (this.#held.get(id)?.version ?? this.#removed.get(id) ?? 0)) return false;
    this.#held.delete(id);
    this.#removed.delete(id);
    if (item.pubStatus === 'usable' && matches(item, this.#selection)) this.#held.set(id, item);
    else this.#removed.set(id, version);
    this.#forgetOldest();
    return true;
  }

  /** A snapshot after `fresh` or `reset` is all there is; versions of an older life mean nothing any more. */
  replace(items: readonly Item[], floor?: Item): void {
    this.#held.clear();
    this.#removed.clear();
    this.fill(items, floor);
  }

  /** A snapshot that adds to what is held and known, down to its own oldest item. */
  fill(items: readonly Item[], floor?: Item): void {
    for (const item of items) this.apply(item);
    this.#floor = floor;
  }

  /** As the server's snapshot: the newest, and what is pinned beyond them. Pinned items stand on top. */
  shown(): Item[] {
    const known = this.#known().slice(0, this.#limit);
    return [...this.#sorted().filter((item) => item.pinned), ...known.filter((item) => !item.pinned)];
  }

  /** Newest first, down to where islands begin. */
  #known(): Item[] {
    const floor = this.#floor;
    return this.#sorted().filter((item) => !floor || newestFirst(item, floor) <= 0);
  }

  #sorted = (): Item[] => [...this.#held.values()].sort(newestFirst);

  #forgetOldest(): void {
    if (this.#removed.size > REMEMBERED_REMOVALS) this.#removed.delete(this.#removed.keys().next().value!);
    const most = this.#limit + SPARE;
    if (this.#held.size <= most) return;
    const plain = this.#sorted().filter((item) => !item.pinned);
    for (const { id } of plain.slice(most)) {
      this.#held.delete(id);
      this.#floor = plain[most - 1];
    }
  }
}

const rank = (word: Urgency | undefined) => urgencies.indexOf(word ?? 'routine');

export function matches(item: Item, { channels, urgency, languages }: Selection): boolean {
  const language = (item.language ?? '').toLowerCase();
  return (
    channels.includes(item.channel) &&
    rank(item.urgency) <= rank(urgency) &&
    (!languages.length ||
      languages.some((range) => range === '*' || `${language}-`.startsWith(`${range.toLowerCase()}-`)))
  );
}

/** A selection that takes whatever one of these takes; filtering is left to the client where they differ. */
export function union(selections: readonly Selection[]): Selection {
  const languages = selections.map((each) => each.languages);
  return {
    channels: [...new Set(selections.flatMap((each) => each.channels))],
    urgency: urgencies[Math.max(...selections.map((each) => rank(each.urgency)))],
    languages: languages.every((each) => `${each}` === `${languages[0]}`) ? (languages[0] ?? []) : [],
  };
}

/** `publishedAt` descending, then `id` descending. */
export function newestFirst(a: Item, b: Item): number {
  return Date.parse(b.publishedAt) - Date.parse(a.publishedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
