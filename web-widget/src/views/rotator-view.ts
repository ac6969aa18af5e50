import { setText } from '../dom.ts';
import type { Item } from '../wire.ts';
import { listView, type View } from './view.ts';

/** One item at a time, after the carousel of ARIA's authoring practices. */
export function rotatorView(position: HTMLElement, seconds: number): View {
  const view = listView();
  const { list } = view;
  let items: readonly Item[] = [];
  let at = '';
  /** An item that came in meanwhile is next. */
  let next: string | undefined;
  let resting = true;

  const indexOf = (id: string | undefined) => items.findIndex((item) => item.id === id);

  function turn(index: number): void {
    at = items[index]?.id ?? '';
    for (const [id, node] of view.nodes) node.hidden = id !== at;
    setText(position, at && `${index + 1}/${items.length}`);
  }

  function step(by: number): void {
    const index = by > 0 ? indexOf(next) : -1;
    next = undefined;
    turn(index < 0 ? (indexOf(at) + by + items.length) % items.length : index);
  }

  const timer = setInterval(() => resting || document.hidden || step(1), seconds * 1000);

  return {
    ...view,
    show(now, telling, fresh) {
      const before = indexOf(at);
      view.show((items = now), telling, fresh);
      next = fresh ?? next;
      const index = indexOf(at);
      turn(index < 0 ? Math.min(Math.max(before, 0), items.length - 1) : index);
    },
    step,
    still(wanted) {
      resting = wanted;
      list.ariaLive = wanted ? 'polite' : 'off';
    },
    end: () => clearInterval(timer),
  };
}
