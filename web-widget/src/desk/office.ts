import { html, nothing, type TemplateResult } from 'lit';
import { Refused } from './api.ts';
import { Part } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';

/** A list that is kept on the server, and acts on it: each ends with the list as it is then. */
export abstract class Office extends Part {
  static override properties = { place: {} };
  /** Where one is (address.ts): another place is another list. */
  declare place: string;
  #fault = '';

  protected abstract load(): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.act(async () => {});
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('place') !== undefined) void this.act(async () => {});
  }

  protected async act(does: () => Promise<unknown>): Promise<void> {
    this.#fault = '';
    await does().catch((error) => (this.#fault = faultOf(error)));
    await this.load().catch((error) => (this.#fault ||= faultOf(error)));
    this.requestUpdate();
  }

  protected get failed(): boolean {
    return !!this.#fault;
  }

  protected faultNote(): TemplateResult {
    return html`<div role="alert">${this.#fault ? html`<p class="note fault">${this.#fault}</p>` : nothing}</div>`;
  }
}

const faultOf = (error: unknown): string =>
  !(error instanceof Refused) ? t('noAnswer')
    : error.type === 'last-administrator' ? t('lastAdministrator')
    : error.type === 'credentials' ? t('wrong')
    : error.errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ') || error.message;

/** A secret that the server will not say again. */
export const once = (secret: string): TemplateResult => html`
  <div class="once" role="status"><p class="quiet">${t('once')}</p><code dir="ltr">${secret}</code>
    <p><button type="button" @click=${() => navigator.clipboard.writeText(secret)}>${t('copy')}</button></p></div>`;

/** Which channels a role or a token counts in. */
export const channelsField = (id: string, chosen: readonly string[] = []): TemplateResult => html`
  <fieldset class="choices channels"><legend>${t('channels')} <small>${t('channelsHint')}</small></legend>
    ${[...new Set([...room.channels.map(({ channel }) => channel), ...chosen])].map((channel) => html`
      <label><input type="checkbox" id="${id}-${channel}" name="channels" value=${channel} .checked=${chosen.includes(channel)}><span>${channel}</span></label>`)}
  </fieldset>`;

/** What that field says; none named: all, which the contract says by saying nothing. */
export function named(event: Event): { channels?: string[] } {
  const channels = new FormData(event.target as HTMLFormElement).getAll('channels').map(String);
  return channels.length ? { channels } : {};
}
