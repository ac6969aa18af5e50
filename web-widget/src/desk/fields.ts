import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { urgencies } from '../wire.ts';
import type { Refused } from './api.ts';
import type { Copy, Field } from './copy.ts';
import { countOf, levelOf, MOST } from './count.ts';
import { room } from './room.ts';
import { languageNames, languages, t } from './texts.ts';
import { fromField, here, toField, utc } from './time.ts';

export interface Fields {
  readonly copy: Copy;
  /** Makes the fields' ids their own where two forms stand on the page. */
  readonly name: string;
  readonly change: (some: Partial<Copy>) => void;
  readonly refused?: Refused | undefined;
  /** What a rule of ours says before the server is asked. */
  readonly broken?: string;
}

type Changed = Event & { readonly target: HTMLInputElement };

/** The server names `image.href` or `image`, `tags` or `tags[3]`. */
const faultOf = ({ refused }: Fields, field: Field): string =>
  refused?.errors.filter((error) => error.field.split(/[.[/]/).filter(Boolean)[0] === field).map(({ detail }) => detail).join(' ') ?? '';

export function headlineField(fields: Fields, paste?: (event: ClipboardEvent) => void): TemplateResult {
  const { copy, name, change, broken } = fields;
  const count = countOf(copy.headline);
  const fault = broken || faultOf(fields, 'headline');
  return html`
    <div class="headline">
      <label for="${name}-headline">${t('headline')}</label>
      <textarea id="${name}-headline" rows="3" spellcheck="true" lang=${copy.language || nothing} dir="auto"
        aria-describedby="${name}-count ${name}-headline-fault" aria-invalid=${fault || count > MOST ? 'true' : nothing}
        .value=${live(copy.headline)} @input=${(event: Changed) => change({ headline: event.target.value })} @paste=${paste}></textarea>
      <p class="count ${levelOf(count)}" id="${name}-count">${count > MOST ? t('over', count - MOST) : html`<bdi dir="ltr">${count} / ${MOST}</bdi>`}</p>
      <p class="fault" id="${name}-headline-fault">${fault}</p>
    </div>`;
}

/** Side by side, so that the arrow keys choose: ← from routine is the flash. */
export const urgencyField = ({ copy, name, change }: Fields): TemplateResult => html`
  <fieldset class="choices urgencies">
    <legend>${t('urgency')}</legend>
    ${[...urgencies].reverse().map((urgency) => urgency === 'flash' && !room.may('chief') ? nothing : html`
      <label class=${urgency}><input type="radio" name="${name}-urgency" .checked=${live(copy.urgency === urgency)}
        value=${urgency} @change=${() => change({ urgency })}><span>${t(urgency)}</span></label>`)}
  </fieldset>`;

export function otherFields(fields: Fields): TemplateResult {
  const { copy, name, change } = fields;
  const text = (field: Field, key: keyof Copy, word: Parameters<typeof t>[0], more: { type?: string; hint?: string } = {}) => {
    const fault = faultOf(fields, field);
    return html`
      <div class="field ${key}">
        <label for="${name}-${key}">${t(word)}${more.hint ? html` <small>${more.hint}</small>` : nothing}</label>
        <input id="${name}-${key}" type=${more.type ?? 'text'} dir=${more.type === 'url' ? 'ltr' : 'auto'} .value=${live(copy[key])}
          aria-invalid=${fault ? 'true' : nothing} aria-describedby=${fault ? `${name}-${key}-fault` : nothing}
          @input=${(event: Changed) => change({ [key]: event.target.value })}>
        ${fault ? html`<p class="fault" id="${name}-${key}-fault">${fault}</p>` : nothing}
      </div>`;
  };
  return html`
    ${text('link', 'link', 'link', { type: 'url' })}
    <div class="field">
      <label for="${name}-media">${t('media')}</label>
      <select id="${name}-media" .value=${live(copy.media)} @change=${(event: Changed) => change({ media: event.target.value })}>
        <option value="">${t('none')}</option><option value="photo">${t('photo')}</option><option value="video">${t('video')}</option>
      </select>
    </div>
    <div class="field">
      <label for="${name}-imageHref">${t('image')}</label>
      <input id="${name}-imageHref" type="url" dir="ltr" .value=${live(copy.imageHref)}
        @input=${(event: Changed) => change({ imageHref: event.target.value })} @change=${() => measure(fields)}>
    </div>
    ${copy.imageHref ? html`
      ${text('image', 'imageAlt', 'imageAlt')}
      <div class="pair">${text('image', 'imageWidth', 'width', { type: 'number' })}${text('image', 'imageHeight', 'height', { type: 'number' })}</div>` : nothing}
    ${text('tags', 'tags', 'tags', { hint: t('tagsHint') })}
    ${text('source', 'source', 'source')}
    ${timeField(`${name}-expiresAt`, t('leavesAt'), copy.expiresAt, (expiresAt) => change({ expiresAt }))}`;
}

export const languageField = ({ copy, name, change }: Fields): TemplateResult => html`
  <div class="field">
    <label for="${name}-language">${t('language')}</label>
    <select id="${name}-language" @change=${(event: Changed) => change({ language: event.target.value })}>
      ${[...new Set([...languages, copy.language])].filter(Boolean).map((each) => html`
        <option value=${each} .selected=${each === copy.language} lang=${each}>${languageNames[languages.indexOf(each as 'en')] ?? each}</option>`)}
    </select>
  </div>`;

/** A moment in the editor's zone; said in UTC beside it, as it is kept. */
export const timeField = (id: string, label: string, iso: string, change: (iso: string) => void): TemplateResult => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type="datetime-local" .value=${live(toField(iso))} aria-describedby="${id}-utc"
      @change=${(event: Changed) => change(fromField(event.target.value))}>
    <small id="${id}-utc">${iso ? html`<bdi dir="ltr">${utc(iso)}</bdi> · <bdi dir="ltr">${here(iso)}</bdi>` : ''}</small>
  </div>`;

/** The protocol wants an image's size, and the image knows it. */
function measure({ copy, change }: Fields): void {
  const image = new Image();
  image.onload = () => change({ imageWidth: `${image.naturalWidth}`, imageHeight: `${image.naturalHeight}` });
  image.referrerPolicy = 'no-referrer';
  if (/^https:/i.test(copy.imageHref)) image.src = copy.imageHref;
}
