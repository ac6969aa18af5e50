import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Item } from '../../src/wire.ts';
import type { Person, Role } from '../../src/desk/wire.ts';
import { FakeNewsline } from './fake-newsline.ts';
import { FakeRecord } from './fake-record.ts';

/** As the server sends them with GET /desk: DeskEndpoint's own. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

export interface Waiting {
  readonly id: string;
  readonly channel: string;
  readonly state: string;
  readonly draft: any;
  readonly dueAt?: string | undefined;
  readonly by: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  readonly version: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: any;
  readonly headers?: Record<string, string>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: any;
}

/** The desk's half of the contract (docs/desk.md), beside a FakeNewsline, with faults on demand. */
export class FakeDesk {
  readonly server: FakeNewsline;
  readonly people: Person[] = [];
  readonly tokens: any[] = [];
  readonly writes: Request[] = [];
  pending: Waiting[] = [];
  readonly paused: { all: any; channels: Record<string, any> } = { all: { paused: false }, channels: {} };
  readonly invitations = new Set<string>();
  readonly record: FakeRecord;
  /** While set, posts are taken in and their answers get lost. */
  losing = false;
  /** Nothing gets through. */
  away = false;
  readonly #answered = new Map<string, Reply>();
  readonly #sessions = new Map<string, Person>();
  #ids = 0;

  static async start(): Promise<FakeDesk> {
    return new FakeDesk(await FakeNewsline.start());
  }

  private constructor(server: FakeNewsline) {
    this.server = server;
    this.record = new FakeRecord(server.journal, () => this.pending);
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Newsline</title><meta name="color-scheme" content="light dark"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
      <script type="module" src="/widget/v1/news-line.js"></script><script type="module" src="/widget/v1/desk.js"></script></head>
      <body><newsline-desk></newsline-desk></body></html>`;
    server.page('/desk', html, { 'Content-Security-Policy': policy });
    server.also = (request, response, path) => this.#serve(request, response, path);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  person(login: string, role: Role, channels: string[] = []): Person {
    const person = { id: `p-${login}`, login, name: login[0]!.toUpperCase() + login.slice(1), role, channels, createdAt: '2026-11-01T08:00:00.000Z' };
    this.people.push(person);
    return person;
  }

  /** The session's end as its owner sees it: the next request is 401. */
  endSessions(): void {
    this.#sessions.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const method = request.method!;
    const ours = path.startsWith('/v1/desk/') || (method !== 'GET' && path.startsWith('/v1/')) || /^\/v1\/items\/[^/]+$/.test(path) || request.url!.includes('status=withheld');
    if (this.away && path.startsWith('/v1/')) return request.socket.destroy(), true;
    if (!ours) return false;
    let text = '';
    for await (const piece of request) text += piece;
    const body = text ? JSON.parse(text) : undefined;
    const key = String(request.headers['idempotency-key'] ?? '');
    if (method !== 'GET' && !/editing$|similar$/.test(path)) this.writes.push({ method, path, key, body });
    const known = key && this.#answered.get(key);
    const told = known && known.body?.draft && !this.pending.some(({ id }) => id === known.body.id);
    const answer: Reply = told ? problem(409, 'told') : known || this.#answer(request, path, body);
    if (key && answer.status < 300) this.#answered.set(key, answer);
    if (this.losing && method === 'POST' && key) {
      request.socket.destroy();
      return true;
    }
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(answer.status, { 'Content-Type': type, ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    return true;
  }

  #answer(request: IncomingMessage, path: string, body: any): Reply {
    const method = request.method!;
    const [, id = ''] = request.headers.cookie?.match(/__Host-newsline=([^;]*)/) ?? [];
    const person = this.#sessions.get(id);
    if (path === '/v1/desk/session' && method === 'POST') {
      const found = this.people.find(({ login }) => login === body.login);
      return found && body.password === 'correct horse battery' ? this.#signIn(found, 201) : problem(401, 'credentials');
    }
    if (path === '/v1/desk/setup') {
      if (!this.invitations.delete(body.secret)) return problem(410, 'invitation');
      return this.#signIn(this.person(body.login, 'administrator'), 201);
    }
    if (!person) return problem(401, 'unauthorized');
    if (method !== 'GET' && request.headers['newsline-csrf'] !== `csrf-${id}`) return problem(403, 'csrf');
    if (path === '/v1/desk/session') {
      if (method === 'DELETE') this.#sessions.delete(id);
      return method === 'DELETE' ? { status: 204 } : { status: 200, body: { person, csrf: `csrf-${id}`, id } };
    }
    if (path === '/v1/desk/sessions') return { status: 200, body: { sessions: [{ id, createdAt: now(), seenAt: now(), endsAt: now(), agent: 'A browser', current: true }] } };
    if (path === '/v1/desk/password') return body.password === 'correct horse battery' ? { status: 204 } : problem(403, 'credentials');
    if (path === '/v1/desk/readers') return { status: 200, body: { channels: { main: { readers: 412, sse: 400, rsocket: 12 } }, nodes: 3 } };
    const recorded = this.record.answer(request, path, body, person);
    if (recorded) return recorded;
    if (path.startsWith('/v1/desk/paused')) return this.#pause(method, path.split('/')[4], body, person);
    if (path.startsWith('/v1/desk/people')) return this.#people(method, path.split('/').slice(4), body);
    if (path.startsWith('/v1/desk/tokens')) return this.#tokens(method, path.split('/')[4], body);
    if (path.includes('/pending')) return this.#waiting(method, path, body, person, Number(/\d+/.exec(String(request.headers['if-match']))?.[0]));
    return this.#items(method, path, body, request);
  }

  #signIn(person: Person, status: number) {
    const id = createHash('sha1').update(`${person.id}${this.#ids++}`).digest('hex');
    this.#sessions.set(id, person);
    return { status, body: { person, csrf: `csrf-${id}`, id }, headers: { 'Set-Cookie': `__Host-newsline=${id}; Secure; HttpOnly; SameSite=Strict; Path=/` } };
  }

  #pause(method: string, channel: string | undefined, body: any, person: Person) {
    if (method === 'GET') return { status: 200, body: this.paused };
    const pause = { ...body, by: person.name, at: now() };
    if (channel) this.paused.channels[channel] = pause;
    else this.paused.all = pause;
    return { status: 200, body: this.paused };
  }

  #people(method: string, [id, what]: string[], body: any) {
    if (method === 'GET') return { status: 200, body: { people: this.people } };
    if (!id || what) return { status: 201, body: { link: '/desk#setup=aSecretOfOurs', expiresAt: '2026-11-27T10:00:00.000Z' } };
    const at = this.people.findIndex((person) => person.id === id);
    const administrators = this.people.filter(({ role, endedAt }) => role === 'administrator' && !endedAt);
    if (administrators.length === 1 && administrators[0]!.id === id && (body.ended || body.role)) return problem(409, 'last-administrator');
    const { ended, ...rest } = body;
    this.people[at] = { ...this.people[at]!, ...rest, ...(ended && { endedAt: now() }) };
    return { status: 200, body: this.people[at] };
  }

  #tokens(method: string, id: string | undefined, body: any) {
    if (method === 'GET') return { status: 200, body: { tokens: this.tokens } };
    if (method === 'DELETE') {
      const at = this.tokens.findIndex((token) => token.id === id);
      this.tokens[at] = { ...this.tokens[at], revokedAt: now() };
      return { status: 204 };
    }
    const token = { id: `t-${this.tokens.length + 1}`, createdAt: now(), ...body };
    this.tokens.push(token);
    return { status: 201, body: { ...token, token: 'nlt_shownOnce' } };
  }

  #waiting(method: string, path: string, body: any, person: Person, version: number) {
    const parts = path.split('/');
    if (method === 'GET') {
      const all = person.role === 'contributor' ? this.pending.filter(({ by }) => by.id === person.id) : this.pending;
      return { status: 200, body: { pending: all } };
    }
    if (parts[3] === 'channels') {
      const channel = parts[4]!;
      if (this.#isPaused(channel)) return problem(409, 'paused');
      const due = body.undo ? new Date(Date.now() + body.undo * 1000).toISOString() : body.dueAt;
      const made: Waiting = {
        id: `w-${++this.#ids}`, channel, draft: body.draft, dueAt: due, by: { id: person.id, name: person.name }, createdAt: now(), version: 1,
        state: body.undo ? 'sending' : body.dueAt ? 'scheduled' : 'contributed',
      };
      this.pending.push(made);
      return { status: 201, body: made };
    }
    const found = this.pending.find(({ id }) => id === parts[4]);
    if (!found) return problem(409, 'told');
    if (parts[5] === 'approve') return { status: 201, body: this.tellPending(found.id) };
    if (method === 'PUT') {
      if (version !== found.version) return problem(412, 'stale');
      const changed = { ...found, ...body, version: version + 1 };
      this.pending = this.pending.map((each) => (each === found ? changed : each));
      return { status: 200, body: changed };
    }
    this.pending = this.pending.filter((each) => each !== found);
    return { status: 204 };
  }

  /** Its time has come. Only a test says so: by the clock, a slow machine would be told before the test gets there. */
  tellPending(id: string): Item | undefined {
    const found = this.pending.find((each) => each.id === id);
    this.pending = this.pending.filter((each) => each.id !== id);
    return found && this.server.journal.publish({ ...found.draft, id, channel: found.channel });
  }

  #items(method: string, path: string, body: any, request: IncomingMessage) {
    const { journal } = this.server;
    const parts = path.split('/');
    if (method === 'GET') {
      if (path.endsWith('/items')) return { status: 200, body: { cursor: journal.cursor, items: journal.withheld(parts[3]!) } };
      const item = journal.item(parts[3]!);
      return item ? { status: 200, body: item } : problem(404, 'not-found');
    }
    if (parts[2] === 'channels') {
      if (this.#isPaused(parts[3]!)) return problem(409, 'paused');
      return { status: 201, body: journal.publish({ ...body, channel: parts[3]! }) };
    }
    const item = journal.item(parts[3]!)!;
    const wanted = request.headers['if-match'];
    if (wanted && wanted !== `"${item.version}"`) return problem(412, 'stale');
    if (item.pubStatus === 'canceled') return problem(409, 'illegal-step');
    if (method === 'PATCH') return { status: 200, body: journal.correct(item.id, { advisory: undefined, ...body }) };
    return { status: 200, body: journal[parts[4] as 'kill'](item.id) };
  }

  #isPaused = (channel: string) => this.paused.all?.paused || this.paused.channels[channel]?.paused;
}

export const now = () => new Date().toISOString();
export const problem = (status: number, type: string) => ({ status, body: { type, status, title: type, detail: `It is so: ${type}.` } });
