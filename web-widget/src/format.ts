import type { Words } from './strings.ts';

/**
 * Dates by hand: Chromium has no Azerbaijani date data and prints `2026-11-23` while claiming support, so the parts
 * come from a locale every browser has and are put together here.
 */
const made: Record<string, any> = {};

function formatOf(zone: string, locale = 'en-GB', named?: 'long'): Intl.DateTimeFormat {
  return (made[zone + locale] ??= makeFormat(zone, locale, named));
}

function makeFormat(zone: string | undefined, locale: string, named?: 'long'): Intl.DateTimeFormat {
  const figures = named ? undefined : '2-digit';
  try {
    return new Intl.DateTimeFormat(locale, {
      timeZone: zone || undefined,
      hourCycle: 'h23',
      weekday: named,
      year: named ? undefined : 'numeric',
      month: named ?? figures,
      day: figures ?? 'numeric',
      hour: figures,
      minute: figures,
    } as Intl.DateTimeFormatOptions);
  } catch {
    return makeFormat(undefined, locale, named);
  }
}

/** `HH:mm` and `dd.MM.yyyy` in the zone; an unknown or empty zone is the viewer's. */
export function clockAndDate(time: number, zone = ''): [clock: string, date: string] {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(time)) part[type] = value;
  return [`${part.hour}:${part.minute}`, `${part.day}.${part.month}.${part.year}`];
}

/** The zone's name as used, for the reader who wonders whose clock this is. */
export const zoneName = (zone = ''): string => formatOf(zone).resolvedOptions().timeZone;

/** `Today`, `Yesterday` or the day's name and date, as one says it. */
export function dayOf(time: number, now: number, { tag, strings }: Words, zone = ''): string {
  const dateOf = (at: number) => clockAndDate(at, zone)[1];
  const date = dateOf(time);
  const back = [0, 1].find((days) => dateOf(now - days * 86_400_000) === date);
  const { days, months, weekdays } = strings;
  if (days && back !== undefined) return days.split('|')[back]!;
  if (months && weekdays) {
    const [day, month, year] = date.split('.') as [string, string, string];
    const weekday = new Date(`${year}-${month}-${day}`).getUTCDay();
    return `${weekdays.split('|')[weekday]}, ${+day} ${months.split('|')[+month - 1]}`;
  }
  if (!speaks(tag)) return date;
  return back === undefined ? formatOf(zone, latin(tag), 'long').format(time) : relative(tag).format(-back, 'day');
}

/** `now`, `5 min. ago`, `3 hr. ago`; nothing where it is a day ago, or nobody knows how to say it. */
export function ago(time: number, now: number, { tag, strings }: Words): string {
  // A reader's clock that is behind the newsroom's must not show the future.
  const minutes = Math.max(0, Math.floor((now - time) / 60_000));
  if (minutes >= 1440) return '';
  const step = minutes < 1 ? 0 : minutes < 60 ? 1 : 2;
  const count = step > 1 ? Math.floor(minutes / 60) : minutes;
  if (strings.ago) return strings.ago.split('|')[step]!.replace('#', `${count}`);
  return speaks(tag) ? relative(tag).format(-count, (['second', 'minute', 'hour'] as const)[step]!) : '';
}

const latin = (tag: string) => `${tag}-u-nu-latn`;

const relative = (tag: string): Intl.RelativeTimeFormat =>
  (made[tag] ??= new Intl.RelativeTimeFormat(latin(tag), { numeric: 'auto', style: 'short' }));

/** Whether the browser really has this language's dates, whatever it says it supports. */
const speaks = (tag: string): boolean => tag === 'en' || relative(tag).format(-1, 'day') !== 'yesterday';
