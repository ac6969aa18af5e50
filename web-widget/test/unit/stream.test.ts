import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { FakeEventSource, installPage, type FakeDocument } from '../support/fake-page.ts';
import { openStream, type Stream, type StreamState } from '../../src/stream.ts';

let page: FakeDocument;
let window: EventTarget;
let states: StreamState[];
let stream: Stream;

const opened = () => FakeEventSource.opened.length;
const hello = (position = 1) => ({ type: 'hello', cursor: `k3f9-${position}`, verdict: 'fresh', items: [] });

beforeEach(() => {
  mock.restoreAll();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });
  mock.method(Math, 'random', () => 0.5);
  ({ page, window } = installPage());
  states = [];
  stream = openStream('https://news.example/v1/stream?channel=main', { told() {}, turned: (state) => states.push(state) });
});
afterEach(() => stream.stop());

test('opens once, without a cursor', () => {
  assert.deepEqual(FakeEventSource.opened.map(({ url }) => url), ['https://news.example/v1/stream?channel=main']);
});

test('the first break of a good stream is left to the browser and its retry', () => {
  FakeEventSource.last.say(hello());
  FakeEventSource.last.break(FakeEventSource.CONNECTING);
  mock.timers.tick(10_000);
  assert.equal(opened(), 1);
  assert.deepEqual(states, ['live', 'connecting']);
});

test('when the browser fails too, a new stream resumes after the cursor of the last frame of any kind', () => {
  FakeEventSource.last.say(hello(1));
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-7' });
  FakeEventSource.last.break(FakeEventSource.CONNECTING);
  FakeEventSource.last.break(FakeEventSource.CONNECTING);
  mock.timers.tick(500);
  assert.equal(FakeEventSource.last.url, 'https://news.example/v1/stream?channel=main&after=k3f9-7');
});

test('failures wait random(0, min(60 s, 1 s * 2^n))', () => {
  for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const before = opened();
    FakeEventSource.last.break(FakeEventSource.CLOSED);
    mock.timers.tick(wait - 1);
    assert.equal(opened(), before);
    mock.timers.tick(1);
    assert.equal(opened(), before + 1);
  }
});

test('a stream that still speaks after half a minute starts the row of failures anew', () => {
  for (const wait of [500, 1000, 2000]) {
    FakeEventSource.last.break(FakeEventSource.CLOSED);
    mock.timers.tick(wait);
  }
  FakeEventSource.last.say(hello());
  mock.timers.tick(30_000);
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-2' });
  FakeEventSource.last.break(FakeEventSource.CLOSED);
  mock.timers.tick(500);
  assert.equal(opened(), 5);
});

test('a drain is obeyed to the millisecond, also when the tab or the network returns earlier', () => {
  FakeEventSource.last.say(hello());
  FakeEventSource.last.say({ type: 'drain', cursor: 'k3f9-9', retry: 12_000 });
  assert.equal(FakeEventSource.last.readyState, FakeEventSource.CLOSED);
  mock.timers.tick(6000);
  window.dispatchEvent(new Event('online'));
  page.show(false);
  page.show(true);
  mock.timers.tick(5999);
  assert.equal(opened(), 1);
  mock.timers.tick(1);
  assert.match(FakeEventSource.last.url, /after=k3f9-9$/);
});

test('a drain is obeyed for ten minutes at most: longer than a timer can wait would be at once', () => {
  FakeEventSource.last.say(hello());
  FakeEventSource.last.say({ type: 'drain', cursor: 'k3f9-9', retry: 1e12 });
  mock.timers.tick(599_999);
  assert.equal(opened(), 1);
  mock.timers.tick(1);
  assert.equal(opened(), 2);
});

test('the cursor of a drain before any hello is not ours: we have seen nothing', () => {
  FakeEventSource.last.say({ type: 'drain', cursor: 'k3f9-9', retry: 100 });
  mock.timers.tick(100);
  assert.equal(FakeEventSource.last.url, 'https://news.example/v1/stream?channel=main');
});

test('50 seconds of silence mean a dead line', () => {
  FakeEventSource.last.say(hello());
  mock.timers.tick(45_000);
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-2' });
  mock.timers.tick(45_000);
  assert.equal(opened(), 1);
  mock.timers.tick(5000);
  mock.timers.tick(500);
  assert.match(FakeEventSource.last.url, /after=k3f9-2$/);
});

test('a line that never says anything is tried again, as after three failures', () => {
  mock.timers.tick(10_000);
  mock.timers.tick(3999);
  assert.equal(opened(), 1);
  mock.timers.tick(1);
  assert.equal(opened(), 2);
});

test('a page hidden for 30 seconds lets go, and catches up on return', () => {
  FakeEventSource.last.say(hello(4));
  page.show(false);
  mock.timers.tick(29_999);
  assert.equal(FakeEventSource.last.readyState, FakeEventSource.OPEN);
  mock.timers.tick(1);
  assert.equal(FakeEventSource.last.readyState, FakeEventSource.CLOSED);
  mock.timers.tick(600_000);
  assert.equal(opened(), 1);
  page.show(true);
  mock.timers.tick(500);
  assert.match(FakeEventSource.last.url, /after=k3f9-4$/);
});

test('a short look away changes nothing', () => {
  FakeEventSource.last.say(hello());
  page.show(false);
  mock.timers.tick(10_000);
  page.show(true);
  mock.timers.tick(20_000);
  assert.equal(opened(), 1);
});

test('the page cache: closed on pagehide, back on pageshow', () => {
  FakeEventSource.last.say(hello(3));
  window.dispatchEvent(new Event('pagehide'));
  assert.equal(FakeEventSource.last.readyState, FakeEventSource.CLOSED);
  window.dispatchEvent(new Event('pageshow'));
  mock.timers.tick(500);
  assert.match(FakeEventSource.last.url, /after=k3f9-3$/);
});

test('the network’s return does not wait for the end of a long back-off', () => {
  for (const wait of [500, 1000, 2000, 4000, 8000, 16_000]) {
    FakeEventSource.last.break(FakeEventSource.CLOSED);
    mock.timers.tick(wait);
  }
  FakeEventSource.last.break(FakeEventSource.CLOSED);
  const before = opened();
  window.dispatchEvent(new Event('online'));
  mock.timers.tick(500);
  assert.equal(opened(), before + 1);
});

test('a node that lost sight of the journal is told as delayed', () => {
  FakeEventSource.last.say(hello());
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-1', stale: true });
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-1' });
  assert.deepEqual(states, ['live', 'stale', 'live']);
});

test('what such a node tells from memory does not make it live: only its next hello or heartbeat can', () => {
  const item = { id: 'a', channel: 'main', version: 1, pubStatus: 'canceled' };
  FakeEventSource.last.say({ type: 'hello', cursor: 'k3f9-1', verdict: 'resumed', stale: true });
  FakeEventSource.last.say({ type: 'entry', cursor: 'k3f9-2', kind: 'killed', item });
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-2', stale: true });
  assert.deepEqual(new Set(states), new Set(['stale']));
  FakeEventSource.last.say({ type: 'heartbeat', cursor: 'k3f9-2' });
  FakeEventSource.last.say({ type: 'entry', cursor: 'k3f9-3', kind: 'killed', item });
  assert.equal(states.at(-1), 'live');
});

test('stopped means stopped', () => {
  FakeEventSource.last.break(FakeEventSource.CLOSED);
  stream.stop();
  window.dispatchEvent(new Event('online'));
  page.show(true);
  mock.timers.tick(600_000);
  assert.equal(opened(), 1);
});

test('a closed source that speaks once more is not heard', () => {
  const first = FakeEventSource.last;
  first.say(hello(5));
  first.say({ type: 'drain', cursor: 'k3f9-6', retry: 0 });
  first.say({ type: 'heartbeat', cursor: 'k3f9-99' });
  mock.timers.tick(0);
  assert.match(FakeEventSource.last.url, /after=k3f9-6$/);
});

test('a wall of dashboards keeps its stream where nobody looks', () => {
  stream.stop();
  stream = openStream('https://news.example/v1/stream?channel=main', { told() {}, turned() {}, keeps: () => true });
  FakeEventSource.last.say(hello());
  page.show(false);
  mock.timers.tick(45_000);
  assert.equal(FakeEventSource.last.readyState, FakeEventSource.OPEN);
});

test('after sleep the first look finds the silence', () => {
  FakeEventSource.last.say(hello(4));
  // Timers stood still while the clock on the wall did not.
  mock.timers.setTime(1_000_000 + 3_600_000);
  mock.timers.tick(5000);
  mock.timers.tick(500);
  assert.match(FakeEventSource.last.url, /after=k3f9-4$/);
});
