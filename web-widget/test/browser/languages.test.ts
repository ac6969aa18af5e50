import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, until, untilHeadlines, untilTitled } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

/** In a real browser on purpose: Node has dates for languages that Chromium prints wrongly. */
let page: Page;

serve((server) => server.channels.set('main', { title: 'Main line', timeZone: 'Asia/Baku' }));
beforeEach(async () => {
  const context = await browser.newContext({ timezoneId: 'America/New_York', locale: 'de-DE' });
  page = await context.newPage();
});

const open = (markup: string, lang = 'en') => page.goto(server.page('/page', embed(server.origin, markup, lang)));
const text = (part: string) => page.locator(`[part~=${part}]`).first().textContent();

for (const [lang, urgent, media, pause] of [
  ['az', 'Təcili', 'Foto', 'Dayandır'],
  ['tr', 'Acil', 'Fotoğraf', 'Duraklat'],
  ['ru', 'Срочно', 'Фото', 'Пауза'],
  ['ar', 'عاجل', 'صور', 'إيقاف مؤقت'],
  ['en', 'Urgent', 'Photo', 'Pause'],
] as const) {
  test(`${lang}: words in the language, time and date of the channel’s zone, not the viewer’s`, async () => {
    server.journal.publish({ headline: 'X', urgency: 'urgent', media: 'photo', publishedAt: '2026-11-23T20:05:00.000Z' });
    await open('<news-line channel="main"></news-line>', lang);
    await until(() => text('time'), '00:05 24.11.2026');
    assert.equal(await text('urgency'), urgent);
    assert.equal(await text('media'), media);
    assert.equal(await text('pause'), pause);
    assert.equal(await page.locator('time').getAttribute('title'), 'Asia/Baku');
  });
}

test('a zone on the element wins over the channel’s', async () => {
  server.journal.publish({ headline: 'X', publishedAt: '2026-11-23T20:05:00.000Z' });
  await open('<news-line channel="main" time-zone="Asia/Tokyo"></news-line>');
  await until(() => text('time'), '05:05 24.11.2026');
});

test('each of several channels keeps its own clock', async () => {
  server.channels.set('lisbon', { title: 'Lisbon', timeZone: 'Europe/Lisbon' });
  const publishedAt = '2026-11-23T20:05:00.000Z';
  server.journal.publish({ headline: 'A', publishedAt });
  server.journal.publish({ headline: 'B', publishedAt, channel: 'lisbon' });
  await open('<news-line channel="main lisbon"></news-line>');
  await untilHeadlines(page, ['B', 'A']);
  await until(() => page.locator('time').allTextContents(), ['20:05 23.11.2026', '00:05 24.11.2026']);
  await until(() => text('heading'), 'Main line · Lisbon');
});

test('the element’s language beats the page’s, and words change with it at once', async () => {
  await open('<news-line channel="main" lang="az"></news-line>', 'ru');
  await until(() => text('empty'), 'Hələ xəbər yoxdur');
  await page.locator('news-line').evaluate((line) => line.setAttribute('lang', 'tr'));
  await until(() => text('empty'), 'Henüz haber yok');
  assert.equal(server.requests.length, 1);
});

test('Arabic runs right to left; a Latin story inside it runs left to right with its own language', async () => {
  server.journal.publish({ headline: 'افتتاح جسر المشاة فوق النهر', language: 'ar' });
  server.journal.publish({ headline: 'Footbridge opens', language: 'en' });
  await open('<news-line channel="main" lang="ar"></news-line>');
  await until(() => page.locator('article').count(), 2);
  await untilTitled(page);
  const facts = await page.locator('article').evaluateAll((articles) =>
    articles.map((article) => [(article as HTMLElement).lang, getComputedStyle(article).direction]),
  );
  assert.deepEqual(facts, [['en', 'ltr'], ['ar', 'rtl']]);
  assert.equal(await page.locator('[part=frame]').evaluate((frame) => getComputedStyle(frame).direction), 'rtl');
  const [pause, heading] = await Promise.all([
    page.locator('[part=pause]').boundingBox(),
    page.locator('[part=heading]').boundingBox(),
  ]);
  assert.ok(pause!.x < heading!.x, 'the button stands at the line’s end, on the left');
});

test('an Arabic story in an English line runs right to left', async () => {
  server.journal.publish({ headline: 'افتتاح جسر المشاة', language: 'ar', urgency: 'flash' });
  await open('<news-line channel="main"></news-line>');
  await until(() => page.locator('article').count(), 1);
  await untilTitled(page);
  assert.equal(await page.locator('article').evaluate((article) => getComputedStyle(article).direction), 'rtl');
  assert.equal(await page.locator('time').getAttribute('lang'), 'en');
});
