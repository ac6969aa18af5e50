import type { Item, Kind } from '../../src/wire.ts';

interface Entry {
  readonly type: 'entry';
  readonly cursor: string;
  readonly kind: Kind;
  readonly channel: string;
  readonly at: string;
  readonly item: Item;
}

export interface Told {
  readonly entry: Entry;
  readonly before: Item | undefined;
  readonly after: Item;
}

export type Draft = Partial<Item> & { headline: string };

/** The protocol's writing side in small: positions without gaps, versions that only grow, a minute between entries. */
export class Journal {
  epoch = 'k3f9';
  position = 0;
  /** Entries at or below this position are no longer kept. */
  forgotten = 0;
  follow: (told: Told) => void = () => {};
  #items = new Map<string, Item>();
  #entries: Told[] = [];
  #minutes = 0;

  get cursor(): string {
    return `${this.epoch}-${this.position}`;
  }

  publish(draft: Draft): Item {
    const publishedAt = this.#now();
    const id = `0193-${String(this.#items.size + 1).padStart(6, '0')}`;
    return this.#write('published', {
      id,
      channel: 'main',
      version: 1,
      pubStatus: 'usable',
      urgency: 'routine',
      language: 'en',
      publishedAt,
      updatedAt: publishedAt,
      ...draft,
    });
  }

  correct(id: string, change: Partial<Item>): Item {
    const item = this.#items.get(id)!;
    return this.#write(change.advisory ? 'corrected' : 'updated', { ...item, ...change, version: item.version + 1 });
  }

  item = (id: string): Item | undefined => this.#items.get(id);
  withheld = (channel: string): Item[] =>
    [...this.#items.values()].filter((item) => item.pubStatus === 'withheld' && item.channel === channel);

  /** Each with the text it had then, oldest first. */
  told = (): readonly Told[] => this.#entries;
  all = (): Item[] => [...this.#items.values()];

  withhold = (id: string) => this.#step(id, 'withheld', 'withheld');
  release = (id: string) => this.#step(id, 'released', 'usable');
  kill = (id: string) => this.#step(id, 'killed', 'canceled');

  snapshot(channels: readonly string[], limit: number): Item[] {
    const usable = [...this.#items.values()]
      .filter((item) => item.pubStatus === 'usable' && channels.includes(item.channel))
      .sort((a, b) => (a.publishedAt + a.id < b.publishedAt + b.id ? 1 : -1));
    return usable.filter((item, index) => index < limit || item.pinned);
  }

  /** Late entries keep position, kind and version, but never tell the text of what is not usable now. */
  after(position: number, channels: readonly string[]): Entry[] {
    return this.#entries
      .filter(({ entry }) => Number(entry.cursor.split('-')[1]) > position && channels.includes(entry.channel))
      .map(({ entry }) => {
        const today = this.#items.get(entry.item.id)!;
        return today.pubStatus === 'usable'
          ? entry
          : { ...entry, item: withoutText({ ...entry.item, pubStatus: today.pubStatus }) };
      });
  }

  forgetAll(): void {
    this.forgotten = this.position;
    this.#entries = [];
  }

  /** A restore: another life, that knows nothing of the items of this one. */
  rewind(epoch: string): void {
    this.epoch = epoch;
    this.#items.clear();
    this.forgetAll();
    this.forgotten = 0;
    this.position = 0;
  }

  #step(id: string, kind: Kind, pubStatus: Item['pubStatus']): Item {
    const item = this.#items.get(id)!;
    const advisory = kind === 'released' ? {} : { advisory: 'Taken off the line' };
    return this.#write(kind, { ...item, ...advisory, pubStatus, version: item.version + 1 });
  }

  #write(kind: Kind, item: Item): Item {
    const before = this.#items.get(item.id);
    this.#items.set(item.id, item);
    this.position += 1;
    const told = item.pubStatus === 'usable' ? item : withoutText(item);
    const at = this.#now();
    const entry: Entry = { type: 'entry', cursor: this.cursor, kind, channel: item.channel, at, item: told };
    this.#entries.push({ entry, before, after: item });
    this.follow({ entry, before, after: item });
    return item;
  }

  #now(): string {
    this.#minutes += 1;
    return new Date(Date.UTC(2026, 10, 23, 20, this.#minutes)).toISOString();
  }
}

function withoutText({ id, channel, version, pubStatus, advisory, publishedAt }: Item): Item {
  return { id, channel, version, pubStatus, publishedAt, ...(advisory && { advisory }) };
}
