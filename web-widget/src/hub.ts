import { ItemStore, type Selection } from './items.ts';
import { Stream, type StreamState } from './stream.ts';
import type { Entry, Frame } from './wire.ts';

/** Told after the shared store has changed; without an entry when a snapshot replaced everything. */
export interface Reader {
  changed(entry?: Entry): void;
  stateChanged(): void;
}

/** One connection and one store for all elements of a page that ask for the same thing. */
export interface Hub {
  readonly store: ItemStore;
  readonly state: StreamState;
  /** True once a snapshot has come: from then on the store is the truth. */
  readonly greeted: boolean;
  readonly readers: Set<Reader>;
}

/**
 * On the page's global object, so that two copies of the script share their connections too.
 * Its shape is therefore a contract between versions: change it only together with the `v1`.
 */
const key = Symbol.for('newsline.hubs.v1');
const hubs: Map<string, Hub & { stop(): void }> = ((globalThis as any)[key] ??= new Map());

/** Long enough for a framework to take an element out and put it back. */
const LINGER = 1000;

export function join(url: string, selection: Selection, limit: number, reader: Reader): Hub {
  let hub = hubs.get(url);
  if (!hub) {
    hub = openHub(url, selection, limit);
    hubs.set(url, hub);
  }
  hub.readers.add(reader);
  return hub;
}

export function leave(url: string, reader: Reader): void {
  const hub = hubs.get(url);
  hub?.readers.delete(reader);
  setTimeout(() => {
    if (!hub || hub.readers.size || hubs.get(url) !== hub) return;
    hubs.delete(url);
    hub.stop();
  }, LINGER);
}

function openHub(url: string, selection: Selection, limit: number): Hub & { stop(): void } {
  const readers = new Set<Reader>();
  const store = new ItemStore(selection, limit);
  // One reader's fault is neither the other readers' nor the page's.
  const tell = (what: (reader: Reader) => void) => {
    for (const reader of readers) {
      try {
        what(reader);
      } catch (fault) {
        console.warn('news-line:', fault);
      }
    }
  };
  const hub = { store, readers, state: 'connecting' as StreamState, greeted: false, stop: () => stream.stop() };
  const stream = new Stream(url, {
    frame(frame: Frame) {
      if (frame.type === 'hello' && frame.items) {
        store.replace(frame.items);
        hub.greeted = true;
        tell((reader) => reader.changed());
      } else if (frame.type === 'entry' && store.apply(frame.item)) {
        tell((reader) => reader.changed(frame));
      }
    },
    state(state) {
      // Until the first snapshot there is nothing to return to, so nothing is "re"connecting.
      if (state === 'reconnecting' && !hub.greeted) state = 'connecting';
      if (state === hub.state) return;
      hub.state = state;
      tell((reader) => reader.stateChanged());
    },
  });
  stream.start();
  return hub;
}
