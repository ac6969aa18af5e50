import { setText } from '../dom.ts';
import type { Item } from '../wire.ts';
import type { Telling } from './article.ts';
import { View } from './view.ts';

/** One item at a time, after the carousel of ARIA's authoring practices. */
export class RotatorView extends View {
  readonly #position: HTMLElement;
  readonly #timer: ReturnType<typeof setInterval>;
  #at = '';
  /** An item that came in meanwhile is next. */
  #next: string | undefined;
  #still = true;

  constructor(position: HTMLElement, seconds: number) {
    super();
    this.#position = position;
    this.#timer = setInterval(() => this.#still || document.hidden || this.step(1), seconds * 1000);
  }

  override show(items: readonly Item[], telling: Telling, fresh?: string): void {
    const before = this.#index;
    super.show(items, telling, fresh);
    this.#next = fresh ?? this.#next;
    if (this.#index < 0) this.#turn(Math.min(Math.max(before, 0), items.length - 1));
    else this.#turn(this.#index);
  }

  override step(by: number): void {
    const { length } = this.items;
    const next = this.items.findIndex(({ id }) => by > 0 && id === this.#next);
    this.#next = undefined;
    this.#turn(next < 0 ? (this.#index + by + length) % length : next);
  }

  override still(wanted: boolean): void {
    this.#still = wanted;
    this.list.ariaLive = wanted ? 'polite' : 'off';
  }

  override close(): void {
    clearInterval(this.#timer);
  }

  get #index(): number {
    return this.items.findIndex(({ id }) => id === this.#at);
  }

  #turn(index: number): void {
    this.#at = this.items[index]?.id ?? '';
    for (const [id, { node }] of this.rows) node.hidden = id !== this.#at;
    setText(this.#position, this.#at && `${index + 1}/${this.items.length}`);
  }
}
