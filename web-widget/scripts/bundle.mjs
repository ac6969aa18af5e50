import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

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
  plugins: [
    {
      name: 'css-as-text',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.css$/ }, async ({ path }) => {
          const { code } = await transform(await readFile(path), { loader: 'css', minify: true });
          return { contents: code.trim(), loader: 'text' };
        }),
    },
    {
      // Side by side in the source, for who translates; language by language in the bundle, where like stands beside like.
      name: 'words-by-language',
      setup: ({ onLoad }) =>
        onLoad({ filter: /[/\\]desk[/\\]words\.ts$/ }, async ({ path }) => {
          const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
          const { table } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
          const names = Object.keys(table);
          const columns = table[names[0]].map((_, language) => names.map((name) => table[name][language]).join('|'));
          const contents = `const columns = ${JSON.stringify(columns)}.map((words) => words.split('|'));
            export const table = Object.fromEntries('${names.join(' ')}'.split(' ').map((name, at) => [name, columns.map((words) => words[at])]));`;
          return { contents, loader: 'js' };
        }),
    },
    {
      name: 'templates-without-indent',
      setup: ({ onLoad }) =>
        onLoad({ filter: /[/\\]desk[/\\].*\.ts$/ }, async ({ path }) => ({
          contents: (await readFile(path, 'utf8')).replace(/^ +/gm, ''),
          loader: 'ts',
        })),
    },
  ],
};

/** What esbuild leaves: functions used once are put where they are used, and arguments nobody reads are left out. */
const smaller = {
  module: true,
  ecma: 2020,
  compress: { ecma: 2020, passes: 3, pure_getters: true, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
};

/**
 * The files that pages load from the server. `most` is a promise to them, `goal` one to ourselves. The element is far over
 * its goal since it has four modes: its `most` has to come back to 10240.
 */
export const bundles = [
  { file: 'news-line.js', entry: 'src/news-line.ts', goal: 8192, most: 13312 },
  { file: 'client.js', entry: 'src/client.ts', goal: 4096, most: 5120 },
  { file: 'rsocket.js', entry: 'src/rsocket.ts', goal: 3072, most: 4096 },
  // The editors' page: no promise to anybody, so the manifest does not name it.
  { file: 'desk.js', entry: 'src/desk/desk.ts', goal: 30720, most: 46080, ours: true },
];

/** Builds the bundles and their manifest into a folder; throws where one is too heavy to give to other people's pages. */
export async function bundleInto(folder) {
  const files = {};
  for (const { file, entry, goal, most, ours } of bundles) {
    const outfile = `${folder}/${file}`;
    const { outputFiles } = await build({ ...options, minify: true, entryPoints: [entry], write: false });
    const code = Buffer.from((await minify(outputFiles[0].text, smaller)).code + '\n');
    await writeFile(outfile, code);
    const gzip = gzipSync(code, { level: 9 }).length;
    console.log(`${file}  ${code.length} bytes, ${gzip} gzipped (goal ${goal}, at most ${most})`);
    if (gzip > most) throw new Error(`${file} is ${gzip} bytes gzipped, more than ${most}`);
    if (!ours) files[file] = { integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`, bytes: code.length, gzip };
  }
  await writeFile(`${folder}/manifest.json`, `${JSON.stringify({ version, files }, null, 2)}\n`);
}
