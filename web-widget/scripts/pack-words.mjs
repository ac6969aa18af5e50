import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

/**
 * Writes the built-in words as gzip likes them: one text for a language, in letters that the rest of the file is made of
 * anyway. A byte outside ASCII is rare, and what is rare is dear. Words are named by their place, begin with a capital
 * letter unless they are about dates, and where one is missing, its name is the word.
 */
export const packedWords = {
  name: 'packed-words',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/src\/words\.ts$/ }, async ({ path }) => {
      const { words } = await moduleOf((await build({ entryPoints: [path], bundle: true, format: 'esm', write: false })).outputFiles[0].text);
      const contents = pack(words);
      if (!isDeepStrictEqual((await moduleOf(contents)).words, words)) throw new Error(`${path} is not the same once it is packed`);
      return { contents, loader: 'js' };
    }),
};

/** The words in the order that gzip packs best: found by trying. */
const ORDER = `
  live pinned stale pause resume connecting dismiss empty all paused retracted urgent bulletin flash next carousel offline
  previous corrected photo video pending ago months weekdays
`.trim().split(/\s+/);

export const moduleOf = (text) => import(`data:text/javascript,${encodeURIComponent(text)}`);

/** Letters of the Latin languages, each written as its digit. */
const LETTERS = 'əışüçğö';
/** By how much an alphabet is moved to lie in ASCII, above the digits and the separator. */
export const MOVED = { ru: 0x3cf, ar: 0x5d4 };

export const capital = (word) => word[0].toUpperCase() + word.slice(1);
export const uncapital = (word) => {
  const small = word[0].toLowerCase() + word.slice(1);
  return capital(small) === word ? small : word;
};

function pack(words) {
  const names = ORDER;
  const undated = Object.keys(words.en).length;
  const packed = Object.entries(words).map(([lang, own]) => {
    const moved = MOVED[lang] ?? 0;
    const inAscii = (letter) => {
      const digit = LETTERS.indexOf(letter);
      return digit < 0 ? String.fromCharCode(letter.charCodeAt() - moved) : digit;
    };
    const said = names.filter((name) => name in own).map((name) => [name, own[name]]);
    const text = said.map(([name, word], at) => (word === capital(name) ? '' : at < undated ? uncapital(word) : word)).join('=');
    return `${lang}: unpack(${JSON.stringify(text.replace(/[^\0-~]/g, inAscii))}, ${moved})`;
  });
  return `
    const names = ${JSON.stringify(names.join(' '))}.split(' ');
    const unpack = (text, moved) => Object.fromEntries(
      text
        .replace(/[^ -=]/g, (letter) => String.fromCharCode(letter.charCodeAt() + moved))
        .replace(/\\d/g, (digit) => ${JSON.stringify(LETTERS)}[digit])
        .split('=')
        .map((word, at) => {
          word ||= names[at];
          return [names[at], at < ${undated} ? word[0].toUpperCase() + word.slice(1) : word];
        }),
    );
    export const words = { ${packed} };
  `;
}
