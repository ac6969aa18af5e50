import { make } from './dom.ts';

const { origin } = new URL(import.meta.url);

/** The origin of this address; the script's own where there is none. */
export function serverOf(address: string): string {
  // A relative address counts from the page, as in every other element.
  const there = make('a', '', { href: address || origin }).origin;
  return there.startsWith('http') ? there : origin;
}
