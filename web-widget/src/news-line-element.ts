import { Announcer } from './announcer.ts';
import { channelAt, type Channel } from './channels.ts';
import { make, setText } from './dom.ts';
import { NewsLineEntryEvent, NewsLineStateEvent } from './events.ts';
import { join, leave, type Hub, type Reader } from './hub.ts';
import { newestFirst } from './items.ts';
import { ListView } from './list-view.ts';
import { limitOf, selectionOf, serverOf, streamAddress } from './selection.ts';
import type { StreamState } from './stream.ts';
import { wordsFor } from './strings.ts';
import { styles } from './styles.ts';
import type { Entry, Item } from './wire.ts';

/**
 * `<news-line channel="main">`: a live list of a channel's news.
 *
 * Light-DOM children stand until the first snapshot, so a page that was rendered with its news shows them at once.
 */
export class NewsLineElement extends HTMLElement {
  static readonly observedAttributes = [
    'channel', 'urgency', 'language', 'limit', 'server', 'lang', 'time-zone',
  ];

  readonly #heading = make('h2', 'heading');
  readonly #stateWord = make('p', 'state');
  readonly #button = make('button', 'pause');
  readonly #fallback = make('slot', 'fallback');
  readonly #empty = make('p', 'empty');
  readonly #status = make('p', 'status');
  readonly #frame: HTMLElement;
  readonly #view = new ListView();
  readonly #announcer = new Announcer(this.#status);
  readonly #reader: Reader = {
    changed: (entry) => this.#changed(entry),
    stateChanged: () => this.#stateChanged(),
  };

  #hub: Hub | undefined;
  #address = '';
  #channels = new Map<string, Channel | undefined>();
  #shown: Item[] = [];
  #paused = false;
  /** The newest item when the reader paused: whatever is newer waits. */
  #pausedAt: Item | undefined;
  #refreshing = false;

  constructor() {
    super();
    const named = make('slot', '', this.#heading);
    named.name = 'heading';
    const scroll = make('div', 'scroll', this.#fallback, this.#view.list, this.#empty);
    const header = make('header', 'header', named, this.#stateWord, this.#button);
    this.#frame = make('section', 'frame', header, scroll, this.#status);
    this.#status.setAttribute('role', 'status');
    this.#button.type = 'button';
    this.#button.addEventListener('click', () => (this.#paused ? this.resume() : this.pause()));
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    root.append(this.#frame);
  }

  get state(): StreamState {
    return this.#hub?.state ?? 'connecting';
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** What is on show, in order. */
  get items(): readonly Item[] {
    return [...this.#shown];
  }

  /** Holds new items back. Text that is taken off the line still vanishes at once, and corrections are still made. */
  pause(): void {
    this.#paused = true;
    this.#pausedAt = [...this.#shown].sort(newestFirst)[0];
    this.#announcer.clear();
    this.#label();
  }

  resume(): void {
    this.#paused = false;
    this.#changed();
    this.#view.list.parentElement!.scrollTop = 0;
  }

  connectedCallback(): void {
    this.#refresh();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  attributeChangedCallback(): void {
    // Several attributes set in a row make one change of connection, not several.
    if (this.#refreshing || !this.isConnected) return;
    this.#refreshing = true;
    queueMicrotask(() => {
      this.#refreshing = false;
      if (this.isConnected) this.#refresh();
    });
  }

  #refresh(): void {
    const selection = selectionOf(this);
    const server = serverOf(this, import.meta.url);
    const limit = limitOf(this);
    const address = streamAddress(server, selection, limit);
    if (address !== this.#address || !this.#hub) {
      this.#leave();
      this.#paused = false;
      this.#channels = new Map(selection.channels.map((name) => [name, undefined]));
      if (selection.channels.length) {
        this.#address = address;
        this.#hub = join(address, selection, limit, this.#reader);
        for (const name of selection.channels) this.#ask(name, `${server}/v1/channels/${name}`);
      }
      this.#announceState();
    }
    this.#speak();
  }

  async #ask(name: string, address: string): Promise<void> {
    const channel = await channelAt(address);
    // Asked twice, or no longer ours: every row would be made again for nothing.
    if (!channel || !this.#channels.has(name) || this.#channels.get(name)) return;
    this.#channels.set(name, channel);
    this.#speak();
  }

  #leave(): void {
    if (this.#hub) leave(this.#address, this.#reader);
    this.#hub = undefined;
    this.#announcer.clear();
  }

  /** Words, direction and clocks again, from the languages and zones as they are now. */
  #speak(): void {
    const { language, dir, strings } = this.#words;
    const title = [...this.#channels].map(([name, channel]) => channel?.title || name).join(' · ');
    this.#frame.lang = language;
    this.#frame.dir = dir;
    this.#frame.setAttribute('aria-label', title || strings.news);
    setText(this.#heading, title || strings.news);
    this.#heading.dir = 'auto';
    const zone = this.getAttribute('time-zone') || undefined;
    this.#view.speak({ language, dir, strings, zoneOf: (name) => zone ?? this.#channels.get(name)?.timeZone });
    setText(this.#empty, strings.empty);
    this.#show();
  }

  #changed(entry?: Entry): void {
    const { store } = this.#hub!;
    if (this.#paused) {
      // Of an entry only its own item, of a snapshot every item: one that is not in it may have been killed.
      this.#shown = this.#shown.flatMap((item) =>
        entry && entry.item.id !== item.id ? item : (store.get(item.id) ?? []),
      );
    }
    this.#show(entry);
    // What was about to be spoken may not be in the snapshot any more.
    if (!entry) return this.#announcer.clear();
    this.#announce(entry);
    this.dispatchEvent(new NewsLineEntryEvent(entry));
  }

  #show(entry?: Entry): void {
    const greeted = this.#hub?.greeted ?? false;
    if (!this.#paused) this.#shown = greeted ? this.#hub!.store.shown() : [];
    // Once the line has spoken, the page's own children are history, also when another channel is chosen.
    if (greeted) this.#fallback.hidden = true;
    this.#view.list.hidden = !this.#shown.length;
    this.#empty.hidden = !greeted || this.#shown.length > 0;
    this.#view.show(this.#shown, entry?.kind === 'published' ? entry.item.id : undefined);
    this.#label();
  }

  #announce({ item, kind }: Entry): void {
    if (!this.#hub!.store.get(item.id)) return this.#announcer.remove(item.id);
    if (this.#paused || document.hidden || (kind !== 'published' && kind !== 'released')) return;
    this.#announcer.add(item.id, (ids) => {
      const only = ids.length === 1 ? this.#hub?.store.get(ids[0]!) : undefined;
      this.#status.lang = only?.language ?? this.#words.language;
      return only?.headline ?? this.#count(ids.length);
    });
  }

  #stateChanged(): void {
    // A title that could not be had while the server was away can be had now.
    if (this.state === 'live') {
      for (const [name, channel] of this.#channels) {
        if (!channel) this.#ask(name, `${serverOf(this, import.meta.url)}/v1/channels/${name}`);
      }
    }
    this.#label();
    this.#announceState();
  }

  #announceState(): void {
    this.dispatchEvent(new NewsLineStateEvent(this.state));
  }

  #label(): void {
    const { strings } = this.#words;
    const { state } = this;
    setText(this.#stateWord, this.#paused && state === 'live' ? strings.paused : strings[state]);
    this.#stateWord.setAttribute('part', `state state-${this.#paused ? 'paused' : state}`);
    const waiting = this.#paused ? this.#waiting() : 0;
    const verb = this.#paused ? strings.resume : strings.pause;
    setText(this.#button, waiting ? `${verb} (${this.#count(waiting)})` : verb);
  }

  #waiting(): number {
    const shown = new Set(this.#shown.map((item) => item.id));
    const isNew = (item: Item) => !this.#pausedAt || newestFirst(item, this.#pausedAt) < 0;
    return this.#hub?.store.shown().filter((item) => !shown.has(item.id) && isNew(item)).length ?? 0;
  }

  #count(number: number): string {
    return this.#words.strings.more.replace('#', String(number));
  }

  get #words() {
    return wordsFor(this.closest<HTMLElement>('[lang]')?.lang ?? navigator.language);
  }
}
