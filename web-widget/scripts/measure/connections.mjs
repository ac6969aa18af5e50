import { wait } from './rig.mjs';

const line = (attributes = '') => `<news-line channel="main" loading="eager" ${attributes}></news-line>`;

/** Streams that a page with eight elements holds: of all modes, all asking for the same channel. */
export async function ofEightElements(rig) {
  const modes = ['list', 'list', 'list', 'list', 'crawl', 'crawl', 'rotator', 'flash'];
  const page = await rig.open(modes.map((mode) => line(`mode="${mode}"`)).join(''));
  await page.locator('news-line').first().locator('[part~=item]').first().waitFor();
  await wait(2000);
  const streams = rig.news.openStreams;
  await page.context().close();
  await gone(rig);
  return streams;
}

/** Streams that eight tabs of one window hold, of which one is looked at, a minute after the last was opened. */
export async function ofEightTabs(rig) {
  const context = await rig.browser.newContext();
  const pages = [];
  for (let n = 0; n < 8; n += 1) {
    const page = await context.newPage();
    await page.goto(rig.page(line()));
    await page.locator('[part~=item]').first().waitFor();
    pages.push(page);
  }
  const atOnce = rig.news.openStreams;
  for (const page of pages.slice(0, -1)) await hide(page);
  await wait(40_000);
  const settled = rig.news.openStreams;
  await context.close();
  await gone(rig);
  return { atOnce, settled };
}

/** Headless tabs are all on show: this one is told that it is not, in the page's own words. */
async function hide(page) {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

async function gone(rig) {
  while (rig.news.openStreams) await wait(50);
}
