import type { IncomingMessage } from 'node:http';
import type { Editing, Person } from '../../src/desk/wire.ts';
import { urgencies, type Item, type Urgency } from '../../src/wire.ts';
import { now, problem, type Reply, type Waiting } from './fake-desk.ts';
import type { Journal } from './journal.ts';

/** What the server remembers and counts (docs/desk.md): history, the line at a moment, search, pins, receipts, who edits. */
export class FakeRecord {
  readonly #journal: Journal;
  readonly #pending: () => readonly Waiting[];
  /** Acts that no entry tells. */
  readonly acts: any[] = [];
  /** By item: what `GET /v1/desk/receipts` says of it. */
  readonly receipts: Record<string, object> = {};
  /** By person: what they have open. */
  readonly editing = new Map<string, Editing>();
  /** How often each similar text was asked for. */
  readonly similarAsked: any[] = [];
  readonly pins = new Map<string, string | null>();
  broken: object | undefined;
  /** Addresses that an older server lacks. */
  lacks = /^$/;

  constructor(journal: Journal, pending: () => readonly Waiting[]) {
    this.#journal = journal;
    this.#pending = pending;
  }

  answer(request: IncomingMessage, path: string, body: any, person: Person): Reply | undefined {
    const { method } = request;
    const query = new URL(request.url!, 'http://x').searchParams;
    const [, , , what, id = '', last] = path.split('/');
    if (this.lacks.test(path)) return problem(404, 'not-found');
    if (what === 'history') return id === 'check' ? this.#check(person) : this.#history(query, person);
    if (what === 'line') return this.#line(id, query.get('at')!);
    if (what === 'receipts') {
      const asked = query.get('items')!.split(',').filter((item) => this.receipts[item]);
      return ok({ receipts: Object.fromEntries(asked.map((item) => [item, this.receipts[item]])) });
    }
    if (what === 'editing') return this.#editing(method!, query.get('channel')!, body, person);
    if (what === 'channels' && last === 'similar') return this.#similar(body);
    if (what === 'channels' && last === 'items') return this.#search(id, query);
    if (what === 'channels' && last === 'pins') return ok({ pins: [...this.pins].map(([item, until]) => ({ item, ...(until && { until }) })) });
    if (what === 'items' && last === 'history') return ok({ entries: this.#versions(id, person) });
    if (what === 'items' && last === 'pin') return this.#pin(method!, id, body);
    return undefined;
  }

  #history(query: URLSearchParams, person: Person): Reply {
    const shown = ({ id }: Item) => this.#journal.item(id)!.pubStatus !== 'canceled' || person.role === 'administrator';
    const entries = this.#journal.told().map(({ entry: { kind, at, cursor }, after }) => ({
      act: kind, at, by: { id: 'p-murad', name: 'Murad' }, channel: after.channel, item: after.id, version: after.version, ...(shown(after) && { headline: after.headline }), position: Number(cursor.split('-')[1]),
      detail: { pubStatus: after.pubStatus, language: after.language, textVersion: 1, ...(kind === 'published' && { publishedAt: after.publishedAt }) },
    }));
    const all = [...entries, ...this.acts].map((act, at) => ({ seq: at + 1, ...act })).reverse();
    const asked = all.filter((act: any) => ['channel', 'item', 'act'].every((name) => !query.get(name) || act[name] === query.get(name)))
      .filter((act) => !query.get('by') || act.by?.id === query.get('by'))
      .filter(({ seq }) => seq < Number(query.get('before') ?? Infinity));
    const acts = asked.slice(0, 50);
    return ok({ acts, ...(asked.length > 50 && { next: acts.at(-1)!.seq }) });
  }

  #check({ role }: Person): Reply {
    if (role !== 'administrator') return problem(403, 'forbidden');
    const acts = this.#journal.position + this.acts.length;
    return ok(this.broken ? { intact: false, acts, broken: this.broken } : { intact: true, acts, seq: acts, hash: 'c0ffee'.repeat(10) });
  }

  #line(channel: string, at: string): Reply {
    if (at < '2026-11-20') return problem(410, 'forgotten');
    const then = new Map<string, Item>();
    for (const { entry, after } of this.#journal.told()) if (entry.at <= at && after.channel === channel) then.set(after.id, after);
    const items = [...then.values()].filter(({ pubStatus }) => pubStatus === 'usable').reverse();
    return ok({ at, cursor: this.#journal.cursor, items });
  }

  #editing(method: string, channel: string, body: any, { id, name }: Person): Reply {
    const placeOf = ({ item = '', pending }: Editing) => (this.#journal.item(item) ?? this.#pending().find((each) => each.id === pending))?.channel;
    if (method === 'GET') return ok({ editing: [...this.editing.values()].filter((each) => placeOf(each) === channel) });
    if (body.item || body.pending) this.editing.set(id, { ...body, by: { id, name }, since: this.editing.get(id)?.since ?? now() });
    else this.editing.delete(id);
    return { status: 204 };
  }

  #similar(body: any): Reply {
    this.similarAsked.push(body);
    const alike = (headline: string) => headline.split(' ').slice(0, 2).join() === body.headline.split(' ').slice(0, 2).join();
    const told = this.#journal.all().filter(({ headline, link }) => (link && link === body.link) || alike(headline!))
      .map(({ id, headline, link, publishedAt }) => ({ id, headline, link, at: publishedAt, state: 'told', why: link && link === body.link ? 'link' : 'text' }));
    const waiting = this.#pending().filter(({ draft }) => alike(draft.headline))
      .map(({ id, draft, createdAt }) => ({ id, headline: draft.headline, at: createdAt, state: 'waiting', why: 'text' }));
    return ok({ similar: [...told, ...waiting].slice(0, 5) });
  }

  #search(channel: string, query: URLSearchParams): Reply {
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/);
    const all = this.#journal.all().filter((item) => item.channel === channel).reverse()
      .filter(({ headline = '', source = '' }) => words.every((word) => `${headline} ${source}`.toLowerCase().includes(word)))
      .filter(({ pubStatus, language }) =>
        [['status', pubStatus], ['language', language]].every(([name, value]) => !query.get(name!) || query.get(name!) === value))
      .filter(({ urgency = 'routine' }) => !query.get('urgency') || urgencies.indexOf(urgency) <= urgencies.indexOf(query.get('urgency') as Urgency))
      .filter(({ publishedAt }) => publishedAt >= (query.get('from') ?? '') && publishedAt <= (query.get('to') ?? '~'));
    const begin = query.get('before') ? all.findIndex(({ id }) => id === query.get('before')) + 1 : 0;
    const items = all.slice(begin, begin + 50);
    return ok({ items, ...(all.length > begin + 50 && { next: items.at(-1)!.id }) });
  }

  #versions(item: string, { role }: Person) {
    const killed = this.#journal.item(item)?.pubStatus === 'canceled' && role === 'editor';
    return this.#journal.told().filter(({ after }) => after.id === item).map(({ entry: { kind, at, cursor }, after }) => {
      const { headline, ...rest } = after;
      return { position: Number(cursor.split('-')[1]), kind, at, version: after.version, by: { id: 'p-murad', name: 'Murad' }, item: killed ? rest : after };
    });
  }

  #pin(method: string, id: string, body: any): Reply {
    const pinned = this.#journal.all().filter((item) => item.pinned);
    if (method === 'PUT' && pinned.length >= 3) return problem(409, 'too-many-pins');
    if (method === 'PUT') this.pins.set(id, body.until);
    else this.pins.delete(id);
    return ok(this.#journal.correct(id, { pinned: method === 'PUT' }));
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body });
