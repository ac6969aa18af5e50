import { get } from './channels.ts';
import { itemStore, newestFirst, union, type ItemStore, type Selection } from './items.ts';
import { MOST_ITEMS, MOST_WORDS, streamAddress } from './selection.ts';
import { openStream, type Stream, type StreamState } from './stream.ts';
import { parseFrame, parseItems, type Entry, type Frame, type Hello, type Snapshot } from './wire.ts';

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

/** A reader, and what it holds of the shared connection. */
export interface Line extends Reader {
  readonly hub: Hub;
  readonly store: ItemStore;
  /** True once a snapshot has come: from then on the store is the truth. */
  greeted: boolean;
  /** Its own snapshot, on its way. */
  filling?: EventSource | undefined;
  leave(): void;
}

/** One connection to one server: the union of what the page's elements ask for, dealt out to them. */
export interface Hub {
  readonly server: string;
  state: StreamState;
  /** When the server last said anything. */
  heardAt?: Date;
  /** The server's clock minus ours, in milliseconds. */
  skew: number;
  fits(reader: Reader): boolean;
  seat(reader: Reader): Line;
  /** Starts anew with all that is asked for now. */
  reread(): void;
}

/** Long enough for a framework to take an element out and put it back. */
const LINGER = 1000;

const hubs = new Set<Hub>();

/** Reads a selection's newest items over a connection shared with the page's other readers of the server. */
export function join(server: string, reader: Reader): Line {
  const hub = [...hubs].find((each) => each.server === server && each.fits(reader)) ?? openHub(server);
  hubs.add(hub);
  return hub.seat(reader);
}

function openHub(server: string): Hub {
  const lines = new Set<Line>();
  let read = union([]);
  let limit = 0;
  let stream: Stream | undefined;
  let greeted = false;
  let late = false;
  let opening: ReturnType<typeof setTimeout> | undefined;

  const wanted = (...more: Reader[]) => union([...lines, ...more].map(({ selection }) => selection));
  const addressOf = (selection: Selection) => streamAddress(server, selection, limit);

  const hub: Hub = {
    server,
    state: 'connecting',
    skew: 0,
    fits: (reader) => wanted(reader).channels.length <= MOST_WORDS,
    seat(reader) {
      const line: Line = {
        ...reader,
        hub,
        store: itemStore(reader.selection, reader.limit),
        greeted: false,
        leave() {
          line.filling?.close();
          lines.delete(line);
          // Perhaps what this reader asked for is the very reason that nobody is served.
          if (!greeted) hub.reread();
          setTimeout(() => {
            if (lines.size) return;
            hubs.delete(hub);
            stream?.stop();
          }, LINGER);
        },
      };
      lines.add(line);
      if (!limit || addressOf(union([read, reader.selection])) !== addressOf(read)) hub.reread();
      else if (greeted) fill(line);
      return line;
    },
    reread() {
      clearTimeout(opening);
      // In a moment: the elements of a page come one after the other.
      opening = setTimeout(() => {
        opening = undefined;
        if (!lines.size) return;
        read = wanted();
        limit = Math.min(MOST_ITEMS, [...lines].reduce((sum, line) => sum + line.limit, 0));
        greeted = false;
        if (stream) return stream.read(addressOf(read));
        stream = openStream(addressOf(read), {
          told: hear,
          turned: turn,
          pages,
          keeps: () => [...lines].some((line) => line.keeps),
        });
      });
    },
  };
  return hub;

  function turn(state: StreamState, error?: unknown): void {
    if (state === hub.state && !error) return;
    hub.state = state;
    for (const line of lines) line.stateChanged(error);
  }

  function hear(frame: Frame | Snapshot): void {
    hub.heardAt = new Date();
    if (frame.type === 'entry') {
      for (const line of lines) {
        if (!line.store.apply(frame.item)) continue;
        line.changed(frame, late);
        if (line.store.short()) fill(line);
      }
    } else {
      const { at, verdict } = frame as Hello;
      hub.skew = Date.parse(at!) - +hub.heardAt || hub.skew;
      // What is replayed after a resume ends with a heartbeat.
      late = verdict === 'resumed';
      if (frame.type === 'hello') greet(frame);
    }
  }

  function greet({ items, cursor }: Hello | Snapshot): void {
    // Not everybody who reads by now was asked for: another greeting follows.
    if (opening) return;
    greeted = cursor !== '';
    for (const line of lines) {
      if (items) line.store.take(items, limit, true);
      if (greeted && (line.store.short() || !(items || line.greeted))) fill(line);
      else if (items) renew(line);
    }
  }

  function renew(line: Line): void {
    line.filling?.close();
    line.greeted = true;
    line.changed();
  }

  /** A snapshot of its own, where the shared one does not reach down far enough; the shared stream goes on meanwhile. */
  function fill(line: Line): void {
    line.filling?.close();
    const { selection, limit: most } = line;
    const source = (line.filling = new EventSource(streamAddress(server, selection, most)));
    const done = ({ data }: { data?: string }) => {
      const frame = parseFrame(data!) as Hello | undefined;
      if (frame?.items) line.store.take(frame.items, most);
      renew(line);
    };
    source.addEventListener('hello', done);
    // Whatever else it says, it ends.
    source.onerror = done as () => void;
  }

  /** The channels' pages as one snapshot. */
  async function pages(): Promise<Snapshot> {
    const items = await Promise.all(
      read.channels.map(async (channel) => parseItems((await get(`${server}/v1/channels/${channel}/items?limit=${limit}`)).items)),
    );
    return { type: 'hello', cursor: '', items: items.flat().sort(newestFirst).slice(0, limit) };
  }
}
