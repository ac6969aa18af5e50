import { make } from './dom.ts';

type Part =
  | 'frame' | 'heading' | 'pause' | 'previous' | 'next' | 'position' | 'dismiss' | 'state' | 'pending' | 'scroll'
  | 'fallback' | 'empty' | 'all';

export type Frame = ReturnType<typeof makeFrame>;

/** What stands around the items in the element's shadow, by its part's name, and the places for the host's own. */
export function makeFrame() {
  const parts = {} as Record<Part | 'header' | 'controls', HTMLElement>;
  const put = (name: keyof HTMLElementTagNameMap, part: keyof typeof parts, ...children: Node[]) =>
    (parts[part] = make(name, { part }, ...children));
  /** What is in a slot unless the host fills it has a part; the slot itself needs none. */
  const slot = (name: string, ...children: Node[]) => make('slot', { name }, ...children);
  const offline = slot('offline');
  const nothing = slot('empty', put('p', 'empty'));
  const footer = slot('all', put('a', 'all'));
  put(
    'section', 'frame',
    put(
      'header', 'header',
      slot('heading', put('h2', 'heading')),
      put(
        'div', 'controls',
        put('button', 'pause'), put('button', 'previous'), put('button', 'next'), put('span', 'position'), put('button', 'dismiss'),
      ),
      put('p', 'state'),
      put('button', 'pending'),
    ),
    offline, put('div', 'scroll', put('slot', 'fallback'), nothing), footer,
  );
  parts.heading.dir = 'auto';
  return { ...parts, offline, nothing, footer };
}
