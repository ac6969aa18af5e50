import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { faultsOf } from '../support/axe.ts';
import { embed, until } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';
import { browser } from '../support/stage.ts';

/** axe-core finds nothing in any mode, colour, direction and state. Each mode is shown in a channel of its name. */
const modes = ['list', 'crawl', 'rotator', 'flash'];
const states = ['live', 'paused', 'offline', 'empty', 'error'] as const;

async function bring(page: Page, server: FakeNewsline, state: string, lang: string): Promise<void> {
  server.at = '2026-11-23T20:10:00.000Z';
  const href = server.page('/picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', { 'Content-Type': 'image/svg+xml' });
  for (const channel of modes) {
    server.channels.set(channel, { title: lang === 'ar' ? `الخط ${channel}` : `Line ${channel}`, timeZone: 'Asia/Baku' });
    if (state === 'error') server.missing.add(channel);
    if (state === 'empty') continue;
    server.journal.publish({ channel, headline: 'Plain' });
    server.journal.publish({ channel, headline: 'كوبري', language: 'ar', urgency: 'urgent', link: 'https://example.org/2' });
    server.journal.publish({
      channel, headline: 'Photo', pinned: true, media: 'photo', urgency: 'bulletin', source: 'Office', link: 'https://example.org/1',
      version: 2, advisory: 'Day', image: { href, alt: 'x', width: 6, height: 4 },
    });
    server.journal.publish({ channel, headline: 'Flash', urgency: 'flash', link: 'https://example.org/3' });
  }
  const lines = modes.map((mode) => `<news-line channel="${mode}" mode="${mode}" loading="eager" thumbnails></news-line>`).join('');
  await page.goto(
    server.page('/page', embed(server.origin, `<meta name="viewport" content="width=device-width"><main><h1>A page</h1>${lines}</main>`, lang)),
  );
  const are = (wanted: string) =>
    until(() => page.locator('news-line').evaluateAll((all) => all.map((element) => (element as any).state)), modes.map(() => wanted));
  await are(state === 'error' ? 'error' : 'live');
  if (state === 'paused') await page.locator('news-line').first().evaluate((element) => (element as any).pause());
  if (state === 'offline') await page.context().setOffline(true);
  if (state === 'paused' || state === 'offline') await are(state);
}

for (const state of states) {
  for (const lang of ['en', 'ar']) {
    test(`${state}, ${lang === 'ar' ? 'right to left' : 'left to right'}: ${modes.join(', ')}; light and dark`, async () => {
      const server = await FakeNewsline.start();
      const page = await (await browser.newContext()).newPage();
      try {
        await bring(page, server, state, lang);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.evaluate((scheme) => (document.documentElement.style.background = scheme === 'dark' ? '#000' : '#fff'), colorScheme);
          assert.deepEqual(await faultsOf(page, 'news-line'), [], colorScheme);
        }
      } finally {
        await page.context().close();
        await server.stop();
      }
    });
  }
}
