import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** A stylesheet is a text, adopted by a shadow root. */
export const cssAsText = {
  name: 'css-as-text',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path), { loader: 'css', minify: true });
      const text = code.trim();
      return { contents: path.endsWith('/news-line.css') ? shorter(text) : text, loader: 'text' };
    }),
};

/** What esbuild keeps: spaces in the values of custom properties, quotes around words, and names that only we use. */
function shorter(css) {
  const ours = [...new Set(css.match(/--(?!news-line|rows)[a-z-]+(?=:)/g))];
  return css
    .replace(/="(\w+)"/g, '=$1')
    .replace(/("[^"]*")| *([,:/]) +| +([/}])/g, '$1$2$3')
    .replace(/--[a-z-]+/g, (name) => (ours.includes(name) ? `--${'abcdefghij'[ours.indexOf(name)]}` : name));
}
