import { make } from '../dom.ts';
import { ago, clockAndDate, zoneName } from '../format.ts';
import type { Words } from '../strings.ts';
import type { Item } from '../wire.ts';

/** How an element tells its items. */
export interface Telling extends Words {
  readonly thumbnails: boolean;
  readonly timeFormat: string;
  /** Whether stories stand under their days. */
  readonly days: boolean;
  zoneOf(channel: string): string | undefined;
  /** The server's time. */
  serverTime(): number;
  /** False where the host wants to open the link itself. */
  opens(item: Item): boolean;
}

export const isPlain = ({ urgency }: Item) => !urgency || urgency === 'routine';

export function articleOf(item: Item, telling: Telling): HTMLElement {
  const { tag: lang, dir, strings, timeFormat } = telling;
  const { advisory, image, link, media, publishedAt: dateTime, source } = item;
  const at = Date.parse(dateTime);
  const zone = telling.zoneOf(item.channel);
  const [clock, date] = clockAndDate(at, zone);
  const short = timeFormat === 'clock' ? clock : timeFormat === 'relative' && ago(at, telling.serverTime(), telling);
  // The element's own words keep their language and direction inside an article that has the item's.
  const word = (part: string, text: string) => make('span', part, { lang, dir }, text);
  const time = make('time', 'time', { lang, dir, dateTime, title: zoneName(zone) }, short || `${clock} `);
  // Apart, for there is not always room for it.
  if (!short) time.append(make('span', 'date', {}, date));

  const meta = make('p', 'meta', {}, time);
  if (item.pinned) meta.append(' ', word('pinned', strings.pinned));

  const headline = make('div', 'headline');
  if (!isPlain(item)) {
    const urgency = item.urgency as 'flash';
    headline.append(make('strong', `badge urgency urgency-${urgency}`, { lang, dir }, strings[urgency] ?? urgency), ' ');
  }
  headline.append(
    link
      ? make('a', 'link', { href: link, rel: 'noopener', onclick: () => telling.opens(item) }, item.headline!)
      : make('span', 'text', {}, item.headline!),
  );
  const mark = strings[media!];
  if (mark) headline.append(' – ', word('media', mark));

  const body = make('div', 'body', {}, headline);
  if (item.version > 1 && advisory) {
    // In the advisory's own direction: the label has one already and does not count.
    body.append(make('p', 'note', { dir: 'auto' }, word('corrected', `${strings.corrected}:`), ` ${advisory}`));
  }
  if (source) body.append(make('p', 'source', {}, source));
  const article = make('article', 'article', { lang: item.language ?? '', dir: 'auto' }, meta, body);
  if (telling.thumbnails && image) article.append(thumbOf(image));
  return article;
}

/** Beside its headline a picture says nothing new to a listener. */
function thumbOf({ href, width, height }: NonNullable<Item['image']>): HTMLImageElement {
  const thumb: HTMLImageElement = make('img', 'thumb', {
    alt: '', loading: 'lazy', width, height, onerror: () => thumb.remove(), src: href,
  });
  return thumb;
}
