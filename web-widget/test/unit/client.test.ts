import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { follow, type Entry, type Line } from '../../src/client.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';

/** Here there is no page and no EventSource: this is how a program in Node follows a line. */
let news: FakeNewsline;
let line: Line;
let told: (string | undefined)[];
let changed: (() => void) | undefined;

beforeEach(async () => {
  news = await FakeNewsline.start();
  news.channels.set('main', { title: 'Main line' });
  told = [];
});
afterEach(async () => {
  line.close();
  await news.stop();
});

function start(options: Partial<Parameters<typeof follow>[0]> = {}): void {
  line = follow({ server: news.origin, channels: ['main'], ...options }, {
    changed: (_, entry?: Entry) => {
      told.push(entry?.kind);
      changed?.();
    },
  });
}

const headlines = () => line.items.map((item) => item.headline);

async function until(expected: string[]): Promise<void> {
  while (JSON.stringify(headlines()) !== JSON.stringify(expected)) await new Promise<void>((came) => (changed = came));
}

test('holds what the line holds, newest first, and says what changed it', async () => {
  news.journal.publish({ headline: 'One' });
  start();
  await until(['One']);
  const { id } = news.journal.publish({ headline: 'Two' });
  await until(['Two', 'One']);
  news.journal.correct(id, { headline: 'Two, corrected', advisory: 'The number was wrong' });
  await until(['Two, corrected', 'One']);
  news.journal.kill(id);
  await until(['One']);
  assert.deepEqual(told, [undefined, 'published', 'corrected', 'killed']);
});

test('every language may be asked for by its sign', async () => {
  news.journal.publish({ headline: 'One', language: 'ru' });
  start({ languages: ['az', '*'] });
  await until(['One']);
});

test('misses nothing while it was cut off', async () => {
  const { id } = news.journal.publish({ headline: 'One' });
  start();
  await until(['One']);
  news.cut();
  news.journal.kill(id);
  news.journal.publish({ headline: 'Two' });
  await until(['Two']);
  assert.equal(line.cursor, news.journal.cursor);
});

test('goes on where another client had come to, without a snapshot', async () => {
  news.journal.publish({ headline: 'One' });
  const after = news.journal.cursor;
  news.journal.publish({ headline: 'Two' });
  start({ after });
  await until(['Two']);
  assert.equal(news.requests[0]!.after, after);
  assert.deepEqual(told, ['published']);
});

test('a snapshot after another life of the journal replaces everything', async () => {
  news.journal.publish({ headline: 'One' });
  start();
  await until(['One']);
  news.rewind('zz11');
  await until([]);
  assert.deepEqual(told, [undefined, undefined]);
});

test('holds no more than it was asked to', async () => {
  for (const headline of ['One', 'Two', 'Three']) news.journal.publish({ headline });
  start({ limit: 2 });
  await until(['Three', 'Two']);
  news.journal.publish({ headline: 'Four' });
  await until(['Four', 'Three']);
});

test('shows its token to the server', async () => {
  start({ token: 'nlt_secret' });
  await news.asked(1);
  assert.equal(news.requests[0]!.authorization, 'Bearer nlt_secret');
});

test('asks for nothing once it is closed', async () => {
  start();
  await news.asked(1);
  line.close();
  while (news.openStreams) await new Promise((turn) => setImmediate(turn));
  news.journal.publish({ headline: 'One' });
  assert.deepEqual(headlines(), []);
});

test('refuses to follow nothing', () => {
  start();
  assert.throws(() => follow({ server: news.origin, channels: [] }), TypeError);
});
