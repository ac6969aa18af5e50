import { newestFirst } from './items.ts';
import type { Entry, Item } from './wire.ts';

/** A flash may interrupt a listener only while it is one. */
const BREAKING = 120_000;
/** What is older is no flash any more to a reader who comes now. */
const FRESH = 30 * 60_000;

export const isFlash = ({ urgency }: Item) => urgency === 'flash';

/** Told for the first time, and now: `published` or `released`. */
export const isNews = ({ kind }: Entry): boolean => /^[pr]/.test(kind);

export const breaks = (item: Item, now: number): boolean => isFlash(item) && now - Date.parse(item.publishedAt) < BREAKING;

/** The newest flash that came while the reader is here, or shortly before. */
export const newestFlash = (items: readonly Item[], now: number, since: number): Item[] =>
  items
    .filter((item) => isFlash(item) && Date.parse(item.publishedAt) > since - FRESH && !(Date.parse(item.expiresAt!) < now))
    .sort(newestFirst)
    .slice(0, 1);
