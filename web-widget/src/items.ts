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

  constructor(selection: Selection, limit: number) {
    this.#selection = selection;
    this.#limit = limit;
  }

  get(id: string): Item | undefined {
    return this.#held.get(id);
  }

  /** Puts the item in or takes it out; false if it told nothing new. A removal is news even of an item not held. */
  apply(item: Item): boolean {
    const known = this.#held.get(item.id)?.version ?? this.#removed.get(item.id) ?? 0;
    if (item.version <= known) return false;
    if (item.pubStatus === 'usable' && matches(item, this.#selection)) {
      this.#removed.delete(item.id);
      this.#held.set(item.id, item);
      this.#forgetOldest();
      return true;
    }
    this.#held.delete(item.id);
    this.#remember(item);
    return true;
  }

  /** A snapshot after `fresh` or `reset` is all there is; versions of an older life mean nothing any more. */
  replace(items: readonly Item[]): void {
    this.#held.clear();
    this.#removed.clear();
    for (const item of items) this.apply(item);
  }

  /** Pinned items, then the newest; pinned ones do not count against the limit, as in the server's snapshot. */
  shown(): Item[] {
    const sorted = [...this.#held.values()].sort(pinnedThenNewest);
    return sorted.slice(0, this.#limit + sorted.filter((item) => item.pinned).length);
  }

  #remember({ id, version }: Item): void {
    this.#removed.delete(id);
    this.#removed.set(id, version);
    if (this.#removed.size > REMEMBERED_REMOVALS) this.#removed.delete(this.#removed.keys().next().value!);
  }

  #forgetOldest(): void {
    if (this.#held.size <= this.#limit + SPARE) return;
    const plain = [...this.#held.values()].filter((item) => !item.pinned).sort(newestFirst);
    for (const { id } of plain.slice(this.#limit + SPARE)) this.#held.delete(id);
  }
}

export function matches(item: Item, { channels, urgency, languages }: Selection): boolean {
  const rank = (word: Urgency | undefined) => urgencies.indexOf(word ?? 'routine');
  const language = (item.language ?? '').toLowerCase();
  return (
    channels.includes(item.channel) &&
    (!urgency || rank(item.urgency) <= rank(urgency)) &&
    (!languages.length ||
      languages.some((range) => range === '*' || `${language}-`.startsWith(`${range.toLowerCase()}-`)))
  );
}

/** `publishedAt` descending, then `id` descending. */
export function newestFirst(a: Item, b: Item): number {
  return Date.parse(b.publishedAt) - Date.parse(a.publishedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function pinnedThenNewest(a: Item, b: Item): number {
  return Number(b.pinned ?? false) - Number(a.pinned ?? false) || newestFirst(a, b);
}
