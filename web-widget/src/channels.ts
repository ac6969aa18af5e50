/** What a reader may know of a channel; every field may be missing. */
export interface Channel {
  readonly title?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

/** Null: the server knows no such channel. Undefined: it could not be asked. */
const asked = new Map<string, Promise<Channel | null | undefined>>();

/** Asked once per page; a failed question may be asked again. Never rejects: a title is a nicety. */
export function channelAt(url: string): Promise<Channel | null | undefined> {
  let answer = asked.get(url);
  if (!answer) {
    answer = ask(url);
    asked.set(url, answer);
    answer.then((channel) => channel ?? asked.delete(url));
  }
  return answer;
}

async function ask(url: string): Promise<Channel | null | undefined> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    return response.ok ? await response.json() : response.status === 404 ? null : undefined;
  } catch {
    return undefined;
  }
}
