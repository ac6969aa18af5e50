/** As much of EventSource as a stream needs. */
export interface Source {
  readonly readyState: number;
  onerror: ((event: Event) => void) | null;
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;
/** Far above the largest snapshot of 200 items; a line that never ends must not fill the memory. */
const LONGEST_LINE = 8_000_000;
const LONGEST_RETRY = 600_000;

/**
 * An EventSource over fetch: for Node, which has none, and for private channels, whose token travels in a header.
 * It returns by itself after a broken stream, as the browser's does, and gives up after another status.
 */
export class FetchSource implements Source {
  readyState = CONNECTING;
  onerror: ((event: Event) => void) | null = null;
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #closing = new AbortController();
  readonly #events = new EventTarget();
  #lastEventId = '';
  #retry = 3000;
  #returning: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
    void this.#read();
  }

  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void {
    this.#events.addEventListener(name, listener as EventListener);
  }

  close(): void {
    this.readyState = CLOSED;
    this.#closing.abort();
    clearTimeout(this.#returning);
  }

  async #read(): Promise<void> {
    const { signal } = this.#closing;
    let refused = false;
    try {
      const response = await fetch(this.#url, {
        headers: {
          ...this.#headers,
          Accept: 'text/event-stream',
          ...(this.#lastEventId && { 'Last-Event-ID': this.#lastEventId }),
        },
        cache: 'no-store',
        credentials: 'omit',
        signal,
      });
      refused = !response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream');
      if (refused) await response.body?.cancel();
      else await this.#hear(response.body!);
    } catch {
      // Refused, cut off or closed by us: what follows says which.
    }
    if (signal.aborted) return;
    this.readyState = refused ? CLOSED : CONNECTING;
    if (!refused) this.#returning = setTimeout(() => void this.#read(), this.#retry);
    this.onerror?.(new Event('error'));
  }

  async #hear(body: ReadableStream<Uint8Array>): Promise<void> {
    this.readyState = OPEN;
    const decoder = new TextDecoder();
    const reader = body.getReader();
    const event = { name: '', data: [] as string[] };
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      if (text.length > LONGEST_LINE) return void reader.cancel();
      // A carriage return at the end may be half of a line's end.
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop()!;
      for (const line of lines) this.#take(line, event);
    }
  }

  #take(line: string, event: { name: string; data: string[] }): void {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
    if (line === '') {
      if (event.data.length) this.#tell(event.name, event.data.join('\n'));
      event.name = '';
      event.data = [];
    } else if (field === 'data') event.data.push(value!);
    else if (field === 'event') event.name = value!;
    else if (field === 'id') this.#lastEventId = value!;
    else if (field === 'retry' && /^\d+$/.test(value!)) this.#retry = Math.min(Number(value), LONGEST_RETRY);
  }

  #tell(name: string, data: string): void {
    if (this.readyState === CLOSED) return;
    this.#events.dispatchEvent(new MessageEvent(name || 'message', { data, lastEventId: this.#lastEventId }));
  }
}
