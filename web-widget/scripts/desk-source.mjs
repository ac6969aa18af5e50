import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** Side by side in the source, for who translates; language by language in the bundle, where like stands beside like. */
export const wordsByLanguage = {
  name: 'words-by-language',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]src[/\\]desk[/\\]words\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
      const { table } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      const names = Object.keys(table);
      const columns = table[names[0]].map((_, language) => names.map((name) => table[name][language]).join('|'));
      const contents = `const columns = ${JSON.stringify(columns)}.map((words) => words.split('|'));
        export const table = Object.fromEntries('${names.join(' ')}'.split(' ').map((name, at) => [name, columns.map((words) => words[at])]));`;
      return { contents, loader: 'js' };
    }),
};

export const templatesWithoutIndent = {
  name: 'templates-without-indent',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]src[/\\]desk[/\\][^/\\]*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^ +/gm, ''),
      loader: 'ts',
    })),
};
