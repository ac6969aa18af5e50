import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, headlines, until, untilHeadlines } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

/** After whatever happens to a connection, the reader's line equals the server's. */
let page: Page;

serve((server) => {
  for (const name of ['main', 'sport']) server.channels.set(name, { title: name, timeZone: 'Asia/Baku' });
});
beforeEach(async () => {
  page = await browser.newPage();
});

const line = (attributes = '') => `<news-line channel="main" loading="eager" ${attributes}></news-line>`;
const open = (markup = line()) => page.goto(server.page('/page', embed(server.origin, markup)));
const state = () => page.locator('news-line').first().evaluate((element) => (element as any).state);
const publish = (headline: string, facts = {}) => server.journal.publish({ headline, ...facts });

/** What the server would say to a reader who came now. */
async function equalsServer(limit = 10, channels = ['main']): Promise<void> {
  const items = server.journal.snapshot(channels, limit);
  const pinned = items.filter((item) => item.pinned);
  await untilHeadlines(page, [...pinned, ...items.filter((item) => !item.pinned)].map((item) => item.headline!));
}

/** What a browser does with a page that nobody looks at, without waiting for it. */
async function hide(hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

test('elements with different selections share one stream, and each shows its own', async () => {
  publish('Main routine');
  publish('Sport flash', { channel: 'sport', urgency: 'flash', language: 'az' });
  publish('Main flash', { urgency: 'flash' });
  await open(
    `${line('id="all"')}${line('id="flashes" min-urgency="flash"')}
    <news-line id="sport" loading="eager" channel="sport"></news-line>${line('id="az" language="az"')}`,
  );
  await untilHeadlines(page, ['Main flash', 'Main routine'], '#all');
  await untilHeadlines(page, ['Main flash'], '#flashes');
  await untilHeadlines(page, ['Sport flash'], '#sport');
  await untilHeadlines(page, [], '#az');
  publish('Azerbaijani', { language: 'az-Latn' });
  await untilHeadlines(page, ['Azerbaijani'], '#az');
  assert.equal(server.requests.length, 1);
});

test('an element that shares its stream hears of nothing that only the others asked for', async () => {
  await page.addInitScript(() => {
    for (const name of ['item', 'retract']) {
      addEventListener(`news-line-${name}`, ({ target, item }: any) => ((window as any).heard ??= []).push([(target as Element).id, name, item.id]));
    }
  });
  await open(`${line('id="main"')}<news-line id="sport" loading="eager" channel="sport"></news-line>`);
  for (const each of ['#main', '#sport']) await until(() => page.locator(`${each} [part~=state-live]`).count(), 1);
  const { id } = publish('Sport', { channel: 'sport' });
  server.journal.kill(id);
  const last = publish('Main');
  await untilHeadlines(page, ['Main'], '#main');
  assert.deepEqual(await page.evaluate('window.heard'), [['sport', 'item', id], ['sport', 'retract', id], ['main', 'item', last.id]]);
  assert.equal(server.requests.length, 1);
});

test('an element whose channel is quiet gets its own snapshot, and no second stream', async () => {
  publish('Quiet', { channel: 'sport' });
  for (let n = 0; n < 8; n += 1) publish(`Busy ${n}`);
  await open(`${line('id="busy" rows="2"')}<news-line id="quiet" channel="sport" rows="2" loading="eager"></news-line>`);
  await untilHeadlines(page, ['Busy 7', 'Busy 6'], '#busy');
  await untilHeadlines(page, ['Quiet'], '#quiet');
  await until(async () => server.openStreams, 1);
  publish('Quiet no more', { channel: 'sport' });
  await untilHeadlines(page, ['Quiet no more', 'Quiet'], '#quiet');
});

test('an element whose own snapshot hangs is filled when the shared stream resumes', async () => {
  publish('One');
  await open(line('id="first"'));
  await untilHeadlines(page, ['One'], '#first');
  server.holdOnce();
  await page.evaluate(() => {
    const late = Object.assign(document.createElement('news-line'), { id: 'late', channel: 'main', loading: 'eager' });
    document.body.append(late);
  });
  await server.asked(2);
  assert.deepEqual(await headlines(page, '#late'), []);
  server.cut();
  await untilHeadlines(page, ['One'], '#late');
  assert.equal(server.requests[2]!.lastEventId, 'k3f9-1');
});

test('a kill below the end of the snapshot brings the next older item', async () => {
  const items = [1, 2, 3, 4].map((n) => publish(`Story ${n}`));
  await open(line('rows="2"'));
  await untilHeadlines(page, ['Story 4', 'Story 3']);
  server.journal.kill(items[3]!.id);
  await equalsServer(2);
  await until(async () => server.openStreams, 1);
});

test('an element that asks for more makes the shared stream wider; nobody loses a word', async () => {
  publish('Main 1');
  publish('Sport 1', { channel: 'sport' });
  await open(line('id="main"'));
  await untilHeadlines(page, ['Main 1']);
  await page.evaluate(() => {
    const sport = document.createElement('news-line');
    sport.id = 'sport';
    sport.setAttribute('channel', 'sport');
    sport.setAttribute('loading', 'eager');
    document.body.append(sport);
  });
  await untilHeadlines(page, ['Sport 1'], '#sport');
  publish('Main 2');
  publish('Sport 2', { channel: 'sport' });
  await untilHeadlines(page, ['Main 2', 'Main 1'], '#main');
  await untilHeadlines(page, ['Sport 2', 'Sport 1'], '#sport');
  await until(async () => server.openStreams, 1);
});

test('a channel that does not exist is an error of its element, and costs the others nothing', async () => {
  publish('One');
  await page.addInitScript(() => {
    addEventListener('news-line-error', ({ target }) => ((window as any).failed = (target as Element).id));
  });
  server.missing.add('typo');
  await open(`${line('id="good"')}<news-line id="bad" loading="eager" channel="typo"></news-line>`);
  await untilHeadlines(page, ['One'], '#good');
  await until(() => page.evaluate('window.failed ?? null'), 'bad' as unknown);
  assert.equal(await page.locator('#bad').evaluate((element) => (element as any).state), 'error');
});

test('a page hidden for 30 seconds lets go; what happened meanwhile is there on return', async () => {
  const { id } = publish('One');
  await page.clock.install();
  await open();
  await untilHeadlines(page, ['One']);
  await hide(true);
  await page.clock.runFor(36_000);
  await until(async () => server.openStreams, 0);
  publish('Two');
  server.journal.kill(id);
  await hide(false);
  await page.clock.runFor(2000);
  await equalsServer();
});

test('a dashboard goes on where nobody looks', async () => {
  await page.clock.install();
  await open(line('background="keep"'));
  await until(state, 'live');
  await hide(true);
  await page.clock.runFor(36_000);
  publish('One');
  await untilHeadlines(page, ['One']);
  assert.equal(server.requests.length, 1);
});

test('offline is said; back online, everything is there', async () => {
  publish('One');
  await open();
  await untilHeadlines(page, ['One']);
  await page.context().setOffline(true);
  await until(state, 'offline');
  server.cut();
  publish('Two');
  await page.context().setOffline(false);
  await equalsServer();
  await until(state, 'live');
});

test('after sleep a line that has fallen silent is found dead and caught up', async () => {
  publish('One');
  await page.clock.install();
  await open();
  await untilHeadlines(page, ['One']);
  server.deafen();
  publish('Two');
  await page.clock.fastForward(3_600_000);
  await page.clock.runFor(7000);
  await equalsServer();
});

test('the page cache: closed on pagehide, caught up on pageshow', async () => {
  publish('One');
  await open();
  await untilHeadlines(page, ['One']);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await until(async () => server.openStreams, 0);
  publish('Two');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await equalsServer();
});

test('polls pages with ETags where streams are refused, and returns to streaming', async () => {
  publish('One', { pinned: true });
  for (let n = 0; n < 12; n += 1) publish(`Story ${n}`);
  await page.clock.install();
  server.refusing = 503;
  await open();
  await server.asked(1);
  await page.clock.runFor(20_000);
  await until(state, 'polling');
  assert.equal((await headlines(page))[0], 'Story 11');
  await page.clock.runFor(60_000);
  await until(async () => server.pagesAsked.includes(304), true);
  publish('Told by a page');
  await page.clock.runFor(30_000);
  await until(async () => (await headlines(page))[0]!, 'Told by a page');
  server.refusing = 0;
  // In small steps: the page's clock must not outrun the network.
  await until(async () => {
    await page.clock.runFor(1000);
    return state();
  }, 'live');
  await equalsServer();
});

test('polls where a proxy holds the stream back', async () => {
  publish('One');
  await page.clock.install();
  server.holding = true;
  await open();
  await server.asked(1);
  await page.clock.runFor(16_000);
  await until(state, 'polling');
  await untilHeadlines(page, ['One']);
  publish('Two');
  server.holding = false;
  await page.clock.runFor(20_000);
  await until(state, 'live');
  await equalsServer();
});

test('cuts in the middle of writing lose nothing', async () => {
  await open(line('rows="50"'));
  await until(state, 'live');
  const items: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    items.push(publish(`Story ${n}`).id);
    if (n % 3 === 0) server.cut();
    if (n % 5 === 4) server.journal.kill(items[n - 2]!);
    if (n % 7 === 6) server.journal.correct(items[n - 1]!, { headline: `Story ${n - 1}, corrected`, advisory: 'Better' });
  }
  await equalsServer(50);
});
