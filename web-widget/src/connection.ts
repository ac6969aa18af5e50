import { ask, channels, type Channel } from './channels.ts';
import { join, type Line, type Reader } from './hub.ts';
import type { NewsLineElement } from './news-line-element.ts';
import { selectionOf, streamAddress } from './selection.ts';
import { serverOf } from './server-address.ts';

export type Connection = ReturnType<typeof openConnection>;

/** What an element asks for, by its attributes, and the line it is given for it. */
export function openConnection(host: NewsLineElement, reader: Pick<Reader, 'changed' | 'stateChanged'>) {
  let address = '';
  const addressOf = (channel: string) => `${connection.server}/v1/channels/${channel}`;

  const connection = {
    line: undefined as Line | undefined,
    server: '',
    names: [] as readonly string[],
    /** The server does not know all of the channels. */
    barred: false,

    /** Follows the attributes, if it may connect at all; true where it was given another line. */
    follow(mayConnect: boolean): boolean {
      const server = (connection.server = serverOf(host.src));
      const asked = selectionOf(host.channel, host.mode === 'flash' ? 'flash' : host.minUrgency, host.language);
      connection.names = asked.channels;
      // Asked for together with others, a channel the server does not know costs them all their stream.
      const selection = { ...asked, channels: asked.channels.filter((name) => connection.about(name) !== null) };
      connection.barred = selection.channels.length < asked.channels.length;
      // A title that could not be had while the server was away may be had now.
      if (mayConnect) for (const name of connection.names) void ask(addressOf(name));
      const limit = host.rows;
      const next = mayConnect && selection.channels.length ? streamAddress(server, selection, limit) : '';
      if (next === address) return false;
      connection.leave();
      address = next;
      if (next) connection.line = join(server, { selection, limit, keeps: host.background === 'keep', ...reader });
      return true;
    },

    leave(): void {
      connection.line?.leave();
      connection.line = undefined;
      address = '';
    },

    /** Null where the server knows no such channel, undefined as long as it has not said. */
    about: (name: string): Channel | null | undefined => channels.get(addressOf(name)),

    /** The server's time. */
    serverTime: (): number => Date.now() + (connection.line?.hub.skew ?? 0),
  };
  return connection;
}
