/**
 * The attributes that are properties too. Words are a choice, of which the first is the default; so is the first of three
 * numbers, the others being the least and the most.
 */
export const attributes = {
  channel: '',
  src: '',
  language: '',
  'time-zone': '',
  mode: 'list crawl rotator flash',
  'min-urgency': 'routine urgent bulletin flash',
  'time-format': 'date-time clock relative',
  theme: 'auto light dark none',
  insert: 'auto hold',
  announce: 'all polite off',
  loading: 'lazy eager',
  background: 'pause keep',
  rows: [10, 1, 50],
  speed: [60, 1, 1000],
  interval: [7, 5, 1000],
  thumbnails: false,
  'hide-all': false,
  paused: false,
} as const;

export type Attributes = typeof attributes;
export type Choice<Words> = Words extends `${infer Word} ${infer Rest}` ? Word | Choice<Rest> : Words extends '' ? string : Words;
type Camel<Name> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name;
type Value<Meaning> = Meaning extends readonly number[] ? number : Meaning extends boolean ? boolean : Choice<Meaning>;
/** The properties, by the attributes' names in camel case. A value that makes no sense reads as the default. */
export type Properties = { -readonly [Name in keyof Attributes as Camel<Name>]: Value<Attributes[Name]> };

/** Gives a class the properties. */
export function reflect(prototype: Element): void {
  for (const [name, meaning] of Object.entries<boolean | string | readonly number[]>(attributes)) {
    Object.defineProperty(prototype, name.replace(/-./, (letter) => letter[1]!.toUpperCase()), {
      get(this: Element) {
        const text = this.getAttribute(name);
        if (meaning === false) return text !== null;
        if (typeof meaning === 'string') {
          const words = meaning.split(' ');
          return !meaning || words.includes(text!) ? (text ?? '') : words[0];
        }
        const [usual, least, most] = meaning as [number, number, number];
        return +text! > 0 ? Math.min(most, Math.max(least, ~~text!)) : usual;
      },
      set(this: Element, value: unknown) {
        if (meaning === false) this.toggleAttribute(name, !!value);
        else this.setAttribute(name, value as string);
      },
    });
  }
}
