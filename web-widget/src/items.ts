import { urgencies, type Item, type Urgency } from './wire.ts';

/** What a reader asked for. */
export interface Selection {
  readonly channels: readonly string[];
  /** This urgent or more. */
  readonly urgency?: Urgency | undefined;
  /** RFC 4647 basic filtering: `az` takes `az-Latn`. Empty means all. */
  readonly languages: readonly string[];
}

/** Kept beyond what is shown: a kill uncovers the next older item instead of a hole, and a held line is not forgotten. */
const SPARE = 100;
/** Far more removals than happen while a late, older entry can still be under way. */
const REMEMBERED_REMOVALS = 1000;

/** The items of one selection, kept true by the protocol's one client rule. No clock, no DOM. */
export interface ItemStore {
  byId(id: string): Item | undefined;
  /** There are older items to show that this store has not been told. */
  short(): boolean;
  /** Puts the item in or takes it out; false if it told nothing new. A removal is news even of an item not held. */
  apply(item: Item): boolean;
  /**
   * Takes a snapshot in that was asked for with this limit: below its last item there are only islands. After `fresh` or
   * `reset` it is all there is, and versions of an older life mean nothing any more; otherwise it adds to what is held.
   */
  take(items: readonly Item[], limit: number, all?: boolean): void;
  /** As the server's snapshot: the newest, and what is pinned beyond them. Pinned items stand on top. */
  shown(): Item[];
}

export function itemStore(selection: Selection, limit: number): ItemStore {
  /** Also what was taken out, for its version. */
  const told = new Map<string, Item>();
  /** Of what is older than this item we know only islands. Absent when everything is known. */
  let floor: Item | undefined;

  const holds = (item?: Item) => item?.pubStatus === 'usable' && matches(item, selection);
  const sorted = () => [...told.values()].filter(holds).sort(newestFirst);
  /** Newest first, down to where islands begin, and as many as are shown. */
  const known = () => sorted().filter((item) => !floor || newestFirst(item, floor) <= 0).slice(0, limit);

  function forgetOldest(): void {
    for (const { id } of [...told.values()].filter((item) => !holds(item)).slice(0, -REMEMBERED_REMOVALS)) told.delete(id);
    const plain = sorted().filter(({ pinned }) => !pinned);
    for (const { id } of plain.splice(limit + SPARE)) {
      told.delete(id);
      floor = plain.at(-1);
    }
  }

  const store: ItemStore = {
    byId(id) {
      const item = told.get(id);
      return holds(item) ? item : undefined;
    },
    short: () => !!floor && known().length < limit,
    apply(item) {
      const { id } = item;
      const before = told.get(id);
      if (!selection.channels.includes(item.channel) || item.version <= (before?.version ?? 0)) return false;
      told.delete(id);
      told.set(id, item);
      forgetOldest();
      return holds(before) || holds(item) || item.pubStatus !== 'usable';
    },
    take(items, asked, all) {
      if (all) told.clear();
      items.forEach(store.apply);
      floor = items[asked - 1];
    },
    shown: () => [...new Set([...sorted().filter(({ pinned }) => pinned), ...known()])],
  };
  return store;
}

const rank = (word: Urgency = 'routine') => urgencies.indexOf(word);

export function matches({ channel, urgency, language = '' }: Item, selection: Selection): boolean {
  const { channels, languages } = selection;
  return (
    channels.includes(channel) &&
    rank(urgency) <= rank(selection.urgency) &&
    (!languages.length || languages.some((range) => `${language}-`.toLowerCase().startsWith(`${range.toLowerCase()}-`)))
  );
}

/** A selection that takes whatever one of these takes, and perhaps more: filtering is left to the client. */
export function union(selections: readonly Selection[]): Selection {
  const all = (of: (each: Selection) => readonly string[]) => [...new Set(selections.flatMap(of))];
  return {
    channels: all((each) => each.channels),
    urgency: urgencies[Math.max(...selections.map((each) => rank(each.urgency)))],
    // Who names no language takes all of them.
    languages: selections.every((each) => each.languages.length) ? all((each) => each.languages) : [],
  };
}

/** `publishedAt` descending, then `id` descending. */
export const newestFirst = (a: Item, b: Item): number =>
  Date.parse(b.publishedAt) - Date.parse(a.publishedAt) || (a.id < b.id ? 1 : -1);
