import { update } from './page.ts';

/** What a reader may know of a channel; every field may be missing. */
export interface Channel {
  readonly title?: string;
  readonly timeZone?: string;
}

/** By address. Null: the server knows no such channel. Undefined: asked, not answered. */
export const channels = new Map<string, Channel | null | undefined>();

/** What an address says, null where it is not known. The browser keeps ETags and asks whether they still hold. */
export async function get(url: string): Promise<any> {
  const response = await fetch(url, { credentials: 'omit' });
  const { ok, status } = response;
  if (status === 404) return null;
  if (!ok) throw Error(`${url}: ${status}`);
  return response.json();
}

/** Asks once per page, and again only where there was no answer; all lines are told. */
export async function ask(url: string): Promise<void> {
  if (channels.has(url)) return;
  channels.set(url, undefined);
  try {
    channels.set(url, await get(url));
    update();
  } catch {
    // A title is a nicety.
    channels.delete(url);
  }
}
