import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrame } from '../../src/wire.ts';

const item = {
  id: '0193', channel: 'main', version: 1, pubStatus: 'usable', headline: 'Bridge opens', language: 'en',
  publishedAt: '2026-11-23T10:00:00.000Z',
};
const entry = (change: object) =>
  parseFrame(JSON.stringify({ type: 'entry', cursor: 'k3f9-2', kind: 'published', item: { ...item, ...change } }));
const itemOf = (change: object) => {
  const frame = entry(change);
  return frame?.type === 'entry' ? frame.item : undefined;
};

test('every frame of the protocol is read', () => {
  const hello = '{"type":"hello","cursor":"k3f9-1","at":"2026-11-23T10:00:00.000Z","verdict":"fresh","items":[]}';
  assert.deepEqual(parseFrame(hello), {
    type: 'hello', cursor: 'k3f9-1', at: '2026-11-23T10:00:00.000Z', verdict: 'fresh', items: [],
  });
  assert.equal(parseFrame('{"type":"hello","cursor":"k3f9-1","verdict":"resumed","behind":8}')?.type, 'hello');
  const heartbeat = parseFrame('{"type":"heartbeat","cursor":"k3f9-5","stale":true}');
  assert.equal(heartbeat?.type === 'heartbeat' && heartbeat.stale, true);
  assert.deepEqual(parseFrame('{"type":"drain","cursor":"k3f9-5","retry":12000}'), {
    type: 'drain', cursor: 'k3f9-5', retry: 12000,
  });
  assert.equal(itemOf({})?.headline, 'Bridge opens');
});

test('what is not a frame is nothing, and never throws', () => {
  const bad = [
    '', '{', 'null', '7', '[]', '"hello"', '{}', '{"type":"surprise","cursor":"k3f9-1"}',
    '{"type":"hello","cursor":"k3f9-1","verdict":"fresh","items":{}}', '{"type":"entry","cursor":"k3f9-1","kind":"published"}',
    '{"type":"drain","cursor":"k3f9-1","retry":"soon"}',
  ];
  for (const text of bad) assert.equal(parseFrame(text), undefined, text);
});

test('an item without its facts is no item', () => {
  for (const change of [{ id: '' }, { id: 7 }, { version: 0 }, { channel: null }, { headline: '' },
    { headline: { html: 'x' } }, { publishedAt: 'soon' }]) {
    assert.equal(itemOf(change), undefined, JSON.stringify(change));
  }
});

test('one bad item in a snapshot does not spoil the others', () => {
  const frame = parseFrame(
    JSON.stringify({ type: 'hello', cursor: 'k3f9-1', verdict: 'reset', items: [null, item, { id: 'x' }] }),
  );
  assert.deepEqual(frame?.type === 'hello' && frame.items?.map(({ id }) => id), ['0193']);
});

test('only http and https become links', () => {
  assert.equal(itemOf({ link: 'https://example.org/a' })?.link, 'https://example.org/a');
  for (const link of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'JaVaScRiPt:alert(1)', 7]) {
    assert.equal(itemOf({ link })?.link, undefined, String(link));
  }
});

test('only http and https pictures are loaded', () => {
  const image = { href: 'https://example.org/a.jpg', alt: '', width: 6, height: 4 };
  assert.deepEqual(itemOf({ image })?.image, image);
  for (const href of ['javascript:alert(1)', 'data:image/png,x', 7, undefined]) {
    assert.equal(itemOf({ image: { ...image, href } })?.image, undefined, String(href));
  }
});

test('a status nobody knows hides the text', () => {
  const hidden = itemOf({ pubStatus: 'embargoed' });
  assert.equal(hidden?.pubStatus, 'embargoed');
  assert.equal(hidden?.headline, undefined);
});
