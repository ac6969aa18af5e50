import { setText } from '../dom.ts';
import type { Item } from '../wire.ts';
import { listView, type View } from './view.ts';

/** One item at a time, after the carousel of ARIA's authoring practices. */
export function rotatorView(position: HTMLElement, seconds: number): View {
  const view = listView();
  const { list } = view;
  const { nodes } = view;
  let items: readonly Item[] = [];
  /** The item on show. */
  let at = '';
  /** An item that came in meanwhile is next. */
  let next = '';
  let resting = true;

  const indexOf = (id: string) => items.findIndex((item) => item.id === id);

  function turn(id = ''): void {
    at = id;
    for (const [each, node] of nodes) node.hidden = each !== id;
    setText(position, id && `${indexOf(id) + 1}/${items.length}`);
  }

  function step(by: number): void {
    turn(by > 0 && nodes.has(next) ? next : items.at((indexOf(at) + by) % items.length)?.id);
    next = '';
  }

  const timer = setInterval(() => resting || document.hidden || step(1), seconds * 1000);

  return {
    ...view,
    show(now, telling, fresh) {
      view.show((items = now), telling, fresh);
      next = fresh ?? next;
      turn(nodes.has(at) ? at : items[0]?.id);
    },
    step,
    still(wanted) {
      resting = wanted;
      list.ariaLive = wanted ? 'polite' : 'off';
    },
    end: () => clearInterval(timer),
  };
}
