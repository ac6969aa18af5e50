import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { embed, launchChromium, until, untilHeadlines, wholeChromium } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';

const skip = !wholeChromium && !process.env.CI && 'the whole of Chromium is missing on this machine';

let browser: Browser | undefined;
let server: FakeNewsline;

before(async () => {
  if (skip) return;
  // The shell has no page cache, and Playwright forbids it unless it is told otherwise.
  browser = await launchChromium({ executablePath: wholeChromium ?? '', ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  server = await FakeNewsline.start();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the browser keeps a page with a line in its page cache; who comes back finds it alive and up to date', { skip }, async () => {
  server.channels.set('main', { title: 'Main line' });
  const { id } = server.journal.publish({ headline: 'One' });
  const page = await browser!.newPage();
  await page.goto(
    server.page('/page', embed(server.origin, `<news-line channel="main"></news-line>
      <script>addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted))</script>`)),
  );
  await untilHeadlines(page, ['One']);
  await page.goto(server.page('/other', '<!doctype html><title>Other</title><p>Another page'));
  await until(async () => server.openStreams, 0);
  server.journal.publish({ headline: 'Two' });
  server.journal.kill(id);
  // A page out of the cache does not load: waiting for its load would be waiting for ever.
  await page.goBack({ waitUntil: 'commit' });
  await untilHeadlines(page, ['Two']);
  assert.equal(await page.evaluate('window.persisted'), true);
  assert.equal(server.requests.at(-1)?.after, 'k3f9-1', 'it went on from where it was');
});
