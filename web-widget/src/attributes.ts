/**
 * The attributes that are properties too. A list is a choice of words, or a number with its least and most; the first is
 * the default.
 */
export const attributes = {
  channel: '',
  src: '',
  language: '',
  'time-zone': '',
  mode: ['list', 'crawl', 'rotator', 'flash'],
  'min-urgency': ['routine', 'urgent', 'bulletin', 'flash'],
  'time-format': ['date-time', 'clock', 'relative'],
  theme: ['auto', 'light', 'dark', 'none'],
  insert: ['auto', 'hold'],
  announce: ['all', 'polite', 'off'],
  loading: ['lazy', 'eager'],
  background: ['pause', 'keep'],
  rows: [10, 1, 50],
  speed: [60, 1, 1000],
  interval: [7, 5, 1000],
  thumbnails: false,
  'hide-all': false,
  paused: false,
} as const;

type Attributes = typeof attributes;
type Camel<Name> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name;
type Value<Meaning> = Meaning extends readonly [number, ...number[]] ? number
  : Meaning extends readonly (infer Word)[] ? Word
  : Meaning extends boolean ? boolean : string;
/** The properties, by the attributes' names in camel case. A value that makes no sense reads as the default. */
export type Properties = { -readonly [Name in keyof Attributes as Camel<Name>]: Value<Attributes[Name]> };

/** The names of version 0.1, which pages still have. */
export const aliases: Readonly<Record<string, string>> = { src: 'server', rows: 'limit', 'min-urgency': 'urgency' };

/** Gives a class the properties. */
export function reflect(prototype: Element): void {
  for (const [name, meaning] of Object.entries<boolean | string | readonly any[]>(attributes)) {
    const property = name.replace(/-./, ([, letter]: any) => letter.toUpperCase());
    Object.defineProperty(prototype, property, {
      get(this: Element) {
        if (meaning === false) return this.hasAttribute(name);
        const text = this.getAttribute(name) ?? this.getAttribute(aliases[name]!) ?? '';
        const [usual, least, most] = meaning as any;
        if (most > 0) return parseInt(text) > 0 ? Math.min(most, Math.max(least, parseInt(text))) : usual;
        return !meaning || (meaning as readonly string[]).includes(text) ? text : usual;
      },
      set(this: Element, value: unknown) {
        if (meaning === false) this.toggleAttribute(name, Boolean(value));
        else this.setAttribute(name, String(value));
      },
    });
  }
}
