import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, until, untilHeadlines, untilTitled } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';
import { browser } from '../support/stage.ts';

/** The host page and the news come from different origins, as in real life. */
let host: FakeNewsline;
let news: FakeNewsline;
let page: Page;
let faults: string[];

beforeEach(async () => {
  [host, news] = await Promise.all([FakeNewsline.start(), FakeNewsline.start()]);
  news.channels.set('main', { title: 'Main line', timeZone: 'Asia/Baku' });
  page = await browser.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
});
afterEach(async () => {
  await Promise.all([host.stop(), news.stop()]);
  assert.deepEqual(faults, [], 'no error may reach the host page');
});

const line = '<news-line channel="main"></news-line>';
const open = (markup: string, headers = {}) => page.goto(host.page('/page', embed(news.origin, markup), headers));

test('works under the strictest policy: no inline style, trusted types, two hosts', async () => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted/i.test(message.text())) violations.push(message.text());
  });
  news.journal.publish({ headline: 'One', urgency: 'flash' });
  await open(line, {
    'Content-Security-Policy':
      `default-src 'none'; script-src ${news.origin}; connect-src ${news.origin}; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'",
  });
  await untilHeadlines(page, ['One']);
  const border = await page.locator('[part=frame]').evaluate((frame) => getComputedStyle(frame).borderTopWidth);
  assert.equal(border, '3px');
  assert.deepEqual(violations, []);
});

test('the host’s styles stay outside', async () => {
  news.journal.publish({ headline: 'Readable', link: 'https://example.org/' });
  await open(`<style>
    * { color: lime !important; text-transform: uppercase !important; letter-spacing: 1em !important;
        font: italic 40px fantasy !important; text-align: center !important; white-space: nowrap !important }
    li, a, p, ol, button { display: none !important }</style>${line}`);
  await untilHeadlines(page, ['Readable']);
  await untilTitled(page);
  const seen = await page.locator('[part=link]').evaluate((link) => {
    const { color, textTransform, letterSpacing, fontStyle, textAlign, whiteSpace, display } = getComputedStyle(link);
    return { color, textTransform, letterSpacing, fontStyle, textAlign, whiteSpace, display };
  });
  assert.deepEqual(seen, {
    color: 'rgb(27, 26, 24)', textTransform: 'none', letterSpacing: 'normal', fontStyle: 'normal', textAlign: 'start',
    whiteSpace: 'normal', display: 'inline',
  });
});

test('custom properties and parts come in', async () => {
  news.journal.publish({ headline: 'Blue' });
  await open(`<style>news-line { --news-line-color: rgb(0, 0, 200); --news-line-height: 200px }
    news-line::part(headline) { font-size: 30px }</style>${line}`);
  await untilHeadlines(page, ['Blue']);
  await untilTitled(page);
  const headline = page.locator('[part=headline]');
  assert.deepEqual(
    await headline.evaluate((text) => [getComputedStyle(text).color, getComputedStyle(text).fontSize]),
    ['rgb(0, 0, 200)', '30px'],
  );
  assert.equal((await page.locator('news-line').boundingBox())?.height, 200);
});

test('the script twice on a page, from two addresses, is one element and one connection', async () => {
  news.journal.publish({ headline: 'One' });
  await open(`<script type="module" src="${news.origin}/second-copy/news-line.js"></script>${line}`);
  await untilHeadlines(page, ['One']);
  assert.equal(news.requests.length, 1);
});

test('two elements that ask for the same share one connection; the later one starts full', async () => {
  news.journal.publish({ headline: 'One' });
  await open(`${line}<news-line id="second" channel="main" lang="tr"></news-line>`);
  await untilHeadlines(page, ['One'], '#second');
  await page.evaluate(() => {
    const late = document.createElement('news-line');
    late.id = 'late';
    late.setAttribute('channel', 'main');
    late.setAttribute('loading', 'eager');
    late.setAttribute('src', (document.querySelector('script[src]') as HTMLScriptElement).src.split('/widget')[0]!);
    document.body.append(late);
  });
  await untilHeadlines(page, ['One'], '#late');
  news.journal.publish({ headline: 'Two' });
  for (const each of ['#second', '#late']) await untilHeadlines(page, ['Two', 'One'], each);
  assert.equal(news.openStreams, 1);
});

test('what goes wrong in one line is neither the next line’s nor the page’s', async () => {
  let answer = () => {};
  news.also = async (_request, _response, path) => {
    if (path === '/v1/channels/main') await new Promise<void>((asked) => (answer = asked));
    return false;
  };
  news.journal.publish({ headline: 'One' });
  await open(`<news-line id="broken" channel="main"></news-line><news-line id="whole" channel="main"></news-line>
    <script>Object.defineProperty(document.querySelector('#broken'), 'timeZone', { get() { throw Error('a fault'); } })</script>`);
  await untilHeadlines(page, ['One'], '#whole');
  answer();
  await until(() => page.locator('#whole [part=heading]').textContent(), 'Main line');
});

test('one element that leaves does not take the others’ connection with it', async () => {
  await open(`${line}<news-line id="second" channel="main"></news-line>`);
  await until(() => page.locator('#second [part~=state]').textContent(), 'Live');
  await page.locator('news-line').first().evaluate((first) => first.remove());
  news.journal.publish({ headline: 'One' });
  await untilHeadlines(page, ['One'], '#second');
  assert.equal(news.requests.length, 1);
});

test('markup in a headline is text, a script address is no link', async () => {
  const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
  news.journal.publish({
    headline: evil, source: evil, advisory: evil, version: 2, language: '"><script>', link: 'javascript:window.pwned=1',
  });
  await open(line);
  await untilHeadlines(page, [evil]);
  assert.equal(await page.locator('article img, article a, news-line script').count(), 0);
  assert.equal(await page.evaluate('window.pwned'), undefined);
});

test('no insertion moves the host’s page', async () => {
  await open(`${line}<p id="below">Below</p>`);
  await until(() => page.locator('[part=empty]').isVisible(), true);
  const top = () => page.locator('#below').evaluate((below) => below.getBoundingClientRect().top);
  const before = await top();
  for (const n of [1, 2, 3]) news.journal.publish({ headline: `Story ${n} `.repeat(12).trim() });
  await until(() => page.locator('[part~=item]').count(), 3);
  assert.equal(await top(), before);
});

test('focus on a story that is killed goes on to the next one', async () => {
  news.journal.publish({ headline: 'Older', link: 'https://example.org/1' });
  const { id } = news.journal.publish({ headline: 'Newer', link: 'https://example.org/2' });
  await open(line);
  await untilHeadlines(page, ['Newer', 'Older']);
  await page.getByRole('link', { name: 'Newer' }).focus();
  news.journal.kill(id);
  await untilHeadlines(page, ['Older']);
  const focused = () => page.evaluate(() => document.querySelector('news-line')?.shadowRoot?.activeElement?.textContent);
  assert.equal(await focused(), 'Older');
});

test('assistive technology finds a region, a list, articles, a time and a button', async () => {
  news.journal.publish({ headline: 'One', link: 'https://example.org/1' });
  await open(line);
  await untilHeadlines(page, ['One']);
  await until(() => page.getByRole('region', { name: 'Main line' }).count(), 1);
  assert.equal(await page.getByRole('list').count(), 1);
  assert.equal(await page.getByRole('article').count(), 1);
  assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 1);
  assert.equal(await page.locator('[role=status]').textContent(), '', 'a snapshot is not announced');
  news.journal.publish({ headline: 'Two' });
  await until(() => page.locator('[role=status]').textContent(), 'Two');
});

test('an announced text that is killed leaves the status line too', async () => {
  await open(line);
  await until(() => page.locator('[part~=state]').textContent(), 'Live');
  const { id } = news.journal.publish({ headline: 'Mistake' });
  await until(() => page.locator('[role=status]').textContent(), 'Mistake');
  news.journal.kill(id);
  await until(() => page.locator('[role=status]').textContent(), '');
});

test('an announced text that is not in a later snapshot leaves the status line too', async () => {
  await open(line);
  await until(() => page.locator('[part~=state]').textContent(), 'Live');
  news.journal.publish({ headline: 'Old life' });
  await until(() => page.locator('[role=status]').textContent(), 'Old life');
  news.rewind('m2');
  await until(() => page.locator('[role=status]').textContent(), '');
});

test('motion only for those who want it; dark where the reader prefers dark', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await open(line);
  await until(() => page.locator('[part~=state]').textContent(), 'Live');
  await untilTitled(page);
  news.journal.publish({ headline: 'One' });
  await untilHeadlines(page, ['One']);
  const style = (part: string, property: string) =>
    page.locator(`[part~=${part}]`).evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
  assert.equal(await style('item-new', 'animation-name'), 'none');
  assert.equal(await style('frame', 'background-color'), 'rgb(27, 26, 24)');
  await page.emulateMedia({ reducedMotion: 'no-preference', colorScheme: 'light' });
  assert.equal(await style('item-new', 'animation-name'), 'arrive');
  assert.equal(await style('frame', 'background-color'), 'rgb(255, 255, 255)');
});

test('a line of the page’s theme, whatever the reader’s system prefers', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open('<news-line channel="main" theme="dark"></news-line>');
  const background = () => page.locator('[part=frame]').evaluate((frame) => getComputedStyle(frame).backgroundColor);
  await until(background, 'rgb(27, 26, 24)');
});

test('attributes that make no sense harm nobody', async () => {
  await open(`<news-line></news-line><news-line channel="../x A;b main" rows="-3" min-urgency="very" language="'"
    src="javascript:alert(1)" time-zone="Mars"></news-line>`);
  await news.asked(1);
  assert.equal(String(news.requests[0]?.query), 'channel=main&urgency=routine&limit=10');
});

test('nothing runs over at 320 pixels, in any direction', async () => {
  await page.setViewportSize({ width: 320, height: 600 });
  news.journal.publish({ headline: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4), urgency: 'bulletin' });
  news.journal.publish({ headline: 'مشروع الجسر الجديد', language: 'ar' });
  await open(`<style>body { margin: 0 }</style>${line.replace('<news-line', '<news-line lang="ar"')}`);
  await until(() => page.locator('[part~=item]').count(), 2);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await page.locator('[part=scroll]').evaluate((box) => box.scrollWidth - box.clientWidth), 0);
});
