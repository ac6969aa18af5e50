import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, before, beforeEach, test } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { until, untilHeadlines } from '../support/chromium.ts';
import { FakeNewsline } from '../support/fake-newsline.ts';
import { browser } from '../support/stage.ts';

/** The package's modules in a site's own bundle: the script comes from the site, the news from elsewhere. */
const root = fileURLToPath(new URL('../../', import.meta.url));
let site: FakeNewsline;
let news: FakeNewsline;
let page: Page;

before(async () => {
  const built = spawnSync(process.execPath, ['scripts/package.mjs'], { cwd: root, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
});
beforeEach(async () => {
  [site, news] = await Promise.all([FakeNewsline.start(), FakeNewsline.start()]);
  news.channels.set('main', { title: 'Main line' });
  news.journal.publish({ headline: 'One' });
  page = await browser.newPage();
});
afterEach(() => Promise.all([site.stop(), news.stop()]));

async function open(code: string, markup: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
  });
  site.page('/bundle.js', outputFiles[0]!.text, { 'Content-Type': 'text/javascript' });
  const script = '<script type="module" src="/bundle.js"></script>';
  await page.goto(site.page('/site', `<!doctype html><html lang="en"><title>A site</title>${script}${markup}</html>`));
}

test('the import defines the element; src says where the news is', async () => {
  await open("import 'newsline-widget';", `<news-line channel="main" src="${news.origin}"></news-line>`);
  await untilHeadlines(page, ['One']);
});

test('the class alone takes a name of one’s own, and defines nothing else', async () => {
  await open(
    "import { NewsLineElement } from 'newsline-widget/element'; NewsLineElement.define('our-line');",
    `<our-line channel="main" src="${news.origin}"></our-line>`,
  );
  await untilHeadlines(page, ['One'], 'our-line');
  assert.equal(await page.evaluate(() => customElements.get('news-line') === undefined), true);
});

test('the client follows a line from a site of another origin', async () => {
  await open(
    `import { follow } from 'newsline-widget/client';
     follow({ server: '${news.origin}', channels: ['main'] }, {
       changed: (line) => (document.title = line.items.map((item) => item.headline).join()),
     });`,
    '',
  );
  await until(() => page.title(), 'One');
  news.journal.publish({ headline: 'Two' });
  await until(() => page.title(), 'Two,One');
});
