import { make } from '../dom.ts';
import { ago, clockAndDate, zoneName } from '../format.ts';
import type { NewsLineElement } from '../news-line-element.ts';
import type { Words } from '../strings.ts';
import type { Item } from '../wire.ts';

/** How an element tells its items. */
export interface Telling extends Words {
  /** Whose attributes say more of it. */
  readonly host: NewsLineElement;
  zoneOf(channel: string): string | undefined;
  /** The server's time. */
  serverTime(): number;
  /** False where the host wants to open the link itself. */
  opens(item: Item): boolean;
}

export function articleOf(item: Item, telling: Telling): HTMLElement {
  const { tag: lang, dir, strings, host } = telling;
  const { advisory, image, link, publishedAt: dateTime, source, urgency = 'routine' } = item;
  const at = Date.parse(dateTime);
  const zone = telling.zoneOf(item.channel);
  const [clock, date] = clockAndDate(at, zone);
  const short = host.timeFormat === 'clock' ? clock : host.timeFormat === 'relative' && ago(at, telling.serverTime(), telling);
  // The element's own words keep their language and direction inside an article that has the item's.
  const word = (part: string, text: string) => make('span', part, { lang, dir }, text);
  const time = make('time', 'time', { lang, dir, dateTime, title: zoneName(zone) }, short || `${clock} `);
  // Apart, for there is not always room for it.
  if (!short) time.append(make('span', 'date', {}, date));

  const meta = make('p', 'meta', {}, time);
  if (item.pinned) meta.append(' ', word('pinned', strings.pinned));

  const headline = make('div', 'headline');
  if (urgency !== 'routine') {
    headline.append(make('strong', `badge urgency urgency-${urgency}`, { lang, dir }, strings[urgency] ?? urgency), ' ');
  }
  headline.append(
    link
      ? make('a', 'link', { href: link, rel: 'noopener', onclick: () => telling.opens(item) }, item.headline!)
      : make('span', 'text', {}, item.headline!),
  );
  const mark = strings[item.media!];
  if (mark) headline.append(' – ', word('media', mark));

  const body = make('div', 'body', {}, headline);
  if (item.version > 1 && advisory) {
    // In the advisory's own direction: the label has one already and does not count.
    body.append(make('p', 'note', { dir: 'auto' }, word('corrected', `${strings.corrected}:`), ` ${advisory}`));
  }
  if (source) body.append(make('p', 'source', {}, source));
  const article = make('article', 'article', { lang: item.language ?? '', dir: 'auto' }, meta, body);
  if (host.thumbnails && image) {
    // Beside its headline a picture says nothing new to a listener.
    const thumb: HTMLImageElement = make('img', 'thumb', {
      alt: '', loading: 'lazy', width: image.width, height: image.height, onerror: () => thumb.remove(),
    });
    thumb.src = image.href;
    article.append(thumb);
  }
  return article;
}
