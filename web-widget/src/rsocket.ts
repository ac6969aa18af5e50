import * as frames from './rsocket-frames.ts';
import { Flag, FrameType, type IncomingFrame, type MetadataMime } from './rsocket-frames.ts';

export { parseFrame } from './wire.ts';

export interface StreamReader {
  /** One payload's data, exactly as sent; `parseFrame` reads it. */
  next(text: string): void;
  complete?(): void;
  error?(error: Error): void;
}

export interface Subscription {
  /** Asks for this many payloads more. Nothing comes that was not asked for. */
  request(count: number): void;
  cancel(): void;
}

export interface Options {
  readonly metadataMime?: MetadataMime;
  /** Milliseconds between our signs of life. */
  readonly keepAlive?: number;
  /** Milliseconds of the other side's silence after which it counts as gone. */
  readonly lifetime?: number;
  closed?(reason: Error): void;
}

/** A refusal; its text is the server's problem JSON. */
export class RSocketError extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.name = 'RSocketError';
    this.code = code;
  }
}

interface OpenStream {
  readonly reader: StreamReader;
  /** Pieces of a payload that the server sent in fragments. */
  pieces: Uint8Array[];
}

/**
 * A requester of streams over one WebSocket: for dashboards that want demand instead of a firehose.
 *
 *     const line = await RSocket.connect('wss://news.example/rsocket');
 *     const reading = line.requestStream('stream', { channels: ['main'] }, { next: show }, 10);
 */
export class RSocket {
  readonly #socket: WebSocket;
  readonly #mime: MetadataMime;
  readonly #lifetime: number;
  readonly #closed: ((reason: Error) => void) | undefined;
  readonly #streams = new Map<number, OpenStream>();
  #nextStreamId = 1;
  #beat: ReturnType<typeof setInterval> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  static connect(address: string, options: Options = {}): Promise<RSocket> {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new RSocket(socket, options));
      socket.onclose = ({ code }) => reject(new Error(`no connection to ${address} (${code})`));
    });
  }

  private constructor(socket: WebSocket, options: Options) {
    const { metadataMime = 'message/x.rsocket.composite-metadata.v0', keepAlive = 20_000, lifetime = 90_000 } = options;
    this.#socket = socket;
    this.#mime = metadataMime;
    this.#lifetime = lifetime;
    this.#closed = options.closed;
    socket.onmessage = ({ data }) => this.#hear(frames.decode(data));
    socket.onclose = ({ code }) => this.#end(new Error(`connection closed (${code})`));
    socket.send(frames.setup(keepAlive, lifetime, metadataMime));
    this.#beat = setInterval(() => this.#send(frames.keepAlive()), keepAlive);
    this.#expectSound();
  }

  requestStream(route: string, data: unknown, reader: StreamReader, demand: number): Subscription {
    if (this.#ended) throw new Error('connection closed');
    // A requester's streams are odd, and no id is ever used again.
    const id = this.#nextStreamId;
    this.#nextStreamId += 2;
    this.#streams.set(id, { reader, pieces: [] });
    this.#send(frames.requestStream(id, checked(demand), route, this.#mime, data));
    return {
      request: (count) => {
        if (this.#streams.has(id)) this.#send(frames.requestN(id, checked(count)));
      },
      cancel: () => {
        if (this.#streams.delete(id)) this.#send(frames.cancel(id));
      },
    };
  }

  close(): void {
    this.#end(new Error('closed by this side'));
  }

  #hear(frame: IncomingFrame): void {
    this.#expectSound();
    const { type, flags, streamId, body } = frame;
    if (type === FrameType.keepAlive) {
      if (flags & Flag.respond) this.#send(frames.keepAliveAnswer(body));
    } else if (type === FrameType.error) {
      this.#refused(streamId, body);
    } else if (type === FrameType.payload) {
      this.#paid(frame);
    }
  }

  #paid({ streamId, flags, body }: IncomingFrame): void {
    const stream = this.#streams.get(streamId);
    if (!stream) return;
    stream.pieces.push(body);
    if (flags & Flag.follows) return;
    const { pieces, reader } = stream;
    stream.pieces = [];
    if (flags & Flag.complete) this.#streams.delete(streamId);
    if (flags & Flag.next) reader.next(frames.textOf(joined(pieces)));
    if (flags & Flag.complete) reader.complete?.();
  }

  #refused(streamId: number, body: Uint8Array): void {
    const { code, text } = frames.errorIn(body);
    const error = new RSocketError(code, text);
    if (streamId === 0) return this.#end(error);
    const stream = this.#streams.get(streamId);
    this.#streams.delete(streamId);
    stream?.reader.error?.(error);
  }

  #send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  #expectSound(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(new Error('the server fell silent')), this.#lifetime);
  }

  #end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#beat);
    clearTimeout(this.#silence);
    this.#socket.close();
    const left = [...this.#streams.values()];
    this.#streams.clear();
    for (const { reader } of left) reader.error?.(reason);
    this.#closed?.(reason);
  }
}

/** Demand is a positive 31-bit number on the wire. */
function checked(count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`demand must be a positive integer: ${count}`);
  return Math.min(count, 0x7fffffff);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
