import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from '../support/axe.ts';
import { until } from '../support/chromium.ts';
import { desk, enter, focused, headline, onAir, open, page, password, posts, row, thinkLonger, waiting } from '../support/desk-stage.ts';

test('an invitation makes an account, and its secret leaves the address bar', async () => {
  desk.invitations.add('s3cret');
  await open({}, '#setup=s3cret');
  assert.equal(new URL(page.url()).hash, '');
  for (const text of ['nigar', 'Nigar A.', password]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await until(focused, 'new-headline');
  await open({}, '#setup=s3cret');
  await page.fill('#sign-login', 'x');
  await page.fill('#sign-name', 'x');
  await page.fill('#sign-password', password);
  await page.keyboard.press('Enter');
  await until(() => page.locator('#sign-fault').textContent(), 'This invitation was used or is too old. Ask for a new one.');
});

test('by keyboard alone from a blank desk to told: one key for routine, four for a flash', async () => {
  await enter();
  await until(focused, 'new-headline');
  await page.keyboard.type('Night buses run from Monday');
  await page.keyboard.press('Control+Enter');
  await until(() => headline().inputValue(), '');
  assert.equal(await focused(), 'new-headline');
  await until(() => page.locator('.queue .sending').count(), 1);
  assert.deepEqual(posts().map(({ path, body }) => [path, body]), [
    ['/v1/desk/channels/main/pending', { draft: { headline: 'Night buses run from Monday', language: 'en' }, undo: 5 }],
  ]);
  await page.keyboard.type('Bridge closed');
  for (const key of ['Tab', 'ArrowLeft', 'Control+Enter']) await page.keyboard.press(key);
  await until(() => page.locator('.composer .armed').count(), 1);
  assert.equal(posts().length, 1);
  await page.keyboard.press('Control+Enter');
  await until(onAir, ['Flash Bridge closed']);
  assert.equal(posts()[1]!.path, '/v1/channels/main/items');
  desk.tellPending(desk.pending[0]!.id);
  await until(onAir, ['Night buses run from Monday', 'Flash Bridge closed']);
});

test('Escape within the window takes it back, words and all; after it, readers have it', async () => {
  await enter();
  await thinkLonger(page);
  await headline().fill('Too early');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.queue .sending').count(), 1);
  await page.keyboard.press('Escape');
  await until(() => headline().inputValue(), 'Too early');
  assert.deepEqual([desk.pending.length, await onAir()], [0, []]);
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.queue .sending').count(), 1);
  // Told by the server while the request to take it back is on its way.
  await page.route('**/v1/desk/pending/*', (route) => {
    desk.pending = [];
    return route.continue();
  });
  await page.keyboard.press('Escape');
  await until(() => page.locator('.happened').textContent(), 'Readers have it already.');
});

test('the draft is kept at every key, over a reload and over the session’s end', async () => {
  await enter();
  await headline().pressSequentially('Half a sente');
  await page.reload();
  await until(() => headline().inputValue(), 'Half a sente');
  assert.equal(await page.locator('.composer .note').count(), 1);
  desk.endSessions();
  await page.keyboard.press('End');
  await page.keyboard.type('nce');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('#sign-login').isVisible(), true);
  assert.match((await page.locator('.sign-in .note').textContent())!, /What you wrote is kept/);
  assert.deepEqual(await faultsOf(page), []);
  await page.fill('#sign-login', 'leyla');
  await page.fill('#sign-password', password);
  await page.keyboard.press('Enter');
  await until(waiting, ['Half a sentence']);
});

test('what is typed outlives its tab: a new item, and a correction with the advisory', async () => {
  const item = desk.server.journal.publish({ headline: 'Council votes for buses', source: 'City' });
  await enter('murad');
  const context = page.context();
  const crash = (tab: typeof page) => Promise.all([tab.waitForEvent('crash'), tab.goto('chrome://crash').catch(() => {})]);
  const again = async () => {
    const tab = await context.newPage();
    await tab.goto(`${desk.server.origin}/desk`);
    await until(() => tab.locator('.masthead .live').count(), 1);
    return tab;
  };
  await headline().pressSequentially('Half a sente');
  await row('Council').getByRole('button', { name: 'Correct' }).click();
  await page.locator('#edit-headline').press('End');
  await page.keyboard.type(' and trams');
  await page.locator('#advisory').pressSequentially('Trams too');
  // A reload is back where it was; a tab that died is not there to be reloaded.
  await page.reload();
  await until(() => page.inputValue('#edit-headline'), 'Council votes for buses and trams');
  assert.equal(await page.inputValue('#advisory'), 'Trams too');
  assert.deepEqual(await faultsOf(page), []);
  await crash(page);
  const tab = await again();
  assert.equal(await tab.inputValue('#new-headline'), 'Half a sente');
  const kept = tab.locator('.queue .back');
  assert.deepEqual(await kept.locator('.text').allTextContents(), ['Council votes for buses and trams']);
  // Who was faster in the meantime is seen, and what was typed is not lost by leaving.
  desk.server.journal.correct(item.id, { headline: 'Council votes for ferries' });
  await kept.getByRole('button', { name: 'Edit again' }).click();
  await until(() => tab.inputValue('#advisory'), 'Trams too');
  await tab.keyboard.press('Escape');
  await kept.getByRole('button', { name: 'Edit again' }).click();
  desk.endSessions();
  await tab.keyboard.press('Control+Enter');
  await until(() => tab.locator('#sign-login').isVisible(), true);
  await tab.fill('#sign-login', 'murad');
  await tab.fill('#sign-password', password);
  await tab.keyboard.press('Enter');
  await until(() => tab.inputValue('#edit-headline'), 'Council votes for buses and trams');
  await tab.locator('.editor .main').click();
  await until(() => tab.locator('.compare .side span').allTextContents(), ['Council votes for buses and trams', 'Council votes for ferries']);
  await tab.locator('.editor .main').click();
  await until(() => tab.locator('dialog[open]').count(), 0);
  assert.equal(desk.server.journal.item(item.id)!.headline, 'Council votes for buses and trams');
  await until(() => kept.count(), 0);
});

test('the counter stops at 280, speaks at nine tenths, and belongs to the field', async () => {
  await enter();
  await headline().fill('ə'.repeat(252));
  await until(() => page.locator('.composer .said[role=status]').textContent(), 'Nearly full: 28 left');
  await headline().fill('ə'.repeat(281));
  await until(() => page.locator('#new-count').textContent(), '1 over: too long to post');
  assert.match((await headline().getAttribute('aria-describedby'))!, /new-count/);
  await page.keyboard.press('Control+Enter');
  assert.equal(await headline().getAttribute('aria-invalid'), 'true');
  assert.equal((await headline().inputValue()).length, 281);
  assert.equal(posts().length, 0);
});

test('a paste from a wire is cleaned, and one key has it back', async () => {
  await enter('leyla', { permissions: ['clipboard-read', 'clipboard-write'] });
  const wire = 'BC-BUS-NIGHT\nBAKU, Nov 24 (Example Wire) - Buses run all night https://example.org/bus';
  await page.evaluate((text) => navigator.clipboard.writeText(text), wire);
  await headline().focus();
  await page.keyboard.press('Control+v');
  await until(() => headline().inputValue(), 'Buses run all night');
  assert.deepEqual([await page.inputValue('#new-link'), await page.inputValue('#new-source')], ['https://example.org/bus', 'Example Wire']);
  await page.keyboard.press('Control+z');
  await until(() => headline().inputValue(), wire);
  assert.equal(await page.inputValue('#new-link'), '');
});

test('a lost answer posts once; offline waits in the outbox and goes when the server is back', async () => {
  await enter();
  desk.losing = true;
  await headline().fill('Heard but not answered');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.bar.away').count(), 1);
  assert.equal(await page.locator('.queue .waits').count(), 1);
  desk.losing = false;
  // Told before the answer to the second sending can come: the server says so, and that is an answer.
  desk.tellPending(desk.pending[0]!.id);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await until(() => page.locator('.bar.away').count(), 0);
  await until(() => page.locator('.queue .waits').count(), 0);
  await until(onAir, ['Heard but not answered']);
  assert.equal(await headline().inputValue(), '');
  assert.ok(posts().length > 1);
  assert.equal(new Set(posts().map(({ key }) => key)).size, 1);

  const asked = posts().length;
  await page.context().setOffline(true);
  await headline().fill('Written in a tunnel');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.queue .waits').count(), 1);
  await page.context().setOffline(false);
  await until(waiting, ['Written in a tunnel']);
  assert.ok(posts().length > asked);
});

test('what is older than two minutes is asked about first', async () => {
  await enter();
  desk.away = true;
  await headline().fill('Old by now');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.queue .waits').count(), 1);
  await page.clock.install({ time: Date.now() + 125_000 });
  await page.reload().catch(() => {});
  desk.away = false;
  await page.reload();
  await until(() => page.locator('.doubtful .text').allTextContents(), ['Old by now']);
  assert.equal(desk.pending.length, 0);
  await page.locator('.doubtful').getByRole('button', { name: 'Send' }).click();
  await until(waiting, ['Old by now']);
  assert.equal(await page.locator('.doubtful').count(), 0);
});

test('two editors at once: mine and theirs side by side, and no word of either is lost', async () => {
  const item = desk.server.journal.publish({ headline: 'Council votes for buses', source: 'City' });
  await enter('murad');
  await row('Council').getByRole('button', { name: 'Correct' }).click();
  await page.fill('#edit-headline', 'Council votes for trams');
  await page.fill('#advisory', 'Trams, not buses');
  desk.server.journal.correct(item.id, { headline: 'Council votes for free buses', tags: ['city'] });
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.compare .side').allInnerTexts(), [
    'Mine\nCouncil votes for trams', 'Theirs\nCouncil votes for free buses', 'Mine\n(empty)', 'Theirs\ncity',
  ]);
  assert.equal(await page.locator('.compare .chosen').allInnerTexts().then(String), 'Mine\nCouncil votes for trams,Theirs\ncity');
  assert.deepEqual(await faultsOf(page), []);
  await page.locator('.editor .main').click();
  await until(() => page.locator('dialog[open]').count(), 0);
  const { headline, tags, advisory } = desk.server.journal.item(item.id)!;
  assert.deepEqual([headline, tags, advisory], ['Council votes for trams', ['city'], 'Trams, not buses']);
  assert.deepEqual(desk.writes.at(-1)!.body, { headline: 'Council votes for trams', advisory: 'Trams, not buses' });
});

test('withhold, release and kill by single keys; an advisory is asked for, an impossible step explained', async () => {
  const item = desk.server.journal.publish({ headline: 'Wrong from the start' });
  await enter('murad');
  await row('Wrong').focus();
  await page.keyboard.press('w');
  await until(() => page.locator('.editor h2').textContent(), 'Withhold');
  await page.keyboard.press('Enter');
  await until(focused, 'advisory');
  await page.keyboard.type('Being checked');
  await page.keyboard.press('Enter');
  await until(onAir, []);
  await page.getByRole('button', { name: 'Withheld' }).click();
  await row('Wrong').getByRole('button', { name: 'Kill' }).click();
  await page.locator('#advisory').fill('False');
  desk.server.journal.kill(item.id);
  desk.server.journal.item(item.id);
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('dialog .compare, dialog [role=alert]').count().then((count) => count > 0), true);
  await page.locator('.editor .main').click();
  await until(() => page.locator('dialog [role=alert]').first().textContent(), 'This step is not possible any more: the item is as killed now.');
});

test('a contributor hands in, an editor approves, a schedule is said in UTC and here', async () => {
  await enter('aysel');
  assert.equal(await page.locator('.urgencies .flash').count(), 0);
  await headline().fill('Seen in the street');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.queue .contributed').count(), 1);
  assert.deepEqual(posts()[0]!.body, { draft: { headline: 'Seen in the street', language: 'en' } });
  assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0);
  await enter('murad');
  await headline().fill('At six');
  await page.locator('.composer summary').click();
  await page.fill('#new-dueAt', '2027-01-05T10:00');
  await page.locator('.composer .main').click();
  await until(() => page.locator('.queue .scheduled .facts').innerText().then((text) => text.includes('06:00 05.01.2027 UTC · 10:00 05.01.2027 Asia/Baku')), true);
  await page.locator('.queue .scheduled').getByRole('button', { name: 'Change' }).click();
  await page.fill('#edit-dueAt', '2027-01-05T11:00');
  await page.locator('.editor .main').click();
  await until(async () => desk.pending.find(({ state }) => state === 'scheduled')?.dueAt, '2027-01-05T07:00:00.000Z');
  await page.getByRole('button', { name: 'Approve' }).click();
  await until(onAir, ['Seen in the street']);
});

test('a pause is seen by everybody, refuses with the words kept, and the chief ends it', async () => {
  await enter();
  await page.locator('.pause summary').click();
  await page.fill('#pause-reason', 'Wrong feed');
  await page.locator('.pause .main').click();
  await until(() => page.locator('.bar.paused').count(), 1);
  assert.match((await page.locator('.bar.paused').innerText())!, /main is paused\.\s+Wrong feed\s+Leyla/);
  await headline().fill('Not now');
  await page.keyboard.press('Control+Enter');
  await until(() => page.locator('.composer .note.fault').count(), 1);
  assert.equal(await headline().inputValue(), 'Not now');
  await page.locator('.bar.paused button').click();
  await until(() => page.locator('.bar.paused').count(), 0);
});

test('people are invited and tokens made by links and secrets shown once; the last administrator stays', async () => {
  desk.server.channels.set('world', { title: 'World' });
  await enter();
  await headline().fill('Half done');
  await page.getByRole('link', { name: 'People' }).click();
  await until(() => page.locator('.office li b').allTextContents(), ['Leyla', 'Murad', 'Aysel']);
  await page.getByRole('button', { name: 'Invite' }).click();
  await until(() => page.locator('.once code').textContent(), `${desk.server.origin}/desk#setup=aSecretOfOurs`);
  assert.deepEqual(desk.writes.at(-1)!.body, { role: 'editor' });
  await page.locator('[data-id=p-leyla]').getByRole('button', { name: 'End' }).click();
  await until(() => page.locator('.office .fault').textContent(), 'The last administrator stays.');
  // A role changes without widening the channels.
  const rights = page.locator('[data-id=p-aysel]');
  await rights.locator('summary').click();
  await rights.locator('select').selectOption('editor');
  await rights.getByRole('button', { name: 'Save' }).click();
  await until(() => page.locator('[data-id=p-aysel] .facts').innerText().then((text) => text.includes('Editor')), true);
  assert.deepEqual(desk.writes.at(-1)!.body, { role: 'editor', channels: ['main'] });
  await rights.getByLabel('world').check();
  await rights.getByRole('button', { name: 'Save' }).click();
  await until(() => rights.locator('.facts').innerText().then((text) => text.includes('main, world')), true);
  assert.deepEqual(desk.writes.at(-1)!.body, { role: 'editor', channels: ['main', 'world'] });
  await page.locator('[data-id=p-murad]').getByRole('button', { name: 'End' }).click();
  await until(() => page.locator('.office li.over b').allTextContents(), ['Murad']);
  assert.deepEqual(await faultsOf(page), []);
  await page.getByRole('link', { name: 'Tokens' }).click();
  await page.fill('#token-name', 'Wire import');
  for (const channel of ['main', 'world']) await page.locator(`#token-${channel}`).check();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await until(() => page.locator('.once code').textContent(), 'nlt_shownOnce');
  assert.deepEqual(desk.writes.at(-1)!.body, { name: 'Wire import', role: 'reader', channels: ['main', 'world'] });
  await page.getByRole('button', { name: 'Revoke' }).click();
  await until(() => page.locator('.office li.over').count(), 1);
  await page.getByRole('link', { name: 'Account' }).click();
  await until(() => page.locator('.office li').count(), 1);
  assert.deepEqual(await faultsOf(page), []);
  await page.getByRole('link', { name: 'Desk' }).click();
  assert.equal(await headline().inputValue(), 'Half done');
});

test('the sheet lists the keys and switches single ones off', async () => {
  await enter();
  await page.locator('.on-air h2').click();
  await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());
  await page.keyboard.press('?');
  await until(() => page.locator('dialog.keys[open]').count(), 1);
  assert.deepEqual(await faultsOf(page), []);
  await page.locator('.switch input').click();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());
  await page.keyboard.press('?');
  await page.keyboard.press('n');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.notEqual(await focused(), 'new-headline');
});

test('no fault that axe knows, light and dark, in both directions; no width scrolls sideways', async () => {
  desk.server.journal.publish({ headline: 'Bridge closed', urgency: 'flash' });
  desk.server.journal.publish({ headline: 'Ferries run', urgency: 'urgent', pinned: true, advisory: 'The day was wrong' });
  desk.pending.push({ id: 'w', channel: 'main', state: 'scheduled', draft: { headline: 'Later' }, dueAt: '2027-01-05T06:00:00.000Z', by: { id: 'p-leyla', name: 'Leyla' }, createdAt: '2026-11-24T06:00:00.000Z', version: 1 });
  desk.paused.channels.main = { paused: true, reason: 'A test' };
  for (const [locale, colorScheme] of [['en', 'light'], ['ar', 'dark']] as const) {
    await open({ locale, colorScheme });
    await until(() => page.locator('#sign-login').count(), 1);
    assert.deepEqual(await faultsOf(page), []);
    await page.fill('#sign-login', 'leyla');
    await page.fill('#sign-password', password);
    await page.keyboard.press('Enter');
    await until(() => page.locator('.bar.paused').count(), 1);
    await until(() => page.locator('.on-air li').count(), 2);
    await headline().fill('A long one '.repeat(18));
    await until(() => page.locator('news-line [part~=item]').count(), 3);
    assert.equal(await page.evaluate(() => document.documentElement.dir), locale === 'ar' ? 'rtl' : 'ltr');
    assert.deepEqual(await faultsOf(page), []);
    for (const width of [320, 768, 1366, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${locale} ${width}`);
      await page.locator('.pause summary').click();
      const { x, width: wide } = (await page.locator('.pause form').boundingBox())!;
      assert.ok(x >= 0 && x + wide <= width, `the pause at ${locale} ${width}: ${x} to ${x + wide}`);
      await page.locator('.pause summary').click();
    }
    // Where there is room, wide is wide; and a mode that shows nothing says so.
    await page.setViewportSize({ width: 1366, height: 800 });
    await page.locator('[name=preview-width]').last().check();
    assert.ok((await page.locator('.sheet.wide').boundingBox())!.width > 800);
    await page.locator('[name=preview-mode]').last().check();
    assert.equal(await page.locator('.sheet .quiet').count(), 1);
    assert.deepEqual(await faultsOf(page), []);
  }
});
