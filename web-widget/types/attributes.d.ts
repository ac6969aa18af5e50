import type { Attributes, Choice } from '../lib/attributes.js';
import type {} from '../lib/news-line.js';

type Written<Meaning> = Meaning extends readonly number[] ? number | `${number}`
  : Meaning extends boolean ? boolean | ''
  : Choice<Meaning>;

/**
 * The element's attributes, for the markup languages of the frameworks. `src` is required here: a bundled copy cannot know
 * where the news comes from.
 */
export type NewsLineAttributes = {
  -readonly [Name in keyof Attributes]?: Written<Attributes[Name]> | undefined;
} & { channel: string; src: string };

/** The element's events by name. */
export type NewsLineEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `news-line-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

/** `on` and the event's name, as React and Svelte spell a listener on a custom element. */
export type NewsLineListeners = {
  [Name in keyof NewsLineEvents as `on${Name}`]?: ((event: NewsLineEvents[Name]) => void) | undefined;
};
