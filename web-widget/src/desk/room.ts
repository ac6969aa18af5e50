import { follow, type Item, type Line } from '../client.ts';
import { ask, optional, Refused, session as sessionHook, Unreachable, useCsrf } from './api.ts';
import { draftOf, type Copy } from './copy.ts';
import { Drafts, type Kept } from './drafts.ts';
import { lastingShelf, Outbox, type Letter } from './outbox.ts';
import { preference } from './preferences.ts';
import { Receipts } from './receipts.ts';
import { t } from './texts.ts';
import type { Channel, Editing, Paused, Pending, Person, Role, Session } from './wire.ts';
import { roles } from './wire.ts';

/** `lapsed`: was in, and is asked to sign in again over what was being written. */
type Phase = 'opening' | 'setting-up' | 'signed-out' | 'lapsed' | 'in';

/** How often what no stream tells is asked for. */
const LOOK_EVERY = 5000;
/** A line is first away when it has had this long to come. */
const PATIENCE = 4000;

/** All that the page knows; it tells whoever listens that something has changed. */
class Room {
  phase: Phase = 'opening';
  person: Person | undefined;
  sessionId = '';
  channels: readonly Channel[] = [];
  /** What readers have: by the stream that readers have. */
  line: Line | undefined;
  pending: readonly Pending[] = [];
  paused: Paused = { channels: {} };
  readers: { readonly readers: number; readonly sse: number; readonly rsocket: number } | undefined;
  nodes = 1;
  /** Who has what open, this person too. */
  editing: readonly Editing[] = [];
  readonly receipts = new Receipts();
  /** Ends of pins, UTC, by item. */
  pins: ReadonlyMap<string, string> = new Map();
  drafts = new Drafts(localStorage, '');
  outbox: Outbox | undefined;
  /** The last thing that happened, to be read and to be heard. */
  said = '';
  /** Refused or taken back: what the composer shall take, if it is empty. */
  giveBack: (kept: Kept, refused?: Refused) => void = () => {};
  /** An item was told anew: lists that no stream keeps look at it again. */
  told: (item: Item) => void = () => {};
  /** Epoch milliseconds by this machine's clock at which what was posted is told; by the pending item's id. */
  readonly until = new Map<string, number>();
  #away = false;
  #lineSince = 0;
  #looking = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed = (): void => this.#listeners.forEach((listener) => listener());

  say(text: string): void {
    this.said = text;
    this.changed();
  }

  /** What went wrong where nothing else shows it. */
  fault(error: unknown): void {
    this.say(error instanceof Refused ? error.message : t('noAnswer'));
  }

  /** Neither the server nor the stream may be missing. */
  get away(): boolean {
    const late = Date.now() - this.#lineSince > PATIENCE;
    return this.#away || navigator.onLine === false || (!!this.line && this.line.state !== 'live' && late);
  }

  may(role: Role): boolean {
    return !!this.person && roles.indexOf(this.person.role) >= roles.indexOf(role);
  }

  /** Why nothing can be posted there, as far as we know. */
  pausedAt(channel: string) {
    const { all, channels } = this.paused;
    return all?.paused ? all : channels[channel]?.paused ? channels[channel] : undefined;
  }

  async open(): Promise<void> {
    sessionHook.over = () => this.#lapse();
    setInterval(() => void this.look(), LOOK_EVERY);
    window.addEventListener('online', () => void this.look());
    window.addEventListener('offline', this.changed);
    document.addEventListener('visibilitychange', () => void this.look());
    if (this.phase === 'opening') await this.#enter();
  }

  async #enter(): Promise<void> {
    try {
      await this.admit((await ask<Session>('GET', '/v1/desk/session')).body);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.phase = 'signed-out';
      else this.#away = true;
      this.changed();
    }
  }

  /** Somebody has signed in, at first or again. */
  async admit({ person, csrf, id }: Session): Promise<void> {
    // Another person's desk begins from nothing.
    if (this.person && this.person.id !== person.id) return location.reload();
    useCsrf(csrf);
    this.person = person;
    this.sessionId = id;
    this.drafts = new Drafts(localStorage, person.id);
    const { body } = await ask<{ channels: Channel[] }>('GET', '/v1/channels');
    const own = person.channels ?? [];
    this.channels = body.channels.filter(({ channel }) => !own.length || own.includes(channel));
    this.outbox ??= new Outbox(await lastingShelf(), (letter) => this.#send(letter), this.changed);
    this.phase = 'in';
    this.#away = false;
    if (!this.line) this.follow('');
    this.changed();
    await this.look();
  }

  /** One channel's line, or, without one, all of the person's (a stream takes 32). */
  follow(channel: string): void {
    this.line?.close();
    this.line = undefined;
    const channels = channel ? [channel] : this.channels.slice(0, 32).map((each) => each.channel);
    if (!channels.length) return;
    this.#lineSince = Date.now();
    setTimeout(this.changed, PATIENCE + 50);
    const stateChanged = ({ state }: Line) => {
      if (state === 'live') void this.look();
      // Right after a good stream breaks, it is away at once.
      else if (state !== 'connecting') this.#lineSince = 0;
      else this.#lineSince = Date.now();
      this.changed();
      setTimeout(this.changed, PATIENCE + 50);
    };
    this.line = follow({ server: location.origin, channels, limit: 60 }, { changed: (_, entry) => this.#told(entry?.item), stateChanged });
  }

  #told(item: Item | undefined): void {
    if (item) this.told(item);
    // Who has it is known a moment later.
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.look(), 2000);
    if (item && this.pending.some(({ id }) => id === item.id)) this.pending = this.pending.filter(({ id }) => id !== item.id);
    this.changed();
  }

  /** Asks for what no stream tells; sends what waits, if the server is there. */
  async look(): Promise<void> {
    if (this.phase === 'opening') return this.#enter();
    if (this.phase !== 'in' || this.#looking) return;
    // Nobody looks: only what still has to go out is worth a request.
    if (document.hidden && !this.outbox?.letters.length) return;
    this.#looking = true;
    try {
      const asks = ['pending', 'paused', 'readers'].map((name) => optional(`/v1/desk/${name}`));
      const items = this.line?.items ?? [];
      const [pending, paused, readers] = await Promise.all([...asks, this.receipts.look(items)]);
      this.#away = false;
      if (pending) this.pending = pending.pending;
      if (paused) this.paused = paused;
      if (readers) {
        const of = (way: string) => Object.values<any>(readers.channels).reduce((all, each) => all + each[way], 0);
        this.readers = { readers: of('readers'), sse: of('sse'), rsocket: of('rsocket') };
      }
      this.nodes = readers?.nodes ?? 1;
      const editing = await inEach([...items, ...this.pending], (channel) => `editing?channel=${channel}`);
      this.editing = editing.flatMap((answer) => answer.editing);
      const pins = await inEach(items.filter(({ pinned }) => pinned), (channel) => `channels/${channel}/pins`);
      this.pins = new Map(pins.flatMap((answer) => answer.pins).filter(({ until }) => until).map(({ item, until }) => [item, until]));
      await this.outbox?.flush(this.person!.id);
    } catch (error) {
      if (error instanceof Unreachable) this.#away = true;
    } finally {
      this.#looking = false;
      this.changed();
    }
  }

  /** Puts a draft on its way; it is on the shelf when this returns. */
  async post(channel: string, copy: Copy, dueAt: string): Promise<void> {
    const draft = draftOf(copy);
    const at = `/v1/channels/${channel}/items`;
    const waiting = `/v1/desk/channels/${channel}/pending`;
    const [path, body] = !this.may('editor')
      ? [waiting, { draft }]
      : dueAt
        ? [waiting, { draft, dueAt }]
        : copy.urgency === 'flash'
          ? [at, draft]
          : [waiting, { draft, undo: Number(preference('undo')) }];
    await this.outbox!.post({ key: crypto.randomUUID(), person: this.person!.id, path, body, at: Date.now(), channel, copy, dueAt });
  }

  async #send(letter: Letter): Promise<boolean> {
    const { key, path, body, channel, copy, dueAt } = letter;
    try {
      const answer = await ask<any>('POST', path, { body, key });
      const made: Pending | undefined = answer.body?.draft && answer.body;
      if (made?.state === 'sending' && made.dueAt) {
        this.until.set(made.id, Date.now() + Math.max(0, Date.parse(made.dueAt) - Date.parse(made.createdAt)));
      }
      // As the server lists them: soonest first.
      const others = this.pending.filter((each) => each.id !== made?.id);
      if (made) this.pending = made.state === 'sending' ? [made, ...others] : [...others, made];
      this.#away = false;
      this.say(`${t(!made ? 'posted' : made.state === 'contributed' ? 'handedIn' : made.state === 'scheduled' ? 'scheduled' : 'sending')}: ${copy.headline}`);
      return true;
    } catch (error) {
      // What we sent before was heard: only its answer was lost, and readers have it by now.
      if (error instanceof Refused && error.type === 'told') {
        this.say(`${t('posted')}: ${copy.headline}`);
        return true;
      }
      const waits = !(error instanceof Refused) || error.open || (error.status === 409 && error.type !== 'paused');
      if (error instanceof Unreachable) this.#away = true;
      if (waits) this.changed();
      else {
        this.say(`${t('refused')}: ${error.message}`);
        this.giveBack({ channel, copy, dueAt }, error);
      }
      return !waits;
    }
  }

  #lapse(): void {
    if (this.phase !== 'in') return;
    this.phase = 'lapsed';
    this.changed();
  }

  /** How much this browser keeps of what the person wrote and readers do not have. */
  get unsent(): number {
    return (this.drafts.read() ? 1 : 0) + this.drafts.returned.length + this.drafts.unsaved.length + (this.outbox?.letters.length ?? 0);
  }

  async signOut(forget: boolean): Promise<void> {
    try {
      await ask('DELETE', '/v1/desk/session');
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) return this.fault(error);
    }
    if (forget) {
      this.drafts.forget();
      await this.outbox?.forget(this.person!.id);
    }
    location.reload();
  }
}

/** Asks once for each channel that any of these is in. */
async function inEach(these: readonly { readonly channel: string }[], path: (channel: string) => string): Promise<any[]> {
  const channels = [...new Set(these.map(({ channel }) => channel))];
  return (await Promise.all(channels.map((channel) => optional(`/v1/desk/${path(channel)}`)))).filter(Boolean);
}

export const room = new Room();
