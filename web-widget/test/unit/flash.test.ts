import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestFlash } from '../../src/flash.ts';
import type { Item } from '../../src/wire.ts';

/** By the page's clock, and by the server's, which goes an hour before it. */
const opened = performance.timeOrigin;
const now = Date.now() + 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const flash = (id: string, since: number, more: Partial<Item> = {}): Item => ({
  id, channel: 'main', version: 1, pubStatus: 'usable', urgency: 'flash', headline: id,
  publishedAt: at(opened + 3_600_000 + since), updatedAt: at(now), ...more,
} as Item);
const newest = (...items: Item[]) => newestFlash(items, now).map(({ id }) => id);

test('the newest flash is shown, and no other news', () => {
  assert.deepEqual(newest(flash('older', -2000), flash('newer', -1000), flash('news', 0, { urgency: 'urgent' })), ['newer']);
});

test('what was half an hour old when the page was opened is no flash any more', () => {
  assert.deepEqual(newest(flash('old', -1_860_000)), []);
  assert.deepEqual(newest(flash('young', -1_740_000)), ['young']);
});

test('past its time it is none, also where the server cannot say so', () => {
  assert.deepEqual(newest(flash('over', -1000, { expiresAt: at(now - 1) })), []);
  assert.deepEqual(newest(flash('not yet', -1000, { expiresAt: at(now + 60_000) })), ['not yet']);
});
