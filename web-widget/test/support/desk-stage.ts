import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { until } from './chromium.ts';
import { FakeDesk } from './fake-desk.ts';
import { browser } from './stage.ts';

export const password = 'correct horse battery';
/** New for each test, with a person of every kind. */
export let desk: FakeDesk;
/** The one opened last. */
export let page: Page;
let faults: string[];

beforeEach(async () => {
  faults = [];
  desk = await FakeDesk.start();
  desk.server.channels.set('main', { title: 'Main', language: 'en' });
  desk.person('leyla', 'administrator');
  desk.person('murad', 'editor');
  desk.person('aysel', 'contributor', ['main']);
});
afterEach(async () => {
  await desk.stop();
  assert.deepEqual(faults, []);
});

export async function open(options: BrowserContextOptions = {}, fragment = ''): Promise<Page> {
  page = await (await browser.newContext({ locale: 'en', timezoneId: 'Asia/Baku', ...options })).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  // A blocked script, style or HTML sink says so; a refused or lost request is what some tests are about.
  page.on('console', (message) => message.type() === 'error' && !/Failed to load resource/.test(message.text()) && faults.push(message.text()));
  await page.goto(`${desk.server.origin}/desk${fragment}`);
  return page;
}

export async function enter(login = 'leyla', options: BrowserContextOptions = {}): Promise<Page> {
  await open(options);
  await until(focused, 'sign-login');
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await until(() => page.locator('.masthead .live').count(), 1);
  return page;
}

/** The longest time there is to take a post back: in the usual five seconds a slow machine does not get to the next key. */
export const thinkLonger = (page: Page) => page.evaluate(() => localStorage.setItem('newsline-undo', '30'));

export const onAir = () => page.locator('.on-air .text').allTextContents();
export const headline = () => page.locator('#new-headline');
export const focused = () => page.evaluate(() => document.activeElement?.id);
export const waiting = async () => desk.pending.map(({ draft }) => draft.headline as string);
export const posts = () => desk.writes.filter(({ method, path }) => method === 'POST' && /items$|pending$/.test(path));
export const row = (text: string) => page.locator('.on-air li').filter({ hasText: text });

