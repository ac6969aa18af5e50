import type { Urgency } from '../lib/client.js';
import type {} from '../lib/news-line.js';

type Flag = boolean | '' | undefined;

/** The element's attributes, for the markup languages of the frameworks. What each means: docs/widget.md. */
export interface NewsLineAttributes {
  /** One or several channels, separated by spaces. */
  channel: string;
  /** Origin of the Newsline server. Required here: a bundled copy cannot know where it came from. */
  src: string;
  mode?: 'list' | 'crawl' | 'rotator' | 'flash' | undefined;
  rows?: number | `${number}` | undefined;
  'min-urgency'?: Urgency | undefined;
  /** Language ranges, separated by spaces: `az` takes `az-Latn`. */
  language?: string | undefined;
  /** An IANA name, such as `Asia/Baku`. */
  'time-zone'?: string | undefined;
  'time-format'?: 'clock' | 'date-time' | 'relative' | undefined;
  theme?: 'auto' | 'light' | 'dark' | 'none' | undefined;
  thumbnails?: Flag;
  'hide-all'?: Flag;
  paused?: Flag;
  insert?: 'auto' | 'hold' | undefined;
  announce?: 'off' | 'polite' | 'all' | undefined;
  /** Pixels per second. */
  speed?: number | `${number}` | undefined;
  /** Seconds, at least 5. */
  interval?: number | `${number}` | undefined;
  loading?: 'lazy' | 'eager' | undefined;
  background?: 'pause' | 'keep' | undefined;
}

/** The element's events by name. */
export type NewsLineEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `news-line-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

/** `on` and the event's name, as React and Svelte spell a listener on a custom element. */
export type NewsLineListeners = {
  [Name in keyof NewsLineEvents as `on${Name}`]?: ((event: NewsLineEvents[Name]) => void) | undefined;
};
