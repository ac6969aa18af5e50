import { newestFirst } from './items.ts';
import type { Item } from './wire.ts';

/** What is on show, and what waits while the reader holds it. */
export function openReading() {
  /** Items that the host does not want here, and flashes that the reader dismissed. */
  const unwanted = new Set<string>();

  const reading = {
    shown: [] as readonly Item[],
    waiting: 0,
    unwanted,

    wanted: (items: readonly Item[]): Item[] => items.filter(({ id }) => !unwanted.has(id)),

    /** Shows all there is; or, held on to, changes only what must not wait: `now` gives an item as it is, or nothing. */
    show(all: readonly Item[], now?: (item: Item) => Item | undefined): void {
      reading.shown = now ? reading.wanted(reading.shown.flatMap((item) => now(item) ?? [])) : all;
      const isNew = (item: Item) => reading.shown.every((each) => newestFirst(each, item) > 0);
      reading.waiting = now ? all.filter(isNew).length : 0;
    },
  };
  return reading;
}
