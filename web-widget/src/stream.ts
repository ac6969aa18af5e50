import type { Source } from './fetch-source.ts';
import { parseFrame, type Frame, type Hello, type Snapshot } from './wire.ts';

/** `stale`: connected to a node that cannot read its journal. `polling`: told by pages, as streams do not get through. */
export type StreamState = 'connecting' | 'live' | 'stale' | 'polling' | 'offline';

export interface StreamListener {
  told(frame: Frame | Snapshot): void;
  turned(state: StreamState, error?: unknown): void;
  /** What is there now, by another way than a stream; without it there is no polling. */
  pages?(): Promise<Snapshot>;
  /** Another way to open an address than the browser's own EventSource. */
  open?(url: string): Source;
  /** True for a stream that goes on where nobody looks: a wall of dashboards. */
  keeps?(): boolean | undefined;
}

/** As EventSource says it. */
const CONNECTING = 0;
/** Three missed heartbeats: the line is dead whatever the browser believes (sleep, mobile networks). */
const SILENCE = 50_000;
/** A proxy that holds the first frame this long holds every frame. */
const NO_HELLO = 10_000;
const FAILURES_BEFORE_POLLING = 3;
/** A tab nobody looks at costs the server nothing after this. */
const HIDDEN = 30_000;
/** A stream that still speaks after this long ends a row of failures. */
const HEALTHY = 30_000;
const LONGEST_WAIT = 60_000;
const LONGEST_DRAIN = 600_000;
const LOOK_EVERY = 5000;

/** One selection's stream. */
export interface Stream {
  /** Goes on with another selection, or with this one anew: a cursor belongs to the selection it was read with. */
  read(url: string): void;
  stop(): void;
}

/**
 * Opens a stream over the browser's own EventSource, resumed by cursor.
 *
 * The first break of a good stream is left to the browser: it waits the server's `retry:` (which scripts cannot
 * read, and which spreads the readers of a lost node) and sends Last-Event-ID. Every other return is ours: a browser
 * never comes back after an HTTP error, and comes back without any back-off from a refused connection.
 */
export function openStream(url: string, listener: StreamListener, cursor = ''): Stream {
  const { now } = Date;
  const stopped = new AbortController();
  let source: Source | undefined;
  /** When the hello came on this source; 0 before it. */
  let greetedAt = 0;
  let heardAt = 0;
  let hiddenAt = now();
  let notBefore = 0;
  let pollAt = 0;
  let failures = 0;
  let stale: boolean | undefined;
  let opening: ReturnType<typeof setTimeout> | undefined;

  const silent = () => now() - heardAt >= (greetedAt ? SILENCE : NO_HELLO);
  // A program in Node has no page: nothing there is ever hidden.
  const unseen = () => globalThis.document?.hidden && !listener.keeps?.();

  function disconnect(): void {
    clearTimeout(opening);
    source?.close();
    source = undefined;
    greetedAt = 0;
  }

  function open(): void {
    disconnect();
    const address = url + (cursor && `&after=${cursor}`);
    const mine: Source = (source = listener.open?.(address) ?? new EventSource(address));
    for (const name of ['message', 'hello', 'heartbeat', 'drain']) {
      mine.addEventListener(name, ({ data }) => mine === source && hear(data));
    }
    mine.onerror = () => mine === source && broken(mine.readyState);
    heardAt = now();
  }

  function openIn(delay: number): void {
    disconnect();
    opening = setTimeout(open, Math.max(delay, notBefore - now()));
  }

  function hear(text: string): void {
    heardAt = now();
    const frame = parseFrame(text);
    if (!frame) return;
    const { type } = frame;
    listener.told(frame);
    if (type === 'hello') greetedAt = heardAt;
    // A cursor says "I have seen everything up to here": true only once the frame was taken in, and never of the
    // drain of a stream that was not served at all.
    if (greetedAt) cursor = frame.cursor || cursor;
    if (greetedAt && heardAt - greetedAt >= HEALTHY) failures = 0;
    if (type === 'drain') {
      notBefore = heardAt + Math.min(frame.retry, LONGEST_DRAIN);
      returnIn(0);
    } else {
      // An entry says nothing of it: a stale node still tells what it has in memory.
      if (type !== 'entry') stale = (frame as Hello).stale;
      listener.turned(stale ? 'stale' : 'live');
    }
  }

  function broken(readyState: number): void {
    if (!greetedAt || readyState !== CONNECTING) return failed();
    greetedAt = 0;
    // The browser waits the server's retry of up to 10 s before it asks.
    heardAt = now() + NO_HELLO;
    lost();
  }

  function failed(): void {
    // Full jitter: a thousand readers thrown out together must not come back together.
    returnIn(Math.random() * Math.min(LONGEST_WAIT, 1000 * 2 ** failures++));
  }

  function returnIn(delay: number): void {
    openIn(delay);
    lost();
  }

  function lost(): void {
    if (globalThis.navigator?.onLine === false) listener.turned('offline');
    else if (failures < FAILURES_BEFORE_POLLING) listener.turned('connecting');
  }

  function look(): void {
    if (unseen()) {
      if (now() - hiddenAt >= HIDDEN) disconnect();
      return;
    }
    if (source && silent()) {
      if (!greetedAt) failures = Math.max(failures, FAILURES_BEFORE_POLLING);
      failed();
    }
    if (failures >= FAILURES_BEFORE_POLLING && !greetedAt && now() >= pollAt) void poll();
  }

  async function poll(): Promise<void> {
    pollAt = now() + 15_000 + Math.random() * 10_000;
    try {
      const hello = await listener.pages?.();
      if (!hello || greetedAt) return;
      listener.told(hello);
      // Pages lack what is pinned below their end, so the stream that returns starts fresh.
      cursor = '';
      listener.turned('polling');
    } catch (error) {
      if (!greetedAt) listener.turned('offline', error);
    }
  }

  /** Back from a hidden tab, from the page cache, from no network: catch up soon, but not all readers at once. */
  function wake(): void {
    hiddenAt = now();
    if (!unseen() && (!source || silent())) returnIn(Math.random() * 1000);
  }

  const when = (name: string, does: () => void) => globalThis.addEventListener?.(name, does, { signal: stopped.signal });
  // Told to the document, and to the window above it.
  when('visibilitychange', wake);
  when('pageshow', wake);
  when('online', wake);
  // pagehide, never unload: unload would keep the host's page out of the back/forward cache.
  when('pagehide', disconnect);
  when('offline', lost);
  // One timer that looks at the wall clock: a timeout sleeps while the machine sleeps.
  const looking = setInterval(look, LOOK_EVERY);
  open();

  return {
    read(other) {
      url = other;
      cursor = '';
      openIn(0);
    },
    stop() {
      stopped.abort();
      clearInterval(looking);
      disconnect();
    },
  };
}
