import { meter, quantile, wait } from './rig.mjs';

const line = '<news-line channel="main" loading="eager" rows="10"></news-line>';
/** What the embed builder says for ten rows. */
const reserved = '<style>news-line:not(:defined) { display: block; block-size: 40rem }</style>';
const filled = (page) => page.locator('news-line [part~=item]').nth(9).waitFor();
/** The text under the line: what a shift would move. */
const under = `<p>${'The host’s own text goes on here. '.repeat(40)}</p>`;

/** What a page asks for beyond itself, and how many bytes of it are ours. */
export async function requests(rig) {
  const page = await (await rig.browser.newContext()).newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(rig.page(line));
  await filled(page);
  await page.context().close();
  return asked.filter((path) => path !== '/page' && path !== '/favicon.ico');
}

/**
 * Layout shift: until the line has come and is filled; then for one item that is put in, where the line's own rows make
 * room; and how far the text under the line has moved in all.
 */
export async function layoutShift(rig) {
  const page = await rig.open(reserved + line + under, { viewport: { width: 768, height: 900 } });
  const moved = () => page.locator('body > p').evaluate((text) => text.getBoundingClientRect().top);
  const shift = () => page.evaluate(() => window.shift);
  const place = await moved();
  await page.evaluate(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await filled(page);
  await wait(500);
  const atLoad = await shift();
  rig.news.journal.publish({ headline: rig.story(2) });
  await page.locator('news-line [part~=item-new]').waitFor();
  await wait(500);
  const result = { atLoad, perItem: (await shift()) - atLoad, textMoved: (await moved()) - place };
  await page.context().close();
  return result;
}

/** The main thread's milliseconds until the line is filled and quiet; `all` less those of the same page without it. */
export async function mainThread(rig, times = 20) {
  const bare = rig.host.page('/bare', `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>${under}</html>`);
  const runs = [];
  for (let n = 0; n < times; n += 1) {
    const without = await spent(rig, bare);
    const { script, all, rows } = await spent(rig, rig.page(line + under));
    if (rows !== 10) throw new Error(`the line showed ${rows} rows when it was measured`);
    runs.push({ script, all: all - without.all });
  }
  const median = (name) => quantile(runs.map((run) => run[name]), 0.5);
  return { script: median('script'), all: median('all') };
}

/** Nothing looks into the page while it is measured: a question asked through the debugger is scripting too. */
async function spent(rig, address) {
  const page = await (await rig.browser.newContext()).newPage();
  const read = await meter(page);
  await page.goto(address);
  await wait(800);
  const result = await read();
  const rows = await page.locator('news-line [part~=item]').count();
  await page.context().close();
  return { ...result, rows };
}
