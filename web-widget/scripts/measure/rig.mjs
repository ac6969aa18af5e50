// What every measurement stands on: a page of somebody else's, a server that says what it is told, the machine's Chromium.
import { setTimeout as wait } from 'node:timers/promises';
import { embed, launchChromium } from '../../test/support/chromium.ts';
import { FakeNewsline } from '../../test/support/fake-newsline.ts';

export { wait };

/** Our own words, of the usual lengths. */
const stories = [
  'Night ferry returns to the harbour after twelve years',
  'Lighthouse museum opens its doors on Saturday',
  'Choir of forty bakers sings at the winter market; the square is closed to cars until midnight',
  'New footbridge links the two halves of the park',
  'Rain ends in the valley; all roads are open again',
];

export class Rig {
  static async start() {
    const [browser, host, news] = await Promise.all([launchChromium(), FakeNewsline.start(), FakeNewsline.start()]);
    news.channels.set('main', { title: 'Main line', language: 'en', timeZone: 'Asia/Baku' });
    news.channels.set('empty', { title: 'Empty line', language: 'en', timeZone: 'Asia/Baku' });
    const rig = new Rig();
    return Object.assign(rig, { browser, host, news });
  }

  fill(count) {
    for (let n = 0; n < count; n += 1) this.news.journal.publish({ headline: this.story(n), link: 'https://news.example/story' });
  }

  story = (n) => stories[n % stories.length];

  /** A page with this markup and the script, in a context of its own: nothing is cached, nothing is shared. */
  async open(markup = '<news-line channel="main" loading="eager"></news-line>', options = {}) {
    const page = await (await this.browser.newContext(options)).newPage();
    await page.goto(this.page(markup));
    return page;
  }

  page = (markup) => this.host.page('/page', embed(this.news.origin, markup));

  async stop() {
    await this.browser.close();
    await Promise.all([this.host.stop(), this.news.stop()]);
  }
}

/** `share` of all values lie at or below it. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Reads what the main thread has done since now, in milliseconds of its own processor time, so that the machine's other
 * work does not count. A meter that comes after the page has missed its load.
 */
export async function meter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    return { script: seconds.ScriptDuration * 1000, all: seconds.TaskDuration * 1000 };
  };
  const start = await read();
  return async () => {
    const now = await read();
    return { script: now.script - start.script, all: now.all - start.all };
  };
}
