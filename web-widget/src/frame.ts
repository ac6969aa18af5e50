import type { Connection } from './connection.ts';
import { make, setPart, setText } from './dom.ts';
import type { NewsLineElement } from './news-line-element.ts';
import type { Words } from './strings.ts';

/** What stands around the items in the element's shadow, and the places for the host's own. */
export function makeFrame(host: NewsLineElement) {
  /** What is in a slot unless the host fills it has a part; the slot itself needs none. */
  const slot = (name: string, ...children: Node[]) => make('slot', '', { name }, ...children);
  const button = (part: string, onclick: (() => void) | null = null) => make('button', part, { onclick });
  const heading = make('h2', 'heading', { dir: 'auto' });
  const pause = button('pause', () => (host.paused ? host.play() : host.pause()));
  const previous = button('previous', () => host.previous());
  const next = button('next', () => host.next());
  const position = make('span', 'position');
  const dismiss = button('dismiss');
  const status = make('p', 'state');
  const pending = button('pending', () => host.showPending());
  const offline = slot('offline');
  const fallback = make('slot', 'fallback');
  const empty = make('p', 'empty');
  const nothing = slot('empty', empty);
  const scroll = make('div', 'scroll', {}, fallback, nothing);
  const all = make('a', 'all');
  const footer = slot('all', all);
  const controls = make('div', 'controls', {}, pause, previous, next, position, dismiss);
  const header = make('header', 'header', {}, slot('heading', heading), controls, status, pending);
  const frame = make('section', 'frame', {}, header, offline, scroll, footer);

  /** Says everything around the items in words. */
  function tell({ about, names, server }: Connection, { strings, tag: lang, dir }: Words): void {
    const { state, paused, pendingCount } = host;
    const [first] = names;
    const title = names.map((name) => about(name)?.title || name).join(' · ') || strings.all;
    const count = strings.pending.replace('#', `${pendingCount}`);
    const word = state === 'polling' ? 'stale' : state === 'error' ? 'offline' : state;
    const turns = host.mode === 'rotator';
    previous.hidden = next.hidden = position.hidden = !turns;
    dismiss.hidden = host.mode !== 'flash';
    const ariaRoleDescription = turns ? strings.carousel : null;
    Object.assign(frame, { lang, dir, ariaLabel: host.ariaLabel || title, ariaRoleDescription });
    for (const each of [previous, next, dismiss, empty, all]) setText(each, strings[each.className as 'all']);
    setText(heading, title);
    setText(pending, count);
    setText(pause, paused ? strings.resume + (pendingCount ? ` (${count})` : '') : strings.pause);
    setText(status, strings[word as 'live'] ?? '');
    setPart(status, `state state-${state}`);
    all.href = `${server}/line/${first}`;
    footer.hidden = host.hideAll || !first;
    pending.hidden = paused || !pendingCount;
    status.hidden = state === 'idle' || (!pending.hidden && state === 'live');
    offline.hidden = state !== 'offline';
  }

  return [tell, frame, scroll, fallback, nothing, position, dismiss] as const;
}
