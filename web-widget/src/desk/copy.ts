import type { Image, Item, Urgency } from '../wire.ts';

/** What an editor sends: the fields of an item that a newsroom sets. */
export interface Draft {
  readonly headline: string;
  readonly urgency?: Urgency;
  readonly language?: string;
  readonly link?: string;
  readonly media?: string;
  readonly image?: Image;
  readonly tags?: readonly string[];
  readonly source?: string;
  readonly expiresAt?: string;
}

/** A draft as it stands in fields: text, also where it is not yet right. */
export interface Copy {
  readonly headline: string;
  readonly urgency: Urgency;
  readonly language: string;
  readonly link: string;
  readonly media: string;
  readonly imageHref: string;
  readonly imageAlt: string;
  readonly imageWidth: string;
  readonly imageHeight: string;
  /** With commas between. */
  readonly tags: string;
  readonly source: string;
  /** UTC, RFC 3339. */
  readonly expiresAt: string;
}

export const blank: Copy = {
  headline: '', urgency: 'routine', language: '', link: '', media: '', imageHref: '', imageAlt: '',
  imageWidth: '', imageHeight: '', tags: '', source: '', expiresAt: '',
};

export const isBlank = ({ headline, link, imageHref, tags, source }: Copy): boolean =>
  !(headline + link + imageHref + tags + source).trim();

export function copyOf(item: Item | Draft): Copy {
  const { headline = '', urgency = 'routine', language = '', link = '', media = '', image, tags = [], source = '', expiresAt = '' } = item;
  return {
    headline, urgency, language, link, media, source, expiresAt,
    tags: tags.join(', '),
    imageHref: image?.href ?? '',
    imageAlt: image?.alt ?? '',
    imageWidth: `${image?.width ?? ''}`,
    imageHeight: `${image?.height ?? ''}`,
  };
}

/** What is empty is left out. */
export function draftOf(copy: Copy): Draft {
  const fields = Object.entries(valuesOf(copy)).filter(([, value]) => value !== null);
  return Object.fromEntries(fields) as unknown as Draft;
}

/** A merge patch that makes `mine` of what `base` was: null clears (protocol.md, "Publishing"). */
export function patchOf(base: Copy, mine: Copy): Record<string, unknown> {
  const before: Record<string, unknown> = valuesOf(base);
  const changed = Object.entries(valuesOf(mine)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed);
}

/** Of a copy's fields those that an item has, by their names in the protocol. */
export const fields = ['headline', 'urgency', 'language', 'link', 'media', 'image', 'tags', 'source', 'expiresAt'] as const;
export type Field = (typeof fields)[number];

/** A field as one line of text, to be compared. */
export function textOf(copy: Copy, field: Field): string {
  if (field !== 'image') return copy[field];
  const { imageHref, imageAlt, imageWidth, imageHeight } = copy;
  return imageHref && `${imageHref} (${imageWidth} × ${imageHeight}): ${imageAlt}`;
}

/** Takes one field of another copy. */
export function withField(copy: Copy, field: Field, from: Copy): Copy {
  if (field !== 'image') return { ...copy, [field]: from[field] };
  const { imageHref, imageAlt, imageWidth, imageHeight } = from;
  return { ...copy, imageHref, imageAlt, imageWidth, imageHeight };
}

function valuesOf(copy: Copy): Record<Field, unknown> {
  const text = (value: string) => value.replace(/[\t\n\r]+/g, ' ').trim() || null;
  const tags = copy.tags.split(/[,،]/).map((tag) => tag.trim()).filter(Boolean);
  const image = copy.imageHref.trim() && {
    href: copy.imageHref.trim(), alt: copy.imageAlt.trim(), width: Number(copy.imageWidth), height: Number(copy.imageHeight),
  };
  return {
    headline: text(copy.headline),
    urgency: copy.urgency === 'routine' ? null : copy.urgency,
    language: text(copy.language),
    link: text(copy.link),
    media: copy.media || null,
    image: image || null,
    tags: tags.length ? tags : null,
    source: text(copy.source),
    expiresAt: copy.expiresAt || null,
  };
}
