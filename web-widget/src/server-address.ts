import { make } from './dom.ts';

const { origin } = new URL(import.meta.url);

/** Where this address leads, without the trailing slash; the script's own origin where it leads nowhere. */
export function serverOf(address: string): string {
  // A relative address counts from the page, as in every other element.
  const { href } = make('a', '', { href: address || origin });
  return (/^https?:/.test(href) ? href : origin).replace(/\/+$/, '');
}
