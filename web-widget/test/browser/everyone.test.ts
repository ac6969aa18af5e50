import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { embed, until, untilHeadlines } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

/** For readers with forced colours, large text, a keyboard or a screen reader. */
let page: Page;

serve((server) => {
  server.channels.set('main', { title: 'Main line', timeZone: 'Asia/Baku' });
  server.at = '2026-11-23T21:00:00.000Z';
});

const modes = ['list', 'crawl', 'rotator', 'flash'];
const publish = (headline: string, facts = {}) => server.journal.publish({ headline, ...facts });
const flash = (headline: string) => publish(headline, { urgency: 'flash', publishedAt: '2026-11-23T20:59:59.000Z' });
const part = (name: string) => page.locator(`[part~=${name}]`);
const spoken = (role: string) => page.locator(`[role=${role}]`).textContent();

async function open(attributes: string, options: BrowserContextOptions = {}): Promise<void> {
  page = await (await browser.newContext(options)).newPage();
  const markup = `<meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
    <news-line channel="main" loading="eager" ${attributes}></news-line>`;
  await page.goto(server.page('/page', embed(server.origin, markup)));
}

const isLive = () => until(() => page.locator('news-line').evaluate((line) => (line as any).state), 'live');

function manyKinds(): void {
  publish('A correction of a story', { version: 2, advisory: 'The day was wrong', source: 'Harbour office', pinned: true });
  publish('A story with a picture', { media: 'photo', urgency: 'urgent', link: 'https://example.org/1' });
  publish('A story that was cabled', { urgency: 'bulletin', link: 'https://example.org/2' });
  flash('A flash that is long enough to need more than one line on the narrowest of screens');
}

for (const mode of modes) {
  test(`${mode}: with forced colours every button, mark and sign keeps an edge, and the focus is seen`, async () => {
    manyKinds();
    await open(`mode="${mode}"`, { forcedColors: 'active' });
    await until(() => page.locator('article').first().isVisible(), true);
    const edgeless = await page.locator('news-line').evaluate((line) =>
      [...line.shadowRoot!.querySelectorAll('section, button, strong:not([part~=urgency-urgent])')]
        .filter((node) => node.checkVisibility() && !node.closest('[inert]'))
        .filter((node) => {
          const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(node);
          return borderTopStyle === 'none' || borderTopColor === backgroundColor || borderTopColor === 'rgba(0, 0, 0, 0)';
        })
        .map((node) => node.getAttribute('part')),
    );
    assert.deepEqual(edgeless, []);
    await page.keyboard.press('Tab');
    assert.equal(await part('pause').evaluate((button) => button.matches(':focus-visible') && getComputedStyle(button).outlineStyle), 'solid');
  });

  test(`${mode}: at 400 % and with the reader’s own spacing nothing is cut off, and nothing scrolls sideways`, async () => {
    manyKinds();
    await open(`mode="${mode}" lang="ru"`, { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' });
    await until(() => page.locator('article').first().isVisible(), true);
    // WCAG 1.4.12
    await page.locator('news-line').evaluate((line) => {
      const spacing = new CSSStyleSheet();
      spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }');
      line.shadowRoot!.adoptedStyleSheets.push(spacing);
    });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    const cut = await page.locator('news-line').evaluate((line) => {
      const frame = line.shadowRoot!.querySelector('section')!.getBoundingClientRect();
      const box = line.shadowRoot!.querySelector('[part=scroll]')!;
      return [...line.shadowRoot!.querySelectorAll('[part=scroll], header, header *, article *')]
        .filter((node) => node.checkVisibility() && !node.closest('[inert]'))
        .filter((node) => {
          const { left, right, bottom } = node.getBoundingClientRect();
          // What is in the box can be scrolled to, down but not sideways.
          return left < 0 || right > 320 || (!box.contains(node) && bottom > frame.bottom + 1);
        })
        .map((node) => node.getAttribute('part') ?? node.tagName)
        .concat(box.scrollWidth > box.clientWidth ? ['sideways'] : []);
    });
    assert.deepEqual(cut, []);
  });
}

test('who reads an item that is taken off the line is told so, and goes on with the next', async () => {
  publish('Older', { link: 'https://example.org/1' });
  const { id } = publish('Newer', { link: 'https://example.org/2' });
  await open('');
  await untilHeadlines(page, ['Newer', 'Older']);
  await page.getByRole('link', { name: 'Newer' }).focus();
  server.journal.kill(id);
  await until(() => spoken('status'), 'Retracted');
  assert.equal(await page.evaluate(() => document.querySelector('news-line')!.shadowRoot!.activeElement!.textContent), 'Older');
});

test('an item that nobody reads is taken off in silence', async () => {
  const { id } = publish('One');
  await open('');
  await untilHeadlines(page, ['One']);
  server.journal.kill(id);
  await untilHeadlines(page, []);
  assert.equal(await spoken('status'), '');
});

test('a burst is one sentence; a flash interrupts once a minute, the next one is polite', async () => {
  await open('');
  await page.clock.install();
  await isLive();
  flash('First flash');
  await until(() => spoken('alert'), 'Flash: First flash');
  flash('Second flash');
  publish('One more');
  await untilHeadlines(page, ['Second flash', 'First flash', 'One more']);
  await page.clock.runFor(600);
  await until(() => spoken('status'), '2 new');
  assert.equal(await spoken('alert'), 'Flash: First flash');
  await page.clock.runFor(60_000);
  flash('Third flash');
  await until(() => spoken('alert'), 'Flash: Third flash');
});

for (const [announce, alert, status] of [['polite', '', 'News'], ['off', '', '']] as const) {
  test(`announce="${announce}": ${announce === 'off' ? 'nothing is said' : 'a flash interrupts nobody'}`, async () => {
    await open(`announce="${announce}"`);
    await page.clock.install();
    await isLive();
    flash('News');
    await untilHeadlines(page, ['News']);
    await page.clock.runFor(1000);
    assert.deepEqual([await spoken('alert'), await spoken('status')], [alert, status]);
  });
}

test('while the reader has paused nothing is said', async () => {
  await open('paused');
  await page.clock.install();
  await until(() => page.locator('news-line').evaluate((line) => (line as any).state), 'paused');
  flash('News');
  await until(() => page.locator('news-line').evaluate((line) => (line as any).pendingCount), 1);
  await page.clock.runFor(1000);
  assert.deepEqual([await spoken('alert'), await spoken('status')], ['', '']);
});
