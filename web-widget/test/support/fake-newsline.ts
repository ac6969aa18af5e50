import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { acceptRSocket, type FakeSubscription } from './fake-rsocket.ts';
import { Journal, type Told } from './journal.ts';
import type { Item } from '../../src/wire.ts';

interface Reader {
  readonly channels: readonly string[];
  readonly response: ServerResponse;
}

interface StreamRequest {
  readonly after: string;
  readonly lastEventId: string;
  readonly authorization: string;
  readonly query: URLSearchParams;
}

/** A server that speaks the protocol's read side over SSE, with one journal in memory and faults on demand. */
export class FakeNewsline {
  readonly journal = new Journal();
  readonly requests: StreamRequest[] = [];
  /** How each request for a page of items was answered. */
  readonly pagesAsked: number[] = [];
  readonly channels = new Map<string, Record<string, string>>();
  readonly #pages = new Map<string, { html: string; headers: Record<string, string> }>();
  readonly #readers = new Set<Reader>();
  readonly #subscriptions = new Set<FakeSubscription>();
  readonly #server: Server;
  readonly #waiting: { count: number; arrived: () => void }[] = [];
  #answers: ((response: ServerResponse) => void)[] = [];
  /** Sent with the start page and its files. */
  staticHeaders: Record<string, string> = {};
  /** Answers what it knows before anything else does; true where it has. */
  also: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean> = async () => false;
  /** The `retry:` of a hello. */
  retry = 20;
  /** While set, every stream request gets this status. */
  refusing = 0;
  /** While set, a proxy holds every stream back: nothing of it arrives. */
  holding = false;
  /** Channels this server says it does not know; a stream that asks for one of them is refused. */
  readonly missing = new Set<string>();
  /** While set, the path that the server's own addresses stand below, as behind a proxy. */
  below = '';
  /** The server's clock, as it tells it. */
  at = '2026-11-23T21:00:00.000Z';

  static async start(): Promise<FakeNewsline> {
    const fake = new FakeNewsline();
    await new Promise<void>((listening) => fake.#server.listen(0, '127.0.0.1', listening));
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, socket) =>
      acceptRSocket(request, socket, (stream) => this.#subscribed(stream), (stream) => this.#subscriptions.delete(stream)),
    );
    this.journal.follow = (told) => this.#tell(told);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openStreams(): number {
    return this.#readers.size;
  }

  page(path: string, html: string, headers: Record<string, string> = {}): string {
    this.#pages.set(path, { html, headers });
    return this.origin + path;
  }

  /** Resolves when this many streams have been asked for since the start. */
  asked(count: number): Promise<void> {
    if (this.requests.length >= count) return Promise.resolve();
    return new Promise((arrived) => this.#waiting.push({ count, arrived }));
  }

  /** Ends every stream without a word, as a dying node does. */
  cut(): void {
    for (const { response } of this.#readers) response.destroy();
    this.#readers.clear();
  }

  /** Every stream stays open and says nothing more, as after a sleep or behind a dead network. */
  deafen(): void {
    this.#readers.clear();
  }

  drain(retry: number): void {
    const cursor = this.journal.cursor;
    for (const { response } of this.#readers) {
      response.end(event({ type: 'drain', cursor, retry }, retry));
    }
    this.#readers.clear();
  }

  /** Bytes as they are, to every reader. */
  say(raw: string): void {
    for (const { response } of this.#readers) response.write(raw);
  }

  /** The next stream request gets this status and nothing else. */
  refuseOnce(status: number): void {
    this.#answers.push((response) => response.writeHead(status).end());
  }

  /** The next stream request is left without an answer, until it is cut off by calling what this returns. */
  holdOnce(): () => void {
    let held: ServerResponse | undefined;
    this.#answers.push((response) => (held = response));
    return () => held?.destroy();
  }

  /** The next stream request is answered 200 with one drain, and the end. */
  drainOnce(retry: number): void {
    this.#answers.push((response) => {
      response.writeHead(200, sse).end(event({ type: 'drain', cursor: this.journal.cursor, retry }, retry));
    });
  }

  /** The journal was rewound: open streams get a second hello. */
  rewind(epoch: string): void {
    this.journal.rewind(epoch);
    for (const { response, channels } of this.#readers) {
      response.write(event(this.#reset('epoch', channels, 20)));
    }
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #tell({ entry, before, after }: Told): void {
    const concerns = (channels: readonly string[]) =>
      channels.includes(before?.channel ?? '') || channels.includes(after.channel);
    for (const { response, channels } of this.#readers) if (concerns(channels)) response.write(event(entry));
    for (const stream of this.#subscriptions) if (concerns(stream.data.channels)) stream.tell(JSON.stringify(entry));
  }

  #subscribed(stream: FakeSubscription): void {
    const { channels, after = '', limit = 20 } = stream.data;
    if (stream.route !== 'stream' || !channels.every((name: string) => this.channels.has(name))) {
      return stream.refuse({ type: 'about:blank', status: 404, title: 'No such channel' });
    }
    this.#subscriptions.add(stream);
    stream.tell(...this.#greeting(after, channels, limit).map((frame) => JSON.stringify(frame)));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url!;
    const isBelow = url.startsWith(`${this.below}/`);
    const { pathname, searchParams } = new URL(isBelow ? url.slice(this.below.length) : url, this.origin);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (!isBelow && pathname.startsWith('/v1/')) return void response.writeHead(404).end();
    if (await this.also(request, response, pathname)) return;
    const page = this.#pages.get(pathname);
    if (page) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
    } else if (pathname === '/v1/stream') {
      this.#stream(request, response, searchParams);
    } else if (pathname === '/v1/channels') {
      const all = [...this.channels].map(([channel, facts]) => ({ channel, ...facts }));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ channels: all }));
    } else if (pathname.endsWith('/items')) {
      this.#items(request, response, pathname.split('/')[3]!, Number(searchParams.get('limit') ?? 20));
    } else if (pathname.startsWith('/v1/channels/')) {
      const channel = pathname.split('/')[3]!;
      const facts = this.missing.has(channel) ? undefined : this.channels.get(channel);
      response.writeHead(facts ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(facts ? { channel, ...facts } : { status: 404 }));
    } else {
      await serveFile(pathname, response, this.staticHeaders);
    }
  }

  #items(request: IncomingMessage, response: ServerResponse, channel: string, limit: number): void {
    const items = this.journal.snapshot([channel], limit).slice(0, limit);
    const etag = `"${createHash('sha1').update(JSON.stringify(items)).digest('hex')}"`;
    const status = !this.channels.has(channel) ? 404 : request.headers['if-none-match'] === etag ? 304 : 200;
    this.pagesAsked.push(status);
    response.writeHead(status, { ETag: etag, 'Cache-Control': 'no-cache', 'Content-Type': 'application/json' });
    response.end(status === 200 ? JSON.stringify({ cursor: this.journal.cursor, items }) : undefined);
  }

  #stream(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const lastEventId = String(request.headers['last-event-id'] ?? '');
    const after = query.get('after') ?? '';
    this.requests.push({ after, lastEventId, authorization: String(request.headers.authorization ?? ''), query });
    for (const { count, arrived } of this.#waiting) if (this.requests.length >= count) arrived();
    const answer = this.#answers.shift();
    if (answer) return answer(response);
    const unknown = query.getAll('channel').some((name) => this.missing.has(name));
    if (unknown || this.refusing) return void response.writeHead(unknown ? 404 : this.refusing).end();
    if (this.holding) return;

    const channels = query.getAll('channel');
    const limit = Number(query.get('limit') ?? 20);
    response.writeHead(200, sse);
    const [hello, ...rest] = this.#greeting(lastEventId || after, channels, limit);
    response.write(event(hello!, this.retry) + rest.map((frame) => event(frame)).join(''));
    const reader = { channels, response };
    this.#readers.add(reader);
    response.on('close', () => this.#readers.delete(reader));
  }

  #greeting(cursor: string, channels: readonly string[], limit: number): Sent[] {
    const { journal } = this;
    if (!cursor) {
      const items = journal.snapshot(channels, limit);
      return [{ type: 'hello', cursor: journal.cursor, at: this.at, verdict: 'fresh', items }];
    }
    const [epoch, position] = cursor.split('-') as [string, string];
    if (epoch !== journal.epoch) return [this.#reset('epoch', channels, limit)];
    if (Number(position) < journal.forgotten) return [this.#reset('expired', channels, limit)];
    const behind = journal.position - Number(position);
    return [
      { type: 'hello', cursor, at: this.at, verdict: 'resumed', behind },
      ...journal.after(Number(position), channels),
      { type: 'heartbeat', cursor: journal.cursor, at: this.at },
    ];
  }

  #reset(reason: string, channels: readonly string[], limit: number) {
    const items: Item[] = this.journal.snapshot(channels, limit);
    return { type: 'hello', cursor: this.journal.cursor, at: this.at, verdict: 'reset', reason, items };
  }
}

const sse = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Any frame, with whatever fields its type has. */
type Sent = Readonly<{ type: string; cursor: string } & Record<string, unknown>> | ReturnType<Journal['after']>[number];

/** Fields in the contract's order: event, id, retry, data. */
function event(frame: Sent, retry?: number): string {
  const name = frame.type === 'entry' ? '' : `event: ${frame.type}\n`;
  const wait = retry === undefined ? '' : `retry: ${retry}\n`;
  return `${name}id: ${frame.cursor}\n${wait}data: ${JSON.stringify(frame)}\n\n`;
}

const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
const folders: Record<string, URL> = {
  [`/widget/${version}/`]: new URL('../../dist/', import.meta.url),
  '/widget/v1/': new URL('../../dist/', import.meta.url),
  '/second-copy/': new URL('../../dist/', import.meta.url),
  '/': new URL('../../../src/main/resources/static/', import.meta.url),
};
const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
};

async function serveFile(pathname: string, response: ServerResponse, headers: Record<string, string>): Promise<void> {
  const prefix = Object.keys(folders).find((candidate) => pathname.startsWith(candidate))!;
  const name = pathname.slice(prefix.length) || 'index.html';
  try {
    if (!/^[a-z-]+\.[a-z]+$/.test(name)) throw new Error('not a file of ours');
    const bytes = await readFile(new URL(name, folders[prefix]));
    response.writeHead(200, { ...headers, 'Content-Type': types[name.split('.').pop()!] ?? 'text/plain' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
