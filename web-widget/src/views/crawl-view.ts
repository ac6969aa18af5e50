import { make } from '../dom.ts';
import type { Item } from '../wire.ts';
import { View } from './view.ts';

/**
 * One line that moves at a constant speed, by the compositor alone: nothing of ours runs per frame.
 *
 * An inert copy follows the list, so that the line has no end. What is new joins at the seam between the two while
 * nobody sees it, and whatever changes, what is at the line's beginning stays where it is.
 */
export class CrawlView extends View {
  readonly #copy = make('ol', 'list copy');
  readonly #speed: number;
  readonly #sizes = new ResizeObserver(() => this.#measured() === this.#width || this.#keep(() => {}));
  #motion: Animation | undefined;
  #still = true;
  #width = 0;
  #joining: ReturnType<typeof setTimeout> | undefined;

  /** Pixels a second. */
  constructor(speed: number) {
    super();
    this.#speed = speed;
    this.#copy.ariaHidden = 'true';
    this.#copy.inert = true;
    this.node = make('div', 'track', this.list, this.#copy);
    // The copy cannot be reached in any way; a click on it is meant for the original.
    this.node.onclick = ({ target, clientX }) => {
      if (target !== this.node) return;
      const at = [...this.#copy.children].findIndex((node) => {
        const { left, right } = node.getBoundingClientRect();
        return left <= clientX && clientX < right;
      });
      this.list.children[at]?.querySelector('a')?.click();
    };
    this.#sizes.observe(this.list);
  }

  override show(items: readonly Item[], fresh?: string): void {
    clearTimeout(this.#joining);
    const wait = this.#seamIn();
    const [old, all] = [items.filter(({ id }) => this.rows.has(id)), items];
    if (wait && old.length && old.length < all.length) {
      items = old;
      this.#joining = setTimeout(() => this.show(all, fresh), wait);
    }
    this.#keep(() => super.show(items, fresh));
  }

  override tick(): void {
    super.tick();
    this.#copy.replaceChildren(...[...this.list.children].map((node) => node.cloneNode(true)));
  }

  override still(wanted: boolean): void {
    if (wanted === this.#still) return;
    const at = this.#offset;
    this.#still = wanted;
    this.#go(at);
    this.list.querySelector(':focus')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  override close(): void {
    clearTimeout(this.#joining);
    this.#sizes.disconnect();
    this.#motion?.cancel();
  }

  get #box(): HTMLElement {
    return this.node.parentElement!;
  }

  get #backwards(): boolean {
    return getComputedStyle(this.list).direction === 'rtl';
  }

  #measured(): number {
    return this.list.getBoundingClientRect().width;
  }

  /** How much of the list has gone by, in pixels. */
  get #offset(): number {
    if (!this.#motion) return Math.abs(this.#box.scrollLeft);
    return (Number(this.#motion.currentTime) * this.#speed) / 1000 % this.#width;
  }

  /** Milliseconds until the seam is out of sight; a line that stands still does not wait for anything. */
  #seamIn(): number {
    const left = this.#width - this.#offset;
    return !this.#motion || left >= this.#box.clientWidth ? 0 : (left / this.#speed) * 1000;
  }

  #keep(change: () => void): void {
    const places = this.#places();
    const at = this.#offset;
    const ahead = places.filter(([, from, width]) => from + width > at);
    change();
    this.#width = this.#measured();
    const now = new Map(this.#places().map(([node, from]) => [node, from]));
    const first = ahead.find(([node]) => now.has(node));
    const moved = first ? now.get(first[0])! - first[1] : 0;
    this.#go(this.#width && (at + moved + this.#width) % this.#width);
  }

  #places(): (readonly [node: Element, from: number, width: number])[] {
    const back = this.#backwards;
    return ([...this.list.children] as HTMLElement[]).map((node) => {
      const { offsetLeft, offsetWidth } = node;
      return [node, back ? this.list.offsetWidth - offsetLeft - offsetWidth : offsetLeft, offsetWidth] as const;
    });
  }

  /** Standing still, the line can be scrolled by hand. */
  #go(at: number): void {
    const sign = this.#backwards ? 1 : -1;
    this.#motion?.cancel();
    this.#motion = undefined;
    this.#box.scrollLeft = this.#still ? -sign * at : 0;
    if (this.#still || !this.#width) return;
    const timing = { duration: (this.#width / this.#speed) * 1000, iterations: Infinity };
    this.#motion = this.node.animate({ transform: ['none', `translateX(${sign * this.#width}px)`] }, timing);
    this.#motion.currentTime = (at / this.#speed) * 1000;
  }
}
