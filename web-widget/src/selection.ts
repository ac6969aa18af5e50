import type { Selection } from './items.ts';
import { urgencies } from './wire.ts';

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const LANGUAGE_RANGE = /^(\*|[a-z]{1,8})(-[a-z0-9]{1,8})*$/i;
const MOST_CHANNELS = 32;
const MOST_ITEMS = 200;

/** What the attributes ask for. Words the server would refuse are left out: it would refuse the whole stream. */
export function selectionOf(element: Element): Selection {
  const words = (name: string, form: RegExp) => [
    ...new Set((element.getAttribute(name) ?? '').split(/[\s,]+/).filter((word) => form.test(word))),
  ];
  return {
    channels: words('channel', SLUG).slice(0, MOST_CHANNELS),
    urgency: urgencies.find((word) => word === element.getAttribute('urgency')),
    languages: words('language', LANGUAGE_RANGE),
  };
}

export function limitOf(element: Element): number {
  const limit = Number.parseInt(element.getAttribute('limit') ?? '', 10);
  return limit > 0 ? Math.min(limit, MOST_ITEMS) : 20;
}

/** Two elements that ask for the same get the same address, and so share one connection. */
export function streamAddress(server: string, { channels, urgency, languages }: Selection, limit: number): string {
  const query = new URLSearchParams();
  for (const channel of [...channels].sort()) query.append('channel', channel);
  if (urgency && urgency !== 'routine') query.append('urgency', urgency);
  for (const language of [...languages].sort()) query.append('language', language);
  query.append('limit', String(limit));
  return `${server}/v1/stream?${query}`;
}

/** Without the trailing slash; a relative address counts from the page, as in every other element. */
export function serverOf(element: Element, scriptAddress: string): string {
  const own = new URL(scriptAddress).origin;
  try {
    const { href, protocol } = new URL(element.getAttribute('server') ?? own, document.baseURI);
    return protocol.startsWith('http') ? href.replace(/\/+$/, '') : own;
  } catch {
    return own;
  }
}
