import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemStore, matches, union, type ItemStore } from '../../src/items.ts';
import type { Item } from '../../src/wire.ts';

const everything = { channels: ['main'], languages: [] };
const item = (id: string, facts: Partial<Item> = {}): Item => ({
  id,
  channel: 'main',
  version: 1,
  pubStatus: 'usable',
  headline: `story ${id}`,
  language: 'en',
  publishedAt: '2026-11-23T10:00:00.000Z',
  ...facts,
});
const store = (limit = 20) => itemStore(everything, limit);
const ids = (of: ItemStore) => of.shown().map(({ id }) => id);

test('newest first, and the higher id first within the same millisecond', () => {
  const line = store();
  line.take([item('a'), item('c'), item('b', { publishedAt: '2026-11-23T10:00:00.001Z' })], 20, true);
  assert.deepEqual(ids(line), ['b', 'c', 'a']);
});

test('times compare as times, whatever their fraction is written like', () => {
  const line = store();
  line.take([item('a', { publishedAt: '2026-11-23T10:00:00Z' }), item('b', { publishedAt: '2026-11-23T10:00:00.5Z' })], 20, true);
  assert.deepEqual(ids(line), ['b', 'a']);
});

test('a higher version wins; the same or a lower one is ignored', () => {
  const line = store();
  assert.equal(line.apply(item('a', { version: 3, headline: 'third' })), true);
  assert.equal(line.apply(item('a', { version: 3, headline: 'again' })), false);
  assert.equal(line.apply(item('a', { version: 2, headline: 'second' })), false);
  assert.equal(line.byId('a')?.headline, 'third');
});

test('a removed item stays removed for lower and equal versions, and returns with a higher one', () => {
  const line = store();
  line.apply(item('a'));
  line.apply(item('a', { version: 2, pubStatus: 'withheld' }));
  assert.equal(line.apply(item('a', { version: 1 })), false);
  assert.equal(line.apply(item('a', { version: 2 })), false);
  assert.deepEqual(ids(line), []);
  line.apply(item('a', { version: 3 }));
  assert.deepEqual(ids(line), ['a']);
});

test('the removal of an item that was never held is remembered and told', () => {
  const line = store();
  assert.equal(line.apply(item('a', { version: 5, pubStatus: 'canceled' })), true);
  assert.equal(line.apply(item('a', { version: 4 })), false);
});

test('what another selection of the stream asked for tells nothing', () => {
  const line = itemStore({ channels: ['main'], urgency: 'urgent', languages: [] }, 20);
  assert.equal(line.apply(item('a', { channel: 'sport', urgency: 'flash' })), false);
  assert.equal(line.apply(item('a', { channel: 'sport', version: 2, pubStatus: 'canceled' })), false);
  assert.equal(line.apply(item('b', { urgency: 'routine' })), false);
  assert.equal(line.apply(item('b', { version: 2, urgency: 'urgent' })), true);
  assert.equal(line.apply(item('b', { version: 3, urgency: 'routine' })), true);
});

test('an item that no longer matches is taken out', () => {
  const line = itemStore({ channels: ['main'], urgency: 'urgent', languages: [] }, 20);
  line.apply(item('a', { urgency: 'flash' }));
  line.apply(item('a', { version: 2, urgency: 'routine' }));
  assert.deepEqual(ids(line), []);
});

test('a snapshot replaces everything, remembered versions too', () => {
  const line = store();
  line.apply(item('a', { version: 9, pubStatus: 'canceled' }));
  line.apply(item('b', { version: 9 }));
  line.take([item('a', { version: 1 })], 20, true);
  assert.deepEqual(ids(line), ['a']);
});

test('pinned items stand on top and do not count against the limit', () => {
  const line = store(3);
  const at = (second: number) => `2026-11-23T10:00:0${second}.000Z`;
  line.take([
    item('old', { pinned: true, publishedAt: at(0) }),
    item('z', { publishedAt: at(1) }),
    item('a', { publishedAt: at(2) }),
    item('b', { publishedAt: at(3) }),
    item('c', { publishedAt: at(4) }),
  ], 20, true);
  assert.deepEqual(ids(line), ['old', 'c', 'b', 'a']);
});

test('a kill uncovers the next older item', () => {
  const line = store(1);
  line.apply(item('a'));
  line.apply(item('b', { publishedAt: '2026-11-23T11:00:00.000Z' }));
  line.apply(item('b', { version: 2, pubStatus: 'canceled' }));
  assert.deepEqual(ids(line), ['a']);
});

test('below a cut snapshot there are only islands: a kill leaves the store short until it is filled', () => {
  const at = (hour: number) => ({ publishedAt: `2026-11-23T1${hour}:00:00.000Z` });
  const line = store(2);
  line.take([item('d', at(4)), item('c', at(3))], 2, true);
  assert.equal(line.short(), false);
  line.apply(item('a', { version: 4, ...at(1) }));
  assert.deepEqual(ids(line), ['d', 'c']);
  line.apply(item('d', { version: 2, pubStatus: 'canceled' }));
  assert.deepEqual(ids(line), ['c']);
  assert.equal(line.short(), true);
  line.take([item('c', at(3)), item('b', at(2))], 2);
  assert.deepEqual(ids(line), ['c', 'b']);
  assert.equal(line.short(), false);
});

test('a union takes whatever one of the selections takes', () => {
  const flashes = { channels: ['a', 'b'], urgency: 'flash', languages: ['az'] } as const;
  const urgent = { channels: ['b', 'c'], urgency: 'urgent', languages: ['az'] } as const;
  assert.deepEqual(union([flashes, urgent]), { channels: ['a', 'b', 'c'], urgency: 'urgent', languages: ['az'] });
  assert.deepEqual(union([flashes, { channels: ['a'], languages: ['ru'] }]), {
    channels: ['a', 'b'], urgency: 'routine', languages: ['az', 'ru'],
  });
  assert.deepEqual(union([flashes, { channels: ['a'], languages: [] }]).languages, []);
});

test('what is held stays bounded', () => {
  const line = store(2);
  for (let n = 100; n < 400; n += 1) line.apply(item(`i${n}`));
  assert.equal(line.byId('i100'), undefined);
  assert.deepEqual(ids(line), ['i399', 'i398']);
});

test('languages filter by RFC 4647 basic filtering', () => {
  const speaks = (language: string, ...languages: string[]) =>
    matches(item('a', { language }), { channels: ['main'], languages });
  assert.equal(speaks('az-Latn', 'az'), true);
  assert.equal(speaks('AZ', 'az'), true);
  assert.equal(speaks('aze', 'az'), false);
  assert.equal(speaks('az', 'az-Latn'), false);
  assert.equal(speaks('ru', 'az', 'ru'), true);
});
