import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsOf } from '../support/axe.ts';
import { headlines, until, untilHeadlines, untilTitled } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';
import { browser } from '../support/stage.ts';

const folder = new URL('../../examples/', import.meta.url);
const local = 'http://localhost:8080';
const tested = new Set<string>();
let host: FakeNewsline;
let news: FakeNewsline;
let page: Page;
let faults: string[];

beforeEach(async () => {
  [host, news] = await Promise.all([FakeNewsline.start(), FakeNewsline.start()]);
  news.channels.set('demo', { title: 'Demo', language: 'en', timeZone: 'Europe/Lisbon' });
  news.channels.set('main', { title: 'Main', language: 'en', timeZone: 'Europe/Lisbon' });
});
afterEach(async () => {
  await Promise.all([host.stop(), news.stop()]);
  assert.deepEqual(faults, [], 'neither an error nor a word in the console');
});

const say = (headline: string, facts = {}) => news.journal.publish({ headline, channel: 'demo', ...facts });

/** The example as it lies in the folder, but for the server's address. */
async function open(name: string, options: BrowserContextOptions = {}): Promise<void> {
  tested.add(`${name}.html`);
  const read = async (file: string) =>
    (await readFile(new URL(file, folder), 'utf8'))
      .replaceAll(local, news.origin)
      .replaceAll(local.replace('http', 'ws'), news.origin.replace('http', 'ws'));
  host.page('/favicon.ico', '');
  host.page('/examples.css', await read('examples.css'), { 'Content-Type': 'text/css' });
  page = await (await browser.newContext({ viewport: { width: 768, height: 900 }, ...options })).newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => faults.push(`${message.text()} ${message.location().url}`));
  await page.goto(host.page(`/${name}.html`, await read(`${name}.html`)));
}

/** Every example is fit for everyone: no axe finding, and no scrolling sideways on the narrowest screen. */
async function fitsEveryone(context?: unknown): Promise<void> {
  assert.deepEqual(await faultsOf(page, context), []);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
}

const style = (part: string, property: string) =>
  page.locator(`news-line [part~=${part}]`).first().evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);

test('plain: two tags show a line', async () => {
  say('One');
  await open('plain');
  await untilHeadlines(page, ['One']);
  say('Two');
  await untilHeadlines(page, ['Two', 'One']);
  await fitsEveryone();
});

test('many: eight lines share one connection', async () => {
  say('One', { urgency: 'flash' });
  await open('many');
  await until(() => page.locator('news-line').count(), 8);
  for (let n = 0; n < 3; n += 1) await untilHeadlines(page, ['One'], `.many > :nth-child(${n + 1})`);
  await until(async () => news.openStreams, 1);
  await fitsEveryone();
});

test('strict-csp: works where nothing inline is allowed and text cannot become HTML', async () => {
  say('One');
  await open('strict-csp');
  await untilHeadlines(page, ['One']);
  assert.notEqual(await style('frame', 'border-top-style'), 'none');
  await fitsEveryone();
});

test('hostile-css: the page’s styles stop at the line', async () => {
  say('One', { link: 'https://news.example/1' });
  await open('hostile-css');
  await untilHeadlines(page, ['One']);
  await untilTitled(page, 'Demo');
  assert.equal(await style('headline', 'text-transform'), 'none');
  assert.equal(await style('headline', 'letter-spacing'), 'normal');
  assert.equal(await page.locator('[part~=pause]').isVisible(), true);
});

test('server-rendered: the items stand without JavaScript', async () => {
  await open('server-rendered', { javaScriptEnabled: false });
  assert.equal(await page.getByRole('listitem').count(), 2);
  assert.equal(await page.getByRole('link', { name: 'Bütün xəbərlər' }).isVisible(), true);
});

test('server-rendered: the live line takes the items over', async () => {
  say('Şəhər kitabxanası bu gecə səhərə qədər açıq qalacaq', { language: 'az' });
  say('Dənizkənarı bulvarda yüz yeni ağac əkildi', { language: 'az' });
  await open('server-rendered');
  await until(async () => (await headlines(page)).length, 2);
  say('Yeni xəbər', { language: 'az' });
  await until(async () => (await headlines(page))[0], 'Yeni xəbər');
  assert.equal(await page.getByRole('listitem').filter({ visible: true, hasText: 'kitabxanası' }).count(), 1);
  await fitsEveryone();
});

test('right-to-left: the line runs with the page, a headline in its own direction', async () => {
  say('افتتاح المتحف البحري يوم السبت', { language: 'ar' });
  say('Lighthouse museum opens', { language: 'en' });
  await open('right-to-left');
  await until(async () => (await headlines(page)).length, 2);
  assert.equal(await style('list', 'direction'), 'rtl');
  await fitsEveryone();
});

test('azerbaijani: Baku’s clock and Azerbaijani words, wherever the reader is', async () => {
  say('Şəhər bayramı başladı', { language: 'az', urgency: 'urgent' });
  await open('azerbaijani', { timezoneId: 'America/New_York', locale: 'en-US' });
  await untilHeadlines(page, ['Şəhər bayramı başladı']);
  const text = await page.locator('news-line [part~=item]').first().textContent();
  assert.match(text ?? '', /00:01/);
  assert.match(text ?? '', /Təcili/);
  await fitsEveryone();
});

test('wall: goes on while nobody looks', async () => {
  say('One', { urgency: 'flash' });
  await open('wall');
  await untilHeadlines(page, ['One'], '.many > :first-child');
  await page.clock.install();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await page.clock.fastForward(40_000);
  say('Two', { urgency: 'flash' });
  await untilHeadlines(page, ['Two', 'One'], '.many > :first-child');
});

test('crawl: moves, and stands still for whoever wants less motion', async () => {
  for (const headline of ['One', 'Two', 'Three']) say(headline);
  const moving = () =>
    page.locator('news-line').evaluate((line) => line.shadowRoot!.getAnimations().filter((each) => each.playState === 'running').length > 0);
  await open('crawl');
  await until(moving, true);
  await fitsEveryone();
  await page.locator('[part~=pause]').click();
  await until(moving, false);
  await page.context().close();
  await open('crawl', { reducedMotion: 'reduce' });
  await until(async () => (await headlines(page)).length > 0, true);
  assert.equal(await moving(), false);
});

test('rotator: next and previous turn it', async () => {
  for (const headline of ['One', 'Two', 'Three']) say(headline);
  const shown = async () => (await page.locator('news-line [part~=headline]').filter({ visible: true }).allTextContents()).join();
  await open('rotator');
  await until(async () => /Three/.test(await shown()), true);
  await page.getByRole('button', { name: 'Next' }).click();
  await until(async () => /Two/.test(await shown()), true);
  await page.getByRole('button', { name: 'Previous' }).click();
  await until(async () => /Three/.test(await shown()), true);
  await fitsEveryone();
});

test('flash: no room until a flash comes, a bar until it is dismissed', async () => {
  const height = async () => (await page.locator('news-line').boundingBox())?.height ?? 0;
  say('Nothing urgent');
  await open('flash');
  await until(async () => news.openStreams, 1);
  assert.equal(await height(), 0);
  const flash = say('Harbour bridge closes tonight', { urgency: 'flash', publishedAt: new Date().toISOString() });
  await until(async () => (await height()) > 20, true);
  await fitsEveryone();
  news.journal.kill(flash.id);
  await until(height, 0);
});

test('styled: the page’s colours come in, its heading too', async () => {
  say('One');
  await open('styled');
  await untilHeadlines(page, ['One']);
  await untilTitled(page, 'Demo');
  assert.equal(await style('frame', 'background-color'), 'rgb(242, 246, 251)');
  assert.match(await style('headline', 'font-family'), /Trebuchet/);
  assert.equal(await page.getByRole('heading', { name: 'From our newsroom' }).isVisible(), true);
  await fitsEveryone();
});

test('events: the page keeps an item off the line and a link from being followed', async () => {
  say('One', { link: 'https://news.example/1' });
  await open('events');
  await untilHeadlines(page, ['One']);
  say('Kept off', { urgency: 'bulletin' });
  say('Two');
  await untilHeadlines(page, ['Two', 'One']);
  await page.locator('[part~=link]').first().click();
  await until(() => page.locator('output').textContent(), 'Kept off: 1. Opened: 1.');
  await fitsEveryone();
});

/** The page for iframes as the server fills it, with one attribute on its line. */
async function frameWith(name: string, value: string): Promise<void> {
  const template = await readFile(new URL('../../../src/main/resources/pages/embed.mustache', import.meta.url), 'utf8');
  const facts: Record<string, string> = {
    'words.tag': 'en', 'words.dir': 'ltr', theme: '', 'channel.title': 'Demo', 'channel.name': 'demo', home: '/line/demo', name, value,
  };
  news.page('/embed/demo', template.replace(/\{\{[#/].*?\}\}/g, '').replace(/\{\{(.*?)\}\}/g, (_, fact) => facts[fact]!));
}

test('iframe: the line in a frame, as tall as it wants to be, without a script of ours in the page', async () => {
  say('One', { link: 'https://news.example/1' });
  await frameWith('rows', '5');
  await open('iframe');
  const line = page.frameLocator('iframe').locator('news-line');
  await until(() => line.locator('[part=link]').allTextContents(), ['One']);
  await until(async () => Number(await page.locator('iframe').getAttribute('height')), Math.ceil((await line.boundingBox())!.height));
  await fitsEveryone({ exclude: [['iframe']] });
  // The line is a part of somebody's page, which has the heading of its own.
  const inside = await faultsOf(page.frames()[1]!);
  assert.deepEqual(inside.filter((fault) => !fault.startsWith('page-has-heading-one')), []);
});

test('iframe: a flash in a frame takes no room before it comes, nor after it is killed', async () => {
  await frameWith('mode', 'flash');
  await open('iframe');
  const height = () => page.locator('iframe').getAttribute('height');
  await until(height, '0');
  const { id } = say('Flash', { urgency: 'flash', publishedAt: new Date().toISOString() });
  await until(height, '55');
  news.journal.kill(id);
  await until(height, '0');
});

test('client: a list kept true without the element', async () => {
  say('One');
  await open('client');
  const rows = () => page.locator('ol > li').allTextContents();
  await until(rows, ['One']);
  const { id } = say('Two');
  await until(rows, ['Two', 'One']);
  news.journal.kill(id);
  await until(rows, ['One']);
  await until(() => page.locator('output').textContent(), 'live');
  await fitsEveryone();
});

test('rsocket: one frame for one request', async () => {
  await open('rsocket');
  const rows = () => page.locator('ol > li').allTextContents();
  await until(rows, ['(hello)']);
  for (const headline of ['One', 'Two']) say(headline);
  await page.getByRole('button').click();
  await until(rows, ['(hello)', 'One']);
  await page.getByRole('button').click();
  await until(rows, ['(hello)', 'One', 'Two']);
  await fitsEveryone();
});

test('every example has been opened', async () => {
  await open('plain');
  assert.deepEqual([...tested].sort(), (await readdir(folder)).filter((file) => file.endsWith('.html')).sort());
});
