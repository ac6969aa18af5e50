import { make } from '../dom.ts';
import type { Item } from '../wire.ts';
import type { Telling } from './article.ts';
import { View } from './view.ts';

/**
 * One line that moves at a constant speed, by the compositor alone: nothing of ours runs per frame.
 *
 * An inert copy follows the list, so that the line has no end. What is new joins at the seam between the two while
 * nobody sees it, and whatever changes, what is at the line's beginning stays where it is.
 */
export class CrawlView extends View {
  readonly #copy = make('ol', { part: 'list copy', ariaHidden: 'true', inert: true });
  override readonly node = make('div', { part: 'track' }, this.list, this.#copy);
  /** Pixels a millisecond. */
  readonly #speed: number;
  readonly #sizes = new ResizeObserver(() => this.#keep());
  #motion: Animation | undefined;
  #still = true;
  #width = 0;
  #joining: ReturnType<typeof setTimeout> | undefined;

  constructor(speed: number) {
    super();
    this.#speed = speed / 1000;
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

  override show(items: readonly Item[], telling: Telling, fresh?: string): void {
    clearTimeout(this.#joining);
    const wait = this.#seamIn();
    const old = items.filter(({ id }) => this.rows.has(id));
    const joins = wait > 0 && old.length > 0 && old.length < items.length;
    if (joins) this.#joining = setTimeout(() => this.show(items, telling, fresh), wait);
    this.#keep(() => {
      super.show(joins ? old : items, telling, fresh);
      this.#copy.replaceChildren(...this.list.cloneNode(true).childNodes);
    });
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

  /** How much of the list has gone by, in pixels. */
  get #offset(): number {
    return this.#motion ? (+this.#motion.currentTime! * this.#speed) % this.#width : Math.abs(this.#box.scrollLeft);
  }

  /** Milliseconds until the seam is out of sight; a line that stands still does not wait for anything. */
  #seamIn(): number {
    const left = this.#width - this.#offset;
    return this.#motion && left < this.#box.clientWidth ? left / this.#speed : 0;
  }

  #keep(change?: () => void): void {
    const side = this.#backwards ? 'right' : 'left';
    const edge = (node: Element) => node.getBoundingClientRect()[side];
    /** A row's distance from the list's beginning. */
    const from = (node: Element) => Math.abs(edge(node) - edge(this.list));
    const at = this.#offset;
    const ahead = [...this.list.children]
      .map((node) => [node, from(node)] as const)
      .filter(([node, start]) => start + node.clientWidth > at);
    change?.();
    this.#width = this.list.getBoundingClientRect().width;
    const [first, start = 0] = ahead.find(([node]) => node.isConnected) ?? [];
    this.#go(at + (first ? from(first) - start : 0));
  }

  /** Standing still, the line can be scrolled by hand. */
  #go(offset: number): void {
    const width = this.#width;
    const sign = this.#backwards ? 1 : -1;
    this.#motion?.cancel();
    this.#motion = undefined;
    const at = width && (offset + width) % width;
    this.#box.scrollLeft = this.#still ? -sign * at : 0;
    if (this.#still || !width) return;
    const timing = { duration: width / this.#speed, iterations: Infinity };
    this.#motion = this.node.animate({ transform: ['none', `translateX(${sign * width}px)`] }, timing);
    this.#motion.currentTime = at / this.#speed;
  }
}
