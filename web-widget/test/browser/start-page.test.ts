import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsOf } from '../support/axe.ts';
import { until, untilHeadlines } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';
import { browser, serve, server } from '../support/stage.ts';

const live = '.live news-line';
const preview = '.builder news-line';
let page: Page;
let faults: string[];

serve((server) => {
  server.staticHeaders['Content-Security-Policy'] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
  server.channels.set('main', { title: 'Main' });
  server.journal.publish({ headline: 'On main' });
  server.journal.publish({ headline: 'On demo', channel: 'demo' });
});
afterEach(() => assert.deepEqual(faults, []));

async function open(options: BrowserContextOptions = {}): Promise<void> {
  page = await (await browser.newContext(options)).newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(server.origin);
}

test('shows the main line where there is no demo, under a strict policy', async () => {
  await open();
  await untilHeadlines(page, ['On main'], live);
  assert.equal(await page.locator('.channels').isVisible(), false);
});

test('prefers the demo line; choosing another changes the line and the commands', async () => {
  server.channels.set('demo', { title: 'Demo' });
  await open();
  await untilHeadlines(page, ['On demo'], live);
  await page.locator('.channels').getByRole('button', { name: 'Main' }).click();
  await untilHeadlines(page, ['On main'], live);
  const listen = page.getByLabel('Command that listens to the line');
  assert.equal(await listen.textContent(), `curl -N '${server.origin}/v1/stream?channel=main'`);
});

test('what is copied is the whole command', async () => {
  await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await untilHeadlines(page, ['On main'], live);
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
  await untilHeadlines(page, ['On main'], live);
  for (const width of [320, 360, 768, 1024, 1440, 2200]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }
});

const markup = async () => (await page.locator('#script-markup').textContent()) ?? '';
async function openBuilder(options: BrowserContextOptions = {}): Promise<void> {
  await open(options);
  await page.locator('.builder').waitFor();
}
const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check();
/** The preview connects when it is nearly in sight, as on every site. */
const look = () => page.locator(preview).scrollIntoViewIfNeeded();
const attributes = () =>
  page.locator(preview).evaluate((line) => ['mode', 'rows', 'theme', 'lang', 'min-urgency'].map((name) => line.getAttribute(name)));

/** The pasted text on a page of somebody else’s, under the policy the builder asks for. */
async function paste(text: string): Promise<{ page: Page; host: FakeNewsline }> {
  const policy = (await page.locator('#policy').textContent()) ?? '';
  const host = await FakeNewsline.start();
  const other = await page.context().newPage();
  await other.goto(
    host.page('/site', `<!doctype html><html lang="en"><title>A site</title>${text}</html>`, {
      'Content-Security-Policy': `default-src 'none'; ${policy.replaceAll('\n', ' ')}`,
    }),
  );
  return { page: other, host };
}

test('what the builder says can be pasted into a site with a strict policy, and shows the line', async () => {
  await openBuilder();
  const { page: site, host } = await paste(await markup());
  await untilHeadlines(site, ['On main']);
  await host.stop();
});

test('a browser refuses another file than the one the markup names', async () => {
  await openBuilder();
  const { page: site, host } = await paste((await markup()).replace('sha384-', 'sha384-AAAA'));
  await site.waitForLoadState();
  assert.equal(await site.evaluate(() => customElements.get('news-line') === undefined), true);
  await host.stop();
});

test('every choice is in the markup and on the preview', async () => {
  await openBuilder();
  await look();
  await untilHeadlines(page, ['On main'], preview);
  assert.match(await markup(), /<news-line channel="main"><\/news-line>$/);
  await page.getByRole('spinbutton', { name: 'Rows' }).fill('5');
  await choose('Dark');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
  await page.getByRole('combobox', { name: 'Items' }).selectOption('urgent');
  assert.match(await markup(), /<news-line channel="main" rows="5" theme="dark" lang="ar" min-urgency="urgent"><\/news-line>$/);
  assert.deepEqual(await attributes(), [null, '5', 'dark', 'ar', 'urgent']);
  assert.equal(await page.locator(preview).locator('[part~=frame]').evaluate((frame) => getComputedStyle(frame).direction), 'rtl');
  await choose('Crawl');
  assert.match(await markup(), /<news-line channel="main" mode="crawl" theme="dark" lang="ar" min-urgency="urgent">/);
  await page.getByRole('button', { name: 'Start over' }).click();
  await until(async () => (await markup()).split('\n').pop(), '<news-line channel="main"></news-line>');
});

test('a number of rows that no line can have changes nothing', async () => {
  await openBuilder();
  await page.getByRole('spinbutton', { name: 'Rows' }).fill('5');
  const before = await markup();
  for (const wrong of ['0', '51', '']) {
    await page.getByRole('spinbutton', { name: 'Rows' }).fill(wrong);
    assert.equal(await markup(), before);
  }
});

test('the rule reserves the height that the line will have', async () => {
  await openBuilder();
  for (const [mode, rows] of [['List', '4'], ['List', '11'], ['Crawl', ''], ['Rotator', '']] as const) {
    await choose(mode);
    if (rows) await page.getByRole('spinbutton', { name: 'Rows' }).fill(rows);
    const rule = (await page.locator('#reserving-rule').textContent()) ?? '';
    const rem = Number(/block-size: ([\d.]+)rem/.exec(rule)?.[1]);
    await until(() => page.locator(preview).evaluate((line) => Math.round(line.getBoundingClientRect().height)), Math.round(rem * 16));
  }
  await choose('Flash');
  assert.equal(await page.locator('.reserve').isVisible(), false);
});

test('the flash mode shows a sample, which is on no line', async () => {
  await openBuilder();
  await choose('Flash');
  await until(() => page.locator(preview).getByText('Harbour bridge closes tonight').isVisible(), true);
  assert.equal(await page.locator('.sample').isVisible(), true);
  await choose('List');
  await look();
  await untilHeadlines(page, ['On main'], preview);
});

test('as an iframe: an address with the same choices, and its own policy', async () => {
  await openBuilder();
  await choose('Rotator');
  await choose('Iframe');
  const frame = (await page.locator('#frame-markup').textContent()) ?? '';
  assert.match(frame, new RegExp(`^<iframe src="${server.origin}/embed/main\\?mode=rotator"`));
  assert.match(frame, /title="Main"/);
  assert.equal(await page.locator('#policy').textContent(), `frame-src ${server.origin};`);
  assert.equal(await page.locator('#script-markup').isVisible(), false);
  // In a page without a style of its own, a frame has an edge unless the markup says otherwise.
  const { page: site, host } = await paste(frame);
  assert.equal(await site.locator('iframe').evaluate((shown) => shown.getBoundingClientRect().height), 192, 'no edge around it');
  await host.stop();
});

test('always the newest: the evergreen address, without a hash', async () => {
  await openBuilder();
  await choose('Always the newest');
  assert.match(await markup(), /src="[^"]*\/widget\/v1\/news-line.js"><\/script>/);
  assert.doesNotMatch(await markup(), /integrity/);
});

test('the keyboard alone is enough', async () => {
  await openBuilder();
  await page.locator('[name=channel]').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await until(async () => /mode="crawl"/.test(await markup()), true);
  await page.keyboard.press('ArrowRight');
  await until(async () => /mode="rotator"/.test(await markup()), true);
});

test('axe-core finds nothing, light and dark, in every mode', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await openBuilder({ colorScheme });
    await look();
    await untilHeadlines(page, ['On main'], preview);
    for (const mode of ['List', 'Crawl', 'Rotator', 'Flash']) {
      await choose(mode);
      assert.deepEqual(await faultsOf(page), [], `${colorScheme} ${mode}`);
    }
    if (colorScheme === 'light') await page.context().close();
  }
});
