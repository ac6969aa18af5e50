import type { Words } from './strings.ts';

/** What is costly to make. */
const made: Record<string, any> = {};
/**
 * Dates by hand: Chromium has no Azerbaijani date data and prints `2026-11-23` while claiming support, so the figures
 * come from a locale every browser has and are put together here.
 */
const figures = { dateStyle: 'short', timeStyle: 'short' } as const;

/** An unknown or empty zone is the viewer's. */
function formatOf(timeZone: string | undefined, tag = 'en-GB', how: Intl.DateTimeFormatOptions = figures): Intl.DateTimeFormat {
  try {
    return (made[timeZone + tag] ??= new Intl.DateTimeFormat(tag, { ...how, timeZone }));
  } catch {
    return formatOf(undefined, tag, how);
  }
}

/** `HH:mm` and `dd.MM.yyyy` in the zone. */
export function clockAndDate(time: number, zone?: string): [clock: string, date: string] {
  return formatOf(zone).format(time).replaceAll('/', '.').split(', ').reverse() as [string, string];
}

/** The zone's name as used, for the reader who wonders whose clock this is. */
export const zoneName = (zone?: string): string => formatOf(zone).resolvedOptions().timeZone;

/** `Today`, `Yesterday` or the day's name and date, as one says it. */
export function dayOf(time: number, now: number, words: Words, zone?: string): string {
  const dateOf = (at: number) => clockAndDate(at, zone)[1];
  const date = dateOf(time);
  const { months, weekdays } = words.strings;
  const back = [0, 1].find((days) => dateOf(now - days * 86_400_000) === date);
  if (back !== undefined) return relative(back, 3 + back, words) || date;
  if (months && weekdays) {
    const [day, month, year] = date.split('.') as any;
    return `${weekdays.split(',')[new Date(year, month - 1, day).getDay()]}, ${+day} ${months.split(',')[month - 1]}`;
  }
  const named = { weekday: 'long', month: 'long', day: 'numeric' } as const;
  return spoken(words) ? formatOf(zone, latin(words), named).format(time) : date;
}

/** `now`, `5 min. ago`, `3 hr. ago`; nothing where it is a day ago, or nobody knows how to say it. */
export function ago(time: number, now: number, words: Words): string {
  // A reader's clock that is behind the newsroom's must not show the future.
  const minutes = Math.max(0, Math.floor((now - time) / 60_000));
  if (minutes >= 1440) return '';
  return minutes < 60 ? relative(minutes, minutes ? 1 : 0, words) : relative(Math.floor(minutes / 60), 2, words);
}

/** In the order of the words in `ago`. */
const units = ['second', 'minute', 'hour', 'day', 'day'] as const;

function relative(count: number, unit: number, words: Words): string {
  const own = words.strings.ago?.split(',')[unit];
  return own ? own.replace('#', `${count}`) : (spoken(words)?.format(-count, units[unit]!) ?? '');
}

const latin = ({ tag }: Words) => `${tag}-u-nu-latn`;

/** How the browser speaks this language; nothing where it has English instead, whatever it says it supports. */
function spoken(words: Words): Intl.RelativeTimeFormat | undefined {
  const format = (made[words.tag] ??= new Intl.RelativeTimeFormat(latin(words), { numeric: 'auto', style: 'short' }));
  return words.tag === 'en' || format.format(-1, 'day') !== 'yesterday' ? format : undefined;
}
