import type { Item } from '../wire.ts';
import { View } from './view.ts';

/** What is older is no flash any more to a reader who comes now. */
const FRESH = 30 * 60_000;

/** Nothing, until there is a flash: then this one, until it is dismissed or taken off the line. */
export class FlashView extends View {
  readonly #dismissed = new Set<string>();
  #openedAt = 0;

  override pick(items: Item[], now: number): Item[] {
    // The server's clock is known when it has told something.
    if (items.length) this.#openedAt ||= now;
    const fresh = items.filter(
      ({ id, urgency, publishedAt, expiresAt }) =>
        urgency === 'flash' &&
        !this.#dismissed.has(id) &&
        Date.parse(publishedAt) > this.#openedAt - FRESH &&
        !(Date.parse(expiresAt ?? '') < now),
    );
    return fresh.sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1)).slice(0, 1);
  }

  override dismiss(): void {
    for (const id of this.rows.keys()) this.#dismissed.add(id);
  }
}
