import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page as it is now: rule and place, one string each; empty where all is well. */
export async function faultsOf(page: Page | Frame, context: unknown = undefined): Promise<string[]> {
  // By the debugger, which no Content-Security-Policy stops.
  await page.evaluate(source);
  return page.evaluate(async (context) => {
    const axe = (window as any).axe;
    const { violations } = await axe.run(context ?? document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }: any) => nodes.map((node: any) => `${id}: ${node.target.flat().join(' ')}`));
  }, context);
}
