import { readFile } from 'node:fs/promises';

export const templatesWithoutIndent = {
  name: 'templates-without-indent',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]src[/\\]desk[/\\][^/\\]*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^ +/gm, ''),
      loader: 'ts',
    })),
};
