import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { minify } from 'terser';
import { cssAsText } from './css-as-text.mjs';
import { templatesWithoutIndent } from './desk-source.mjs';
import { packedTable } from './pack-table.mjs';
import { packedWords } from './pack-words.mjs';
import { press } from './press.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));

const zopfliGzip = promisify(zopfli.gzip);
const brotli = (code) =>
  brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
  });

/** What every build of ours shares; the same source must give the same bytes, for they are published with a hash. */
export const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [cssAsText, packedTable, templatesWithoutIndent],
};

/** What esbuild leaves: functions used once are put where they are used, and arguments nobody reads are left out. */
const smaller = {
  module: true,
  ecma: 2020,
  compress: { ecma: 2020, passes: 5, pure_getters: true, keep_fargs: false, reduce_funcs: false, lhs_constants: false, unsafe_arrows: true, unsafe_methods: true },
};

/**
 * The files that pages load from the server. `most` is a promise to them, `goal` one to ourselves. docs/rationale.md says what
 * was done for the element's.
 */
export const bundles = [
  { file: 'news-line.js', entry: 'src/news-line.ts', goal: 8192, most: 10240, pressed: true },
  { file: 'client.js', entry: 'src/client.ts', goal: 4096, most: 5120 },
  { file: 'rsocket.js', entry: 'src/rsocket.ts', goal: 3072, most: 4096 },
  // The editors' page: no promise to anybody, so the manifest does not name it.
  { file: 'desk.js', entry: 'src/desk/desk.ts', goal: 30720, most: 46080, ours: true },
];

/**
 * Builds the bundles and their manifest into a folder; throws where one is too heavy to give to other people's pages.
 * `search` allows what takes some minutes where the element has changed.
 */
export async function bundleInto(folder, search = false) {
  const files = {};
  for (const { file, entry, goal, most, pressed, ours } of bundles) {
    const code = Buffer.from(pressed ? await press(entry, search) : await plain(entry));
    await writeFile(`${folder}/${file}`, code);
    const packed = pressed ? await zopfliGzip(code, { numiterations: 400 }) : gzipSync(code, { level: 9 });
    // The server sends these very bytes.
    if (pressed) {
      await writeFile(`${folder}/${file}.gz`, packed);
      await writeFile(`${folder}/${file}.br`, brotli(code));
    }
    const gzip = packed.length;
    console.log(`${file}  ${code.length} bytes, ${gzip} gzipped (goal ${goal}, at most ${most})`);
    if (gzip > most) throw new Error(`${file} is ${gzip} bytes gzipped, more than ${most}`);
    if (!ours) files[file] = { integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`, bytes: code.length, gzip };
  }
  await writeFile(`${folder}/manifest.json`, `${JSON.stringify({ version, files }, null, 2)}\n`);
}

async function plain(entry) {
  const { outputFiles } = await build({ ...options, plugins: [...options.plugins, packedWords], minify: true, entryPoints: [entry], write: false });
  return (await minify(outputFiles[0].text, smaller)).code + '\n';
}
