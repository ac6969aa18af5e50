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

/**
 * Streams that eight tabs of one window hold, opened one after the other, as each hides the one before: at most, and when
 * the tabs that nobody looks at have had their half minute. Six connections to a host is all that HTTP/1.1 gives a
 * browser, so the last tabs may wait for the first to let go.
 */
export async function ofEightTabs(rig) {
  const context = await rig.browser.newContext();
  let most = 0;
  const counting = setInterval(() => (most = Math.max(most, rig.news.openStreams)), 50);
  let page;
  for (let n = 0; n < 8; n += 1) {
    if (page) await hide(page);
    page = await context.newPage();
    await page.goto(rig.page(line()), { waitUntil: 'commit' });
    await wait(500);
  }
  await page.locator('[part~=item]').first().waitFor({ timeout: 60_000 });
  await wait(40_000);
  clearInterval(counting);
  const settled = rig.news.openStreams;
  await context.close();
  await gone(rig);
  return { most, settled };
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
