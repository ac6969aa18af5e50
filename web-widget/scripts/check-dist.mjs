// dist/ and custom-elements.json are committed, so that the server is built without Node; this proves that they are what
// the sources give.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { bundleInto, bundles, root } from './bundle.mjs';
import { describeInto } from './describe.mjs';

// Below the root, because the analyser writes relative to it.
const folder = `${root}node_modules/.cache/news-line`;

/** The manifest's `gzip` is for people: another packer makes a few bytes more or fewer, and nothing relies on it. */
const manifestOf = (text) => JSON.stringify(JSON.parse(text), (key, value) => (key === 'gzip' ? undefined : value));
const asItIs = (bytes) => bytes.toString('latin1');

const committed = [
  ...bundles.map(({ file }) => ({ file: `dist/${file}`, made: file, read: asItIs })),
  ...bundles.filter(({ pressed }) => pressed).flatMap(({ file }) => [
    { file: `dist/${file}.gz`, made: file, unpack: gunzipSync, read: asItIs },
    { file: `dist/${file}.br`, made: file, unpack: brotliDecompressSync, read: asItIs },
  ]),
  { file: 'dist/manifest.json', made: 'manifest.json', read: manifestOf },
  { file: 'custom-elements.json', made: 'custom-elements.json', read: asItIs },
];

await mkdir(folder, { recursive: true });
try {
  await bundleInto(folder);
  describeInto(folder);
  for (const { file, made, read, unpack = (bytes) => bytes } of committed) {
    const there = read(unpack(await readFile(`${root}${file}`)));
    if (there !== read(await readFile(`${folder}/${made}`))) {
      console.error(`${file} is not what the sources give: run "npm run build" and commit it`);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
