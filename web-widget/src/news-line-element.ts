import { Announcer } from './announcer.ts';
import { aliases, attributes, reflect, type Properties } from './attributes.ts';
import { channelAt, type Channel } from './channels.ts';
import { make, setText } from './dom.ts';
import { NewsLineEvent, type NewsLineEvents, type NewsLineState } from './events.ts';
import { join, type Line } from './hub.ts';
import { newestFirst } from './items.ts';
import { selectionOf, streamAddress } from './selection.ts';
import { addStrings, wordsFor, type Words } from './strings.ts';
import { styles } from './styles.ts';
import { version } from './version.ts';
import { CrawlView } from './views/crawl-view.ts';
import { FlashView } from './views/flash-view.ts';
import { ListView } from './views/list-view.ts';
import { RotatorView } from './views/rotator-view.ts';
import { View } from './views/view.ts';
import { parseItems, type Entry, type Item } from './wire.ts';

/** A flash may interrupt a listener only while it is one. */
const BREAKING = 120_000;

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
/** Channels the server does not know: asked for together with others, one such costs them all their stream. */
const refused = new Set<string>();

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
  static readonly observedAttributes = [...Object.keys(attributes), ...Object.values(aliases), 'lang', 'dir'];

  /** Who pauses one pauses all, and one clock ticks for all. */
  static readonly #all = new Set<NewsLineElement>();
  static #allPaused = false;
  static #minute: ReturnType<typeof setTimeout> | undefined;

  static {
    reducedMotion.onchange = () => this.#all.forEach((each) => each.#settle());
    document.addEventListener('visibilitychange', () => this.#tick());
  }

  /** Registers the element, also under a name of your own; does nothing where the name is taken. */
  static define(tag = 'news-line', registry = customElements): void {
    // A class has one name only.
    if (!registry.get(tag)) registry.define(tag, tag === 'news-line' ? this : class extends this {});
  }

  /** Times are told anew on the minute, while anybody looks. */
  static #tick(): void {
    clearTimeout(this.#minute);
    if (document.hidden || !this.#all.size) return;
    this.#minute = setTimeout(() => {
      this.#all.forEach((each) => each.#show());
      this.#tick();
    }, 60_000 - (Date.now() % 60_000));
  }

  readonly #heading = make('h2', 'heading');
  readonly #state = make('p', 'state');
  readonly #pause = make('button', 'pause');
  readonly #previous = make('button', 'previous');
  readonly #next = make('button', 'next');
  readonly #dismiss = make('button', 'dismiss');
  readonly #more = make('button', 'pending');
  readonly #position = make('span', 'position');
  readonly #fallback = make('slot', 'fallback');
  readonly #nothing = make('p', 'empty');
  readonly #empty = slot('empty', this.#nothing);
  readonly #offline = slot('offline');
  readonly #link = make('a', 'all');
  readonly #footer = slot('all', this.#link);
  readonly #status = make('p', 'status');
  readonly #alert = make('p', 'status');
  readonly #box = make('div', 'scroll', this.#fallback, this.#empty);
  readonly #section = make(
    'section', 'frame',
    make(
      'header', 'header', slot('heading', this.#heading),
      make('div', 'controls', this.#pause, this.#previous, this.#next, this.#position, this.#dismiss),
      this.#state, this.#more,
    ),
    this.#offline, this.#box, this.#footer,
  );
  readonly #announcer = new Announcer(this.#status, this.#alert);
  readonly #states = this.attachInternals().states;

  #view = new View();
  #kind = '';
  #line: Line | undefined;
  #address = '';
  #channels = new Map<string, Channel | undefined>();
  #preview: Item[] | undefined;
  #adopted: Item[] = [];
  /** Items that the host does not want here. */
  #vetoed = new Set<string>();
  #shown: Item[] = [];
  /** True once anything was shown of what is asked for now: from then on the reader may hold it. */
  #settled = false;
  /** The newest item when the reader began to hold: whatever is newer waits. */
  #heldAt: Item | undefined;
  #pending = 0;
  #told: NewsLineState = 'idle';
  #near = false;
  /** The server does not know all of the channels. */
  #barred = false;
  #refreshing = false;
  #refreshed = () => {};

  constructor() {
    super();
    this.#status.role = 'status';
    this.#alert.role = 'alert';
    this.#pause.onclick = () => (this.paused ? this.play() : this.pause());
    this.#previous.onclick = () => this.previous();
    this.#next.onclick = () => this.next();
    this.#more.onclick = () => this.showPending();
    this.#dismiss.onclick = () => {
      this.#view.dismiss();
      this.#show(true);
    };
    // Focus that moves on to the next headline has not left.
    const settle = () => setTimeout(() => this.#settle());
    for (const name of ['pointerenter', 'pointerleave', 'focusin', 'focusout', 'scroll']) {
      this.#box.addEventListener(name, settle);
    }
    this.#section.addEventListener('focusin', ({ target, relatedTarget }) => {
      // A carousel that the keyboard enters stops until it is told to go on.
      const entered = !this.#section.contains(relatedTarget as Node) && (target as Element).matches(':focus-visible');
      if (entered && this.mode === 'rotator') this.paused = true;
    });
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    root.append(this.#section, this.#status, this.#alert);
    new IntersectionObserver(
      ([entry]) => {
        if (this.#near || !entry!.isIntersecting) return;
        this.#near = true;
        this.attributeChangedCallback();
      },
      { rootMargin: '256px' },
    ).observe(this);
  }

  get state(): NewsLineState {
    const state = this.#line?.hub.state;
    if (!state) return this.#preview ? 'live' : this.#barred ? 'error' : 'idle';
    return state === 'live' && this.paused ? 'paused' : state;
  }

  /** What is on show, in order. */
  get items(): readonly Item[] {
    return Object.freeze([...this.#shown]);
  }

  /** How many items wait to be shown. */
  get pendingCount(): number {
    return this.#pending;
  }

  /** When the server last said anything. */
  get lastUpdated(): Date | undefined {
    const at = this.#line?.hub.heardAt;
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
    this.#pauseAll(true);
  }

  /** Goes on with what is there now, in all news lines of the page. */
  play(): void {
    this.#pauseAll(false);
  }

  resume(): void {
    this.play();
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
    this.#show(true);
    this.#box.scrollTop = 0;
    if (this.#section.matches(':focus-within')) this.#view.list.focus();
  }

  /** Reads everything anew; done when it is there, or cannot be had now. */
  async refresh(): Promise<void> {
    refused.clear();
    this.#refresh();
    this.#line?.hub.reread();
    if (this.#line) await new Promise<void>((done) => (this.#refreshed = done));
  }

  connectedCallback(): void {
    NewsLineElement.#all.add(this);
    NewsLineElement.#tick();
    if (NewsLineElement.#allPaused) this.paused = true;
    this.#refresh();
  }

  disconnectedCallback(): void {
    NewsLineElement.#all.delete(this);
    this.#view.close();
    this.#kind = '';
    this.#leave();
  }

  attributeChangedCallback(): void {
    // Several attributes set in a row make one change of connection, not several.
    if (this.#refreshing) return;
    this.#refreshing = true;
    queueMicrotask(() => {
      this.#refreshing = false;
      if (this.isConnected) this.#refresh();
    });
  }

  #pauseAll(paused: boolean): void {
    NewsLineElement.#allPaused = paused;
    for (const each of [this, ...NewsLineElement.#all]) each.paused = paused;
  }

  #refresh(): void {
    const { mode, speed, interval } = this;
    const kind = `${mode} ${speed} ${interval}`;
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#settled = false;
      this.#view.close();
      this.#view =
        mode === 'crawl' ? new CrawlView(speed)
        : mode === 'rotator' ? new RotatorView(this.#position, interval)
        : mode === 'flash' ? new FlashView()
        : new ListView();
      this.#box.replaceChildren(this.#fallback, this.#view.node, this.#empty);
    }
    this.#section.style.setProperty('--rows', `${this.rows}`);
    if (this.paused) this.#announcer.clear();
    this.#connect();
    this.#speak();
    this.#settle();
  }

  get #server(): string {
    return serverOf(this.src, import.meta.url);
  }

  #connect(): void {
    const server = this.#server;
    const { mode, rows } = this;
    const asked = selectionOf(this.channel, mode === 'flash' ? mode : this.minUrgency, this.language);
    const channels = asked.channels.filter((name) => !refused.has(server + name));
    this.#barred = channels.length < asked.channels.length;
    const wanted = channels.length && !this.#preview && (this.#near || mode === 'flash' || this.loading === 'eager');
    const selection = { ...asked, channels };
    const address = wanted ? streamAddress(server, selection, rows) : '';
    if (address === this.#address) return;
    this.#leave();
    this.#address = address;
    this.#channels = new Map(asked.channels.map((name) => [name, undefined]));
    if (!wanted) return;
    this.#line = join(server, {
      selection,
      limit: rows,
      keeps: this.background === 'keep',
      changed: (entry, late) => this.#changed(entry, late),
      stateChanged: (error) => this.#stateChanged(error),
    });
    this.#ask();
  }

  #leave(): void {
    this.#line?.hub.leave(this.#line);
    this.#line = undefined;
    this.#address = '';
    this.#settled = false;
    this.#announcer.clear();
  }

  /** The channels' titles and zones, as far as they are not known. */
  #ask(): void {
    const server = this.#server;
    const channels = this.#channels;
    for (const [name, known] of channels) {
      if (known) continue;
      channelAt(`${server}/v1/channels/${name}`).then((channel) => {
        // No longer ours, or asked twice: every row would be made again for nothing.
        if (channels !== this.#channels || channels.get(name) || channel === undefined) return;
        if (channel) {
          channels.set(name, channel);
          this.#speak();
        } else {
          refused.add(server + name);
          this.#refresh();
          this.#fire('error', { error: new Error(`no channel ${name}`) });
        }
      });
    }
  }

  /** Items that the page's server wrote into the page: shown in our form before anything has been asked. */
  #adopt(language: string): Item[] {
    return parseItems(
      [...this.querySelectorAll<HTMLElement>('li[data-id]')].map((node) => {
        const link = node.querySelector('a');
        return {
          id: node.dataset.id,
          channel: this.channel,
          version: 1,
          pubStatus: 'usable',
          headline: (link ?? node).textContent!.trim(),
          link: link?.href,
          language: node.lang || language,
          publishedAt: node.querySelector('time')?.dateTime,
        };
      }),
      // Whatever the server says is newer.
    ).map((item) => ({ ...item, version: 0 }));
  }

  #now = (): number => Date.now() + (this.#line?.hub.skew ?? 0);

  get #words(): Words {
    return wordsFor(this.closest<HTMLElement>('[lang]')?.lang ?? navigator.language);
  }

  /** Words, direction and clocks again, from the languages and zones as they are now. */
  #speak(): void {
    const words = this.#words;
    const { strings, tag } = words;
    const section = this.#section;
    const dir = (section.dir = this.dir || words.dir);
    const title = [...this.#channels].map(([name, channel]) => channel?.title || name).join(' · ') || strings.all;
    section.lang = tag;
    section.ariaLabel = this.ariaLabel || title;
    section.ariaRoleDescription = this.mode === 'rotator' ? strings.carousel : null;
    setText(this.#heading, title);
    this.#heading.dir = 'auto';
    setText(this.#nothing, strings.empty);
    setText(this.#link, strings.all);
    setText(this.#previous, strings.previous);
    setText(this.#next, strings.next);
    setText(this.#dismiss, strings.dismiss);
    const [first] = this.#channels.keys();
    this.#link.href = `${this.#server}/line/${first}`;
    this.#footer.hidden = this.hideAll || !first;
    if (!this.#line?.greeted) this.#adopted = this.#adopt(tag);
    const { timeZone, thumbnails, timeFormat } = this;
    this.#view.speak({
      strings, tag, dir, thumbnails, timeFormat,
      zoneOf: (name) => timeZone || this.#channels.get(name)?.timeZone,
      now: this.#now,
      opens: (item) => this.#fire('open', { item }),
    });
    this.#show();
  }

  #settle(): void {
    this.#view.still(this.paused || reducedMotion.matches || this.#box.matches(':hover, :focus-within'));
    if (this.#pending && !this.#held) this.#show();
  }

  get #held(): boolean {
    return this.#settled && (this.paused || this.insert === 'hold' || this.#view.busy);
  }

  #changed(entry?: Entry, late?: boolean): void {
    if (!entry) {
      // What was about to be spoken may not be in the snapshot any more.
      this.#announcer.clear();
      this.#show();
      return this.#refreshed();
    }
    const { item, kind } = entry;
    const { id, urgency, publishedAt } = item;
    if (!this.#line!.store.get(id)) {
      this.#announcer.remove(id);
      this.#show(false, entry);
      this.#fire('retract', { item });
      return;
    }
    const news = /^(publish|releas)ed$/.test(kind);
    const reason = late ? 'catch-up' : news ? 'new' : 'update';
    const taken = this.#fire('item', { item, reason });
    const flash = news && urgency === 'flash' && this.#now() - Date.parse(publishedAt) < BREAKING;
    const own = taken && !late && (!flash || this.#fire('flash', { item }));
    if (!taken || (flash && !own && !late && this.mode === 'flash')) this.#vetoed.add(id);
    this.#show(false, entry);
    if (own && news) this.#announce(item, flash);
  }

  #announce({ id, headline, language }: Item, flash: boolean): void {
    const { announce, paused } = this;
    if (paused || document.hidden || announce === 'off') return;
    const { strings, tag } = this.#words;
    if (flash && announce === 'all') {
      this.#alert.lang = language ?? tag;
      if (this.#announcer.interrupt(id, `${strings.flash}: ${headline}`)) return;
    }
    this.#announcer.add(id, (ids) => {
      const only = ids.length > 1 ? undefined : this.#line?.store.get(ids[0]!);
      this.#status.lang = only?.language ?? tag;
      return only?.headline ?? this.#count(ids.length);
    });
  }

  /** Brings the view up to the store, or, while the reader holds it, only what must not wait. */
  #show(everything?: boolean, entry?: Entry): void {
    if (!this.#kind) return;
    const store = this.#line?.store;
    const ready = this.#preview || this.#line?.greeted;
    const there = this.#preview ?? (ready ? store!.shown() : this.#adopted);
    const all = this.#view.pick(there.filter(({ id }) => !this.#vetoed.has(id)), this.#now());
    let pending = 0;
    if (this.#held && !everything) {
      this.#heldAt ??= [...this.#shown].sort(newestFirst)[0];
      // Of an entry only its own item, of a snapshot every item: one that is not in it may have been killed.
      this.#shown = this.#shown.flatMap((item) =>
        this.#vetoed.has(item.id) ? [] : !store || (entry && entry.item.id !== item.id) ? item : (store.get(item.id) ?? []),
      );
      const isNew = (item: Item) => !this.#heldAt || newestFirst(item, this.#heldAt) < 0;
      pending = all.filter((item) => isNew(item) && !this.#shown.some(({ id }) => id === item.id)).length;
    } else {
      this.#heldAt = undefined;
      this.#shown = all;
    }
    const nothing = !this.#shown.length;
    // Once there is news, the page's own children are history, also when another channel is chosen.
    if (ready || !nothing) this.#fallback.hidden = true;
    if (ready) this.#settled = true;
    this.#view.node.hidden = nothing;
    this.#empty.hidden = !ready || !nothing;
    this.#section.hidden = nothing && this.mode === 'flash';
    this.#view.show(this.#shown, entry?.kind === 'published' ? entry.item.id : undefined);
    if (pending !== this.#pending) {
      this.#pending = pending;
      this.#fire('pending', { count: pending });
    }
    this.#label();
  }

  #stateChanged(error?: unknown): void {
    // A title that could not be had while the server was away can be had now.
    if (this.state === 'live') this.#ask();
    this.#label();
    if (error) {
      this.#fire('error', { error });
      this.#refreshed();
    }
  }

  #label(): void {
    const { strings } = this.#words;
    const { state, paused } = this;
    const pending = this.#pending;
    const word = state === 'polling' ? 'stale' : state === 'error' ? 'offline' : state;
    setText(this.#state, strings[word as 'live'] ?? '');
    this.#state.setAttribute('part', `state state-${state}`);
    this.#more.hidden = paused || !pending;
    this.#state.hidden = !this.#more.hidden && state === 'live';
    setText(this.#more, this.#count(pending));
    setText(this.#pause, paused ? strings.resume + (pending ? ` (${this.#count(pending)})` : '') : strings.pause);
    this.#offline.hidden = state !== 'offline';
    const flash = this.#shown.some(({ urgency }) => urgency === 'flash');
    const states = { live: state === 'live', paused, offline: state === 'offline', empty: !this.#empty.hidden, flash };
    try {
      for (const [name, on] of Object.entries(states)) this.#states[on ? 'add' : 'delete'](name);
    } catch {
      // Browsers of before 2024 want two dashes before the name.
    }
    if (state === this.#told) return;
    this.#told = state;
    this.#fire('state', { state });
  }

  #count(number: number): string {
    return this.#words.strings.pending.replace('#', `${number}`);
  }

  #fire<Name extends keyof NewsLineEvents>(name: Name, facts: NewsLineEvents[Name]): boolean {
    return this.dispatchEvent(new NewsLineEvent(name, facts));
  }
}

/** Without the trailing slash; a relative address counts from the page, as in every other element. */
function serverOf(address: string, script: string): string {
  const link = document.createElement('a');
  link.href = address;
  if (!address || !link.protocol.startsWith('http')) link.href = new URL(script).origin;
  return link.href.replace(/\/+$/, '');
}

/** A place for the host's own; what is in it otherwise has a part. */
function slot(name: string, ...children: Node[]): HTMLSlotElement {
  const element = make('slot', '', ...children);
  element.name = name;
  return element;
}

reflect(NewsLineElement.prototype);
