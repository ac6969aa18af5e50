import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { RSocket, type RSocketError } from '../../src/rsocket.ts';

let socket: FakeWebSocket;

class FakeWebSocket {
  static readonly OPEN = 1;
  readyState = 1;
  sent: Buffer[] = [];
  onopen?: () => void;
  onclose?: (event: { code: number }) => void;
  onmessage?: (event: { data: ArrayBuffer }) => void;

  constructor() {
    socket = this;
    queueMicrotask(() => this.onopen?.());
  }

  send(bytes: Uint8Array): void {
    this.sent.push(Buffer.from(bytes));
  }

  close(): void {
    this.readyState = 3;
  }

  receive(hex: string, text = ''): void {
    const bytes = Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.from(text)]);
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
  }
}

const heard = () => {
  const log: string[] = [];
  return {
    log,
    next: (text: string) => log.push(text),
    complete: () => log.push('complete'),
    error: (error: Error) => log.push(`error ${(error as RSocketError).code} ${error.message}`),
  };
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  Object.assign(globalThis, { WebSocket: FakeWebSocket });
});

test('SETUP names version 1.0, its timings and both mime types', async () => {
  await RSocket.connect('ws://news.example/rsocket', { keepAlive: 1000, lifetime: 5000 });
  const frame = socket.sent[0]!;
  assert.equal(frame.subarray(0, 18).toString('hex'), '000000000400' + '00010000' + '000003e8' + '00001388');
  assert.match(frame.toString('latin1'), /\x27message\/x\.rsocket\.composite-metadata\.v0\x10application\/json$/);
});

test('REQUEST_STREAM carries the demand, the route as composite metadata and the data', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket');
  line.requestStream('stream', { channels: ['main'] }, heard(), 2);
  const frame = socket.sent[1]!;
  assert.equal(frame.subarray(0, 13).toString('hex'), '00000001' + '1900' + '00000002' + '00000b');
  assert.equal(frame.subarray(13, 24).toString('latin1'), '\xfe\x00\x00\x07\x06stream');
  assert.equal(frame.subarray(24).toString(), '{"channels":["main"]}');
});

test('the route alone, where the metadata is routing', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket', { metadataMime: 'message/x.rsocket.routing.v0' });
  line.requestStream('stream', {}, heard(), 1);
  assert.equal(socket.sent[1]!.subarray(10).toString('latin1'), '\x00\x00\x07\x06stream{}');
});

test('payloads arrive as the text they are; stream ids are odd and grow', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket');
  const [first, second] = [heard(), heard()];
  line.requestStream('stream', {}, first, 1);
  line.requestStream('stream', {}, second, 1);
  socket.receive('00000003 2820', '{"type":"hello"}');
  socket.receive('00000001 2920 000002 abcd', 'Şəhər 🌍');
  socket.receive('00000001 2840');
  assert.deepEqual(first.log, ['Şəhər 🌍', 'complete']);
  assert.deepEqual(second.log, ['{"type":"hello"}']);
});

test('a payload in fragments is one payload, cut anywhere in a letter', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket');
  const reader = heard();
  line.requestStream('stream', {}, reader, 1);
  socket.receive('00000001 28a0 c5');
  socket.receive('00000001 2820 9e', 'ə');
  assert.deepEqual(reader.log, ['Şə']);
});

test('demand and cancel are frames of their own, and nothing follows a cancel', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket');
  const reader = heard();
  const reading = line.requestStream('stream', {}, reader, 1);
  reading.request(3);
  reading.cancel();
  reading.request(1);
  reading.cancel();
  assert.deepEqual(socket.sent.slice(2).map((frame) => frame.toString('hex')), ['00000001200000000003', '000000012400']);
  socket.receive('00000001 2820', 'late');
  assert.deepEqual(reader.log, []);
  assert.throws(() => line.requestStream('stream', {}, reader, 0), RangeError);
});

test('a refusal reaches its stream with code and text', async () => {
  const line = await RSocket.connect('ws://news.example/rsocket');
  const reader = heard();
  line.requestStream('stream', {}, reader, 1);
  socket.receive('00000001 2c00 00000201', '{"status":404}');
  assert.deepEqual(reader.log, ['error 513 {"status":404}']);
});

test('keep-alives are answered with what they carried, and sent', async () => {
  await RSocket.connect('ws://news.example/rsocket', { keepAlive: 1000 });
  socket.receive('00000000 0c80 0000000000000007', 'ping');
  assert.equal(socket.sent[1]!.toString('hex'), '000000000c000000000000000007' + '70696e67');
  mock.timers.tick(1000);
  assert.equal(socket.sent[2]!.toString('hex'), '000000000c80' + '0000000000000000');
});

test('silence, a refused connection and a lost one end every stream once', async () => {
  const reasons: string[] = [];
  const line = await RSocket.connect('ws://news.example/rsocket', {
    lifetime: 5000,
    closed: (reason) => reasons.push(reason.message),
  });
  const reader = heard();
  line.requestStream('stream', {}, reader, 1);
  mock.timers.tick(5000);
  socket.onclose?.({ code: 1006 });
  assert.deepEqual(reader.log, ['error undefined the server fell silent']);
  assert.deepEqual(reasons, ['the server fell silent']);
  assert.throws(() => line.requestStream('stream', {}, reader, 1), /closed/);
});
