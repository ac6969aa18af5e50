import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, until, untilHeadlines, untilTitled } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

let page: Page;

serve((server) => server.channels.set('main', { title: 'Main line', timeZone: 'Asia/Baku' }));
beforeEach(async () => {
  page = await browser.newPage();
});

const open = (attributes: string, more = '') =>
  page.goto(server.page('/page', embed(server.origin, `<news-line channel="main" ${attributes}></news-line>${more}`)));
const publish = (headline: string, facts = {}) => server.journal.publish({ headline, ...facts });
const part = (name: string) => page.locator(`[part~=${name}]`);
const call = (method: string) => page.locator('news-line').first().evaluate((line, name) => (line as any)[name](), method);
const property = (name: string) => page.locator('news-line').first().evaluate((line, key) => (line as any)[key], name);

/** Where the crawl's list is, in pixels, and at what moment of the animations: a busy machine has few of them, and only at them it moves. */
const crawlAt = () => page.locator('ol').first().evaluate((list) => [list.getBoundingClientRect().left, +document.timeline.currentTime!] as const);

test('list: days between the stories, pinned on top, all news at the end', async () => {
  server.at = '2026-11-23T23:00:00.000Z';
  publish('Pinned', { pinned: true, publishedAt: '2026-11-20T12:00:00.000Z' });
  publish('Earlier', { publishedAt: '2026-11-22T08:00:00.000Z' });
  publish('Yesterday', { publishedAt: '2026-11-23T19:00:00.000Z' });
  publish('Today', { publishedAt: '2026-11-23T20:05:00.000Z' });
  await page.clock.setFixedTime('2026-11-23T23:00:00.000Z');
  await open('lang="az"');
  await untilHeadlines(page, ['Pinned', 'Today', 'Yesterday', 'Earlier']);
  await until(() => page.locator('h3:visible').allTextContents(), ['bu gün', 'dünən', 'bazar, 22 noyabr']);
  const all = page.getByRole('link', { name: 'Bütün xəbərlər' });
  assert.equal(await all.getAttribute('href'), `${server.origin}/line/main`);
});

test('list: a reader in the middle of it is not moved; the button leads to what is new', async () => {
  for (let n = 0; n < 20; n += 1) publish(`Story ${n}`);
  await open('rows="20" style="--news-line-height: 300px"');
  await until(() => page.locator('article').count(), 20);
  await part('scroll').evaluate((box) => (box.scrollTop = 200));
  publish('New');
  await until(() => part('pending').textContent(), '1 new');
  assert.equal(await property('pendingCount'), 1);
  assert.equal(await page.locator('article').count(), 20);
  await part('pending').click();
  await until(() => page.locator('article').first().textContent().then((text) => text!.includes('New')), true);
  assert.equal(await part('scroll').evaluate((box) => box.scrollTop), 0);
  assert.equal(await part('pending').isVisible(), false);
});

test('list: hover and focus hold new items; whoever leaves gets them', async () => {
  publish('One', { link: 'https://example.org/1' });
  await open('');
  await untilHeadlines(page, ['One']);
  await page.locator('article').hover();
  publish('Two');
  await until(() => part('pending').isVisible(), true);
  await page.mouse.move(0, 0);
  await untilHeadlines(page, ['Two', 'One']);
  await page.getByRole('link', { name: 'One' }).focus();
  publish('Three');
  await until(() => part('pending').isVisible(), true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await untilHeadlines(page, ['Three', 'Two', 'One']);
});

test('list: insert="hold" waits for the reader', async () => {
  publish('One');
  await open('insert="hold"');
  await untilHeadlines(page, ['One']);
  publish('Two');
  await until(() => part('pending').textContent(), '1 new');
  await call('showPending');
  await untilHeadlines(page, ['Two', 'One']);
});

test('list: thumbnails only where they are asked for, beside their headline and silent', async () => {
  const href = server.page('/picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', { 'Content-Type': 'image/svg+xml' });
  publish('One', { image: { href, alt: 'A bridge', width: 640, height: 360 } });
  await open('');
  await untilHeadlines(page, ['One']);
  assert.equal(await page.locator('article img').count(), 0);
  await page.locator('news-line').evaluate((line) => ((line as any).thumbnails = true));
  await until(() => page.locator('article img').count(), 1);
  const image = page.locator('article img');
  assert.deepEqual(
    await image.evaluate((img: HTMLImageElement) => [img.src, img.alt, img.getAttribute('width'), img.loading]),
    [href, '', '640', 'lazy'],
  );
});

test('list: a picture that cannot be had is taken out, and not asked for again', async () => {
  publish('One', { image: { href: `${server.origin}/nothing.png`, alt: '', width: 640, height: 360 } });
  await open('thumbnails');
  await untilHeadlines(page, ['One']);
  await untilTitled(page);
  await until(() => page.locator('article img').count(), 0);
  const article = await page.locator('article').elementHandle();
  publish('Older', { publishedAt: '2026-11-01T00:00:00.000Z' });
  await untilHeadlines(page, ['One', 'Older']);
  assert.equal(await article!.evaluate((node) => node.isConnected), true);
});

test('server-rendered items are shown in our form at once, then adopted by id', async () => {
  const { id } = publish('One, as it is now');
  const release = server.holdOnce();
  await page.goto(
    server.page('/page', embed(server.origin, `<news-line channel="main"><ol>
      <li data-id="${id}"><time datetime="2026-11-23T20:01:00.000Z">20:01</time> <a href="https://example.org/1">One</a></li>
    </ol></news-line>`)),
  );
  await untilHeadlines(page, ['One']);
  await untilTitled(page);
  const row = await page.locator('article').evaluate((article) => ((window as any).row = article.parentElement) !== null);
  assert.equal(row, true);
  assert.equal(await page.locator('news-line > ol').isVisible(), false);
  await server.asked(1);
  release();
  await untilHeadlines(page, ['One, as it is now']);
  assert.equal(await page.locator('article').evaluate((article) => article.parentElement === (window as any).row), true);
});

test('crawl: moves at its speed, and what comes, changes or goes makes it neither jump nor start again', async () => {
  for (let n = 0; n < 12; n += 1) publish(`A story that is long enough to fill the line, number ${n}`);
  await open('mode="crawl" speed="80" rows="20"');
  await until(() => page.locator('ol[aria-hidden] > li').count(), 12);
  await untilTitled(page);
  const speed = async () => {
    const [from, start] = await crawlAt();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
    const [to, end] = await crawlAt();
    return ((from - to) / (end - start)) * 1000;
  };
  const measured = await speed();
  assert.ok(measured > 70 && measured < 90, `about 80 px/s, not ${measured}`);
  // The story at the line's beginning stays where it is while another comes in before it.
  const place = () =>
    page.locator('ol').first().evaluate((list) => {
      const row = [...list.children].find((each) => each.getBoundingClientRect().right > list.parentElement!.parentElement!.getBoundingClientRect().left)!;
      return [row.textContent, row.getBoundingClientRect().left, +document.timeline.currentTime!] as const;
    });
  // Neither does a page that is busy then set it back.
  await page.locator('ol').first().evaluate((list) => new MutationObserver(() => {
    for (const until = performance.now() + 300; performance.now() < until;);
  }).observe(list, { childList: true }));
  const [text, left, at] = await place();
  publish('New');
  await until(() => page.locator('ol').first().locator('li').count(), 13);
  const now = await page.locator('ol').first().evaluate((list, seen) => {
    const row = [...list.children].find((each) => each.textContent === seen);
    return row && ([row.getBoundingClientRect().left, +document.timeline.currentTime!] as const);
  }, text);
  const expected = left - ((now![1] - at) / 1000) * 80;
  assert.ok(Math.abs(now![0] - expected) < 8, `expected ${expected}, is ${now![0]}`);
  assert.ok(await page.locator('ol[aria-hidden]').evaluate((copy) => (copy as HTMLElement).inert));
});

test('crawl: stands still when paused, hovered or without motion, and every story can be reached', async () => {
  for (let n = 0; n < 12; n += 1) publish(`A story that is long enough, number ${n}`, { link: `https://example.org/${n}` });
  await open('mode="crawl"');
  await until(() => page.locator('ol').first().locator('li').count(), 10);
  await untilTitled(page);
  const moving = () => page.locator('[part=track]').evaluate((track) => track.getAnimations().length > 0);
  await until(moving, true);
  await page.locator('[part=scroll]').hover();
  await until(moving, false);
  await page.mouse.move(0, 0);
  await until(moving, true);
  await page.getByRole('link', { name: 'number 5' }).focus();
  await until(moving, false);
  const seen = page.getByRole('link', { name: 'number 5' }).evaluate((link) => {
    const [box, at] = [link.closest('[part=scroll]')!.getBoundingClientRect(), link.getBoundingClientRect()];
    return at.left >= box.left && at.left < box.right;
  });
  assert.equal(await seen, true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await until(moving, true);
  await call('pause');
  await until(moving, false);
  await call('play');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await until(moving, false);
  assert.equal(await page.locator('ol[aria-hidden]').isVisible(), false);
  assert.equal(await page.locator('[part=scroll]').evaluate((box) => box.scrollWidth <= box.clientWidth), true);
});

test('crawl: a click on the copy is a click on the story', async () => {
  publish('Only', { link: 'https://example.org/only' });
  await page.addInitScript(() => {
    addEventListener('news-line-open', (event) => {
      event.preventDefault();
      (window as any).opened = (event as any).item.headline;
    });
  });
  await open('mode="crawl"');
  await until(() => page.locator('ol[aria-hidden] a').count(), 1);
  await untilTitled(page);
  await page.locator('[part=track]').evaluate((track) => track.getAnimations()[0]!.finish === undefined || track.getAnimations()[0]!.pause());
  await page.locator('[part=scroll]').evaluate((box) => (box.scrollLeft = box.scrollWidth));
  const at = await page.locator('ol[aria-hidden] a').evaluate((link) => {
    const { left, top, height } = link.getBoundingClientRect();
    return { clientX: left + 2, clientY: top + height / 2 };
  });
  await page.locator('[part=track]').dispatchEvent('click', at);
  await until(() => page.evaluate('window.opened ?? null'), 'Only' as unknown);
});

test('rotator: one story at a time, on by itself, on and back by buttons', async () => {
  for (const name of ['One', 'Two', 'Three']) publish(name);
  await page.clock.install();
  await open('mode="rotator" interval="15"');
  const shown = () => page.locator('li:visible [part=text]').allTextContents();
  await until(shown, ['Three']);
  await page.clock.runFor(15_000);
  await until(shown, ['Two']);
  await page.getByRole('button', { name: 'Next' }).click();
  await until(shown, ['One']);
  await page.getByRole('button', { name: 'Previous' }).click();
  await until(shown, ['Two']);
  publish('New');
  await until(() => page.locator('li').count(), 4);
  assert.deepEqual(await shown(), ['Two'], 'nothing is taken out of the reader’s sight');
  await page.mouse.move(0, 0);
  await page.clock.runFor(15_000);
  await until(shown, ['New']);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.clock.runFor(30_000);
  assert.deepEqual(await shown(), ['New']);
});

test('rotator: the keyboard that enters it stops it', async () => {
  for (const name of ['One', 'Two']) publish(name);
  await page.clock.install();
  await open('mode="rotator"');
  await until(() => page.locator('li:visible [part=text]').allTextContents(), ['Two']);
  await page.keyboard.press('Tab');
  await until(() => part('pause').textContent(), 'Resume');
  await page.keyboard.press('Enter');
  await until(() => part('pause').textContent(), 'Pause');
  await page.keyboard.press('Tab');
  await until(() => part('pause').textContent(), 'Pause');
});

test('flash: nothing, until one comes; then it stays until it is dismissed', async () => {
  publish('Old flash', { urgency: 'flash', publishedAt: '2026-11-23T20:00:00.000Z' });
  server.at = '2026-11-23T21:00:00.000Z';
  await open('mode="flash"');
  await until(() => property('state'), 'live' as unknown);
  assert.equal((await page.locator('news-line').boundingBox())?.height, 0);
  publish('Routine');
  publish('Flash', { urgency: 'flash', publishedAt: '2026-11-23T20:59:59.000Z' });
  await untilHeadlines(page, ['Flash']);
  assert.equal(await part('frame').isVisible(), true);
  assert.equal(await page.getByRole('alert').textContent(), 'Flash: Flash');
  await page.getByRole('button', { name: 'Close' }).click();
  await until(() => part('frame').isVisible(), false);
});

test('flash: one of the last half hour is found on arrival, without an alarm, and leaves when killed', async () => {
  server.at = '2026-11-23T21:00:00.000Z';
  const { id } = publish('Flash', { urgency: 'flash', publishedAt: '2026-11-23T20:45:00.000Z' });
  await open('mode="flash"');
  await untilHeadlines(page, ['Flash']);
  assert.equal(await page.getByRole('alert').textContent(), '');
  server.journal.kill(id);
  await until(() => part('frame').isVisible(), false);
});

test('flash: a host that shows its own prevents ours', async () => {
  server.at = '2026-11-23T21:00:00.000Z';
  await page.addInitScript(() => {
    addEventListener('news-line-flash', (event) => {
      event.preventDefault();
      (window as any).flashed = (event as any).item.headline;
    });
  });
  await open('mode="flash"');
  await until(() => property('state'), 'live' as unknown);
  publish('Flash', { urgency: 'flash', publishedAt: '2026-11-23T20:59:59.000Z' });
  await until(() => page.evaluate('window.flashed ?? null'), 'Flash' as unknown);
  assert.equal(await part('frame').isVisible(), false);
});

test('one pause pauses every line of the page, also one that comes later', async () => {
  publish('One');
  await open('', '<news-line id="second" channel="main" mode="rotator" loading="eager"></news-line>');
  await untilHeadlines(page, ['One'], '#second');
  await page.locator('#second [part=pause]').click();
  const paused = () => page.locator('news-line').evaluateAll((lines) => lines.map((line) => (line as any).paused));
  await until(paused, [true, true]);
  await page.evaluate(() => document.body.append(document.createElement('news-line')));
  await until(paused, [true, true, true]);
  await page.locator('#second [part=pause]').click();
  await until(paused, [false, false, false]);
});

test('a mode that is changed shows the same stories over the same stream', async () => {
  publish('One');
  await open('');
  await untilHeadlines(page, ['One']);
  for (const mode of ['rotator', 'list']) {
    await page.locator('news-line').evaluate((line, value) => ((line as any).mode = value), mode);
    await untilHeadlines(page, ['One']);
  }
  publish('Two');
  await untilHeadlines(page, ['Two', 'One']);
  assert.equal(server.requests.length, 1);
});

test('a preview shows items without a connection', async () => {
  await open('loading="lazy" style="display: none"');
  await page.locator('news-line').evaluate((line) => {
    (line as any).previewItems = [
      { id: 'a', channel: 'main', version: 1, pubStatus: 'usable', headline: 'Draft', publishedAt: '2026-11-23T20:00:00.000Z' },
    ];
    line.removeAttribute('style');
  });
  await untilHeadlines(page, ['Draft']);
  assert.equal(server.requests.length, 0);
});

test('the host may refuse an item, and open a link itself', async () => {
  await page.addInitScript(() => {
    addEventListener('news-line-item', (event) => (event as any).item.headline === 'Unwanted' && event.preventDefault());
  });
  await open('');
  await until(() => property('state'), 'live' as unknown);
  publish('Unwanted');
  publish('Wanted');
  await untilHeadlines(page, ['Wanted']);
});

test('properties read as the defaults where attributes make no sense, and write attributes', async () => {
  await open('mode="wild" rows="900" interval="1" time-format="clock"');
  const read = () =>
    page.locator('news-line').evaluate((line: any) => [line.mode, line.rows, line.interval, line.timeFormat, line.paused, line.minUrgency]);
  assert.deepEqual(await read(), ['list', 50, 5, 'clock', false, 'routine']);
  await page.locator('news-line').evaluate((line: any) => Object.assign(line, { mode: 'crawl', rows: 3, hideAll: true }));
  assert.equal(await page.locator('news-line').evaluate((line) => line.outerHTML.includes('mode="crawl" rows="3"')), true);
});
