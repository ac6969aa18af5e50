/** The part of RSocket 1.0's framing that a requester of streams needs. No sockets here. */

export const FrameType = {
  setup: 0x01,
  keepAlive: 0x03,
  requestStream: 0x06,
  requestN: 0x08,
  cancel: 0x09,
  payload: 0x0a,
  error: 0x0b,
} as const;

export const Flag = { metadata: 0x100, follows: 0x80, complete: 0x40, next: 0x20, respond: 0x80 } as const;

export type MetadataMime = 'message/x.rsocket.composite-metadata.v0' | 'message/x.rsocket.routing.v0';

/** In composite metadata a well-known mime type is one byte: 0x7e, routing, with the top bit set. */
const WELL_KNOWN_ROUTING = 0xfe;
const VERSION_1_0 = [0, 1, 0, 0];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface IncomingFrame {
  readonly streamId: number;
  readonly type: number;
  readonly flags: number;
  /** What follows the header; of a payload its data alone. */
  readonly body: Uint8Array;
}

export function setup(keepAlive: number, lifetime: number, metadataMime: MetadataMime): Uint8Array<ArrayBuffer> {
  return frame(0, FrameType.setup, 0, [
    ...VERSION_1_0,
    ...uint32(keepAlive),
    ...uint32(lifetime),
    ...shortText(metadataMime),
    ...shortText('application/json'),
  ]);
}

export function requestStream(streamId: number, demand: number, route: string, mime: MetadataMime, data: unknown) {
  const tag = shortText(route);
  const metadata = mime.includes('composite') ? [WELL_KNOWN_ROUTING, ...uint24(tag.length), ...tag] : tag;
  const body = encoder.encode(JSON.stringify(data));
  return frame(streamId, FrameType.requestStream, Flag.metadata, [
    ...uint32(demand),
    ...uint24(metadata.length),
    ...metadata,
    ...body,
  ]);
}

export const requestN = (streamId: number, demand: number) =>
  frame(streamId, FrameType.requestN, 0, uint32(demand));

export const cancel = (streamId: number) => frame(streamId, FrameType.cancel, 0, []);

/** Eight zero bytes of position: nothing is resumed on this level, the cursor does that. */
export const keepAlive = () => frame(0, FrameType.keepAlive, Flag.respond, [0, 0, 0, 0, 0, 0, 0, 0]);

export const keepAliveAnswer = (body: Uint8Array) => frame(0, FrameType.keepAlive, 0, body);

export function decode(buffer: ArrayBuffer): IncomingFrame {
  const view = new DataView(buffer);
  const typeAndFlags = view.getUint16(4);
  const type = typeAndFlags >> 10;
  const flags = typeAndFlags & 0x3ff;
  let start = 6;
  if (type === FrameType.payload && flags & Flag.metadata) start += 3 + (view.getUint32(5) & 0xffffff);
  return { streamId: view.getUint32(0), type, flags, body: new Uint8Array(buffer, start) };
}

/** An ERROR frame's body: a code, then text. */
export function errorIn(body: Uint8Array): { code: number; text: string } {
  return { code: new DataView(body.buffer, body.byteOffset).getUint32(0), text: decoder.decode(body.subarray(4)) };
}

export const textOf = (bytes: Uint8Array) => decoder.decode(bytes);

function frame(streamId: number, type: number, flags: number, body: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(6 + body.length);
  bytes.set([...uint32(streamId), ...uint32((type << 10) | flags).slice(2)]);
  bytes.set(body, 6);
  return bytes;
}

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
const uint24 = (value: number) => uint32(value).slice(1);

function shortText(text: string): number[] {
  const bytes = encoder.encode(text);
  if (bytes.length > 255) throw new RangeError(`longer than 255 bytes: ${text}`);
  return [bytes.length, ...bytes];
}
