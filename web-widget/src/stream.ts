import { parseFrame, type Frame } from './wire.ts';

export type StreamState = 'connecting' | 'live' | 'stale' | 'reconnecting' | 'offline';

export interface StreamListener {
  frame(frame: Frame): void;
  state(state: StreamState): void;
}

/** Three missed heartbeats: the line is dead whatever the browser believes (sleep, mobile networks). */
const SILENCE = 45_000;
/** A tab nobody looks at costs the server nothing after this. */
const HIDDEN = 30_000;
/** A stream that lived this long ends a row of failures. */
const HEALTHY = 30_000;
const LONGEST_WAIT = 60_000;
const LONGEST_DRAIN = 600_000;

/**
 * One selection's stream over the browser's own EventSource, resumed by cursor.
 *
 * The first break of a good stream is left to the browser: it waits the server's `retry:` (which scripts cannot
 * read, and which spreads the readers of a lost node) and sends Last-Event-ID. Every other return is ours: a browser
 * never comes back after an HTTP error, and comes back without any back-off from a refused connection.
 */
export class Stream {
  readonly #url: string;
  readonly #listener: StreamListener;
  #source: EventSource | undefined;
  #listening: AbortController | undefined;
  #cursor = '';
  #greetedAt = 0;
  #heardAt = 0;
  #trusted = false;
  #failures = 0;
  #notBefore = 0;
  #nextOpen: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, listener: StreamListener) {
    this.#url = url;
    this.#listener = listener;
  }

  start(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#visibilityChanged(), { signal });
    // pagehide, never unload: unload would keep the host's page out of the back/forward cache.
    addEventListener('pagehide', () => this.#disconnect(), { signal });
    addEventListener('pageshow', () => this.#wake(), { signal });
    addEventListener('online', () => this.#wake(), { signal });
    addEventListener('offline', () => this.#listener.state('offline'), { signal });
    this.#open();
    this.#visibilityChanged();
  }

  stop(): void {
    this.#listening?.abort();
    clearTimeout(this.#hiding);
    this.#disconnect();
  }

  #open(): void {
    this.#disconnect();
    const url = this.#cursor ? `${this.#url}&after=${encodeURIComponent(this.#cursor)}` : this.#url;
    const source = (this.#source = new EventSource(url));
    const hear = (event: MessageEvent<string>) => source === this.#source && this.#hear(event.data);
    source.onmessage = hear;
    for (const name of ['hello', 'heartbeat', 'drain']) source.addEventListener(name, hear);
    source.onerror = () => source === this.#source && this.#broken(source);
    this.#expectSound();
  }

  #disconnect(): void {
    clearTimeout(this.#nextOpen);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
    this.#trusted = false;
  }

  #hear(text: string): void {
    this.#heardAt = Date.now();
    this.#expectSound();
    const frame = parseFrame(text);
    if (!frame) return;
    this.#listener.frame(frame);
    this.#trusted ||= frame.type === 'hello';
    // A cursor says "I have seen everything up to here": true only once the frame was taken in, and never of the
    // drain of a stream that was not served at all.
    if (this.#trusted) this.#cursor = frame.cursor ?? this.#cursor;
    if (frame.type === 'drain') {
      const retry = Math.min(Math.max(frame.retry, 0), LONGEST_DRAIN);
      this.#notBefore = Date.now() + retry;
      this.#disconnect();
      this.#listener.state('reconnecting');
      this.#openIn(retry);
    } else if (frame.type !== 'entry') {
      if (frame.type === 'hello') this.#greetedAt = Date.now();
      this.#listener.state(frame.stale ? 'stale' : 'live');
    }
  }

  #broken(source: EventSource): void {
    const browserReturns = this.#trusted && source.readyState === EventSource.CONNECTING;
    if (this.#greetedAt && Date.now() - this.#greetedAt >= HEALTHY) this.#failures = 0;
    this.#greetedAt = 0;
    this.#trusted = false;
    if (browserReturns) {
      this.#listener.state(navigator.onLine ? 'reconnecting' : 'offline');
      return;
    }
    this.#disconnect();
    // Full jitter: a thousand readers thrown out together must not come back together.
    this.#openIn(Math.random() * Math.min(LONGEST_WAIT, 1000 * 2 ** this.#failures));
    this.#failures += 1;
    this.#listener.state(navigator.onLine && this.#failures < 4 ? 'reconnecting' : 'offline');
  }

  #openIn(delay: number): void {
    clearTimeout(this.#nextOpen);
    this.#nextOpen = setTimeout(() => this.#open(), Math.max(delay, this.#notBefore - Date.now()));
  }

  #expectSound(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#disconnect();
      this.#listener.state('reconnecting');
      this.#openIn(Math.random() * 1000);
    }, SILENCE);
  }

  #visibilityChanged(): void {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#disconnect(), HIDDEN);
    else this.#wake();
  }

  /** Back from a hidden tab, from the page cache, from no network: catch up soon, but not all readers at once. */
  #wake(): void {
    if (document.hidden) return;
    const silent = this.#heardAt > 0 && Date.now() - this.#heardAt > SILENCE;
    if (this.#source && !silent) return;
    this.#disconnect();
    this.#listener.state('reconnecting');
    this.#openIn(Math.random() * 1000);
  }
}
