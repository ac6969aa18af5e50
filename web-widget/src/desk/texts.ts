import { wordsFor } from '../strings.ts';
import { table } from './words.ts';

export const languages = ['en', 'az', 'tr', 'ru', 'ar'] as const;
export const languageNames = ['English', 'Azərbaycanca', 'Türkçe', 'Русский', 'العربية'] as const;

export type Word = keyof typeof table | 'flash' | 'bulletin' | 'urgent' | 'photo' | 'video' | 'pinned' | 'corrected' | 'dismiss';

let chosen = 0;

/** One of `languages`; another is read as English. */
export function speak(language: string): void {
  const at = (languages as readonly string[]).indexOf(language.toLowerCase().split('-')[0]!);
  chosen = Math.max(at, 0);
}

export const spoken = (): string => languages[chosen]!;
export const direction = (): string => wordsFor(spoken()).dir;

/** A word of the desk's, or of the widget's own: the two must not differ. */
export function t(word: Word, ...named: readonly (string | number)[]): string {
  const own = word in table ? table[word as keyof typeof table][chosen]! : wordsFor(spoken()).strings[word as 'flash'];
  let at = 0;
  return own.replace(/#/g, () => `${named[at++] ?? ''}`);
}

/** Facts that the protocol calls otherwise than editors do. */
const otherwise: Readonly<Record<string, Word>> = {
  expiresAt: 'leavesAt', pubStatus: 'status', pinned: 'pin', text: 'words', dueAt: 'publishAt', name: 'fullName',
};

/** What editors call a fact; one that has no word of ours, by its own name. */
export function factWord(name: string): string {
  const word = otherwise[name] ?? name;
  // What is explained after a colon is for who fills it in.
  return word in table ? t(word as Word).split(':')[0]! : word;
}

export const allWords = Object.keys(table) as (keyof typeof table)[];
