import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

/** The bundles are published under fixed addresses with a hash, so the same source must give the same bytes. */
const options = {
  bundle: true,
  minify: true,
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
  ],
};

export const bundles = [
  { file: 'news-line.js', entry: 'src/news-line.ts', goal: 8192, most: 14336 },
  { file: 'rsocket.js', entry: 'src/rsocket.ts', goal: 3072, most: 4096 },
];

/** Builds into a folder; throws where a bundle is too heavy to give to other people's pages. */
export async function bundleInto(folder) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const { file, entry, goal, most } of bundles) {
    const outfile = `${folder}/${file}`;
    await build({ ...options, absWorkingDir: root, entryPoints: [entry], outfile });
    const bytes = await readFile(outfile);
    const size = gzipSync(bytes, { level: 9 }).length;
    console.log(`${file}  ${bytes.length} bytes, ${size} gzipped (goal ${goal}, at most ${most})`);
    if (size > most) throw new Error(`${file} is ${size} bytes gzipped, more than ${most}`);
  }
}
