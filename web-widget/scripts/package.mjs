// Writes lib/, the package's own modules: readable, split where entries share code, with types beside them.
import { spawnSync } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { options, root } from './bundle.mjs';

const entries = ['news-line', 'news-line-element', 'events', 'client', 'rsocket', 'server'];
const lib = `${root}lib`;

await rm(lib, { recursive: true, force: true });
// One copy of what entries share: two of the class would be two elements to `instanceof`, two stores two connections.
await build({
  ...options,
  splitting: true,
  entryPoints: entries.map((name) => `src/${name}.ts`),
  chunkNames: 'shared-[hash]',
  outdir: lib,
});
const tsc = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'scripts/package.tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(1);
// The sources name each other as .ts; what is published has no such files.
for (const name of await readdir(lib, { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const types = await readFile(`${lib}/${name}`, 'utf8');
  await writeFile(`${lib}/${name}`, types.replace(/((?:from|import\()\s*'\.[^']*)\.ts'/g, "$1.js'"));
}
// npm packs a licence only from the package's own folder.
await copyFile(`${root}../LICENSE`, `${root}LICENSE`);
