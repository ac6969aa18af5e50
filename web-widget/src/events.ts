import type { Item } from './wire.ts';

/** An element's state: the stream's, or what keeps the element from showing it. */
export type NewsLineState = 'idle' | 'connecting' | 'live' | 'stale' | 'polling' | 'offline' | 'paused' | 'error';

/** What each event carries. */
export interface NewsLineEvents {
  /** Before an item is taken in, now or into the pending ones. Cancelled: this element does not show it. */
  item: { readonly item: Item; readonly reason: 'new' | 'update' | 'catch-up' };
  /** An item is taken off the line; the item carries no text any more. */
  retract: { readonly item: Item };
  /** A flash came just now. Cancelled: the host shows it in its own way, and it is not announced. */
  flash: { readonly item: Item };
  /** A headline's link was activated. Cancelled: the browser does not follow it. */
  open: { readonly item: Item };
  pending: { readonly count: number };
  state: { readonly state: NewsLineState };
  error: { readonly error: unknown };
}

/** Bubbles, and leaves shadow trees: `news-line-item`, `news-line-retract` and so on. */
export class NewsLineEvent<Name extends keyof NewsLineEvents = keyof NewsLineEvents> extends Event {
  constructor(name: Name, facts: NewsLineEvents[Name]) {
    super(`news-line-${name}`, { bubbles: true, composed: true, cancelable: true });
    Object.assign(this, facts);
  }
}

export type NewsLineItemEvent = NewsLineEvent<'item'> & NewsLineEvents['item'];
export type NewsLineRetractEvent = NewsLineEvent<'retract'> & NewsLineEvents['retract'];
export type NewsLineFlashEvent = NewsLineEvent<'flash'> & NewsLineEvents['flash'];
export type NewsLineOpenEvent = NewsLineEvent<'open'> & NewsLineEvents['open'];
export type NewsLinePendingEvent = NewsLineEvent<'pending'> & NewsLineEvents['pending'];
export type NewsLineStateEvent = NewsLineEvent<'state'> & NewsLineEvents['state'];
export type NewsLineErrorEvent = NewsLineEvent<'error'> & NewsLineEvents['error'];

declare global {
  /** Of elements, documents and windows, for the events bubble. */
  interface GlobalEventHandlersEventMap {
    'news-line-item': NewsLineItemEvent;
    'news-line-retract': NewsLineRetractEvent;
    'news-line-flash': NewsLineFlashEvent;
    'news-line-open': NewsLineOpenEvent;
    'news-line-pending': NewsLinePendingEvent;
    'news-line-state': NewsLineStateEvent;
    'news-line-error': NewsLineErrorEvent;
  }
}
