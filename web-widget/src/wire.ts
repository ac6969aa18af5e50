/** What the server says, protocol version 1, and the one place where a stranger's bytes become our types. */

export const urgencies = ['flash', 'bulletin', 'urgent', 'routine'] as const;
export type Urgency = (typeof urgencies)[number];
export type Kind = 'published' | 'updated' | 'corrected' | 'withheld' | 'released' | 'killed' | 'expired';
export type PubStatus = 'usable' | 'withheld' | 'canceled';

/** An item. One that is not usable carries no text. */
export interface Item {
  readonly id: string;
  readonly channel: string;
  readonly version: number;
  readonly pubStatus: PubStatus;
  readonly urgency?: Urgency;
  readonly headline?: string;
  readonly language?: string;
  readonly link?: string;
  readonly media?: 'photo' | 'video';
  readonly image?: { readonly href: string; readonly alt: string; readonly width: number; readonly height: number };
  readonly tags?: readonly string[];
  readonly source?: string;
  readonly pinned?: boolean;
  readonly advisory?: string;
  readonly publishedAt: string;
  readonly updatedAt?: string;
  readonly expiresAt?: string;
}

export type Frame = Hello | Entry | Heartbeat | Drain;

export interface Hello {
  readonly type: 'hello';
  readonly cursor: string;
  readonly verdict: 'fresh' | 'resumed' | 'reset';
  readonly stale: boolean;
  /** All there is, newest first; absent after `resumed`, when the client keeps what it has. */
  readonly items?: readonly Item[];
}

export interface Entry {
  readonly type: 'entry';
  readonly cursor: string;
  readonly kind: Kind;
  readonly item: Item;
}

export interface Heartbeat {
  readonly type: 'heartbeat';
  readonly cursor: string;
  readonly stale: boolean;
}

export interface Drain {
  readonly type: 'drain';
  /** Absent where the server could not serve the stream at all. */
  readonly cursor?: string;
  /** Milliseconds to stay away. */
  readonly retry: number;
}

/** A frame, or nothing where the text is not one we understand: a reader skips it and lives on. */
export function parseFrame(text: string): Frame | undefined {
  let raw: any;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!raw) return undefined;
  const { type, retry } = raw;
  const stale = raw.stale === true;
  const cursor = /^[a-z0-9]{1,16}-\d{1,19}$/.test(raw.cursor) ? String(raw.cursor) : undefined;
  if (type === 'drain') {
    return Number.isFinite(retry) ? { type, retry, ...(cursor && { cursor }) } : undefined;
  }
  if (!cursor) return undefined;
  if (type === 'heartbeat') return { type, cursor, stale };
  if (type === 'hello') return parseHello(raw, cursor, stale);
  if (type === 'entry') {
    const item = parseItem(raw.item);
    return item && { type, cursor, kind: raw.kind, item };
  }
  return undefined;
}

function parseHello(raw: any, cursor: string, stale: boolean): Hello | undefined {
  const { type, verdict, items } = raw;
  if (verdict === 'resumed') return { type, cursor, verdict, stale };
  if ((verdict !== 'fresh' && verdict !== 'reset') || !Array.isArray(items)) return undefined;
  return { type, cursor, verdict, stale, items: items.map(parseItem).filter((item) => item !== undefined) };
}

function parseItem(raw: any): Item | undefined {
  if (!raw || !isText(raw.id) || !isText(raw.channel) || !(Number.isSafeInteger(raw.version) && raw.version > 0)) {
    return undefined;
  }
  // A status we do not know must not show text: everything that is not plainly usable is taken out.
  if (raw.pubStatus !== 'usable') {
    const { headline, link, image, source, tags, media, ...rest } = raw;
    return { ...rest, pubStatus: raw.pubStatus === 'canceled' ? 'canceled' : 'withheld' };
  }
  if (!isText(raw.headline) || Number.isNaN(Date.parse(raw.publishedAt))) return undefined;
  const { link, ...item } = raw;
  return isWebAddress(link) ? { ...item, link } : item;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Only http(s) becomes a link: `javascript:` and `data:` addresses never reach the page. */
function isWebAddress(value: unknown): boolean {
  try {
    return isText(value) && /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}
