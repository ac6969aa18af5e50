import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { root } from './bundle.mjs';

/** Writes `custom-elements.json`, what editors and catalogues know of the element, from the sources' own words. */
export async function describeInto(folder) {
  const home = dirname(createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/package.json'));
  const { bin } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const cem = spawnSync(
    process.execPath,
    [join(home, bin.cem ?? bin['custom-elements-manifest']), 'analyze', '--config', 'scripts/describe.config.mjs', '--outdir', relative(root, folder) || '.'],
    { cwd: root, encoding: 'utf8' },
  );
  if (cem.status !== 0) throw new Error(`custom-elements.json was not written\n${cem.stdout}${cem.stderr}`);
}
