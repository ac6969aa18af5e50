import { blank, isBlank, type Copy } from './copy.ts';
import type { Task } from './task.ts';

/** What an editor was writing, and where. */
export interface Kept {
  readonly channel: string;
  readonly copy: Copy;
  /** UTC; empty: at once. */
  readonly dueAt: string;
}

/** What an editor was making of something that is there already. */
export interface Unsaved {
  readonly task: Task;
  readonly mine: Copy;
  readonly advisory: string;
  /** UTC; empty: none. */
  readonly dueAt: string;
}

/** Nobody leaves more than this lying about. */
const MOST = 20;

/** One person's drafts in this browser, kept at every key. A browser that keeps nothing costs the draft, and no more. */
export class Drafts {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly #name: string;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, person: string) {
    this.#storage = storage;
    this.#name = `newsline-draft-${person}`;
  }

  read(): Kept | undefined {
    const kept = this.#read(this.#name);
    if (typeof kept?.copy?.headline !== 'string') return undefined;
    const copy: Copy = { ...blank, ...kept.copy };
    return isBlank(copy) ? undefined : { channel: String(kept.channel), copy, dueAt: String(kept.dueAt ?? '') };
  }

  write(kept: Kept): void {
    if (isBlank(kept.copy)) this.#write(this.#name, undefined);
    else this.#write(this.#name, kept);
  }

  /** What came back: taken back while the next one was being written, or refused by the server. */
  get returned(): readonly Kept[] {
    const all = this.#read(`${this.#name}-returned`);
    return Array.isArray(all) ? all.filter((kept) => kept?.copy?.headline) : [];
  }

  set returned(all: readonly Kept[]) {
    this.#write(`${this.#name}-returned`, all.length ? all.slice(0, MOST) : undefined);
  }

  /** By the key of their task, newest first. */
  get unsaved(): readonly (readonly [key: string, Unsaved])[] {
    const all = this.#read(`${this.#name}-unsaved`);
    return Array.isArray(all) ? all.filter((each) => typeof each?.[1]?.mine?.headline === 'string') : [];
  }

  /** Keeps it, or, where there is nothing, forgets it. */
  keep(key: string, unsaved?: Unsaved): void {
    const others = this.unsaved.filter(([name]) => name !== key);
    const all = unsaved ? [[key, unsaved], ...others] : others;
    this.#write(`${this.#name}-unsaved`, all.length ? all.slice(0, MOST) : undefined);
  }

  forget(): void {
    this.#write(this.#name, undefined);
    this.#write(`${this.#name}-unsaved`, undefined);
    this.returned = [];
  }

  #read(name: string): any {
    try {
      return JSON.parse(this.#storage.getItem(name) ?? 'null');
    } catch {
      return undefined;
    }
  }

  #write(name: string, value: unknown): void {
    try {
      if (value === undefined) this.#storage.removeItem(name);
      else this.#storage.setItem(name, JSON.stringify(value));
    } catch {
      // Full, or forbidden by the browser's owner.
    }
  }
}
