import type { Selection } from './items.ts';
import type { Urgency } from './wire.ts';

const SLUGS = /(?<!\S)[a-z\d][a-z\d-]{0,62}(?!\S)/g;
const LANGUAGE_RANGES = /(?<!\S)[a-z]{1,8}(-[a-z\d]{1,8})*(?!\S)/g;
/** What the server takes in one request. */
export const MOST_WORDS = 32;
export const MOST_ITEMS = 200;

/** What these words ask for. Words the server would refuse are left out: it would refuse the whole stream. */
export function selectionOf(channels: string, urgency: Urgency, languages: string): Selection {
  const wordsOf = (text: string, form: RegExp) => [...new Set(text.toLowerCase().match(form))].slice(0, MOST_WORDS);
  return { channels: wordsOf(channels, SLUGS), urgency, languages: wordsOf(languages, LANGUAGE_RANGES) };
}

/** The words need no escaping. */
export function streamAddress(server: string, { channels, urgency = 'routine', languages }: Selection, limit: number): string {
  const each = (name: string, words: readonly string[]) => words.map((word) => `${name}=${word}&`).join('');
  return `${server}/v1/stream?${each('channel', channels)}${each('language', languages)}urgency=${urgency}&limit=${limit}`;
}
