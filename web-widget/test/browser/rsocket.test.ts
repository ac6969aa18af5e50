import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../support/chromium.ts';
import { readStream } from '../support/read-stream.ts';
import { browser, serve, server } from '../support/stage.ts';

let page: Page;

serve((server) => server.channels.set('main', { title: 'Main line' }));
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(server.page('/dashboard', '<!doctype html><title>Dashboard</title>'));
});

/** Opens a stream in the page; what it hears gathers in `window.heard`. */
const read = (data: object, demand: number) =>
  page.evaluate(
    async ({ data, demand }) => {
      const { RSocket } = await import('/widget/v1/rsocket.js' as string);
      const dashboard = window as any;
      dashboard.heard = [];
      dashboard.rsocket ??= await RSocket.connect(`${location.origin.replace('http', 'ws')}/rsocket`);
      dashboard.reading = dashboard.rsocket.requestStream(
        'stream',
        data,
        {
          next: (text: string) => dashboard.heard.push(text),
          error: ({ code, message }: any) => dashboard.heard.push(`${code} ${message}`),
        },
        demand,
      );
    },
    { data, demand },
  );
const heard = () => page.evaluate<string[]>('window.heard');

test('the frames are the very bytes that SSE carries', async () => {
  for (const headline of ['Şəhər 🌍', 'Second', 'Third']) server.journal.publish({ headline });
  const told = await readStream(`${server.origin}/v1/stream?channel=main&after=k3f9-0`, 'k3f9-3');
  assert.equal(told.length, 3);
  await read({ channels: ['main'], after: 'k3f9-0' }, 100);
  await until(async () => (await heard()).slice(1, 4), told);
});

test('no more comes than was asked for', async () => {
  for (const headline of ['One', 'Two', 'Three']) server.journal.publish({ headline });
  await read({ channels: ['main'], after: 'k3f9-0' }, 2);
  await until(async () => (await heard()).length, 2);
  await page.evaluate('reading.request(1)');
  await until(async () => (await heard()).length, 3);
  assert.match((await heard())[2]!, /Two/);
});

test('a refusal arrives as code and problem', async () => {
  await read({ channels: ['nowhere'] }, 1);
  await until(heard, ['513 {"type":"about:blank","status":404,"title":"No such channel"}']);
});

test('a large snapshot arrives whole', async () => {
  for (let n = 0; n < 200; n += 1) server.journal.publish({ headline: `Story ${n} `.repeat(30).trim() });
  await read({ channels: ['main'], limit: 200 }, 1);
  await until(async () => JSON.parse((await heard())[0] ?? '{"items":[]}').items.length, 200);
});
