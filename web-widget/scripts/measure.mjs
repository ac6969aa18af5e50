// npm run measure: what the element costs a page, into docs/widget.md. Six minutes on a machine that does nothing else.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem, type as system, release } from 'node:os';
import { findings } from './measure/accessibility.mjs';
import { ofEightElements, ofEightTabs } from './measure/connections.mjs';
import { delivery } from './measure/delivery.mjs';
import { idle } from './measure/idle.mjs';
import { layoutShift, mainThread, requests } from './measure/load.mjs';
import { Rig } from './measure/rig.mjs';

const page = new URL('../../docs/widget.md', import.meta.url);
const { files } = JSON.parse(await readFile(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
const { size: brotli } = await stat(new URL('../dist/news-line.js.br', import.meta.url));
const minutes = Number(process.env.IDLE_MINUTES ?? 2);

const work = {
  requests,
  layoutShift,
  mainThread,
  ofEightElements,
  findings,
  delivery,
  ofEightTabs,
  idle: (rig) => idle(rig, minutes),
};
/** `npm run measure -- idle delivery` measures those anew and takes the rest from the last run of this build. */
const cache = new URL('../node_modules/.cache/news-line-measured.json', import.meta.url);
const build = files['news-line.js'].integrity;
const last = JSON.parse(await readFile(cache, 'utf8').catch(() => '{}'));
const results = last.build === build ? last : { build };
const rig = await Rig.start();
const browser = rig.browser.version();
rig.fill(30);
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(work)) {
  console.log(`${name} …`);
  results[name] = await work[name](rig);
  console.log('  ', results[name]);
  await mkdir(new URL('.', cache), { recursive: true });
  await writeFile(cache, JSON.stringify(results));
}
await rig.stop();
const missing = Object.keys(work).filter((name) => !(name in results));
if (missing.length) {
  console.log(`no table yet: ${missing.join(', ')} not measured`);
  process.exit();
}
const { requests: asked, layoutShift: shift, mainThread: load, ofEightElements: elements } = results;
const { findings: axe, delivery: row, ofEightTabs: tabs, idle: quiet } = results;

const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;
const ms = (number) => `${number < 10 ? number.toFixed(1) : Math.round(number)} ms`;
const rows = [
  ['Bytes, as the server sends them', `gzip ${kB(files['news-line.js'].gzip)}, Brotli ${kB(brotli)}`,
    'relative-time 6.25 kB; include-fragment 1.81; lite-youtube 2.41 with its CSS; media-chrome 44.0; Ditty 11.7 and jQuery; Sourcefabric Live Blog 122–138 in its frame; Lit alone 6.1'],
  ['Requests of a page with one line', `${asked.length}: ${asked.map((path) => `\`${path.replace(/^\/widget\/v1\//, '')}\``).join(', ')}`,
    'an embedded tweet: 27, about 600 kB'],
  ['Layout shift while the script comes and the line fills', `${shift.atLoad.toFixed(3)} with the height reserved; the text under it moves ${shift.textMoved} px`,
    'a list that grows, five rows put in above the text: 0.107; giscus tells its hosts to reserve the height themselves'],
  ['Layout shift when an item is put in', `${shift.perItem.toFixed(3)}: the line’s own rows make room, nothing outside moves`,
    'the Guardian holds new posts back unless the reader is at the top'],
  ['Main thread at load, median of 20', `${ms(load.all)}, of it scripting ${ms(load.script)}`,
    'none published; an embedded tweet: about 3 s each on a slow phone'],
  ['Connections of 8 elements on a page', elements, 'Ditty and ECL: a timer for every element'],
  ['Connections of 8 tabs, one visible', `${tabs.settled} half a minute after the last was opened; ${tabs.most} at most until then`,
    'the Guardian’s live blog polls hidden tabs too; six streams starve a site over HTTP/1.1'],
  ['From the server’s frame to the painted row', `p50 ${ms(row.p50)}, p99 ${ms(row.p99)} over ${row.count} items`,
    'the Guardian and Sourcefabric poll every 10 s: 5 s on average'],
  ['Scripting in an idle hour', `${ms(quiet.script)} (everything on the main thread: ${ms(quiet.all)})`,
    'a poll every 10 s: 360 requests'],
  ['axe-core findings', `${axe.found.length} on ${axe.pages} pages`,
    'none published; Ditty and ECL let screen readers read copies twice, and Ditty’s pause is off by default'],
];
const text = [
  '| | `<news-line>` | others |',
  '| --- | --- | --- |',
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
  `Measured by \`npm run measure\` of the build \`${build.slice(0, 19)}…\`, ${new Date().toISOString().slice(0, 10)}: Chromium ${browser} without a GPU, ` +
    `Node ${process.versions.node}, ${system()} ${release().match(/^[\d.]*/)[0]}, ${cpus().length} × ${cpus()[0].model}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, load average ${loadavg()[1].toFixed(1)}.`,
].join('\n');
const document = await readFile(page, 'utf8');
const [start, end] = ['<!-- measured: npm run measure -->\n', '\n<!-- /measured -->'];
const [before, after] = [document.indexOf(start) + start.length, document.indexOf(end)];
await writeFile(page, document.slice(0, before) + text + document.slice(after));
if (axe.found.length) console.error(axe.found.join('\n'));
