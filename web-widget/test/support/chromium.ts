import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type LaunchOptions, type Page } from 'playwright-core';

/** The same engine without a browser's windows, tab life and page cache: a third of the CPU. */
const shell = '/usr/bin/chromium-headless-shell';
const browsers = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the whole browser is, if it is anywhere. */
export const wholeChromium = browsers.find((place) => place && existsSync(place));

/** The machine's own Chromium: nothing is downloaded, and it calls nobody. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ? wholeChromium : [shell, wholeChromium].find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('no Chromium found: set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    ...options,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The script by its usual address, then whatever the page holds. */
export const embed = (origin: string, markup: string, lang = 'en') =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>A page</title>
  <script type="module" src="${origin}/widget/v1/news-line.js"></script>${markup}</html>`;

/** What a reader sees as headlines, top to bottom; Playwright looks into open shadow roots by itself. */
export const headlines = (page: Page, of = 'news-line') =>
  page.locator(`${of} [part=link], ${of} [part=text]`).allTextContents();

/** Waits until it is so; says what it was instead when it never becomes so. */
export async function until<T>(read: () => Promise<T>, expected: T): Promise<void> {
  const wanted = JSON.stringify(expected);
  const look = async () => JSON.stringify(await read());
  let seen = await look();
  // From here on: the first look of a locator waits, as long as it may, until there is anything to see.
  const deadline = performance.now() + 30_000;
  while (seen !== wanted) {
    if (performance.now() > deadline) throw new Error(`waited for ${wanted}, saw ${seen}`);
    await wait(15);
    seen = await look();
  }
}

export const untilHeadlines = (page: Page, expected: string[], of?: string) =>
  until(() => headlines(page, of), expected);

/**
 * Waits for the channel's title, and with it its zone, for which every row is made again: a locator finds an element in one
 * step and reads its style in the next, and by then the row's own may be gone.
 */
export const untilTitled = (page: Page, title = 'Main line') =>
  until(() => page.locator('[part=heading]').first().textContent(), title);
