import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, until, untilHeadlines } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';

let browser: Browser;
let server: FakeNewsline;
let page: Page;
let faults: string[];

before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());
beforeEach(async () => {
  server = await FakeNewsline.start();
  server.staticHeaders['Content-Security-Policy'] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
  server.channels.set('main', { title: 'Main' });
  server.journal.publish({ headline: 'On main' });
  server.journal.publish({ headline: 'On demo', channel: 'demo' });
});
afterEach(async () => {
  await page.context().close();
  await server.stop();
  assert.deepEqual(faults, []);
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  page = await (await browser.newContext(options)).newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(server.origin);
}

test('shows the main line where there is no demo, under a strict policy', async () => {
  await open();
  await untilHeadlines(page, ['On main']);
  assert.equal(await page.locator('.channels').isVisible(), false);
});

test('prefers the demo line; choosing another changes the line and the commands', async () => {
  server.channels.set('demo', { title: 'Demo' });
  await open();
  await untilHeadlines(page, ['On demo']);
  await page.getByRole('button', { name: 'Main' }).click();
  await untilHeadlines(page, ['On main']);
  const listen = page.getByLabel('Command that listens to the line');
  assert.equal(await listen.textContent(), `curl -N '${server.origin}/v1/stream?channel=main'`);
});

test('what is copied is the whole command', async () => {
  await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await untilHeadlines(page, ['On main']);
  await page.locator('.copy').nth(2).click();
  await until(() => page.locator('.copy').nth(2).textContent(), 'Copied');
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    `<script type="module"\n  src="${server.origin}/widget/v1/news-line.js"></script>\n<news-line channel="main"></news-line>`,
  );
});

test('reads without JavaScript', async () => {
  await open({ javaScriptEnabled: false });
  assert.match((await page.locator('pre').first().textContent()) ?? '', /http:\/\/localhost:8080\/v1\/channels\/main\/items/);
  assert.equal(await page.locator('.line').getByRole('link').count(), 1);
  assert.equal(await page.locator('.copy').count(), 0);
});

test('no width makes it scroll sideways', async () => {
  await open();
  await untilHeadlines(page, ['On main']);
  for (const width of [320, 360, 768, 1024, 1440, 2200]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }
});
