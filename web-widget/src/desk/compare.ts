import { html, nothing, type TemplateResult } from 'lit';
import { fields, textOf, type Copy, type Field } from './copy.ts';
import { t, type Word } from './texts.ts';

/** Mine and theirs, where they differ; the choice is by field, and nothing of either is thrown away. */
export function compareTable(mine: Copy, theirs: Copy, taken: Set<Field>, changed: () => void): TemplateResult {
  const differing = fields.filter((field) => textOf(mine, field) !== textOf(theirs, field));
  const choose = (field: Field, their: boolean) => {
    taken[their ? 'add' : 'delete'](field);
    changed();
  };
  const side = (field: Field, their: boolean) => html`
    <label class="side ${taken.has(field) === their ? 'chosen' : ''}">
      <input type="radio" name="whose-${field}" .checked=${taken.has(field) === their} @change=${() => choose(field, their)}>
      <b>${t(their ? 'theirs' : 'mine')}</b>
      <span dir="auto">${textOf(their ? theirs : mine, field) || t('empty')}</span>
    </label>`;
  return differing.length
    ? html`<div class="compare">${differing.map((field) => html`
        <fieldset><legend>${t(fieldNames[field])}</legend>${side(field, false)}${side(field, true)}</fieldset>`)}</div>`
    : html`${nothing}`;
}

export const fieldNames: Record<Field, Word> = {
  headline: 'headline', urgency: 'urgency', language: 'language', link: 'link', media: 'media',
  image: 'image', tags: 'tags', source: 'source', expiresAt: 'leavesAt',
};
