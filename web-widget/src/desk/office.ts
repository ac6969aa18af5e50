import { html, nothing, type TemplateResult } from 'lit';
import { Refused } from './api.ts';
import { Part } from './part.ts';
import { t } from './texts.ts';

/** A list that is kept on the server, and acts on it: each ends with the list as it is then. */
export abstract class Office extends Part {
  #fault = '';

  protected abstract load(): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.act(async () => {});
  }

  protected async act(does: () => Promise<unknown>): Promise<void> {
    this.#fault = '';
    try {
      await does();
    } catch (error) {
      this.#fault = !(error instanceof Refused) ? t('noAnswer')
        : error.type === 'last-administrator' ? t('lastAdministrator')
        : error.type === 'credentials' ? t('wrong')
        : error.errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ') || error.message;
    }
    try {
      await this.load();
    } catch {
      this.#fault ||= t('noAnswer');
    }
    this.requestUpdate();
  }

  protected get failed(): boolean {
    return !!this.#fault;
  }

  protected faultNote(): TemplateResult {
    return html`<div role="alert">${this.#fault ? html`<p class="note fault">${this.#fault}</p>` : nothing}</div>`;
  }
}

/** A secret that the server will not say again. */
export const once = (secret: string): TemplateResult => html`
  <div class="once" role="status"><p class="quiet">${t('once')}</p><code dir="ltr">${secret}</code>
    <p><button type="button" @click=${() => navigator.clipboard.writeText(secret)}>${t('copy')}</button></p></div>`;

/** Channels as a field says them; none named: all, which the contract says by saying nothing. */
export function named(text: string): { channels?: string[] } {
  const channels = text.split(/[\s,]+/).filter(Boolean);
  return channels.length ? { channels } : {};
}
