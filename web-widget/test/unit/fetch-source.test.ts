import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { FetchSource } from '../../src/fetch-source.ts';

interface Asked {
  readonly headers: Record<string, unknown>;
  readonly response: ServerResponse;
}

let server: ReturnType<typeof createServer>;
let address: string;
let source: FetchSource;
let asked: Asked[];
let arrived: (() => void) | undefined;

beforeEach(async () => {
  asked = [];
  server = createServer(({ headers }, response) => {
    asked.push({ headers, response });
    arrived?.();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  source.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

async function request(number: number): Promise<Asked> {
  while (asked.length < number) await new Promise<void>((came) => (arrived = came));
  return asked[number - 1]!;
}

const stream = ({ response }: Asked) => response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
const next = (name = 'message') =>
  new Promise<MessageEvent<string>>((heard) => source.addEventListener(name, heard));
const broken = () => new Promise<number>((told) => (source.onerror = () => told(source.readyState)));

test('hears what was said, however the bytes were cut', async () => {
  source = new FetchSource(address);
  const message = next();
  const response = stream(await request(1));
  const bytes = Buffer.from(': a comment\r\nid: k3f9-1\r\ndata: {"headline":"Şəhər 🌍"}\r\n\r\n');
  for (const byte of bytes) response.write(Buffer.from([byte]));
  const { data, lastEventId } = await message;
  assert.deepEqual([data, lastEventId], ['{"headline":"Şəhər 🌍"}', 'k3f9-1']);
});

test('named events reach their listeners alone; lines of data are joined', async () => {
  source = new FetchSource(address);
  source.addEventListener('message', () => assert.fail('a named event is no message'));
  const hello = next('hello');
  stream(await request(1)).write('event: hello\ndata: one\ndata:two\ndata\n\n');
  assert.equal((await hello).data, 'one\ntwo\n');
});

test('comes back after a broken stream, with its headers and the last id', async () => {
  source = new FetchSource(address, { Authorization: 'Bearer nlt_x' });
  const message = next();
  const first = stream(await request(1));
  first.write('id: k3f9-7\nretry: 1\ndata: x\n\n');
  await message;
  const told = broken();
  first.destroy();
  assert.equal(await told, 0);
  const { headers } = await request(2);
  assert.equal(headers.authorization, 'Bearer nlt_x');
  assert.equal(headers['last-event-id'], 'k3f9-7');
});

test('gives up after another status, and after another type', async () => {
  for (const [status, type] of [[404, 'application/problem+json'], [200, 'text/html']] as const) {
    source = new FetchSource(address);
    const told = broken();
    (await request(asked.length + 1)).response.writeHead(status, { 'Content-Type': type }).end('{}');
    assert.equal(await told, 2);
  }
});

test('a closed source is silent', async () => {
  source = new FetchSource(address);
  source.onerror = () => assert.fail('it was closed');
  source.addEventListener('message', () => assert.fail('it was closed'));
  const { response } = await request(1);
  const gone = new Promise((closed) => response.on('close', closed));
  stream({ headers: {}, response }).write('data: x');
  source.close();
  await gone;
  assert.equal(source.readyState, 2);
});
