import { faultsOf } from '../../test/support/axe.ts';
import { until } from '../../test/support/chromium.ts';

const modes = ['list', 'crawl', 'rotator', 'flash'];

/** What axe-core finds in every mode, light and dark, left to right and right to left, in every state. */
export async function findings(rig) {
  const found = [];
  let pages = 0;
  const check = async (page, name) => {
    pages += 1;
    for (const fault of await faultsOf(page)) found.push(`${name}: ${fault}`);
  };
  for (const mode of modes) {
    for (const scheme of ['light', 'dark']) {
      for (const dir of ['ltr', 'rtl']) {
        const name = `${mode} ${scheme} ${dir}`;
        const open = async (channel, state) => {
          const lang = dir === 'rtl' ? 'ar' : 'en';
          const line = `<main dir="${dir}" lang="${lang}"><h1>A page</h1><news-line channel="${channel}" mode="${mode}" loading="eager"></news-line></main>`;
          const page = await rig.open(line, { colorScheme: scheme, viewport: { width: 768, height: 900 } });
          await until(() => stateOf(page), state);
          return page;
        };
        const page = await open('main', 'live');
        await check(page, `${name} live`);
        await page.locator('news-line').evaluate((line) => line.pause());
        await check(page, `${name} paused`);
        await page.locator('news-line').evaluate((line) => line.play());
        await page.context().setOffline(true);
        await until(() => stateOf(page), 'offline');
        await check(page, `${name} offline`);
        await page.context().close();
        for (const [channel, state] of [['empty', 'live'], ['unknown', 'error']]) {
          const other = await open(channel, state);
          await check(other, `${name} ${channel}`);
          await other.context().close();
        }
      }
    }
  }
  return { pages, found };
}

const stateOf = (page) => page.locator('news-line').evaluate((line) => line.state);
