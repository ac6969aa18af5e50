// The browser's half of the product against a real server:  node test/e2e.mjs http://localhost:8080 <adminToken>
import { createServer } from 'node:http';
import { answerTo, base, call, embed, expect, finish, launchChromium, run, step, until, watch } from './support/real.mjs';

const { readStream } = await import('./support/read-stream.ts');

const channel = 'main';
let cursor = '';

const post = (headline, facts = {}) => answerTo('POST', `/v1/channels/${channel}/items`, { headline, ...facts });

// A page of somebody else's: another origin, so that CORS is part of the test.
const host = createServer((_, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(embed(base, `<news-line channel="${channel}" lang="az"></news-line>`, 'az'));
});
await new Promise((listening) => host.listen(0, '127.0.0.1', listening));
const hostAddress = `http://127.0.0.1:${host.address().port}/`;

const browser = await launchChromium();
const page = watch(await browser.newPage(), 'host page');
const start = watch(await browser.newPage(), 'start page');
const row = (headline) => page.locator('news-line [part~=item]').filter({ hasText: headline });
const story = (name) => `${name} (${run})`;
let first;

await step(`channel ${channel} exists`, async () => {
  const known = await fetch(`${base}/v1/channels/${channel}`);
  if (known.status === 404) {
    await call('PUT', `/v1/channels/${channel}`, {
      title: 'Main', language: 'en', timeZone: 'Asia/Baku', visibility: 'public',
    });
  }
});

await step('start page shows a live line and fills in its own address', async () => {
  await start.goto(base + '/');
  await until(() => start.locator('.live [part~=state-live]').count(), 1);
  expect(await start.locator('[data-origin]').first().textContent(), new URL(base).origin, 'origin in the commands');
  expect(await start.locator('.steps .copy').count(), 3, 'copy buttons');
});

await step('a page of another origin shows the line live', async () => {
  await page.goto(hostAddress);
  await until(() => page.locator('[part~=state-live]').count(), 1);
});

await step('posted items appear on the open page, newest on top, in the page’s language', async () => {
  first = await post(story('Bridge opens Monday'), { urgency: 'urgent', media: 'photo', link: 'https://example.org/1' });
  cursor = first.headers.get('newsline-cursor');
  await post(story('Second'));
  await until(() => row(story('Second')).count(), 1);
  const shown = await page.locator('[part=link], [part=text]').allTextContents();
  const ours = shown.filter((headline) => headline.includes(run));
  expect(ours, [story('Second'), story('Bridge opens Monday')], 'order');
  expect(await row('Bridge opens Monday').locator('[part~=urgency]').first().textContent(), 'Təcili', 'urgency');
});

await step('a correction with If-Match is seen, with its advisory', async () => {
  const change = { headline: story('Bridge opens Tuesday'), advisory: 'The day was wrong' };
  first = await answerTo('PATCH', `/v1/items/${first.body.id}`, change, { 'If-Match': first.headers.get('etag') });
  await until(() => row(story('Bridge opens Tuesday')).locator('[part=note]').allTextContents(),
    ['Düzəliş: The day was wrong']);
  expect(await row(story('Bridge opens Monday')).count(), 0, 'rows with the old text');
});

await step('a kill takes the item off the page, also while paused', async () => {
  await page.locator('[part=pause]').click();
  await call('POST', `/v1/items/${first.body.id}/kill`, { advisory: 'Posted in error' });
  await until(() => row(story('Bridge opens Tuesday')).count(), 0);
  await page.locator('[part=pause]').click();
  await until(() => row(story('Second')).count(), 1);
});

await step('a reload shows the same, without the killed item', async () => {
  await page.reload();
  await until(() => row(story('Second')).count(), 1);
  expect(await row(story('Bridge opens')).count(), 0, 'rows of the killed item');
});

await step('RSocket over WebSocket: 2 requested, exactly 2 told; then the same bytes as over SSE', async () => {
  const more = [];
  for (const name of ['Third', 'Fourth 🌍 Şəhər', 'Fifth']) more.push(await post(story(name)));
  const last = more.at(-1).headers.get('newsline-cursor');
  const told = await readStream(`${base}/v1/stream?channel=${channel}&after=${cursor}`, last);

  await page.evaluate(async ({ base, channel, cursor }) => {
    const { RSocket } = await import(`${base}/widget/v1/rsocket.js`);
    const rsocket = await RSocket.connect(`${base.replace(/^http/, 'ws')}/rsocket`);
    const read = (demand) => {
      const reading = { texts: [], error: '' };
      const reader = {
        next: (text) => reading.texts.push(text),
        error: (error) => (reading.error = error.message),
      };
      reading.subscription = rsocket.requestStream('stream', { channels: [channel], after: cursor }, reader, demand);
      return reading;
    };
    Object.assign(window, { rsocket, frugal: read(2) });
    window.greedy = read(1000);
  }, { base, channel, cursor });
  const entriesOf = (which) => page.evaluate((name) => {
    if (window[name].error) throw new Error(window[name].error);
    return window[name].texts.filter((text) => JSON.parse(text).type === 'entry');
  }, which);
  const texts = (which) => page.evaluate((name) => window[name].texts, which);

  // The second stream, on the same connection, is the proof that the first has had its chance to say too much.
  await until(() => entriesOf('greedy'), told);
  expect((await texts('frugal')).length, 2, 'frames told for a demand of 2');
  expect(JSON.parse((await texts('frugal'))[0]).type, 'hello', 'first frame');
  await page.evaluate(() => window.frugal.subscription.request(1));
  await until(async () => (await texts('frugal')).length, 3);
  await page.evaluate(() => window.frugal.subscription.request(1000));
  await until(() => entriesOf('frugal'), told);
});

await step('a live entry reaches an open RSocket stream; a cancelled one hears nothing more', async () => {
  await page.evaluate(() => window.frugal.subscription.cancel());
  const before = await page.evaluate(() => window.frugal.texts.length);
  await post(story('Sixth'));
  await until(() => page.evaluate((name) => window.greedy.texts.some((text) => text.includes(name)), story('Sixth')), true);
  expect(await page.evaluate(() => window.frugal.texts.length), before, 'frames after the cancel');
});

await step('an unknown channel is refused with the problem JSON', async () => {
  const refusal = () => page.evaluate(() => new Promise((resolve) => {
    const reader = { next: () => resolve({ code: 'a frame' }), error: ({ code, message }) => resolve({ code, message }) };
    window.rsocket.requestStream('stream', { channels: ['no-such-channel'] }, reader, 1);
  }));
  const { code, message } = await refusal();
  expect(code, 0x201, 'error code');
  expect(JSON.parse(message).status, 404, 'status in the problem');
});

await finish();
