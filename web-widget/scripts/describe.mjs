import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { root } from './bundle.mjs';

const analyser = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js');

/** Writes `custom-elements.json`, what editors and catalogues know of the element, from the sources' own words. */
export function describeInto(folder) {
  const options = ['--config', 'scripts/describe.config.mjs', '--outdir', relative(root, folder) || '.'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [analyser, 'analyze', ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`custom-elements.json was not written\n${stdout}${stderr}`);
}
