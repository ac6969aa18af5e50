// The pages that a real server renders, in a browser:  node test/pages.mjs http://localhost:8080 <adminToken>
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { base, call, faultsOf, faults, launchChromium, run, until, watch } from './support/real.mjs';

const channel = `pages-${run}`;

const post = (headline, facts = {}) => call('POST', `/v1/channels/${channel}/items`, { headline, ...facts });

await call('PUT', `/v1/channels/${channel}`, { title: 'Xəbər xətti', language: 'az', timeZone: 'Asia/Baku' });
const hostile = await post('</script><script>document.title = "owned"</script>', { link: `${base}/favicon.svg` });
const bridge = await post('Yeni körpü açıldı', { urgency: 'flash', media: 'photo' });

const browser = await launchChromium();
const open = async (options, address) => {
  const page = watch(await (await browser.newContext(options)).newPage(), address);
  await page.goto(address);
  return page;
};

// Without JavaScript the line is there, and every item has a page.
for (const width of [320, 768, 1440]) {
  const page = await open({ javaScriptEnabled: false, viewport: { width, height: 800 } }, `${base}/line/${channel}`);
  await until(() => page.locator('li[data-id] h3 a').allTextContents(), [bridge.headline, hostile.headline]);
  await page.locator(`li[data-id="${bridge.id}"] h3 a`).click();
  await until(() => page.locator('h1').textContent(), bridge.headline);
  await page.close();
}

// With JavaScript the same page goes live.
const page = await open({ viewport: { width: 320, height: 800 } }, `${base}/line/${channel}`);
const rows = (headline) => page.locator('news-line [part~=item]').filter({ hasText: headline }).count();
await until(() => page.locator('[part~=state-live]').count(), 1);
const late = await post('Gecə qatarı yola düşdü');
await until(() => rows(late.headline), 1);
await call('POST', `/v1/items/${bridge.id}/kill`, { advisory: 'səhv idi' });
await until(() => rows(bridge.headline), 0);
await until(() => rows('</script>'), 1);
await until(() => page.title(), 'Xəbər xətti');
await until(() => page.evaluate(() => document.documentElement.scrollWidth), 320);
await until(() => page.evaluate(() => JSON.parse(document.querySelector('[type="application/ld+json"]').text)['@type']), 'LiveBlogPosting');

// In somebody else's page the frame tells how tall it is, and the listener of docs/pages.md follows.
const [, listener] = (await readFile(new URL('../../docs/pages.md', import.meta.url), 'utf8')).match(/```js\n(.*?)```/s);
const host = createServer((_, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>A page</title><link rel="icon" href="data:,">
    <iframe src="${base}/embed/${channel}?rows=3" width="400" height="10"></iframe><script type="module">${listener}</script>`);
});
await new Promise((listening) => host.listen(0, '127.0.0.1', listening));
const site = await open({}, `http://localhost:${host.address().port}/`);
const inside = site.frameLocator('iframe').locator('news-line');
await until(() => inside.locator('[part~=item]').filter({ hasText: late.headline }).count(), 1);
await until(async () => {
  const [outer, inner] = [await site.locator('iframe').getAttribute('height'), (await inside.boundingBox()).height];
  return outer === String(Math.ceil(inner)) && inner > 50;
}, true);
// The line is a part of somebody's page, which has the heading of its own.
const findings = (await faultsOf(site.frames()[1])).filter((fault) => !fault.startsWith('page-has-heading-one'));
if (findings.length) throw new Error(findings.join('\n'));

await browser.close();
host.close();
if (faults.length) throw new Error(faults.join('\n'));
console.log('all passed');
