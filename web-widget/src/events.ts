import type { StreamState } from './stream.ts';
import type { Entry, Item, Kind } from './wire.ts';

/** One thing happened to an item of this line; dispatched after the element has taken it in, also while paused. */
export class NewsLineEntryEvent extends Event {
  readonly kind: Kind;
  readonly item: Item;

  constructor({ kind, item }: Entry) {
    super('news-line:entry', { bubbles: true, composed: true });
    this.kind = kind;
    this.item = item;
  }
}

export class NewsLineStateEvent extends Event {
  readonly state: StreamState;

  constructor(state: StreamState) {
    super('news-line:state', { bubbles: true, composed: true });
    this.state = state;
  }
}

declare global {
  interface HTMLElementEventMap {
    'news-line:entry': NewsLineEntryEvent;
    'news-line:state': NewsLineStateEvent;
  }
}
