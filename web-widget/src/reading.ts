import { newestFirst } from './items.ts';
import type { Item } from './wire.ts';

/** What is on show, and what waits while the reader holds it. */
export function openReading() {
  /** Items that the host does not want here. */
  const unwanted = new Set<string>();
  /** The newest item when the reader began to hold: whatever is newer waits. */
  let heldAt: Item | undefined;

  const reading = {
    shown: [] as readonly Item[],
    waiting: 0,
    unwanted,

    wanted: (items: readonly Item[]): Item[] => items.filter(({ id }) => !unwanted.has(id)),

    /** Shows all there is. */
    letGo(all: readonly Item[]): void {
      heldAt = undefined;
      reading.waiting = 0;
      reading.shown = all;
    },

    /** Changes only what must not wait: `now` gives an item as it is, or nothing where it was taken off the line. */
    holdOn(all: readonly Item[], now: (item: Item) => Item | undefined): void {
      const since = (heldAt ??= [...reading.shown].sort(newestFirst)[0]);
      const shown = (reading.shown = reading.wanted(reading.shown.flatMap((item) => now(item) ?? [])));
      const waits = (item: Item) => (!since || newestFirst(item, since) < 0) && !shown.some(({ id }) => id === item.id);
      reading.waiting = all.filter(waits).length;
    },
  };
  return reading;
}
