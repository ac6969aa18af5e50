import { update } from './page.ts';

/** What a reader may know of a channel; every field may be missing. */
export interface Channel {
  readonly title?: string;
  readonly timeZone?: string;
}

/** By address. Null: the server knows no such channel. Undefined: asked, not answered. */
export const channels = new Map<string, Channel | null | undefined>();

/** What an address says; the answer itself is thrown where it is no good one. The browser keeps ETags and asks whether they hold. */
export async function get(url: string): Promise<any> {
  const response = await fetch(url, { credentials: 'omit', cache: 'no-cache' });
  if (!response.ok) throw response;
  return response.json();
}

/** Asks once per page, and again only where there was no answer; all lines are told. */
export async function ask(url: string): Promise<void> {
  if (channels.has(url)) return;
  channels.set(url, undefined);
  try {
    channels.set(url, await get(url));
  } catch (refused: any) {
    // A title is a nicety.
    if (refused.status === 404) channels.set(url, null);
    else channels.delete(url);
  }
  update();
}
