import { setText } from '../dom.ts';
import type { Item } from '../wire.ts';
import { View } from './view.ts';

/** One item at a time, after the carousel of ARIA's authoring practices. */
export class RotatorView extends View {
  readonly #position: HTMLElement;
  readonly #timer: ReturnType<typeof setInterval>;
  #items: readonly Item[] = [];
  #at = '';
  /** An item that came in meanwhile is next. */
  #next: string | undefined;
  #still = true;

  constructor(position: HTMLElement, seconds: number) {
    super();
    this.#position = position;
    this.#timer = setInterval(() => this.#still || document.hidden || this.step(1), seconds * 1000);
  }

  override show(items: readonly Item[], fresh?: string): void {
    const before = this.#index;
    super.show(items, fresh);
    this.#items = items;
    this.#next = fresh ?? this.#next;
    if (this.#index < 0) this.#at = items[Math.min(Math.max(before, 0), items.length - 1)]?.id ?? '';
    this.#turn();
  }

  override step(by: number): void {
    const { length } = this.#items;
    const following = this.#items[(this.#index + by + length) % length]?.id ?? '';
    this.#at = by > 0 && this.rows.has(this.#next!) ? this.#next! : following;
    this.#next = undefined;
    this.#turn();
  }

  override still(wanted: boolean): void {
    this.#still = wanted;
    this.list.ariaLive = wanted ? 'polite' : 'off';
  }

  override close(): void {
    clearInterval(this.#timer);
  }

  get #index(): number {
    return this.#items.findIndex(({ id }) => id === this.#at);
  }

  #turn(): void {
    for (const [id, { node }] of this.rows) node.hidden = id !== this.#at;
    setText(this.#position, this.#at && `${this.#index + 1}/${this.#items.length}`);
  }
}
