/** What the server says, protocol version 1, and the one place where a stranger's bytes become our types. */

export const urgencies = ['flash', 'bulletin', 'urgent', 'routine'] as const;
export type Urgency = (typeof urgencies)[number];
export type Kind = 'published' | 'updated' | 'corrected' | 'withheld' | 'released' | 'killed' | 'expired';
export type PubStatus = 'usable' | 'withheld' | 'canceled';

export interface Image {
  readonly href: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** An item. One that is not usable carries no text. */
export interface Item {
  readonly id: string;
  readonly channel: string;
  readonly version: number;
  readonly pubStatus: PubStatus;
  readonly urgency?: Urgency;
  readonly headline?: string;
  readonly language?: string;
  readonly link?: string | undefined;
  readonly media?: 'photo' | 'video';
  readonly image?: Image | undefined;
  readonly tags?: readonly string[];
  readonly source?: string;
  readonly pinned?: boolean;
  readonly advisory?: string | undefined;
  readonly publishedAt: string;
  readonly updatedAt?: string;
  readonly expiresAt?: string;
}

export type Frame = Hello | Entry | Heartbeat | Drain;

export interface Hello {
  readonly type: 'hello';
  readonly cursor: string;
  /** The server's time. */
  readonly at?: string;
  readonly verdict: 'fresh' | 'resumed' | 'reset';
  readonly stale?: boolean;
  /** All there is, newest first; absent after `resumed`, when the client keeps what it has. */
  readonly items?: readonly Item[] | undefined;
}

/** What is there now, by another way than a stream: what is told goes on from nowhere. */
export type Snapshot = Omit<Hello, 'verdict'> & { readonly verdict?: undefined };

export interface Entry {
  readonly type: 'entry';
  readonly cursor: string;
  readonly kind: Kind;
  readonly item: Item;
}

export interface Heartbeat {
  readonly type: 'heartbeat';
  readonly cursor: string;
  readonly at?: string;
  readonly stale?: boolean;
}

export interface Drain {
  readonly type: 'drain';
  /** Only after a hello it is the reader's: before it, the server could not serve the stream at all. */
  readonly cursor?: string | undefined;
  /** Milliseconds to stay away. */
  readonly retry: number;
}

/** A frame, or nothing where the text is not one we understand: a reader skips it and lives on. */
export function parseFrame(text: string): Frame | undefined {
  try {
    const frame = JSON.parse(text);
    const { type, items, retry } = frame;
    if (type === 'entry') {
      const [item] = parseItems([frame.item]);
      return item && { ...frame, item };
    }
    if (items) frame.items = parseItems(items);
    return /^h(ello|eartbeat)$/.test(type) || (type === 'drain' && retry >= 0) ? frame : undefined;
  } catch {
    return undefined;
  }
}

/** Of a list of items those that are ones. */
export const parseItems = (raw: readonly unknown[]): Item[] => raw.flatMap((each) => parseItem(each) ?? []);

function parseItem(raw: any): Item | undefined {
  const { id, channel, version, pubStatus, publishedAt, image } = (raw ??= {});
  if (!isText(id) || !isText(channel) || !(version > 0)) return undefined;
  // A status we do not know must not show text: everything that is not plainly usable is taken out.
  if (pubStatus !== 'usable') {
    return { id, channel, version, pubStatus, advisory: raw.advisory, publishedAt };
  }
  if (!isText(raw.headline) || !(Date.parse(publishedAt) > 0)) return undefined;
  return { ...raw, link: webAddress(raw.link), image: webAddress(image?.href) && image };
}

const isText = (value: unknown): value is string => !!value && value === `${value}`;

/** Only http(s) is ever linked or loaded: `javascript:` and `data:` addresses never reach the page. */
const webAddress = (value: unknown): string | undefined =>
  isText(value) && /^https?:\/\/[^/]/i.test(value) ? value : undefined;
