import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from '../support/axe.ts';
import { until } from '../support/chromium.ts';
import { desk, enter, focused, headline, onAir, page, password, posts, row } from '../support/desk-stage.ts';

/** What the desk knows and remembers: who wrote what, who has it, who has it open, what stood there. */
const journal = () => desk.server.journal;
const fragment = () => page.evaluate(() => decodeURIComponent(location.hash));
const acts = () => page.locator('.life li > b').allInnerTexts();
const changesOf = (seq: number) => page.locator(`[data-seq="${seq}"] .changes`).textContent().then((text) => text!.replace(/\s+/g, ' ').trim());
const title = () => page.locator('.office h2').innerText();

test('what is like it is shown beside the words, spoken of once, and in nobody’s way', async () => {
  journal().publish({ headline: 'Night buses run from Monday', link: 'https://example.org/bus' });
  desk.pending.push({ id: 'w', channel: 'main', state: 'contributed', draft: { headline: 'Night buses are free' }, by: { id: 'p-aysel', name: 'Aysel' }, createdAt: '2026-11-24T06:00:00.000Z', version: 1 });
  await enter();
  const heard = page.locator('desk-composer > .said');
  await headline().pressSequentially('Night buses');
  await page.keyboard.type(' run');
  await until(() => page.locator('.similar .text').allTextContents(), ['Night buses run from Monday', 'Night buses are free']);
  assert.equal(await focused(), 'new-headline');
  assert.deepEqual(await page.locator('.similar .facts').allInnerTexts(), ['Posted', 'Waits']);
  await until(() => heard.textContent(), 'Similar in the last six hours: 2');
  assert.ok(desk.record.similarAsked.every(({ headline }) => [...headline].length >= 12), 'too short to be like anything');
  assert.deepEqual(await faultsOf(page), []);
  // Found again, it is not spoken of again: the words of the live region stay what they were.
  await heard.evaluate((node) => new MutationObserver(() => (node.dataset.again = 'yes')).observe(node, { characterData: true, childList: true, subtree: true }));
  const before = desk.record.similarAsked.length;
  await page.keyboard.type(' late');
  await until(async () => desk.record.similarAsked.length > before, true);
  await until(() => page.locator('.similar .text').count(), 2);
  assert.equal(await heard.getAttribute('data-again'), null);
  await page.keyboard.press('Control+Enter');
  await until(async () => posts().length, 1);
  await until(() => page.locator('.similar').count(), 0);
  await headline().fill('Trams are cheaper now');
  await page.locator('.composer summary').click();
  await page.fill('#new-link', 'https://example.org/bus');
  await until(() => page.locator('.similar .facts b').allTextContents(), ['same link']);
});

test('an item’s life by key: every version, who and when, and word by word what became of it', async () => {
  const { id } = journal().publish({ headline: 'Council votes for buses', source: 'City' });
  journal().correct(id, { headline: 'Council votes for trams', advisory: 'Trams, not buses', urgency: 'urgent' });
  await enter('murad');
  await row('Council').focus();
  await page.keyboard.press('h');
  await until(acts, ['Version 2: Corrected', 'Version 1: Posted']);
  assert.equal(await fragment(), `#item=${id}`);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'History');
  const changed = page.locator('[data-version="2"] .changes > div');
  assert.deepEqual(await changed.locator('dt').allTextContents(), ['Headline', 'Urgency', 'Advisory']);
  assert.deepEqual(await changed.first().locator('mark').allTextContents(), ['buses', 'trams']);
  assert.match(await page.locator('[data-version="1"] .facts').innerText(), /^Murad\s+00:02 24\.11\.2026 Asia\/Baku\s+20:02 23\.11\.2026 UTC\s+#1$/);
  assert.deepEqual(await page.locator('[data-version="1"] ins').allTextContents(), ['After: Council votes for buses', 'After: en', 'After: City']);
  assert.deepEqual(await faultsOf(page), []);
  await page.keyboard.press('Escape');
  await until(() => row('Council').evaluate((node) => node === document.activeElement), true);
  // Killed, an editor sees that it was, and not what it said.
  journal().kill(id);
  await page.goto(`${desk.server.origin}/desk#item=${id}`);
  await until(() => page.locator('[data-version="3"] .changes ins').allTextContents(), ['After: killed', 'After: Taken off the line']);
  assert.equal(await page.locator('.life').getByText('Council votes').count(), 0);
});

test('the house’s history: filters in the address, older ones on demand, and the chain checked', async () => {
  const item = journal().publish({ headline: 'Bridge opens' });
  journal().kill(item.id);
  desk.record.acts.push({ act: 'person', at: '2026-11-24T09:00:00.000Z', by: { id: 'p-leyla', name: 'Leyla' }, detail: { login: 'nigar', role: 'chief', was: { role: 'editor' } } });
  for (let count = 0; count < 60; count++) desk.record.acts.push({ act: 'paused', at: '2026-11-24T10:00:00.000Z', by: { id: 'p-leyla', name: 'Leyla' }, channel: 'main', detail: { reason: `Drill ${count}` } });
  await enter();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('h');
  await until(title, 'History');
  await until(() => page.locator('.life li').count(), 50);
  assert.equal(await page.locator('.life li').first().locator('.facts').last().innerText(), 'Reason: Drill 59');
  await page.getByRole('button', { name: 'Older' }).click();
  await until(() => page.locator('.life li').count(), 63);
  await until(async () => (await acts()).slice(-3), ['Person', 'Killed: Bridge opens', 'Posted: Bridge opens']);
  assert.equal(await changesOf(3), 'Role Before: Editor After: Chief');
  // What the line above says already is not said again, and never in the server's words.
  assert.deepEqual(await page.locator('.life li').last().locator('.facts').last().locator('span').allTextContents(), ['Status: on air', 'Language: en']);
  await page.selectOption('#acts-by', { label: 'Murad' });
  await until(async () => (await acts()).length, 2);
  await page.selectOption('#acts-act', 'killed');
  await until(acts, ['Killed: Bridge opens']);
  assert.equal(await fragment(), '#history&act=killed&by=p-murad');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await until(() => page.locator('.checked').innerText(), `Intact: 63 acts. Hash of the last: ${'c0ffee'.repeat(10)}`);
  desk.record.broken = { seq: 7, why: 'hash' };
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await until(() => page.locator('.checked').innerText(), 'Broken at act 7: hash');
  assert.deepEqual(await faultsOf(page), []);
  // A link to it is the same list, for an editor without the check, and without the text that was killed.
  await enter('murad');
  await page.goto(`${desk.server.origin}/desk#history&item=${item.id}`);
  await until(acts, ['Killed: Item 000001', 'Posted: Item 000001']);
  assert.equal(await page.getByRole('button', { name: 'Check the chain' }).count(), 0);
});

test('what the line showed at a moment: asked in the editor’s zone, linked in UTC, ready for paper', async () => {
  const pinned = journal().publish({ headline: 'Pinned all day', pinned: true });
  const early = journal().publish({ headline: 'Ferry stops' });
  journal().correct(early.id, { headline: 'Ferry runs again' });
  await enter('murad');
  await page.getByRole('link', { name: 'The line then' }).click();
  await until(title, 'The line then');
  // The fake's clock takes a minute for each time it is looked at: published at 20:01 and 20:03, corrected at 20:05 or later.
  await page.fill('#line-at', '2026-11-24T00:04');
  await page.getByRole('button', { name: 'Show' }).click();
  await until(() => page.locator('.past .text').allInnerTexts(), ['Pinned all day', 'Ferry stops']);
  assert.equal(await fragment(), '#line=main&at=2026-11-23T20:04:00Z');
  assert.match(await page.locator('.past header').innerText(), /Main · 00:04[\s\S]*00:04 24\.11\.2026 Asia\/Baku\s+20:04 23\.11\.2026 UTC/);
  assert.deepEqual(await faultsOf(page), []);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await Promise.all(['.masthead', '.office > form', '.past button'].map((part) => page.locator(part).first().isVisible())), [false, false, false]);
  assert.equal(await page.locator('.past .text').first().isVisible(), true);
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${desk.server.origin}/desk#line=main&at=2026-11-23T21:00:00Z`);
  await until(() => page.locator('.past .text').allInnerTexts(), ['Pinned all day', 'Ferry runs again']);
  assert.equal(await page.inputValue('#line-at'), '2026-11-24T01:00');
  await page.locator('.past li').first().getByRole('link', { name: 'History' }).click();
  await until(fragment, `#item=${pinned.id}`);
  await page.goto(`${desk.server.origin}/desk#line=main&at=2026-11-24T21:00:00Z`);
  await until(() => page.locator('.past time small').allInnerTexts(), ['24.11.', '24.11.']);
  await page.goto(`${desk.server.origin}/desk#line=main&at=2026-01-01T00:00:00Z`);
  await until(() => page.locator('.office .fault').innerText(), 'It is so: forgotten.');
  assert.equal(await page.locator('.past .text').count(), 0);
});

test('search by keyboard: words and filters, page by page, and the acts of the column on what is found', async () => {
  for (let count = 1; count <= 60; count++) journal().publish({ headline: `Bridge report ${count}`, urgency: count % 2 ? 'urgent' : 'routine' });
  journal().publish({ headline: 'Ferry report', source: 'Harbour' });
  await enter('murad');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('/');
  await until(focused, 'search-q');
  await page.keyboard.type('bridge report');
  await page.keyboard.press('Enter');
  await until(() => page.locator('.on-air [role=status]').innerText(), 'Shown: 50');
  await page.getByRole('button', { name: 'Older' }).click();
  await until(() => page.locator('.on-air li').count(), 60);
  assert.equal(await page.getByRole('button', { name: 'Older' }).count(), 0);
  await page.selectOption('#search-urgency', 'urgent');
  await until(() => page.locator('.on-air li').count(), 30);
  await page.fill('#search-q', 'harbour');
  await page.selectOption('#search-urgency', '');
  await until(onAir, ['Ferry report']);
  assert.deepEqual(await faultsOf(page), []);
  await row('Ferry').focus();
  await page.keyboard.press('w');
  await until(focused, 'advisory');
  await page.keyboard.type('Being checked');
  await page.keyboard.press('Enter');
  await until(() => row('Ferry').locator('.facts b').allInnerTexts(), ['withheld']);
  await row('Ferry').getByRole('button', { name: 'Release' }).click();
  await page.keyboard.press('Control+Enter');
  await until(() => row('Ferry').locator('.facts b').count(), 0);
  await page.fill('#search-from', '2030-01-01T00:00');
  await page.locator('.search .main').click();
  await until(() => page.locator('.on-air [role=status]').innerText(), 'Nothing found.');
});

test('a receipt beside each item says who has it and how soon, and explains itself', async () => {
  const { id } = journal().publish({ headline: 'Bridge opens' });
  desk.record.receipts[id] = { position: 1, version: 1, told: 412, of: 415, p50: 9, p99: 38, most: 61, at: '2026-11-23T20:01:00.000Z' };
  await enter('aysel');
  await until(() => row('Bridge').locator('.receipt').allInnerTexts(), ['told 412 of 415 · p99 38 ms']);
  await until(() => page.locator('.masthead .state').innerText(), 'Live 412 readers SSE 400 · RSocket 12 · 3 nodes');
  const receipt = row('Bridge').getByRole('button', { name: /told 412 of 415/ });
  await receipt.press('Enter');
  assert.equal(await receipt.getAttribute('aria-expanded'), 'true');
  const words = page.locator(`#${await receipt.getAttribute('aria-controls')}`);
  assert.equal(await words.innerText(), 'Version 1: handed to the network for 412 of 415 who listened. Half had it 9 ms after its commit, 99 in 100 after 38 ms, the last after 61 ms. Who comes back later is not counted.');
  assert.deepEqual(await faultsOf(page), []);
  await receipt.press('Enter');
  assert.equal(await words.isVisible(), false);
  // Another version is another telling: what was counted for the first says nothing of it.
  journal().correct(id, { headline: 'Bridge opens on Monday' });
  await until(() => row('Monday').locator('.receipt').count(), 0);
});

test('who else has it open is said at the item, in the queue and in the dialog; leaving it ends that', async () => {
  const { id } = journal().publish({ headline: 'Bridge opens' });
  desk.pending.push({ id: 'w', channel: 'main', state: 'contributed', draft: { headline: 'Seen in the street' }, by: { id: 'p-aysel', name: 'Aysel' }, createdAt: '2026-11-24T06:00:00.000Z', version: 1 });
  desk.record.editing.set('p-leyla', { item: id, by: { id: 'p-leyla', name: 'Leyla' }, since: '2026-11-24T10:00:00.000Z' });
  desk.record.editing.set('p-nigar', { pending: 'w', by: { id: 'p-nigar', name: 'Nigar' }, since: '2026-11-24T10:00:00.000Z' });
  await enter('murad');
  await until(() => row('Bridge').locator('.editing').allInnerTexts(), ['Leyla is editing · 14:00']);
  await until(() => page.locator('.queue .editing').allInnerTexts(), ['Nigar is editing · 14:00']);
  await row('Bridge').getByRole('button', { name: 'Edit' }).click();
  await until(() => page.locator('dialog .editing').allInnerTexts(), ['Leyla is editing · 14:00']);
  await until(async () => desk.record.editing.get('p-murad')?.item, id);
  assert.deepEqual(await faultsOf(page), []);
  await page.keyboard.press('Escape');
  await until(async () => desk.record.editing.has('p-murad'), false);
  await page.locator('.queue').getByRole('button', { name: 'Change' }).click();
  await until(async () => desk.record.editing.get('p-murad')?.pending, 'w');
});

test('a pin has an end, three hours unless another is chosen, and there are three at most', async () => {
  const ids = ['One', 'Two', 'Three', 'Four'].map((text) => journal().publish({ headline: text }).id);
  await enter('murad');
  const now = Date.now();
  await row('One').focus();
  await page.keyboard.press('p');
  await until(() => page.locator('dialog.pin input:checked + span').innerText(), '3 h');
  assert.deepEqual(await faultsOf(page), []);
  await page.keyboard.press('Enter');
  await until(() => row('One').getByText(/^Pinned until \d\d:\d\d/).count(), 1);
  const hours = Math.round((Date.parse(desk.record.pins.get(ids[0]!)!) - now) / 3_600_000);
  assert.equal(hours, 3);
  await until(() => row('One').evaluate((node) => node === document.activeElement), true);
  const choose = async (text: string, end: string) => {
    await row(text).getByRole('button', { name: 'Pin', exact: true }).click();
    await page.locator('dialog.pin').getByLabel(end, { exact: true }).check();
  };
  await choose('Two', 'End of today');
  await page.keyboard.press('Enter');
  await until(() => row('Two').getByText('Pinned').count(), 1);
  // Midnight of Baku is 20:00 UTC.
  assert.match(desk.record.pins.get(ids[1]!)!, /T20:00:00\.000Z$/);
  await choose('Three', 'A time');
  await page.keyboard.press('Enter');
  await until(() => page.locator('dialog.pin .fault').innerText(), 'This is needed.');
  await page.fill('#pin-until', '2027-01-05T10:00');
  await page.locator('dialog.pin .main').click();
  await until(async () => desk.record.pins.get(ids[2]!), '2027-01-05T06:00:00.000Z');
  await choose('Four', 'No end');
  await page.keyboard.press('Enter');
  await until(() => page.locator('dialog.pin .fault').innerText(), 'Three are pinned already. Unpin one first.');
  await page.keyboard.press('Escape');
  await row('One').focus();
  await page.keyboard.press('p');
  await until(() => row('One').getByText('Pinned').count(), 0);
});

test('at the way out one is asked whether what was not sent stays on this machine', async () => {
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('newsline-draft')));
  const out = () => page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const signedOut = () => until(() => page.locator('#sign-login:focus').count(), 1);
  await enter('murad');
  await headline().fill('Half a sentence');
  await out();
  await until(() => page.locator('#leaving-hint').innerText(), 'Written and not sent: 1. Keep it in this browser?');
  assert.deepEqual(await faultsOf(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await headline().inputValue(), 'Half a sentence');
  await out();
  await page.getByRole('button', { name: 'Keep and sign out' }).click();
  await signedOut();
  assert.deepEqual(await kept(), ['newsline-draft-p-murad']);
  for (const text of ['murad', password]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await until(() => headline().inputValue(), 'Half a sentence');
  await out();
  await page.getByRole('button', { name: 'Delete and sign out' }).click();
  await signedOut();
  assert.deepEqual(await kept(), []);
});

test('of a server that lacks all this the desk shows what it has, without a word of complaint', async () => {
  const { id } = journal().publish({ headline: 'Bridge opens in the morning' });
  desk.record.receipts[id] = { position: 1, version: 1, told: 1, of: 1, p50: 1, p99: 1, most: 1, at: '2026-11-23T20:01:00.000Z' };
  desk.record.lacks = /receipts|editing|similar|readers/;
  await enter('murad');
  await headline().fill('Bridge opens in the evening');
  await row('Bridge').getByRole('button', { name: 'Edit' }).click();
  await page.fill('#edit-headline', 'Bridge opens at noon');
  await page.keyboard.press('Control+Enter');
  await until(onAir, ['Bridge opens at noon']);
  assert.equal(await page.locator('.receipt, .editing, .similar, .fault:not(:empty)').count(), 0);
});

test('every view in every language: no fault that axe knows, no width that scrolls sideways', async () => {
  const { id } = journal().publish({ headline: 'Bridge closed', urgency: 'flash', source: 'Harbour office' });
  journal().correct(id, { headline: 'Bridge closed until the spring', advisory: 'It is longer', pinned: true });
  desk.record.acts.push({ act: 'channel', at: '2026-11-24T09:00:00.000Z', by: { id: 'p-leyla', name: 'Leyla' }, channel: 'main', detail: { title: 'Main', language: 'en', was: { title: 'M' } } });
  desk.server.channels.set('world', { title: 'World' });
  desk.tokens.push({ id: 't', name: 'Wire import', role: 'editor', channels: ['main'], createdAt: '2026-11-24T09:00:00.000Z' });
  for (const [locale, colorScheme] of [['az', 'light'], ['tr', 'dark'], ['ru', 'light'], ['ar', 'dark']] as const) {
    await enter('leyla', { locale, colorScheme });
    for (const view of ['', 'history', `item=${id}`, 'line=main&at=2026-11-23T21:00:00Z', 'people', 'tokens', 'account']) {
      await page.goto(`${desk.server.origin}/desk#${view}`);
      await until(() => page.locator(view ? '.office li' : '.on-air li').first().isVisible(), true);
      assert.deepEqual(await faultsOf(page), [], `${locale} ${view}`);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${locale} ${view} ${width}`);
      }
    }
  }
});
