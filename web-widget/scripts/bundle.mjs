import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { cssAsText } from './css-as-text.mjs';
import { packedWords } from './pack-words.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));

/** What every build of ours shares; the same source must give the same bytes, for they are published with a hash. */
export const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [cssAsText],
};

/** What esbuild leaves: arguments nobody reads, functions after their use. Each of these was measured, gzipped. */
export const smaller = {
  module: true,
  ecma: 2020,
  compress: {
    ecma: 2020, passes: 5, pure_getters: true, keep_fargs: false, hoist_funs: true, reduce_funcs: false, lhs_constants: false,
    unsafe: true, unsafe_arrows: true, unsafe_methods: true,
  },
};

/**
 * Properties of our own objects, which the build may give short names. None may be what the platform, the protocol or our
 * own public face calls anything.
 */
const ours = names(`
  about apply ask barred byId changed channels dated days end filling fits follow forget greeted heardAt holdOn hub hush interrupt
  keeps languages leave letGo line list made names node opens pages preview read reader reading reread say sayLater seat
  selection serverTime short show showAll shown skew stateChanged stateNow step still stop store strings tag take told turned
  unwanted update updateSoon waiting wanted zoneOf connection polite assertive limit server
`);

/**
 * The files that pages load from the server. `most` is a promise to them, `goal` one to ourselves. The element is far over
 * its goal since it has four modes: its `most` has to come back to 10240.
 */
export const bundles = [
  { file: 'news-line.js', entry: 'src/news-line.ts', mangleProps: ours, goal: 8192, most: 13312 },
  { file: 'client.js', entry: 'src/client.ts', goal: 4096, most: 5120 },
  { file: 'rsocket.js', entry: 'src/rsocket.ts', goal: 3072, most: 4096 },
  // The editors' page: no promise to anybody, so the manifest does not name it.
  { file: 'desk.js', entry: 'src/desk/desk.ts', goal: 30720, most: 46080, notForOthers: true },
];

function names(words) {
  return new RegExp(`^(${words.trim().split(/\s+/).join('|')})$`);
}

/** Builds the bundles and their manifest into a folder; throws where one is too heavy to give to other people's pages. */
export async function bundleInto(folder) {
  const files = {};
  for (const { file, entry, goal, most, mangleProps, notForOthers } of bundles) {
    const outfile = `${folder}/${file}`;
    const { outputFiles } = await build({
      ...options, plugins: [...options.plugins, packedWords], minify: true, mangleProps, inject: process.env.INJ ? process.env.INJ.split(',') : [], entryPoints: [entry], write: false,
    });
    const code = Buffer.from((await minify(outputFiles[0].text, smaller)).code + '\n');
    await writeFile(outfile, code);
    const gzip = gzipSync(code, { level: 9 }).length;
    console.log(`${file}  ${code.length} bytes, ${gzip} gzipped (goal ${goal}, at most ${most})`);
    if (gzip > most) throw new Error(`${file} is ${gzip} bytes gzipped, more than ${most}`);
    if (!notForOthers) files[file] = { integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`, bytes: code.length, gzip };
  }
  await writeFile(`${folder}/manifest.json`, `${JSON.stringify({ version, files }, null, 2)}\n`);
}
