/**
 * Dates by hand: Chromium has no Azerbaijani date data and prints `2026-11-23` while claiming support, so the parts
 * come from a locale every browser has and are put together here.
 */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** `HH:mm dd.MM.yyyy` in the zone; an unknown zone falls back to the viewer's. */
export function timeAndDate(iso: string, timeZone?: string): string {
  const parts = clock(timeZone ?? '').formatToParts(new Date(iso));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')} ${part('day')}.${part('month')}.${part('year')}`;
}

/** The zone's name as used, for the reader who wonders whose clock this is. */
export function zoneName(timeZone?: string): string {
  return clock(timeZone ?? '').resolvedOptions().timeZone;
}

function clock(timeZone: string): Intl.DateTimeFormat {
  let known = clocks.get(timeZone);
  if (!known) clocks.set(timeZone, (known = makeClock(timeZone)));
  return known;
}

function makeClock(timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  };
  try {
    return new Intl.DateTimeFormat('en-GB', timeZone ? { ...options, timeZone } : options);
  } catch {
    return new Intl.DateTimeFormat('en-GB', options);
  }
}
