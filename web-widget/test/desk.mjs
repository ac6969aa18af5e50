// The desk against a real server:  node test/desk.mjs http://localhost:8080 <adminToken>
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { launchChromium, until } = await import('./support/chromium.ts');

const [base, token] = [process.argv[2]?.replace(/\/$/, ''), process.argv[3]];
if (!base || !token) {
  console.error('usage: node test/desk.mjs <baseUrl> <adminToken>');
  process.exit(2);
}

const password = 'four words and a comma';
const run = Date.now().toString(36);
let failed = 0;

async function step(name, work) {
  try {
    await work();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error?.stack ?? error).replaceAll('\n', '\n      ')}`);
  }
}

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const response = await fetch(base + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const browser = await launchChromium();
const faults = [];

/** Somebody who is invited, and signs in for the first time. */
async function arrive(login, role) {
  const { link } = await call('POST', '/v1/desk/people', { role, channels: null });
  const page = await (await browser.newContext({ locale: 'en', timezoneId: 'Asia/Baku' })).newPage();
  page.on('pageerror', (error) => faults.push(`${login}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`${login}: ${message.text()}`);
  });
  await page.goto(new URL(link, base).href);
  await page.fill('#sign-login', login);
  await page.fill('#sign-name', login);
  await page.fill('#sign-password', password);
  await page.keyboard.press('Enter');
  await until(() => page.locator('.masthead .live').count(), 1);
  return page;
}

const headline = (page) => page.locator('#new-headline');
const row = (page, text) => page.locator('.on-air li').filter({ hasText: text });
const onLine = async (text) => (await call('GET', '/v1/channels/main/items?limit=200')).items.some((item) => item.headline === text);

let chief;
let editor;
let contributor;

await step('an invitation makes an account and signs in, for each role', async () => {
  chief = await arrive(`chief-${run}`, 'chief');
  editor = await arrive(`editor-${run}`, 'editor');
  contributor = await arrive(`contributor-${run}`, 'contributor');
});

await step('what an editor posts is on every desk, after the moment to think again', async () => {
  await headline(editor).fill(`Night buses run ${run}`);
  await editor.keyboard.press('Control+Enter');
  await until(() => headline(editor).inputValue(), '');
  await until(() => editor.locator('.queue .sending').count(), 1);
  await until(() => row(chief, `Night buses run ${run}`).count(), 1);
  await until(() => row(editor, `Night buses run ${run}`).count(), 1);
  await until(() => editor.locator('.queue .sending').count(), 0);
});

await step('Escape takes it back before anybody was told', async () => {
  await headline(editor).fill(`Too early ${run}`);
  await editor.keyboard.press('Control+Enter');
  await until(() => editor.locator('.queue .sending').count(), 1);
  await editor.keyboard.press('Escape');
  await until(() => headline(editor).inputValue(), `Too early ${run}`);
  await until(() => editor.locator('.queue .sending').count(), 0);
  await headline(editor).fill('');
});

await step('a contribution waits for an editor, who approves it', async () => {
  await headline(contributor).fill(`Seen in the street ${run}`);
  await contributor.keyboard.press('Control+Enter');
  await until(() => contributor.locator('.queue .contributed').count(), 1);
  if (await onLine(`Seen in the street ${run}`)) throw new Error('told before it was approved');
  await editor.reload();
  await editor.locator('.queue .contributed').filter({ hasText: run }).getByRole('button', { name: 'Approve' }).click();
  await until(() => row(chief, `Seen in the street ${run}`).count(), 1);
});

await step('a correction and a kill reach the other desk', async () => {
  await row(editor, `Night buses run ${run}`).getByRole('button', { name: 'Correct' }).click();
  await editor.fill('#edit-headline', `Night trams run ${run}`);
  await editor.fill('#advisory', 'Trams, not buses');
  await editor.keyboard.press('Control+Enter');
  await until(() => row(chief, `Night trams run ${run}`).count(), 1);
  await row(chief, `Night trams run ${run}`).getByRole('button', { name: 'Kill' }).click();
  await chief.fill('#advisory', 'Never true');
  await chief.keyboard.press('Control+Enter');
  await until(() => row(editor, `Night trams run ${run}`).count(), 0);
});

await step('a pause holds every editor, words kept, until the chief ends it', async () => {
  await chief.locator('.pause summary').click();
  await chief.fill('#pause-reason', 'A drill');
  await chief.locator('.pause .main').click();
  await until(() => chief.locator('.bar.paused').count(), 1);
  await headline(editor).fill(`Held ${run}`);
  await editor.keyboard.press('Control+Enter');
  await until(() => editor.locator('.composer .note.fault').count(), 1);
  await until(() => headline(editor).inputValue(), `Held ${run}`);
  await chief.locator('.bar.paused button').click();
  await until(() => chief.locator('.bar.paused').count(), 0);
  await editor.keyboard.press('Control+Enter');
  await until(() => row(chief, `Held ${run}`).count(), 1);
});

await step('nothing failed in the pages', async () => {
  if (faults.length) throw new Error(faults.join('\n'));
});

await browser.close();
process.exit(failed ? 1 : 0);
