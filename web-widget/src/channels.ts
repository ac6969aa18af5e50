import { update } from './page.ts';

/** What a reader may know of a channel; every field may be missing. */
export interface Channel {
  readonly title?: string;
  readonly timeZone?: string;
}

/** By address. Null: the server knows no such channel. Undefined: asked, not answered. */
export const channels = new Map<string, Channel | null | undefined>();

/** Asks once per page, and again only where there was no answer; all lines are told. */
export async function ask(url: string): Promise<void> {
  if (channels.has(url)) return;
  channels.set(url, undefined);
  try {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok && response.status !== 404) throw response;
    channels.set(url, response.ok ? await response.json() : null);
    update();
  } catch {
    // A title is a nicety.
    channels.delete(url);
  }
}
