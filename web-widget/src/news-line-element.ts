import { adopted } from './adopted.ts';
import { announcer } from './announcer.ts';
import { attributes, reflect, type Properties } from './attributes.ts';
import { channels } from './channels.ts';
import { Connection } from './connection.ts';
import { NewsLineEvent, type NewsLineEvents, type NewsLineState } from './events.ts';
import { breaks, isNews, newestFlash } from './flash.ts';
import { makeFrame } from './frame.ts';
import { enter, leave, pauseAll, reducedMotion } from './page.ts';
import { Reading } from './reading.ts';
import { addStrings, wordsFor, type Words } from './strings.ts';
import { styles } from './styles.ts';
import { tell } from './tell.ts';
import { version } from './version.ts';
import { CrawlView } from './views/crawl-view.ts';
import { RotatorView } from './views/rotator-view.ts';
import { View } from './views/view.ts';
import { parseItems, type Entry, type Item } from './wire.ts';

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

  readonly #frame = makeFrame();
  readonly #announcer = announcer();
  readonly #states = this.attachInternals().states;
  readonly #reading = new Reading();
  readonly #connection = new Connection(this, {
    changed: (entry, late) => this.#changed(entry, late),
    stateChanged: (error) => this.#stateChanged(error),
  });

  #view = new View();
  /** What the view was made for. */
  #kind = '';
  #preview: Item[] | undefined;
  /** True once anything was shown of what is asked for now: from then on the reader may hold it. */
  #settled = false;
  #told: NewsLineState = 'idle';
  /** Nearly in sight, now or before. */
  #near = false;
  #refreshing = false;
  #refreshed = () => {};
  readonly #dismissed = new Set<string>();
  /** When there was anything for the first time. */
  #openedAt = 0;

  constructor() {
    super();
    const { frame, scroll, pause, previous, next, pending, dismiss } = this.#frame;
    pause.onclick = () => (this.paused ? this.play() : this.pause());
    previous.onclick = () => this.previous();
    next.onclick = () => this.next();
    pending.onclick = () => this.showPending();
    dismiss.onclick = () => {
      for (const { id } of this.items) this.#dismissed.add(id);
      this.#render(true);
    };
    // Focus that moves on to the next headline has not left.
    const settle = () => setTimeout(() => this.#settle());
    for (const name of ['pointerenter', 'pointerleave', 'focusin', 'focusout', 'scroll']) scroll.addEventListener(name, settle);
    frame.addEventListener('focusin', ({ target, relatedTarget }) => {
      // A carousel that the keyboard enters stops until it is told to go on.
      const entered = !frame.contains(relatedTarget as Node) && (target as Element).matches(':focus-visible');
      if (entered && this.mode === 'rotator') this.paused = true;
    });
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    root.append(frame, this.#announcer.status, this.#announcer.alert);
    const comesNear = ([entry]: IntersectionObserverEntry[]) => {
      if (this.#near || !entry!.isIntersecting) return;
      this.#near = true;
      this.attributeChangedCallback();
    };
    new IntersectionObserver(comesNear, { rootMargin: '256px' }).observe(this);
  }

  get state(): NewsLineState {
    const { line, barred } = this.#connection;
    if (!line) return this.#preview ? 'live' : barred ? 'error' : 'idle';
    const { state } = line.hub;
    return state === 'live' && this.paused ? 'paused' : state;
  }

  /** What is on show, in order. */
  get items(): readonly Item[] {
    return Object.freeze([...this.#reading.shown]);
  }

  /** How many items wait to be shown. */
  get pendingCount(): number {
    return this.#reading.pending;
  }

  /** When the server last said anything. */
  get lastUpdated(): Date | undefined {
    const at = this.#connection.line?.hub.heardAt;
    return at ? new Date(at) : undefined;
  }

  /** Shows these items, as the protocol writes them, and connects to nobody. */
  set previewItems(items: readonly unknown[] | undefined) {
    this.#preview = items && parseItems(items);
    this.#settled = false;
    this.attributeChangedCallback();
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
    this.#view.step(1);
  }

  previous(): void {
    this.#view.step(-1);
  }

  /** Shows the items that wait, also while paused. */
  showPending(): void {
    const { frame, scroll } = this.#frame;
    this.#render(true);
    scroll.scrollTop = 0;
    if (frame.matches(':focus-within')) this.#view.list.focus();
  }

  /** Reads everything anew; done when it is there, or cannot be had now. */
  async refresh(): Promise<void> {
    channels.forEach((known, address) => known === null && channels.delete(address));
    this.#refresh();
    const { line } = this.#connection;
    line?.hub.reread();
    if (line) await new Promise<void>((done) => (this.#refreshed = done));
  }

  connectedCallback(): void {
    enter(this, () => this.#refresh());
    this.#refresh();
  }

  disconnectedCallback(): void {
    leave(this);
    this.#view.close();
    this.#kind = '';
    this.#connection.leave();
    this.#left();
  }

  attributeChangedCallback(): void {
    // Several attributes set in a row make one change of connection, not several.
    if (this.#refreshing) return;
    this.#refreshing = true;
    setTimeout(() => {
      this.#refreshing = false;
      if (this.isConnected) this.#refresh();
    });
  }

  /** Follows the attributes. */
  #refresh(): void {
    const { mode, speed, interval, rows } = this;
    const { scroll, fallback, nothing, frame, position } = this.#frame;
    const kind = `${[mode, speed, interval]}`;
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#settled = false;
      this.#openedAt = 0;
      this.#view.close();
      this.#view =
        mode === 'crawl' ? new CrawlView(speed)
        : mode === 'rotator' ? new RotatorView(position, interval)
        : new View();
      scroll.replaceChildren(fallback, this.#view.node, nothing);
      frame.className = mode;
    }
    frame.style.setProperty('--rows', `${rows}`);
    if (this.paused) this.#announcer.clear();
    const { barred } = this.#connection;
    const eager = this.#near || mode === 'flash' || this.loading === 'eager';
    if (this.#connection.follow(eager && !this.#preview)) this.#left();
    if (this.#connection.barred && !barred) this.#fire('error', { error: new Error(`no such channel in "${this.channel}"`) });
    this.#render();
  }

  /** What was read so far is nothing to what is asked for now. */
  #left(): void {
    this.#settled = false;
    this.#announcer.clear();
    this.#refreshed();
  }

  get #words(): Words {
    const words = wordsFor(this.closest<HTMLElement>('[lang]')?.lang ?? navigator.language);
    return { ...words, dir: this.dir || words.dir };
  }

  /** The reader did something: motion may stop or go on, and what waited may be shown. */
  #settle(): void {
    this.#view.still(this.paused || reducedMotion.matches || this.#frame.scroll.matches(':hover, :focus-within'));
    if (this.pendingCount && !this.#held) this.#render();
  }

  /** The reader wants nothing put in, or is at something that an insertion would move. */
  get #held(): boolean {
    const { scroll } = this.#frame;
    const hovered = matchMedia('(hover:hover)').matches && scroll.matches(':hover');
    const busy = this.mode === 'list' && (scroll.scrollTop > 8 || scroll.matches(':focus-within') || hovered);
    return this.#settled && (this.paused || this.insert === 'hold' || busy);
  }

  #changed(entry?: Entry, late?: boolean): void {
    if (!entry) {
      // What was about to be spoken may not be in the snapshot any more.
      this.#announcer.clear();
      this.#render();
      return this.#refreshed();
    }
    const { item } = entry;
    const { id } = item;
    const { line, now } = this.#connection;
    if (!line!.store.get(id)) {
      const read = this.#view.rows.get(id)?.node.matches(':focus-within');
      this.#announcer.remove(id);
      this.#render(false, entry);
      if (read && this.announce !== 'off') this.#announcer.say(this.#words.strings.retracted, this.#words.tag);
      this.#fire('retract', { item });
      return;
    }
    const news = isNews(entry);
    const taken = this.#fire('item', { item, reason: late ? 'catch-up' : news ? 'new' : 'update' });
    const flash = news && !late && breaks(item, now());
    const own = taken && (!flash || this.#fire('flash', { item }));
    if (!taken || (!own && this.mode === 'flash')) this.#reading.unwanted.add(id);
    this.#render(false, entry);
    if (own && news && !late) this.#announce(item, flash);
  }

  #announce({ id, headline = '', language }: Item, flash: boolean): void {
    const { announce } = this;
    if (this.paused || document.hidden || announce === 'off') return;
    const { strings, tag } = this.#words;
    const interrupts = flash && announce === 'all';
    if (interrupts && this.#announcer.interrupt(id, `${strings.flash}: ${headline}`, language ?? tag)) return;
    this.#announcer.add(id, (ids) => {
      const only = ids.length > 1 ? undefined : this.#connection.line?.store.get(ids[0]!);
      return [only?.headline ?? strings.pending.replace('#', `${ids.length}`), only?.language ?? tag];
    });
  }

  #stateChanged(error?: unknown): void {
    this.#connection.ask();
    this.#tell();
    if (!error) return;
    this.#fire('error', { error });
    this.#refreshed();
  }

  /** Brings the shadow up to the store, or, while the reader holds it, only what must not wait. */
  #render(everything?: boolean, entry?: Entry): void {
    if (!this.#kind) return;
    const { timeZone, thumbnails, timeFormat, mode, pendingCount } = this;
    const { fallback, nothing, frame } = this.#frame;
    const { line, channel, now } = this.#connection;
    const reading = this.#reading;
    const words = this.#words;
    const ready = this.#preview || line?.greeted;
    const there = reading.wanted(this.#preview ?? (ready ? line!.store.shown() : adopted(this, words.tag)));
    // The server's clock is known when it has told something.
    if (there.length) this.#openedAt ||= now();
    const all = mode === 'flash' ? newestFlash(there, now(), this.#openedAt, this.#dismissed) : there;
    if (!this.#held || everything) reading.release(all);
    // Of an entry only its own item, of a snapshot every item: one that is not in it may have been killed.
    else reading.hold(all, (item) => (!line || (entry && entry.item.id !== item.id) ? item : line.store.get(item.id)));
    const bare = !reading.shown.length;
    // Once there is news, the page's own children are history, also when another channel is chosen.
    if (ready || !bare) fallback.hidden = true;
    if (ready) this.#settled = true;
    this.#view.node.hidden = bare;
    nothing.hidden = !ready || !bare;
    frame.hidden = bare && mode === 'flash';
    const zoneOf = (name: string) => timeZone || channel(name)?.timeZone;
    const opens = (item: Item) => this.#fire('open', { item });
    const fresh = entry?.kind === 'published' ? entry.item.id : undefined;
    this.#view.show(reading.shown, { ...words, thumbnails, timeFormat, days: mode === 'list', zoneOf, now, opens }, fresh);
    this.#settle();
    this.#tell();
    if (this.pendingCount !== pendingCount) this.#fire('pending', { count: this.pendingCount });
  }

  /** Says what state all is in, to readers and to the host. */
  #tell(): void {
    tell(this.#frame, this, this.#connection, this.#words);
    const { state, paused, items } = this;
    const empty = !this.#frame.nothing.hidden;
    const flash = items.some(({ urgency }) => urgency === 'flash');
    try {
      for (const [name, on] of Object.entries({ live: state === 'live', paused, offline: state === 'offline', empty, flash })) {
        this.#states[on ? 'add' : 'delete'](name);
      }
    } catch {
      // Browsers of before 2024 want two dashes before the name.
    }
    if (state === this.#told) return;
    this.#told = state;
    this.#fire('state', { state });
  }

  #fire<Name extends keyof NewsLineEvents>(name: Name, facts: NewsLineEvents[Name]): boolean {
    return this.dispatchEvent(new NewsLineEvent(name, facts));
  }
}

reflect(NewsLineElement.prototype);
