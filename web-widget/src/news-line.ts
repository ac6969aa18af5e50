import { NewsLineElement } from './news-line-element.ts';

NewsLineElement.define();

export { NewsLineElement };
export * from './events.ts';
export type { Item, Kind, Urgency } from './wire.ts';
export type { Strings } from './strings.ts';

declare global {
  interface HTMLElementTagNameMap {
    'news-line': NewsLineElement;
  }
}
