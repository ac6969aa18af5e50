import type { Connection } from './connection.ts';
import { setText } from './dom.ts';
import type { Frame } from './frame.ts';
import type { NewsLineElement } from './news-line-element.ts';
import type { Words } from './strings.ts';

/** Everything around the items, in words. */
export function tell(frame: Frame, host: NewsLineElement, { channel, channels, server }: Connection, words: Words): void {
  const { strings, tag: lang, dir } = words;
  const { state, paused, pendingCount } = host;
  const [first] = channels;
  const title = channels.map((name) => channel(name)?.title || name).join(' · ') || strings.all;
  const count = strings.pending.replace('#', `${pendingCount}`);
  const word = state === 'polling' ? 'stale' : state === 'error' ? 'offline' : state;
  const ariaRoleDescription = host.mode === 'rotator' ? strings.carousel : null;
  Object.assign(frame.frame, { lang, dir, ariaLabel: host.ariaLabel || title, ariaRoleDescription });
  for (const part of ['previous', 'next', 'dismiss', 'empty', 'all'] as const) setText(frame[part], strings[part]);
  setText(frame.heading, title);
  setText(frame.pending, count);
  setText(frame.pause, paused ? strings.resume + (pendingCount ? ` (${count})` : '') : strings.pause);
  setText(frame.state, strings[word as 'live'] ?? '');
  frame.state.setAttribute('part', `state state-${state}`);
  frame.all.setAttribute('href', `${server}/line/${first}`);
  frame.footer.hidden = host.hideAll || !first;
  frame.pending.hidden = paused || !pendingCount;
  frame.state.hidden = !frame.pending.hidden && state === 'live';
  frame.offline.hidden = state !== 'offline';
}
