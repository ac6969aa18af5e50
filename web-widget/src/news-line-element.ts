import { attributes, reflect, type Properties } from './attributes.ts';
import type { NewsLineState } from './events.ts';
import { lineOf } from './line.ts';
import css from './news-line.css';
import { enter, leave, pauseAll } from './page.ts';
import { addStrings } from './strings.ts';
import { styles } from './styles.ts';
import { version } from './version.ts';
import { parseItems, type Item } from './wire.ts';

export interface NewsLineElement extends Properties {}

/**
 * `<news-line channel="main">`: a live line of a channel's news.
 *
 * Light-DOM children stand until there is news; of an `<ol>` whose `<li>` have a `data-id`, as a server renders it, the
 * items are taken over at once.
 *
 * @attr {string} channel - one or more channels, separated by spaces
 * @attr {string} src - where the news comes from; the script's own origin by default
 * @attr {'list' | 'crawl' | 'rotator' | 'flash'} mode
 * @attr {number} rows - items on show, and the height that is reserved: 1-50, 10 by default
 * @attr {'flash' | 'bulletin' | 'urgent' | 'routine'} min-urgency - only this urgent or more
 * @attr {string} language - only these languages, separated by spaces: `az` takes `az-Latn`
 * @attr {string} time-zone - an IANA name; each item's channel's zone by default
 * @attr {'date-time' | 'clock' | 'relative'} time-format
 * @attr {'auto' | 'light' | 'dark' | 'none'} theme - `none` takes the page's colours and faces
 * @attr {boolean} thumbnails
 * @attr {boolean} hide-all - no link to the channel's page
 * @attr {boolean} paused
 * @attr {'auto' | 'hold'} insert - `hold` lets new items wait until the reader asks for them
 * @attr {'all' | 'polite' | 'off'} announce - what is told to screen readers
 * @attr {number} speed - of a crawl, in pixels a second
 * @attr {number} interval - of a rotator, in seconds
 * @attr {'lazy' | 'eager'} loading - whether to connect only when nearly in sight
 * @attr {'pause' | 'keep'} background - whether the stream goes on in a hidden page
 * @slot heading - instead of the channel's title
 * @slot all - instead of the link to all news
 * @slot empty - instead of the words for a line without news
 * @slot offline - shown while there is no connection
 * @slot - what stands before there is news
 */
export class NewsLineElement extends HTMLElement {
  static readonly version = version;
  static readonly addStrings = addStrings;
  static readonly observedAttributes = [...Object.keys(attributes), 'lang', 'dir'];

  /** Registers the element, also under a name of your own; does nothing where the name is taken. */
  static define(tag = 'news-line', registry = customElements): void {
    // A class has one name only.
    if (!registry.get(tag)) registry.define(tag, tag === 'news-line' ? this : class extends this {});
  }

  readonly #line = lineOf(this, this.attachInternals().states);

  get state(): NewsLineState {
    return this.#line.stateNow();
  }

  /** What is on show, in order. */
  get items(): readonly Item[] {
    return Object.freeze(this.#line.reading.shown);
  }

  /** How many items wait to be shown. */
  get pendingCount(): number {
    return this.#line.reading.waiting;
  }

  /** When the server last said anything. */
  get lastUpdated(): Date | undefined {
    return this.#line.connection.line?.hub.heardAt;
  }

  /** Shows these items, as the protocol writes them, and connects to nobody. */
  set previewItems(items: readonly unknown[] | undefined) {
    this.#line.preview(items && parseItems(items));
  }

  /**
   * Stops motion and holds new items back, in all news lines of the page. Text that is taken off the line still vanishes
   * at once, and corrections are still made.
   */
  pause(): void {
    pauseAll((this.paused = true));
  }

  /** Goes on with what is there now, in all news lines of the page. */
  play(): void {
    pauseAll((this.paused = false));
  }

  /** A rotator's next item. */
  next(): void {
    this.#line.step(1);
  }

  previous(): void {
    this.#line.step(-1);
  }

  /** Shows the items that wait, also while paused. */
  showPending(): void {
    this.#line.showAll();
  }

  /** Reads everything anew; done when it is there, or cannot be had now. */
  refresh(): Promise<void> {
    return this.#line.reread();
  }

  connectedCallback(): void {
    enter(this, this.#line.update);
  }

  disconnectedCallback(): void {
    leave(this);
    this.#line.end();
  }

  attributeChangedCallback(): void {
    this.#line.updateSoon();
  }
}

reflect(NewsLineElement.prototype);
// Here, because the file packs better where what is alike comes together: programs, then rules.
styles.replaceSync(css);
