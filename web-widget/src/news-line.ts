import { NewsLineElement } from './news-line-element.ts';

// Guarded: a page may carry the script twice, and the second copy must not throw.
if (!customElements.get('news-line')) customElements.define('news-line', NewsLineElement);

export { NewsLineElement };
export { NewsLineEntryEvent, NewsLineStateEvent } from './events.ts';
export type { Item, Kind, Urgency } from './wire.ts';
export type { StreamState } from './stream.ts';

declare global {
  interface HTMLElementTagNameMap {
    'news-line': NewsLineElement;
  }
}
