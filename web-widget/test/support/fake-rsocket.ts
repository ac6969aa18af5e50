import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One request-stream as the server sees it. Frames wait here until the client asks for them. */
export class FakeSubscription {
  readonly data: any;
  readonly route: string;
  readonly #write: (type: number, flags: number, body: Buffer) => void;
  #waiting: string[] = [];
  demand: number;

  constructor(data: unknown, route: string, demand: number, write: (type: number, flags: number, body: Buffer) => void) {
    this.data = data;
    this.route = route;
    this.demand = demand;
    this.#write = write;
  }

  tell(...texts: string[]): void {
    this.#waiting.push(...texts);
    while (this.demand > 0 && this.#waiting.length) {
      this.demand -= 1;
      this.#write(0x0a, 0x20, Buffer.from(this.#waiting.shift()!));
    }
  }

  refuse(problem: object): void {
    this.#write(0x0b, 0, Buffer.concat([Buffer.from([0, 0, 2, 1]), Buffer.from(JSON.stringify(problem))]));
  }
}

/** Answers one WebSocket as an RSocket responder: RFC 6455 and RSocket 1.0 by hand, as far as our client goes. */
export function acceptRSocket(
  request: IncomingMessage,
  socket: Duplex,
  subscribed: (subscription: FakeSubscription) => void,
  left: (subscription: FakeSubscription) => void,
): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const streams = new Map<number, FakeSubscription>();
  const leave = (id: number) => {
    const stream = streams.get(id);
    if (streams.delete(id)) left(stream!);
  };
  const write = (id: number, type: number, flags: number, body: Buffer) => {
    const head = Buffer.alloc(6);
    head.writeUInt32BE(id, 0);
    head.writeUInt16BE((type << 10) | flags, 4);
    if (socket.writable) socket.write(webSocketFrame(Buffer.concat([head, body])));
  };
  const hear = (frame: Buffer) => {
    const id = frame.readUInt32BE(0);
    const type = frame.readUInt16BE(4) >> 10;
    if (type === 0x03) write(0, 0x03, 0, frame.subarray(6));
    else if (type === 0x08) {
      const stream = streams.get(id);
      if (stream) stream.demand += frame.readUInt32BE(6);
      stream?.tell();
    } else if (type === 0x09) leave(id);
    else if (type === 0x06) {
      const metadata = frame.readUIntBE(10, 3);
      // Composite metadata with one entry: mime id, length, then the route with its own length in front.
      const route = frame.subarray(18, 13 + metadata).toString();
      const data = JSON.parse(frame.subarray(13 + metadata).toString());
      const stream = new FakeSubscription(data, route, frame.readUInt32BE(6), (kind, flags, body) =>
        write(id, kind, flags, body),
      );
      streams.set(id, stream);
      subscribed(stream);
    }
  };
  let bytes = Buffer.alloc(0);
  socket.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    for (let frame = takeFrame(bytes); frame; frame = takeFrame(bytes)) {
      bytes = bytes.subarray(frame.length);
      if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0]));
      else hear(frame.payload);
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => [...streams.keys()].forEach(leave));
}

/** Browsers insist on the shortest of the three ways to write a length. */
function webSocketFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x82;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** A masked frame from the front of what has arrived, if all of it has. */
function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 6) return undefined;
  const size = bytes[1]! & 0x7f;
  const start = size === 126 ? 4 : size === 127 ? 10 : 2;
  if (bytes.length < start + 4) return undefined;
  const length = size === 126 ? bytes.readUInt16BE(2) : size === 127 ? Number(bytes.readBigUInt64BE(2)) : size;
  if (bytes.length < start + 4 + length) return undefined;
  const mask = bytes.subarray(start, start + 4);
  const payload = Buffer.from(bytes.subarray(start + 4, start + 4 + length));
  for (let i = 0; i < length; i += 1) payload[i]! ^= mask[i % 4]!;
  return { opcode: bytes[0]! & 0x0f, payload, length: start + 4 + length };
}
