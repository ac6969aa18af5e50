import type { Item } from '../wire.ts';
import { optional } from './api.ts';

/** Of an item's newest entry: handed to the kernel for `told` of `of` readers; milliseconds from its commit (docs/desk.md). */
export interface Receipt {
  readonly version: number;
  readonly told: number;
  readonly of: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** After this long a receipt does not grow any more: who has it by then has it. */
const SETTLED = 30_000;

interface Known {
  readonly version: number;
  readonly since: number;
  receipt?: Receipt | undefined;
}

/** What the server counted, for the items in sight; asked again as long as it may still grow. */
export class Receipts {
  #known = new Map<string, Known>();

  of({ id, version }: Item): Receipt | undefined {
    const receipt = this.#known.get(id)?.receipt;
    return receipt?.version === version ? receipt : undefined;
  }

  async look(items: readonly Item[], now = Date.now()): Promise<void> {
    const known = ({ id, version }: Item) => {
      const before = this.#known.get(id);
      return before?.version === version ? before : { version, since: now };
    };
    this.#known = new Map(items.map((item) => [item.id, known(item)]));
    const growing = items.filter(({ id }) => now - this.#known.get(id)!.since < SETTLED).slice(0, 100);
    const channels = [...new Set(growing.map(({ channel }) => channel))];
    await Promise.all(channels.map(async (channel) => {
      const ids = growing.filter((item) => item.channel === channel).map(({ id }) => id);
      const answer = await optional(`/v1/desk/receipts?channel=${channel}&items=${ids}`);
      for (const id of ids) {
        const entry = this.#known.get(id);
        if (entry) entry.receipt = answer?.receipts[id] ?? entry.receipt;
      }
    }));
  }
}
