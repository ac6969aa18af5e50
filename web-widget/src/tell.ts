import type { Connection } from './connection.ts';
import { setPart, setText } from './dom.ts';
import type { Frame } from './frame.ts';
import type { NewsLineElement } from './news-line-element.ts';
import type { Words } from './strings.ts';

/** Everything around the items, in words. */
export function tell(parts: Frame, host: NewsLineElement, { about, names, server }: Connection, words: Words): void {
  const [frame, heading, pause, previous, next, , dismiss, status, pending, offline, , , , empty, footer, all] = parts;
  const { strings, tag: lang, dir } = words;
  const { state, paused, pendingCount } = host;
  const [first] = names;
  const title = names.map((name) => about(name)?.title || name).join(' · ') || strings.all;
  const count = strings.pending.replace('#', `${pendingCount}`);
  const word = state === 'polling' ? 'stale' : state === 'error' ? 'offline' : state;
  const ariaRoleDescription = host.mode === 'rotator' ? strings.carousel : null;
  Object.assign(frame, { lang, dir, ariaLabel: host.ariaLabel || title, ariaRoleDescription });
  for (const each of [previous, next, dismiss, empty, all]) setText(each, strings[`${each.part}` as 'all']);
  setText(heading, title);
  setText(pending, count);
  setText(pause, paused ? strings.resume + (pendingCount ? ` (${count})` : '') : strings.pause);
  setText(status, strings[word as 'live'] ?? '');
  setPart(status, `state state-${state}`);
  all.href = `${server}/line/${first}`;
  footer.hidden = host.hideAll || !first;
  pending.hidden = paused || !pendingCount;
  status.hidden = !pending.hidden && state === 'live';
  offline.hidden = state !== 'offline';
}
