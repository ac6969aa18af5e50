import { ItemStore, newestFirst, union, type Selection } from './items.ts';
import { MOST_CHANNELS, MOST_ITEMS, streamAddress } from './selection.ts';
import { Stream, type StreamState } from './stream.ts';
import { parseFrame, parseItems, type Entry, type Frame, type Hello } from './wire.ts';

export interface Reader {
  readonly selection: Selection;
  readonly limit: number;
  /** Wants the stream also while the page is hidden. */
  readonly keeps?: boolean;
  /**
   * Told after the store has changed; without an entry when a snapshot replaced everything. `late` entries happened
   * while nobody listened.
   */
  changed(entry?: Entry, late?: boolean): void;
  stateChanged(error?: unknown): void;
}

/** What one reader holds of the shared connection. */
export class Line {
  readonly hub: Hub;
  readonly reader: Reader;
  readonly store: ItemStore;
  /** True once a snapshot has come: from then on the store is the truth. */
  greeted = false;
  #filling: EventSource | undefined;

  constructor(hub: Hub, reader: Reader) {
    this.hub = hub;
    this.reader = reader;
    this.store = new ItemStore(reader.selection, reader.limit);
  }

  renew(): void {
    this.stopFilling();
    this.greeted = true;
    this.reader.changed();
  }

  /** Its own snapshot, where the shared one does not reach down far enough; the shared stream goes on meanwhile. */
  fill(): void {
    this.stopFilling();
    const { selection, limit } = this.reader;
    const source = (this.#filling = new EventSource(streamAddress(this.hub.server, selection, limit)));
    const done = ({ data }: { data?: string }) => {
      source.close();
      if (source !== this.#filling) return;
      const frame = parseFrame(data!);
      if (frame?.type === 'hello' && frame.items) this.store.fill(frame.items, frame.items[limit - 1]);
      this.renew();
    };
    for (const name of ['hello', 'drain', 'error']) source.addEventListener(name, done);
  }

  stopFilling(): void {
    this.#filling?.close();
    this.#filling = undefined;
  }
}

/** Long enough for a framework to take an element out and put it back. */
const LINGER = 1000;

const hubs = new Set<Hub>();

/** Reads a selection's newest items over a connection shared with the page's other readers of the server. */
export function join(server: string, reader: Reader): Line {
  let hub = [...hubs].find((each) => each.server === server && each.fits(reader.selection));
  if (!hub) hubs.add((hub = new Hub(server)));
  return hub.join(reader);
}

/** One connection to one server: the union of what the page's elements ask for, dealt out to them. */
export class Hub {
  readonly server: string;
  state: StreamState = 'connecting';
  /** When the server last said anything. */
  heardAt = 0;
  /** The server's clock minus ours, in milliseconds. */
  skew = 0;
  readonly #lines = new Set<Line>();
  #read = union([]);
  #limit = 0;
  #stream: Stream | undefined;
  #greeted = false;
  #late = false;
  #opening: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string) {
    this.server = server;
  }

  fits = (selection: Selection): boolean => this.#with(selection).channels.length <= MOST_CHANNELS;

  join(reader: Reader): Line {
    const line = new Line(this, reader);
    this.#lines.add(line);
    const address = (selection: Selection) => streamAddress('', selection, 0);
    if (!this.#limit || address(union([this.#read, reader.selection])) !== address(this.#read)) this.reread();
    else if (this.#greeted) line.fill();
    return line;
  }

  leave(line: Line): void {
    line.stopFilling();
    this.#lines.delete(line);
    // Perhaps what this reader asked for is the very reason that nobody is served.
    if (!this.#greeted) this.reread();
    setTimeout(() => {
      if (this.#lines.size) return;
      hubs.delete(this);
      this.#stream?.stop();
    }, LINGER);
  }

  /** Starts anew with all that is asked for now. In a moment: the elements of a page come one after the other. */
  reread(): void {
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => {
      if (!this.#lines.size) return;
      this.#read = this.#with();
      this.#limit = 0;
      for (const { reader } of this.#lines) this.#limit = Math.min(MOST_ITEMS, this.#limit + reader.limit);
      this.#greeted = false;
      const url = streamAddress(this.server, this.#read, this.#limit);
      if (this.#stream) return this.#stream.read(url);
      this.#stream = new Stream(url, {
        frame: (frame) => this.#hear(frame),
        state: (state, error) => this.#turn(state, error),
        pages: () => this.#pages(),
        keeps: () => [...this.#lines].some(({ reader }) => reader.keeps),
      });
      this.#stream.start();
    });
  }

  #with(...selections: Selection[]): Selection {
    for (const { reader } of this.#lines) selections.push(reader.selection);
    return union(selections);
  }

  // One reader's fault is neither the other readers' nor the page's.
  #each(what: (line: Line) => void): void {
    for (const line of this.#lines) {
      try {
        what(line);
      } catch (fault) {
        console.warn('news-line:', fault);
      }
    }
  }

  #turn(state: StreamState, error?: unknown): void {
    if (state === this.state && !error) return;
    this.state = state;
    this.#each(({ reader }) => reader.stateChanged(error));
  }

  #hear(frame: Frame): void {
    this.heardAt = Date.now();
    if (frame.type === 'entry') {
      this.#each((line) => {
        if (!line.store.apply(frame.item)) return;
        line.reader.changed(frame, this.#late);
        if (line.store.short) line.fill();
      });
    } else if (frame.type !== 'drain') {
      this.skew = Date.parse(frame.at!) - this.heardAt || this.skew;
      this.#late = frame.type === 'hello' && frame.verdict === 'resumed';
      if (frame.type === 'hello') this.#greet(frame);
    }
  }

  #greet({ items, cursor }: Hello): void {
    this.#greeted = cursor !== '';
    this.#each((line) => {
      if (items) line.store.replace(items, items[this.#limit - 1]);
      if (this.#greeted && (line.store.short || !(items || line.greeted))) line.fill();
      else if (items) line.renew();
    });
  }

  /** The channels' pages as one snapshot. The browser keeps their ETags and asks whether they still hold. */
  async #pages(): Promise<Hello> {
    const pages = await Promise.all(
      this.#read.channels.map(async (channel) => {
        const address = `${this.server}/v1/channels/${channel}/items?limit=${this.#limit}`;
        const response = await fetch(address, { credentials: 'omit', cache: 'no-cache' });
        if (!response.ok) throw new Error(`${address} answered ${response.status}`);
        return parseItems((await response.json()).items);
      }),
    );
    return { type: 'hello', cursor: '', verdict: 'reset', items: pages.flat().sort(newestFirst).slice(0, this.#limit) };
  }
}
