import { make, setText } from '../dom.ts';
import { ago, clockAndDate, zoneName } from '../format.ts';
import type { Words } from '../strings.ts';
import type { Item } from '../wire.ts';

/** How an element tells its items. */
export interface Telling extends Words {
  readonly thumbnails: boolean;
  readonly timeFormat: string;
  zoneOf(channel: string): string | undefined;
  /** The server's time. */
  now(): number;
  /** False where the host wants to open the link itself. */
  opens(item: Item): boolean;
}

export const isPlain = ({ urgency }: Item) => !urgency || urgency === 'routine';

/** An item's article, and what brings its time up to date. */
export function articleOf(item: Item, telling: Telling): [article: HTMLElement, tick: () => void] {
  const { strings } = telling;
  // The element's own words keep their language and direction inside an article that has the item's.
  const own = <Element extends HTMLElement>(element: Element): Element => {
    element.lang = telling.tag;
    element.dir = telling.dir;
    return element;
  };
  const time = own(make('time', 'time'));
  time.dateTime = item.publishedAt;
  const zone = telling.zoneOf(item.channel);
  time.title = zoneName(zone);
  const tick = () => {
    const at = Date.parse(item.publishedAt);
    const [clock, date] = clockAndDate(at, zone);
    const short = telling.timeFormat === 'clock' ? clock : telling.timeFormat === 'relative' && ago(at, telling.now(), telling);
    if (short) setText(time, short);
    else if (!time.children.length) time.replaceChildren(`${clock} `, make('span', 'date', date));
  };

  const meta = make('p', 'meta', time);
  if (item.pinned) meta.append(' ', own(make('span', 'pinned', strings.pinned)));

  const headline = make('div', 'headline');
  if (!isPlain(item)) {
    const urgency = item.urgency as 'flash';
    headline.append(own(make('strong', `badge urgency urgency-${urgency}`, strings[urgency] ?? urgency)), ' ');
  }
  headline.append(item.link ? linkOf(item, telling) : make('span', 'text', item.headline!));
  if (item.media === 'photo' || item.media === 'video') {
    headline.append(' ', own(make('span', 'media', strings[item.media])));
  }

  const body = make('div', 'body', headline);
  if (item.version > 1 && item.advisory) {
    body.append(make('p', 'note', own(make('span', 'corrected', `${strings.corrected}:`)), ' ', item.advisory));
  }
  if (item.source) body.append(make('p', 'source', item.source));
  const article = make('article', 'article', meta, body);
  if (telling.thumbnails && item.image) article.append(thumbOf(item.image));
  article.lang = item.language ?? '';
  article.dir = 'auto';
  return [article, tick];
}

function linkOf(item: Item, telling: Telling): HTMLAnchorElement {
  const link = make('a', 'link', item.headline!);
  link.href = item.link!;
  link.rel = 'noopener';
  link.onclick = () => telling.opens(item);
  return link;
}

/** Beside its headline a picture says nothing new to a listener. */
function thumbOf({ href, width, height }: NonNullable<Item['image']>): HTMLImageElement {
  const thumb = make('img', 'thumb');
  thumb.alt = '';
  thumb.loading = 'lazy';
  thumb.width = width;
  thumb.height = height;
  thumb.onerror = () => thumb.remove();
  thumb.src = href;
  return thumb;
}
