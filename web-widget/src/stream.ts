import type { Source } from './fetch-source.ts';
import { parseFrame, type Frame, type Hello } from './wire.ts';

/** `stale`: connected to a node that cannot read its journal. `polling`: told by pages, as streams do not get through. */
export type StreamState = 'connecting' | 'live' | 'stale' | 'polling' | 'offline';

export interface StreamListener {
  frame(frame: Frame): void;
  state(state: StreamState, error?: unknown): void;
  /** What is there now, by another way than a stream; without it there is no polling. */
  pages?(): Promise<Hello>;
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
/** A stream that lived this long ends a row of failures. */
const HEALTHY = 30_000;
const LONGEST_WAIT = 60_000;
const LONGEST_DRAIN = 600_000;
const LOOK_EVERY = 5000;

/**
 * One selection's stream over the browser's own EventSource, resumed by cursor.
 *
 * The first break of a good stream is left to the browser: it waits the server's `retry:` (which scripts cannot
 * read, and which spreads the readers of a lost node) and sends Last-Event-ID. Every other return is ours: a browser
 * never comes back after an HTTP error, and comes back without any back-off from a refused connection.
 */
export class Stream {
  readonly #listener: StreamListener;
  readonly #stopped = new AbortController();
  #url: string;
  #source: Source | undefined;
  #cursor: string;
  /** A hello came on this source. */
  #trusted = false;
  #greetedAt = 0;
  #heardAt = 0;
  #hiddenAt = 0;
  #notBefore = 0;
  #pollAt = 0;
  #failures = 0;
  #nextOpen: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(url: string, listener: StreamListener, cursor = '') {
    this.#url = url;
    this.#listener = listener;
    this.#cursor = cursor;
  }

  start(): void {
    const { signal } = this.#stopped;
    const wake = () => this.#wake();
    // A program in Node has no page: nothing there is ever hidden.
    globalThis.document?.addEventListener('visibilitychange', wake, { signal });
    globalThis.addEventListener?.('pageshow', wake, { signal });
    globalThis.addEventListener?.('online', wake, { signal });
    // pagehide, never unload: unload would keep the host's page out of the back/forward cache.
    globalThis.addEventListener?.('pagehide', () => this.#disconnect(), { signal });
    globalThis.addEventListener?.('offline', () => this.#listener.state('offline'), { signal });
    // One timer that looks at the wall clock: a timeout sleeps while the machine sleeps.
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY);
    this.#hiddenAt = Date.now();
    this.#open();
  }

  stop(): void {
    this.#stopped.abort();
    clearInterval(this.#looking);
    this.#disconnect();
  }

  /** Goes on with another selection, or with this one anew: a cursor belongs to the selection it was read with. */
  read(url: string): void {
    this.#url = url;
    this.#cursor = '';
    this.#disconnect();
    this.#openIn(0);
  }

  #open(): void {
    this.#disconnect();
    const url = this.#url + (this.#cursor && `&after=${this.#cursor}`);
    const source: Source = (this.#source = this.#listener.open?.(url) ?? new EventSource(url));
    const hear = (event: MessageEvent<string>) => source === this.#source && this.#hear(event.data);
    for (const name of ['message', 'hello', 'heartbeat', 'drain']) source.addEventListener(name, hear);
    source.onerror = () => source === this.#source && this.#broken(source);
    this.#heardAt = Date.now();
  }

  #openIn(delay: number): void {
    clearTimeout(this.#nextOpen);
    this.#nextOpen = setTimeout(() => this.#open(), Math.max(delay, this.#notBefore - Date.now()));
  }

  #disconnect(): void {
    clearTimeout(this.#nextOpen);
    this.#source?.close();
    this.#source = undefined;
    this.#trusted = false;
  }

  #hear(text: string): void {
    this.#heardAt = Date.now();
    const frame = parseFrame(text);
    if (!frame) return;
    const { type, cursor } = frame;
    this.#listener.frame(frame);
    this.#trusted ||= type === 'hello';
    // A cursor says "I have seen everything up to here": true only once the frame was taken in, and never of the
    // drain of a stream that was not served at all.
    if (this.#trusted) this.#cursor = cursor ?? this.#cursor;
    if (type === 'drain') {
      this.#disconnect();
      this.#notBefore = this.#heardAt + Math.min(Math.max(frame.retry, 0), LONGEST_DRAIN);
      this.#lost(0);
    } else if (type !== 'entry') {
      if (type === 'hello') this.#greetedAt = this.#heardAt;
      this.#listener.state(frame.stale === true ? 'stale' : 'live');
    }
  }

  #broken(source: Source): void {
    const now = Date.now();
    if (this.#greetedAt && now - this.#greetedAt >= HEALTHY) this.#failures = 0;
    this.#greetedAt = 0;
    const returns = this.#trusted && source.readyState === CONNECTING;
    this.#trusted = false;
    if (!returns) return this.#failed();
    // The browser waits the server's retry of up to 10 s before it asks.
    this.#heardAt = now + NO_HELLO;
    this.#lost();
  }

  #failed(): void {
    this.#disconnect();
    // Full jitter: a thousand readers thrown out together must not come back together.
    this.#lost(Math.random() * Math.min(LONGEST_WAIT, 1000 * 2 ** this.#failures++));
  }

  #lost(delay?: number): void {
    if (delay !== undefined) this.#openIn(delay);
    if (globalThis.navigator?.onLine === false) this.#listener.state('offline');
    else if (this.#failures < FAILURES_BEFORE_POLLING) this.#listener.state('connecting');
  }

  get #silent(): boolean {
    return Date.now() - this.#heardAt >= (this.#trusted ? SILENCE : NO_HELLO);
  }

  get #unseen(): boolean {
    return globalThis.document?.hidden && !this.#listener.keeps?.();
  }

  #look(): void {
    const now = Date.now();
    if (this.#unseen) return void (now - this.#hiddenAt >= HIDDEN && this.#disconnect());
    if (this.#source && this.#silent) {
      const mute = !this.#trusted;
      this.#failed();
      if (mute) this.#failures = Math.max(this.#failures, FAILURES_BEFORE_POLLING);
    }
    if (this.#failures >= FAILURES_BEFORE_POLLING && !this.#trusted && now >= this.#pollAt) void this.#poll(now);
  }

  async #poll(now: number): Promise<void> {
    this.#pollAt = now + 15_000 + Math.random() * 10_000;
    try {
      const hello = await this.#listener.pages?.();
      if (!hello || this.#trusted) return;
      this.#listener.frame(hello);
      // Pages lack what is pinned below their end, so the stream that returns starts fresh.
      this.#cursor = '';
      this.#listener.state('polling');
    } catch (error) {
      if (!this.#trusted) this.#listener.state('offline', error);
    }
  }

  /** Back from a hidden tab, from the page cache, from no network: catch up soon, but not all readers at once. */
  #wake(): void {
    this.#hiddenAt = Date.now();
    if (this.#unseen || (this.#source && !this.#silent)) return;
    this.#disconnect();
    this.#lost(Math.random() * 1000);
  }
}
