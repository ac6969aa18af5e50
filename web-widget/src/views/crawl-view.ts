import { make } from '../dom.ts';
import { listView, type View } from './view.ts';

/**
 * One line that moves at a constant speed, by the compositor alone: nothing of ours runs per frame.
 *
 * An inert copy follows the list, so that the line has no end. What is new joins at the seam between the two while
 * nobody sees it, and whatever changes, what is at the line's beginning stays where it is.
 */
export function crawlView(pixelsASecond: number): View {
  const view = listView();
  const { list } = view;
  const copy = make('ol', 'list copy', { ariaHidden: 'true', inert: true });
  const node = make('div', 'track', {}, list, copy);
  const speed = pixelsASecond / 1000;
  const sizes = new ResizeObserver(() => keep());
  let motion: Animation | undefined;
  let resting = true;
  let width = 0;
  let joining: ReturnType<typeof setTimeout> | undefined;

  const box = () => node.parentElement!;
  const backwards = () => list.matches(':dir(rtl)');
  const rect = (each: Element) => each.getBoundingClientRect();

  /** How much of the list has gone by, in pixels. */
  const offset = () => (motion ? (+motion.currentTime! * speed) % width : Math.abs(box().scrollLeft));

  function keep(change?: () => void): void {
    const side = backwards() ? 'right' : 'left';
    /** A row's distance from the list's beginning. */
    const from = (row: Element) => Math.abs(rect(row)[side] - rect(list)[side]);
    const at = offset();
    const first = [...list.children].find((row) => from(row) + row.clientWidth > at);
    const start = first && from(first);
    change?.();
    width = rect(list).width;
    go(at + (first?.isConnected ? from(first) - start! : 0));
  }

  /** Standing still, the line can be scrolled by hand. */
  function go(to: number): void {
    const sign = backwards() ? 1 : -1;
    motion?.cancel();
    motion = undefined;
    const at = width && (to + width) % width;
    box().scrollLeft = resting ? -sign * at : 0;
    if (resting || !width) return;
    motion = node.animate({ translate: ['0', `${sign * width}px`] }, { duration: width / speed, iterations: Infinity });
    // A start that is told does not wait for the next frame, which on a busy page would set the line back.
    motion.startTime = +document.timeline.currentTime! - at / speed;
  }

  // The copy cannot be reached in any way; a click on it is meant for the original.
  node.onclick = ({ target, clientX }) => {
    if (target !== node) return;
    const at = [...copy.children].findIndex((row) => rect(row).left <= clientX && clientX < rect(row).right);
    list.children[at]?.querySelector('a')?.click();
  };
  sizes.observe(list);

  const crawl: View = {
    ...view,
    node,
    show(items, telling, fresh) {
      clearTimeout(joining);
      // A line that stands still does not wait until the seam is out of sight.
      const left = width - offset();
      const old = items.filter(({ id }) => view.nodes.has(id));
      const joins = motion && left < box().clientWidth && old.length && old.length < items.length;
      if (joins) joining = setTimeout(() => crawl.show(items, telling, fresh), left / speed);
      keep(() => {
        view.show(joins ? old : items, telling, fresh);
        copy.replaceChildren(...list.cloneNode(true).childNodes);
      });
    },
    still(wanted) {
      if (wanted === resting) return;
      const at = offset();
      resting = wanted;
      go(at);
      list.querySelector(':focus')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    end() {
      clearTimeout(joining);
      sizes.disconnect();
      motion?.cancel();
    },
  };
  return crawl;
}
