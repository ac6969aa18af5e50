import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { transform } from 'esbuild';
import { capital, MOVED, moduleOf, uncapital } from './pack-words.mjs';

/**
 * The desk's words stand side by side in the source, for who translates. In the bundle they stand language by language, in
 * letters that the rest of the file is made of, and without their first capital where all of a word's languages have one.
 */
export const packedTable = {
  name: 'packed-table',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]src[/\\]desk[/\\]words\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
      const { table } = await moduleOf(code);
      const contents = pack(table);
      if (!isDeepStrictEqual((await moduleOf(contents)).table, table)) throw new Error(`${path} is not the same once it is packed`);
      return { contents, loader: 'js' };
    }),
};

/** Letters of the Latin languages, and what no word has, in whose place they stand. */
const LETTERS = 'əışüçğÇöİƏŞĞÖÜ';
const MARKS = '{}[]@<>~^_$&*+';
/** `az` and `tr` are written with the marks; an alphabet that is moved lies from `>` to `~`, and what is there lies beyond. */
const languages = ['en', 'az', 'tr', 'ru', 'ar'];

function pack(table) {
  const begins = (name) => table[name].every((word) => capital(uncapital(word)) === word);
  const names = Object.keys(table).sort((a, b) => begins(b) - begins(a));
  const capitals = names.filter(begins).length;
  const columns = languages.map((language, at) => {
    const moved = MOVED[language] ?? 0;
    const text = names.map((name) => (begins(name) ? uncapital(table[name][at]) : table[name][at])).join('=');
    const inAscii = (letter) => {
      const [mark, code] = [MARKS[LETTERS.indexOf(letter)], letter.charCodeAt()];
      return !moved ? (mark ?? letter) : String.fromCharCode(code + (code - moved > 61 && code - moved < 127 ? -moved : moved));
    };
    return [text.replace(moved ? /[^ -=]/g : /[^\0-~]/g, inAscii), moved];
  });
  return `
    const columns = ${JSON.stringify(columns)}.map(([text, moved]) =>
      text
        .replace(/[^ -=]/g, (letter) => String.fromCharCode(letter.charCodeAt() + (letter > '~' ? -moved : moved)))
        .replace(/[${MARKS.replace(/[\]^]/g, '\\$&')}]/g, (mark) => ${JSON.stringify(LETTERS)}[${JSON.stringify(MARKS)}.indexOf(mark)])
        .split('=')
        .map((word, at) => at < ${capitals} ? word[0].toUpperCase() + word.slice(1) : word),
    );
    export const table = Object.fromEntries(${JSON.stringify(names.join(' '))}.split(' ').map((name, at) => [name, columns.map((words) => words[at])]));
  `;
}
