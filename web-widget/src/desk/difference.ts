import { html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../wire.ts';
import { copyOf, fields, textOf } from './copy.ts';
import { factWord, t, type Word } from './texts.ts';
import { here } from './time.ts';

/** A run of words, and whether the other text lacks it. */
export type Piece = readonly [text: string, changed: boolean];

/** Two texts word by word, by their longest common sequence: what went out of the one, what came into the other. */
export function piecesOf(before: string, after: string): readonly [Piece[], Piece[]] {
  const [a, b] = [before, after].map((text) => text.match(/\s*\S+/g) ?? []) as string[][] as [string[], string[]];
  const word = (text: string | undefined) => text?.trim();
  const common: number[][] = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = word(a[i]) === word(b[j]) ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const [gone, come]: [Piece[], Piece[]] = [[], []];
  // A run is one piece, and the space before it is not of it.
  const add = (to: Piece[], text: string, changed: boolean) => {
    const [last, now] = [to.at(-1), text.trimStart()];
    if (last?.[1] === changed) to.splice(-1, 1, [last[0] + text, changed]);
    else to.push([text.slice(0, text.length - now.length), false], [now, changed]);
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && word(a[i]) === word(b[j])) {
      add(gone, a[i++]!, false);
      add(come, b[j++]!, false);
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) add(gone, a[i++]!, true);
    else add(come, b[j++]!, true);
  }
  return [gone, come];
}

export const stateWord = (status: Item['pubStatus']): Word =>
  ({ usable: 'isUsable', withheld: 'isWithheld', canceled: 'isCanceled' } as const)[status];

type Row = readonly [label: string, before: string, after: string];

/** What differs between two versions of an item, by field; without an earlier one, all that it has. */
export function differenceOf(before: Item | undefined, after: Item): TemplateResult {
  // Where either has no text for us, comparing would say that it was taken out.
  const readable = after.headline && (!before || before.headline);
  const [was, is] = [copyOf(before ?? { headline: '' }), copyOf(after)];
  const row = (name: string, from: unknown, to: unknown): Row => [factWord(name), textOfFact(name, from), textOfFact(name, to)];
  const texts = readable ? fields.map((field) => row(field, textOf(was, field), textOf(is, field))) : [];
  const said = (['pubStatus', 'advisory', 'pinned'] as const).map((name) => row(name, before ? before[name] : name === 'pubStatus' ? after[name] : '', after[name]));
  return html`${readable ? nothing : html`<p class="quiet">${t('noText')}</p>`}${changes([...texts, ...said])}`;
}

/** Before and after, of what is not the same; nothing where nothing is. */
export function changes(rows: readonly Row[]): TemplateResult | typeof nothing {
  const changed = rows.filter(([, before, after]) => before !== after);
  if (!changed.length) return nothing;
  return html`<dl class="changes">${changed.map(([label, before, after]) => {
    const [gone, come] = piecesOf(before, after);
    return html`<div><dt>${label}</dt>
      <dd>${before ? html`<del><span class="said">${t('before')}: </span><bdi>${marked(gone)}</bdi></del>` : nothing}
        ${after ? html`<ins><span class="said">${t('after')}: </span><bdi>${marked(come)}</bdi></ins>` : html`<ins class="quiet">${t('empty')}</ins>`}</dd></div>`;
  })}</dl>`;
}

const marked = (pieces: readonly Piece[]) => pieces.map(([text, changed]) => (changed ? html`<mark>${text}</mark>` : text));

/** A fact as one line of text; empty where it is not set. */
export function textOfFact(name: string, value: unknown): string {
  if (value === undefined || value === '' || value === false) return '';
  if (name === 'channels' && !(value as [])?.length) return t('allChannels');
  if (value === null) return '';
  if (value === true) return '✓';
  if (name === 'pubStatus') return t(stateWord(value as 'usable'));
  if (/^(urgency|media|role)$/.test(name)) return t(value as Word);
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? ((value as { name?: string }).name ?? JSON.stringify(value)) : `${value}`;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return here(text);
  return /^[\da-f]{64}$/.test(text) ? `SHA-256 ${text.slice(0, 12)}…` : text;
}
