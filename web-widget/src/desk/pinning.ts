import { html } from 'lit';
import type { Item } from '../wire.ts';
import { ask, Refused } from './api.ts';
import { timeField } from './fields.ts';
import { Part } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';

type End = 'hour' | 'hours' | 'today' | 'time' | 'none';

const HOUR = 3_600_000;

/** UTC; null: no end. */
function untilOf(end: End, time: string): string | null {
  const at = new Date();
  if (end === 'time') return time;
  if (end === 'none') return null;
  if (end === 'today') at.setHours(24, 0, 0, 0);
  else at.setTime(at.getTime() + (end === 'hour' ? 1 : 3) * HOUR);
  return at.toISOString();
}

export async function unpin({ id }: Item): Promise<void> {
  await ask('DELETE', `/v1/desk/items/${id}/pin`).catch((error) => room.fault(error));
}

let open: (item: Item, from: HTMLElement | null) => void;
export const openPin = (item: Item, from: HTMLElement | null): void => open(item, from);

/** How long an item stands on top. A pin that nobody ends is news that nobody believes: three hours unless another word is said. */
export class Pinning extends Part {
  #item: Item | undefined;
  #from: HTMLElement | null = null;
  #end: End = 'hours';
  #time = '';
  #fault = '';

  override connectedCallback(): void {
    super.connectedCallback();
    open = (item, from) => {
      this.#item = item;
      this.#from = from;
      this.#end = 'hours';
      this.#time = this.#fault = '';
      this.requestUpdate();
      void this.updateComplete.then(() => {
        this.querySelector('dialog')!.showModal();
        this.querySelector<HTMLElement>('input:checked')!.focus();
      });
    };
  }

  async #pin(event: Event): Promise<void> {
    event.preventDefault();
    this.#fault = this.#end === 'time' && !this.#time ? t('required') : '';
    try {
      if (!this.#fault) {
        await ask('PUT', `/v1/desk/items/${this.#item!.id}/pin`, { body: { until: untilOf(this.#end, this.#time) } });
        this.querySelector('dialog')!.close();
        return room.look();
      }
    } catch (error) {
      this.#fault = !(error instanceof Refused) ? t('noAnswer') : error.type === 'too-many-pins' ? t('tooManyPins') : error.message;
    }
    this.requestUpdate();
  }

  #closed(): void {
    if (this.#from?.isConnected) this.#from.focus();
  }

  protected override render() {
    const choice = (end: End, label: string) => html`
      <label><input type="radio" name="pin-end" .checked=${this.#end === end} @change=${() => {
        this.#end = end;
        this.requestUpdate();
      }}><span>${label}</span></label>`;
    return html`
      <dialog class="pin" aria-labelledby="pin-title" @close=${this.#closed}>
        <form @submit=${this.#pin}>
          <h2 id="pin-title">${t('pin')}</h2>
          <blockquote><bdi>${this.#item?.headline}</bdi></blockquote>
          <fieldset class="choices"><legend>${t('until')}</legend>
            ${choice('hour', t('hours', 1))}${choice('hours', t('hours', 3))}${choice('today', t('today'))}${choice('time', t('atTime'))}${choice('none', t('noEnd'))}</fieldset>
          ${this.#end === 'time' ? timeField('pin-until', t('until'), this.#time, (time) => {
            this.#time = time;
            this.requestUpdate();
          }) : ''}
          <p class="fault" role="alert">${this.#fault}</p>
          <div class="actions"><button class="main">${t('pin')}</button>
            <button type="button" @click=${() => this.querySelector('dialog')!.close()}>${t('cancel')}</button></div>
        </form>
      </dialog>`;
  }
}
