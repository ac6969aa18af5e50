import { newestFirst } from './items.ts';
import type { Item } from './wire.ts';

/** What is on show, and what waits while the reader holds it. */
export class Reading {
  shown: readonly Item[] = [];
  pending = 0;
  /** Items that the host does not want here. */
  readonly unwanted = new Set<string>();
  /** The newest item when the reader began to hold: whatever is newer waits. */
  #heldAt: Item | undefined;

  /** Shows all there is. */
  release(all: readonly Item[]): void {
    this.#heldAt = undefined;
    this.pending = 0;
    this.shown = all;
  }

  /** Changes only what must not wait: `now` gives an item as it is, or nothing where it was taken off the line. */
  hold(all: readonly Item[], now: (item: Item) => Item | undefined): void {
    const since = (this.#heldAt ??= [...this.shown].sort(newestFirst)[0]);
    this.shown = this.wanted(this.shown.flatMap((item) => now(item) ?? []));
    const waits = (item: Item) => !since || newestFirst(item, since) < 0;
    this.pending = all.filter((item) => waits(item) && !this.shown.some(({ id }) => id === item.id)).length;
  }

  wanted(items: readonly Item[]): Item[] {
    return items.filter(({ id }) => !this.unwanted.has(id));
  }
}
