import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { embed, launchChromium, until } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';

/** axe-core finds nothing in any mode, colour, direction and state. */
let browser: Browser;
let axe: string;

before(async () => {
  browser = await launchChromium();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
after(() => browser.close());

const states = ['live', 'paused', 'offline', 'empty', 'error'] as const;

async function bring(page: Page, server: FakeNewsline, mode: string, state: string, lang: string): Promise<void> {
  server.channels.set('main', { title: lang === 'ar' ? 'الخط الرئيسي' : 'Main line', timeZone: 'Asia/Baku' });
  server.at = '2026-11-23T20:10:00.000Z';
  const href = server.page('/picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', { 'Content-Type': 'image/svg+xml' });
  if (state === 'error') server.missing.add('main');
  if (state !== 'empty') {
    server.journal.publish({ headline: 'Plain' });
    server.journal.publish({ headline: 'كوبري', language: 'ar', urgency: 'urgent', link: 'https://example.org/2' });
    server.journal.publish({
      headline: 'Photo', pinned: true, media: 'photo', urgency: 'bulletin', source: 'Office', link: 'https://example.org/1',
      version: 2, advisory: 'Day', image: { href, alt: 'x', width: 6, height: 4 },
    });
    server.journal.publish({ headline: 'Flash', urgency: 'flash', link: 'https://example.org/3' });
  }
  const heading = '<h1>A page</h1>';
  await page.goto(
    server.page('/page', embed(server.origin, `<meta name="viewport" content="width=device-width"><main>${heading}
      <news-line channel="main" mode="${mode}" loading="eager" thumbnails></news-line></main>`, lang)),
  );
  const line = page.locator('news-line');
  const is = (wanted: string) => until(() => line.evaluate((element) => (element as any).state), wanted);
  await is(state === 'error' ? 'error' : 'live');
  if (state === 'paused') await line.evaluate((element) => (element as any).pause());
  if (state === 'offline') await page.context().setOffline(true);
  if (state === 'paused' || state === 'offline') await is(state);
}

for (const mode of ['list', 'crawl', 'rotator', 'flash']) {
  for (const lang of ['en', 'ar']) {
    test(`${mode}, ${lang === 'ar' ? 'right to left' : 'left to right'}: ${states.join(', ')}; light and dark`, async () => {
      for (const state of states) {
        const server = await FakeNewsline.start();
        const page = await (await browser.newContext()).newPage();
        try {
          await bring(page, server, mode, state, lang);
          await page.evaluate(axe);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await page.evaluate((scheme) => (document.documentElement.style.background = scheme === 'dark' ? '#000' : '#fff'), colorScheme);
            const found = await page.evaluate(async () => {
              const { violations } = await (window as any).axe.run('news-line');
              return violations.flatMap(({ id, nodes }: any) => nodes.map(({ html }: any) => `${id}: ${html}`));
            });
            assert.deepEqual(found, [], `${state}, ${colorScheme}`);
          }
        } finally {
          await page.context().close();
          await server.stop();
        }
      }
    });
  }
}
