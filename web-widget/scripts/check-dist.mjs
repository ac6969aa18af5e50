// dist/ is committed, so that the server is built without Node; this proves that it is what the sources give.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleInto, bundles } from './bundle.mjs';

const folder = await mkdtemp(join(tmpdir(), 'news-line-'));
try {
  await bundleInto(folder);
  for (const { file } of bundles) {
    const committed = await readFile(new URL(`../dist/${file}`, import.meta.url));
    if (!committed.equals(await readFile(join(folder, file)))) {
      console.error(`dist/${file} is not what the sources give: run "npm run build" and commit it`);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
