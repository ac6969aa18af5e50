import { newestFirst } from './items.ts';
import type { Entry, Item } from './wire.ts';

/** A flash may interrupt a listener only while it is one. */
const BREAKING = 120_000;
/** What was older when the page was opened is no flash any more. */
const FRESH = 30 * 60_000;

export const isFlash = ({ urgency }: Item) => urgency === 'flash';

/** Told for the first time, and now: `published` or `released`. */
export const isNews = ({ kind }: Entry): boolean => /^[pr]/.test(kind);

export const breaks = (item: Item, now: number): boolean => isFlash(item) && now - Date.parse(item.publishedAt) < BREAKING;

/** The newest flash that came while the page is open, or shortly before; the page's clock is not the server's. */
export const newestFlash = (items: readonly Item[], now: number): Item[] =>
  items
    .filter((item) => {
      const sinceOpened = Date.parse(item.publishedAt) - now + Date.now() - performance.timeOrigin;
      return isFlash(item) && sinceOpened > -FRESH && !(Date.parse(item.expiresAt!) < now);
    })
    .sort(newestFirst)
    .slice(0, 1);
