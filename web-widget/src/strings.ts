import { words, type Strings } from './words.ts';

export type { Strings };

export interface Words {
  readonly tag: string;
  readonly dir: string;
  readonly strings: Strings;
}

const languages = new Map<string, Strings>();

const primary = (tag: string) => tag.toLowerCase().split(/[-_]/)[0]!;

/** Words of another language, or other words of one: English stands in for what the map leaves out. */
export function addStrings(lang: string, map: Partial<Strings>): void {
  const tag = primary(lang);
  languages.set(tag, { ...languages.get('en')!, ...languages.get(tag), ...map });
}

for (const [lang, map] of Object.entries(words)) addStrings(lang, map);

/** The words of the tag's own language, or English, in their own direction unless another is wanted. */
export function wordsFor(lang: string, dir = ''): Words {
  const own = primary(lang);
  const tag = languages.has(own) ? own : 'en';
  const strings = languages.get(tag)!;
  // From the first Hebrew letter to the last Arabic one.
  return { tag, strings, dir: dir || (/[א-ࣿ]/.test(strings.all) ? 'rtl' : 'ltr') };
}
