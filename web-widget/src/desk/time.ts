import { clockAndDate, zoneName } from '../format.ts';

/** A moment as the editor lives it, with the zone's name. */
export const here = (iso: string): string => `${clockAndDate(Date.parse(iso)).join(' ')} ${zoneName()}`;

/** The same moment for everybody. */
export const utc = (iso: string): string => `${clockAndDate(Date.parse(iso), 'UTC').join(' ')} UTC`;

export const clock = (iso: string): string => clockAndDate(Date.parse(iso))[0];

/** The clock alone where it is today. */
export function soon(iso: string): string {
  const [time, date] = clockAndDate(Date.parse(iso));
  return date === clockAndDate(Date.now())[1] ? time : `${time} ${date}`;
}

/** The date, where it is another one than on that moment; the year, where that is another one. */
export function otherDay(iso: string, than = new Date().toISOString()): string {
  const [date, now] = [iso, than].map((each) => clockAndDate(Date.parse(each))[1]) as [string, string];
  return date === now ? '' : date.slice(0, date.slice(6) === now.slice(6) ? 6 : 10);
}

/** What a `datetime-local` field says, as UTC; empty where it says nothing. */
export function fromField(value: string): string {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** UTC as a `datetime-local` field takes it. */
export function toField(iso: string): string {
  if (!iso) return '';
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
