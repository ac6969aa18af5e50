import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, until, untilHeadlines, untilTitled } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

/** What the page around the line sees of it, and does to it. */
let page: Page;

serve((server) => server.channels.set('main', { title: 'Main line', timeZone: 'Asia/Baku' }));
beforeEach(async () => {
  page = await browser.newPage();
});

const open = (attributes: string, more = '') =>
  page.goto(server.page('/page', embed(server.origin, `${more}<news-line channel="main" loading="eager" ${attributes}></news-line>`)));
const publish = (headline: string, facts = {}) => server.journal.publish({ headline, ...facts });
const line = () => page.locator('news-line');
const isIn = (state: string) => line().evaluate((element, name) => element.matches(`:state(${name})`), state);

test('theme="none": the page’s own colours and faces', async () => {
  publish('One', { link: 'https://example.org/1' });
  await open('theme="none"', '<style>body { color: rgb(0, 60, 0); background: rgb(240, 255, 240); font-family: fantasy }</style>');
  await untilHeadlines(page, ['One']);
  await untilTitled(page);
  const style = (part: string, name: string) =>
    page.locator(`[part~=${part}]`).evaluate((node, property) => getComputedStyle(node).getPropertyValue(property), name);
  for (const part of ['headline', 'link', 'heading', 'pause']) {
    assert.equal(await style(part, 'color'), 'rgb(0, 60, 0)', part);
    assert.equal(await style(part, 'font-family'), 'fantasy', part);
  }
  assert.equal(await style('frame', 'background-color'), 'rgba(0, 0, 0, 0)');
});

test('src may lead below a path, and counts from the page', async () => {
  server.below = '/news';
  publish('One');
  await open('src="/news/"');
  await untilHeadlines(page, ['One']);
  await untilTitled(page);
  assert.equal(await page.locator('[part=all]').getAttribute('href'), `${server.origin}/news/line/main`);
});

test('custom states follow what is so', async () => {
  await open('');
  await until(() => isIn('live'), true);
  await until(() => isIn('empty'), true);
  publish('One', { urgency: 'flash' });
  await until(() => isIn('flash'), true);
  assert.equal(await isIn('empty'), false);
  await line().evaluate((element) => (element as any).pause());
  await until(() => isIn('paused'), true);
  assert.equal(await isIn('live'), false);
  await line().evaluate((element) => (element as any).play());
  await page.context().setOffline(true);
  await until(() => isIn('offline'), true);
  await page.context().setOffline(false);
});

test('refresh() reads everything anew and settles when it is there', async () => {
  publish('One');
  await open('');
  await untilHeadlines(page, ['One']);
  server.deafen();
  publish('Two');
  const shown = await line().evaluate(async (element: any) => {
    await element.refresh();
    return element.items.map(({ headline }: any) => headline);
  });
  assert.deepEqual(shown, ['Two', 'One']);
});

test('refresh() settles also where the line is taken off the page meanwhile', async () => {
  await open('');
  await until(() => line().evaluate((element) => (element as any).state), 'live');
  server.holdOnce();
  assert.equal(
    await line().evaluate(async (element: any) => {
      const refreshed = element.refresh().then(() => 'settled');
      element.remove();
      return refreshed;
    }),
    'settled',
  );
});

test('relative times in the line’s language, told anew on the minute', async () => {
  server.at = '2026-11-23T21:00:00.000Z';
  publish('One', { publishedAt: '2026-11-23T20:58:30.000Z' });
  publish('Older', { publishedAt: '2026-11-22T20:00:00.000Z' });
  await page.clock.install({ time: '2026-11-23T21:00:00.000Z' });
  await open('time-format="relative" lang="az"');
  const times = () => page.locator('time').allTextContents();
  await until(times, ['1 dəq. əvvəl', '00:00 23.11.2026']);
  // The silence of the fake ends in a new stream, and with it comes its clock.
  server.at = '2026-11-23T21:01:00.000Z';
  await page.clock.runFor(60_000);
  await until(times, ['2 dəq. əvvəl', '00:00 23.11.2026']);
  await line().evaluate((element) => element.setAttribute('lang', 'tr'));
  await until(times, ['2 dk. önce', '00:00 23.11.2026']);
  await line().evaluate((element) => element.setAttribute('lang', 'ar'));
  await until(async () => /^قبل/.test((await times())[0]!), true);
});

test('an advisory stands behind its label, whatever the directions of row and page', async () => {
  publish('افتتاح جسر المشاة', { language: 'ar', version: 2, advisory: 'The day was wrong' });
  await open('');
  await until(() => page.locator('[part=note]').count(), 1);
  await untilTitled(page);
  const [label, note] = [page.locator('[part=corrected]'), page.locator('[part=note]')];
  const begins = async () => {
    const [{ x }, { x: start }] = [(await label.boundingBox())!, (await note.boundingBox())!];
    return x - start < 20;
  };
  assert.equal(await page.locator('article').evaluate((article) => getComputedStyle(article).direction), 'rtl');
  assert.equal(await begins(), true);
});

test('two builds of the element on a page: the first one serves both tags, and nothing fails', async () => {
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  const code = await readFile(new URL('../../dist/news-line.js', import.meta.url), 'utf8');
  server.page('/other-build.js', code.replace('static version="0.1.0"', 'static version="9.9.9"'), { 'Content-Type': 'text/javascript' });
  publish('One');
  await open('', `<script type="module" src="${server.origin}/other-build.js"></script><news-line id="first" channel="main"></news-line>`);
  for (const each of ['#first', 'news-line:not(#first)']) await untilHeadlines(page, ['One'], each);
  const versions = await page.evaluate(async () => {
    const { NewsLineElement } = await import('/other-build.js' as string);
    return [NewsLineElement.version, (customElements.get('news-line') as any).version];
  });
  assert.deepEqual(versions, ['9.9.9', '0.1.0']);
  assert.equal(server.requests.length, 1);
  assert.deepEqual(faults, []);
});
