import { html, nothing, type TemplateResult } from 'lit';
import { fields, textOf, type Copy, type Field } from './copy.ts';
import { factWord, t } from './texts.ts';

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
        <fieldset><legend>${factWord(field)}</legend>${side(field, false)}${side(field, true)}</fieldset>`)}</div>`
    : html`${nothing}`;
}
