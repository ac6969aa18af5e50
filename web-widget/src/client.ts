import { FetchSource } from './fetch-source.ts';
import { itemStore, type Selection } from './items.ts';
import { streamAddress } from './selection.ts';
import { openStream, type StreamState } from './stream.ts';
import type { Entry, Frame, Item, Urgency } from './wire.ts';

export { parseFrame, urgencies } from './wire.ts';
export type { Drain, Entry, Frame, Heartbeat, Hello, Item, Kind, PubStatus, Urgency } from './wire.ts';
export type { StreamState } from './stream.ts';

/** What to follow, and where. */
export interface Following {
  /** The server's origin. */
  readonly server: string;
  /** 1–32 channels. */
  readonly channels: readonly string[];
  /** Only this urgent or more; all by default. */
  readonly urgency?: Urgency | undefined;
  /** Language ranges: `az` takes `az-Latn`; all by default. */
  readonly languages?: readonly string[] | undefined;
  /** How many items the line holds, 0–200; 20 by default. Pinned ones come in addition. */
  readonly limit?: number | undefined;
  /** Where another client of this selection had come to: told is what happened since, and no snapshot. */
  readonly after?: string | undefined;
  /** Opens private channels. It needs a server of one's own in between, or the same origin: they have no CORS. */
  readonly token?: string | undefined;
  /** Whether a hidden page goes on listening; `keep` by default. */
  readonly background?: 'keep' | 'pause' | undefined;
}

/** Both are called on the event loop, one after the other, and never before `follow` has returned. */
export interface Follower {
  /** The line has changed: by this entry, or, without one, by a snapshot that replaced everything. */
  changed?(line: Line, entry?: Entry): void;
  stateChanged?(line: Line): void;
}

/** A selection kept true by the protocol's one client rule, over a stream that returns by itself. */
export interface Line {
  /** Pinned items, then the newest. */
  readonly items: readonly Item[];
  readonly state: StreamState;
  /** Everything up to here has been taken in; `follow` goes on from it. Empty before the first frame. */
  readonly cursor: string;
  close(): void;
}

/** Follows channels until the line is closed. Runs in browsers, and in Node 20 or newer. */
export function follow(following: Following, follower: Follower = {}): Line {
  const { server, channels, urgency, languages = [], limit = 20, after = '', token, background = 'keep' } = following;
  if (!channels.length) throw new TypeError('a line has at least one channel');
  const selection: Selection = { channels, urgency, languages: languages.includes('*') ? [] : languages };
  const store = itemStore(selection, limit);
  let state: StreamState = 'connecting';
  let cursor = after;
  const line: Line = {
    get items() {
      return store.shown();
    },
    get state() {
      return state;
    },
    get cursor() {
      return cursor;
    },
    close: () => stream.stop(),
  };
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const address = streamAddress(new URL(server).origin, selection, limit);
  const stream = openStream(address, {
    told(frame: Frame) {
      const change = take(frame);
      if (frame.cursor) cursor = frame.cursor;
      if (change) follower.changed?.(line, frame.type === 'entry' ? frame : undefined);
    },
    turned(next) {
      if (next === state) return;
      state = next;
      follower.stateChanged?.(line);
    },
    keeps: () => background === 'keep',
    ...((token || !('EventSource' in globalThis)) && { open: (url: string) => new FetchSource(url, headers) }),
  }, after);
  return line;

  function take(frame: Frame): boolean {
    if (frame.type === 'entry') return store.apply(frame.item);
    if (frame.type !== 'hello' || !frame.items) return false;
    // Below a full snapshot's last item we know only what happened to be told.
    store.take(frame.items, limit, true);
    return true;
  }
}
