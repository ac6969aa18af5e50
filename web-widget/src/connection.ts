import { ask, channels, type Channel } from './channels.ts';
import { join, type Line, type Reader } from './hub.ts';
import type { NewsLineElement } from './news-line-element.ts';
import { selectionOf, streamAddress } from './selection.ts';
import { serverOf } from './server-address.ts';

/** What an element asks for, by its attributes, and the line it is given for it. */
export class Connection {
  readonly #host: NewsLineElement;
  readonly #reader: Pick<Reader, 'changed' | 'stateChanged'>;
  line: Line | undefined;
  server = '';
  channels: readonly string[] = [];
  /** The server does not know all of the channels. */
  barred = false;
  #address = '';

  constructor(host: NewsLineElement, reader: Pick<Reader, 'changed' | 'stateChanged'>) {
    this.#host = host;
    this.#reader = reader;
  }

  /** Follows the attributes, if it may connect at all; true where it was given another line. */
  follow(mayConnect: boolean): boolean {
    const { src, channel, mode, minUrgency, language, rows: limit, background } = this.#host;
    this.server = serverOf(src);
    const asked = selectionOf(channel, mode === 'flash' ? mode : minUrgency, language);
    this.channels = asked.channels;
    // Asked for together with others, a channel the server does not know costs them all their stream.
    const selection = { ...asked, channels: asked.channels.filter((name) => this.channel(name) !== null) };
    this.barred = selection.channels.length < asked.channels.length;
    const wanted = mayConnect && selection.channels.length > 0;
    const address = wanted ? streamAddress(this.server, selection, limit) : '';
    if (address === this.#address) return false;
    this.leave();
    this.#address = address;
    if (wanted) this.line = join(this.server, { selection, limit, keeps: background === 'keep', ...this.#reader });
    this.ask();
    return true;
  }

  /** The titles and zones that are not known; one that could not be had while the server was away may be had now. */
  ask(): void {
    if (this.line) for (const name of this.channels) void ask(this.#addressOf(name));
  }

  leave(): void {
    this.line?.leave();
    this.line = undefined;
    this.#address = '';
  }

  /** Null where the server knows no such channel, undefined as long as it has not said. */
  channel = (name: string): Channel | null | undefined => channels.get(this.#addressOf(name));

  /** The server's time. */
  now = (): number => Date.now() + (this.line?.hub.skew ?? 0);

  #addressOf(channel: string): string {
    return `${this.server}/v1/channels/${channel}`;
  }
}
