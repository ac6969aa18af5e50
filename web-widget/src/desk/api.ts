/** The requests of the desk: cookie and `Newsline-Csrf`, problems as errors (docs/desk.md, "Signing in"). */

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

interface Problem {
  readonly type?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly detail: string }[];
}

/** The server has answered, and the answer was no. */
export class Refused extends Error {
  readonly status: number;
  /** The protocol's one word. */
  readonly type: string;
  readonly errors: NonNullable<Problem['errors']>;
  /** Seconds; 0 where the server named none. */
  readonly retryAfter: number;

  constructor(status: number, { type = '', detail, title, errors = [] }: Problem, retryAfter = 0) {
    super(detail ?? title ?? `${status}`);
    this.status = status;
    this.type = type.split(/[/#:]/).pop()!;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** Nothing is decided by it: asked again with the same Idempotency-Key, the server will say. */
  get open(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429 || this.status === 401;
  }
}

/** No answer came: whether the server has heard us is not known. */
export class Unreachable extends Error {}

interface Asking {
  readonly body?: unknown;
  readonly ifMatch?: number | undefined;
  readonly key?: string;
  /** Milliseconds; for what takes the server long. */
  readonly patience?: number;
}

/** A request without an answer after this long is one whose answer was lost. */
const PATIENCE = 15_000;

let csrf = '';
export const useCsrf = (value: string): void => void (csrf = value);

/** Called at each 401: the session is over. */
export const session = { over: (): void => {} };

export async function ask<Body = any>(method: string, path: string, { body, ifMatch, key, patience = PATIENCE }: Asking = {}): Promise<Answer<Body>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET' && csrf) headers['Newsline-Csrf'] = csrf;
  if (body !== undefined) headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (ifMatch !== undefined) headers['If-Match'] = `"${ifMatch}"`;
  if (key) headers['Idempotency-Key'] = key;
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
  const { status } = response;
  if (response.ok) return { status, body: parsed(text) as Body };
  const refused = new Refused(status, parsed(text) ?? {}, Number(response.headers.get('Retry-After')) || 0);
  if (status === 401 && refused.type !== 'credentials') session.over();
  throw refused;
}

/** Addresses that the server does not have. */
const lacking = new Set<string>();

/** What a role may not ask, or an older node does not have, is simply not shown. */
export async function optional(path: string): Promise<any> {
  const address = path.split('?')[0]!;
  if (lacking.has(address)) return undefined;
  try {
    return (await ask('GET', path)).body;
  } catch (error) {
    if (!(error instanceof Refused) || (error.status !== 403 && error.status !== 404)) throw error;
    if (error.status === 404) lacking.add(address);
    return undefined;
  }
}

/** A proxy's page of HTML is an answer too, but none of ours. */
function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
