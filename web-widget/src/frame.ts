import { make } from './dom.ts';

export type Frame = ReturnType<typeof makeFrame>;

/** What stands around the items in the element's shadow, and the places for the host's own. */
export function makeFrame() {
  /** What is in a slot unless the host fills it has a part; the slot itself needs none. */
  const slot = (name: string, ...children: Node[]) => make('slot', '', { name }, ...children);
  const button = (part: string) => make('button', part);
  const heading = make('h2', 'heading', { dir: 'auto' });
  const pause = button('pause');
  const previous = button('previous');
  const next = button('next');
  const position = make('span', 'position');
  const dismiss = button('dismiss');
  const state = make('p', 'state');
  const pending = button('pending');
  const offline = slot('offline');
  const fallback = make('slot', 'fallback');
  const empty = make('p', 'empty');
  const nothing = slot('empty', empty);
  const scroll = make('div', 'scroll', {}, fallback, nothing);
  const all = make('a', 'all');
  const footer = slot('all', all);
  const controls = make('div', 'controls', {}, pause, previous, next, position, dismiss);
  const header = make('header', 'header', {}, slot('heading', heading), controls, state, pending);
  const frame = make('section', 'frame', {}, header, offline, scroll, footer);
  return [
    frame, heading, pause, previous, next, position, dismiss, state, pending, offline, scroll, fallback, nothing, empty, footer, all,
  ] as const;
}
