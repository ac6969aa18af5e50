import { words, type Strings } from './words.ts';

export type { Strings };

export interface Words {
  readonly tag: string;
  readonly dir: string;
  readonly strings: Strings;
}

const languages = new Map<string, Words>();

const primary = (tag: string) => tag.toLowerCase().split('-')[0]!;

/** Words of another language, or other words of one: English stands in for what the map leaves out. */
export function addStrings(lang: string, map: Partial<Strings>): void {
  const tag = primary(lang);
  const strings: Strings = { ...languages.get('en')?.strings!, ...languages.get(tag)?.strings, ...map };
  // From the first Hebrew letter to the last Arabic one.
  languages.set(tag, { tag, strings, dir: /[א-ࣿ]/.test(strings.all) ? 'rtl' : 'ltr' });
}

for (const [lang, map] of Object.entries(words)) addStrings(lang, map);

/** The words of the tag's own language, or English. */
export const wordsFor = (lang: string): Words => languages.get(primary(lang)) ?? languages.get('en')!;
