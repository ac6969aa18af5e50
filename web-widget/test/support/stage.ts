import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { FakeNewsline } from './fake-newsline.ts';

/** One browser for the tests of a file, which imports it from here; whatever a test opens in it is closed after the test. */
export let browser: Browser;
/** Where a file has asked for one by `serve`. */
export let server: FakeNewsline;

before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

/** A server of its own for each test. */
export function serve(prepare: (server: FakeNewsline) => void): void {
  beforeEach(async () => {
    server = await FakeNewsline.start();
    prepare(server);
  });
  afterEach(() => server.stop());
}
