import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { embed, headlines, until, untilHeadlines } from '../support/chromium.ts';
import { browser, serve, server } from '../support/stage.ts';

let page: Page;

serve((server) => server.channels.set('main', { title: 'Main line', language: 'en', timeZone: 'Asia/Baku', visibility: 'public' }));
beforeEach(async () => {
  page = await browser.newPage();
});

const open = (markup = '<news-line channel="main"></news-line>') =>
  page.goto(server.page('/page', embed(server.origin, markup)));
const button = () => page.locator('[part=pause]');
const stateIs = (word: string) => until(() => page.locator('[part~=state]').textContent(), word);

test('the snapshot stands newest first under the channel’s title, live', async () => {
  server.journal.publish({ headline: 'First' });
  server.journal.publish({ headline: 'Second' });
  await open();
  await untilHeadlines(page, ['Second', 'First']);
  await until(() => page.locator('[part=heading]').textContent(), 'Main line');
  await stateIs('Live');
});

test('the page’s own children stand until the line has spoken', async () => {
  const release = server.holdOnce();
  await open('<news-line channel="main"><p id="old">Yesterday’s news</p></news-line>');
  await server.asked(1);
  assert.equal(await page.locator('#old').isVisible(), true);
  server.journal.publish({ headline: 'Today' });
  release();
  await untilHeadlines(page, ['Today']);
  assert.equal(await page.locator('#old').isVisible(), false);
});

test('a new item arrives on top, with its facts in words', async () => {
  server.journal.publish({ headline: 'First' });
  await open();
  await untilHeadlines(page, ['First']);
  server.journal.publish({
    headline: 'Second', urgency: 'flash', media: 'photo', source: 'Harbour office', link: 'https://example.org/2',
  });
  await untilHeadlines(page, ['Second', 'First']);
  const item = page.locator('[part~=item]').first();
  assert.equal(await item.locator('[part~=urgency]').textContent(), 'Flash');
  assert.equal(await item.locator('[part=media]').textContent(), 'Photo');
  assert.equal(await item.locator('[part=source]').textContent(), 'Harbour office');
  assert.equal(await item.locator('a').getAttribute('href'), 'https://example.org/2');
  assert.equal(await item.locator('a').getAttribute('rel'), 'noopener');
  assert.equal(await item.locator('time').getAttribute('datetime'), '2026-11-23T20:03:00.000Z');
});

test('a correction changes the headline in place and says so', async () => {
  const { id } = server.journal.publish({ headline: 'Bridge opens Monday' });
  server.journal.publish({ headline: 'Other' });
  await open();
  await untilHeadlines(page, ['Other', 'Bridge opens Monday']);
  server.journal.correct(id, { headline: 'Bridge opens Tuesday', advisory: 'The day was wrong' });
  await untilHeadlines(page, ['Other', 'Bridge opens Tuesday']);
  assert.equal(await page.locator('[part=note]').textContent(), 'Corrected: The day was wrong');
});

test('pause holds new items and counts them; a kill vanishes all the same; resume goes to now', async () => {
  const { id } = server.journal.publish({ headline: 'To be killed' });
  server.journal.publish({ headline: 'Stays' });
  await open();
  await untilHeadlines(page, ['Stays', 'To be killed']);
  assert.equal(await button().textContent(), 'Pause');
  await button().click();
  await until(() => button().textContent(), 'Resume');
  await stateIs('Paused');
  server.journal.publish({ headline: 'While paused' });
  server.journal.publish({ headline: 'Also while paused' });
  await until(() => button().textContent(), 'Resume (2 new)');
  server.journal.kill(id);
  await untilHeadlines(page, ['Stays']);
  await until(() => button().textContent(), 'Resume (2 new)');
  await button().click();
  await untilHeadlines(page, ['Also while paused', 'While paused', 'Stays']);
  assert.equal(await button().textContent(), 'Pause');
});

test('a withheld item leaves, and returns to its place when released', async () => {
  const { id } = server.journal.publish({ headline: 'First' });
  server.journal.publish({ headline: 'Second' });
  await open();
  await untilHeadlines(page, ['Second', 'First']);
  server.journal.withhold(id);
  await untilHeadlines(page, ['Second']);
  server.journal.release(id);
  await untilHeadlines(page, ['Second', 'First']);
});

test('a lower or equal version changes nothing, not even after a removal', async () => {
  const { id } = server.journal.publish({ headline: 'One' });
  await open();
  await untilHeadlines(page, ['One']);
  const old = (version: number, headline: string) =>
    `id: k3f9-1\ndata: ${JSON.stringify({
      type: 'entry', cursor: 'k3f9-1', kind: 'updated', channel: 'main',
      item: { id, channel: 'main', version, pubStatus: 'usable', headline, publishedAt: '2026-11-23T20:01:00.000Z' },
    })}\n\n`;
  server.say(old(1, 'Equal version'));
  server.journal.kill(id);
  server.say(old(1, 'From the grave') + old(2, 'Equal to the kill'));
  server.journal.publish({ headline: 'Marker' });
  await untilHeadlines(page, ['Marker']);
});

test('a cut is resumed by the browser after the server’s retry, without loss', async () => {
  server.journal.publish({ headline: 'One' });
  await open();
  await untilHeadlines(page, ['One']);
  server.cut();
  server.journal.publish({ headline: 'Two' });
  await untilHeadlines(page, ['Two', 'One']);
  assert.equal(server.requests.at(-1)?.lastEventId, 'k3f9-1');
});

test('a cut followed by a refusal is resumed by us, after the cursor', async () => {
  server.journal.publish({ headline: 'One' });
  await open();
  await untilHeadlines(page, ['One']);
  server.refuseOnce(503);
  server.cut();
  server.journal.publish({ headline: 'Two' });
  await untilHeadlines(page, ['Two', 'One']);
  assert.equal(server.requests.at(-1)?.after, 'k3f9-1');
  await stateIs('Live');
});

test('what was killed while we were away is gone after the resume', async () => {
  const { id } = server.journal.publish({ headline: 'One' });
  await open();
  await untilHeadlines(page, ['One']);
  server.cut();
  server.journal.kill(id);
  server.journal.publish({ headline: 'Two' });
  await untilHeadlines(page, ['Two']);
});

test('a reset replaces everything: too old a cursor', async () => {
  const { id } = server.journal.publish({ headline: 'One' });
  server.journal.publish({ headline: 'Two' });
  await open();
  await untilHeadlines(page, ['Two', 'One']);
  server.cut();
  server.journal.kill(id);
  server.journal.publish({ headline: 'Three' });
  server.journal.forgetAll();
  await untilHeadlines(page, ['Three', 'Two']);
});

test('a reset in the middle of a stream replaces everything: another epoch, also while paused', async () => {
  server.journal.publish({ headline: 'Old life' });
  await open();
  await untilHeadlines(page, ['Old life']);
  await button().click();
  server.rewind('m2');
  await untilHeadlines(page, []);
  await button().click();
  server.journal.publish({ headline: 'New life' });
  await untilHeadlines(page, ['New life']);
});

test('a drain is obeyed, and the stream resumed after its cursor', async () => {
  server.journal.publish({ headline: 'One' });
  await open();
  await untilHeadlines(page, ['One']);
  server.drain(30);
  server.journal.publish({ headline: 'Two' });
  await untilHeadlines(page, ['Two', 'One']);
  assert.deepEqual(server.requests.map(({ after: cursor }) => cursor), ['', 'k3f9-1']);
});

test('a server that cannot serve now says drain, and is asked again', async () => {
  server.journal.publish({ headline: 'One' });
  server.drainOnce(20);
  await open();
  await untilHeadlines(page, ['One']);
  assert.equal(server.requests.length, 2);
});

test('frames that make no sense are skipped', async () => {
  await open();
  await until(() => page.locator('[part=empty]').isVisible(), true);
  const bad = ['{', 'null', '{"type":"entry"}', '{"type":"entry","cursor":"k3f9-1","item":{"id":1}}', '\u0000'];
  server.say(bad.map((data) => `data: ${data}\n\nevent: hello\ndata: ${data}\n\n`).join(''));
  server.say('event: surprise\ndata: {}\n\n: a comment\n\n');
  server.journal.publish({ headline: 'Still here' });
  await untilHeadlines(page, ['Still here']);
  assert.equal(server.requests.length, 1);
});

test('other attributes make another stream; the old one is let go', async () => {
  server.journal.publish({ headline: 'Main story' });
  server.journal.publish({ headline: 'Sport story', channel: 'sport' });
  server.channels.set('sport', { title: 'Sport' });
  await open();
  await untilHeadlines(page, ['Main story']);
  await page.locator('news-line').evaluate((line) => line.setAttribute('channel', 'sport'));
  await untilHeadlines(page, ['Sport story']);
  await until(async () => server.openStreams, 1);
  await page.locator('news-line').evaluate((line) => line.remove());
  await until(async () => server.openStreams, 0);
});

test('an element that comes later is not served by what was asked for before it came', async () => {
  server.at = '2026-11-23T21:00:00.000Z';
  const publishedAt = '2026-11-23T20:59:00.000Z';
  const [, , flash] = (['routine', 'urgent', 'flash'] as const).map((urgency) =>
    server.journal.publish({ headline: urgency, urgency, publishedAt }),
  );
  await page.addInitScript(() => {
    const wait = setTimeout;
    // A page so busy that what is to be done in a moment waits until the test lets it.
    window.setTimeout = ((then: () => void, delay?: number) => {
      const { held } = window as any;
      return delay || !held ? wait(then, delay) : -held.push(then);
    }) as any;
  });
  await page.goto(server.page('/page', embed(server.origin, '<news-line channel="main" mode="flash"></news-line>')));
  await untilHeadlines(page, ['flash']);
  await page.evaluate(() => {
    (window as any).held = [];
    document.body.insertAdjacentHTML('beforeend', '<news-line channel="main" loading="eager" id="later"></news-line>');
  });
  const later = <T>(of: 'state' | 'items') => page.locator('#later').evaluate((line: any, what) => line[what], of) as Promise<T>;
  await until(() => later<string>('state'), 'live');
  const hello = { type: 'hello', cursor: server.journal.cursor, at: server.at, verdict: 'fresh', stale: true, items: [flash] };
  server.say(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
  await until(() => later<string>('state'), 'stale');
  assert.deepEqual(await later('items'), []);
  await page.evaluate(() => {
    const { held } = window as any;
    delete (window as any).held;
    for (const then of held) then();
  });
  await until(async () => (await later<unknown[]>('items')).length, 3);
});

test('an element that has not asked yet says of no state that it is in', async () => {
  await page.goto(server.page('/page', embed(server.origin, '<news-line></news-line>')));
  await until(() => page.locator('[part~=state-idle]').count(), 1);
  assert.equal(await page.locator('[part~=state]').textContent(), '');
});

test('the page hears typed events', async () => {
  await open(`<news-line channel="main"></news-line><script>
    addEventListener('news-line-item', ({ reason, item }) => (window.heard ??= []).push([reason, item.headline]));
    addEventListener('news-line-retract', ({ item }) => (window.heard ??= []).push(['retract', item.headline ?? null]));
    addEventListener('news-line-state', ({ state }) => (window.states ??= []).push(state));</script>`);
  await stateIs('Live');
  const { id } = server.journal.publish({ headline: 'One' });
  server.journal.kill(id);
  await until(() => page.evaluate('window.heard ?? null'), [['new', 'One'], ['retract', null]] as unknown);
  assert.deepEqual(await page.evaluate('window.states'), ['connecting', 'live']);
  assert.deepEqual(await headlines(page), []);
});
