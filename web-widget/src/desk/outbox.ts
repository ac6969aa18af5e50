import type { Copy } from './copy.ts';

/** One attempt to post. Its key makes any number of sendings one post (protocol.md, "Publishing"). */
export interface Letter {
  readonly key: string;
  readonly person: string;
  readonly path: string;
  readonly body: unknown;
  /** Epoch milliseconds: when the editor posted it. */
  readonly at: number;
  /** To give it back where the server refuses it. */
  readonly channel: string;
  readonly copy: Copy;
  readonly dueAt: string;
}

/** Where letters lie until an answer has come. */
export interface Shelf {
  all(): Promise<Letter[]>;
  put(letter: Letter): Promise<void>;
  remove(key: string): Promise<void>;
}

/** News that has waited longer than this may not be news: the editor is asked. */
export const TOO_OLD = 120_000;

/** Every post goes out through here: on the shelf first, off it when the server has answered. */
export class Outbox {
  readonly #shelf: Shelf;
  /** True: settled, whatever the answer. False: no answer yet. */
  readonly #send: (letter: Letter) => Promise<boolean>;
  readonly #changed: () => void;
  readonly #now: () => number;
  readonly #wanted = new Set<string>();
  #running: Promise<void> = Promise.resolve();
  /** Those that wait, oldest first. */
  letters: readonly Letter[] = [];

  constructor(shelf: Shelf, send: (letter: Letter) => Promise<boolean>, changed = () => {}, now = Date.now) {
    this.#shelf = shelf;
    this.#send = send;
    this.#changed = changed;
    this.#now = now;
  }

  /** Those that nobody has said about whether they shall still be sent. */
  get doubtful(): readonly Letter[] {
    return this.letters.filter((letter) => this.#doubtful(letter));
  }

  async post(letter: Letter): Promise<void> {
    await this.#shelf.put(letter);
    return this.flush(letter.person);
  }

  /** Sends what may be sent, one after the other: order is the editor's. */
  flush(person: string): Promise<void> {
    return (this.#running = this.#running.then(() => this.#flush(person)));
  }

  async #flush(person: string): Promise<void> {
    await this.#look(person);
    for (const letter of this.letters) {
      if (this.#doubtful(letter)) continue;
      // What comes after it waits as well: the server is away.
      if (!(await this.#send(letter))) break;
      await this.#shelf.remove(letter.key);
    }
    await this.#look(person);
  }

  async #look(person: string): Promise<void> {
    this.letters = (await this.#shelf.all()).filter((letter) => letter.person === person).sort((a, b) => a.at - b.at);
    this.#changed();
  }

  /** It is still news. */
  want(letter: Letter): Promise<void> {
    this.#wanted.add(letter.key);
    return this.flush(letter.person);
  }

  async drop(letter: Letter): Promise<void> {
    await this.#shelf.remove(letter.key);
    return this.#look(letter.person);
  }

  /** Nothing of the person's stays on this machine. */
  async forget(person: string): Promise<void> {
    const own = (await this.#shelf.all()).filter((letter) => letter.person === person);
    await Promise.all(own.map(({ key }) => this.#shelf.remove(key)));
  }

  #doubtful({ key, at }: Letter): boolean {
    return this.#now() - at > TOO_OLD && !this.#wanted.has(key);
  }
}

/** For as long as the page lives: where a browser has no IndexedDB for us. */
export function memoryShelf(): Shelf {
  const letters = new Map<string, Letter>();
  return {
    all: async () => [...letters.values()],
    put: async (letter) => void letters.set(letter.key, letter),
    remove: async (key) => void letters.delete(key),
  };
}

/** IndexedDB: survives the tab, the browser and the machine's restart. */
export async function lastingShelf(): Promise<Shelf> {
  try {
    const opening = indexedDB.open('newsline-desk', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
    const database = await done(opening);
    const store = (mode: IDBTransactionMode) => database.transaction('outbox', mode).objectStore('outbox');
    return {
      all: () => done(store('readonly').getAll()),
      put: async (letter) => void (await done(store('readwrite').put(letter))),
      remove: async (key) => void (await done(store('readwrite').delete(key))),
    };
  } catch {
    return memoryShelf();
  }
}

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
