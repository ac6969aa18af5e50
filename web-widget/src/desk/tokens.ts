import { html, nothing } from 'lit';
import { ask } from './api.ts';
import { channelsField, named, Office, once } from './office.ts';
import { valuesIn } from './part.ts';
import { t } from './texts.ts';
import { fromField, here } from './time.ts';

interface Token {
  readonly id: string;
  readonly name: string;
  readonly role: 'reader' | 'editor' | 'administrator';
  readonly channels?: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt?: string | null;
  readonly revokedAt?: string | null;
}

/** The keys of programs. */
export class Tokens extends Office {
  #tokens: readonly Token[] = [];
  #made = '';

  protected override async load(): Promise<void> {
    this.#tokens = (await ask<{ tokens: Token[] }>('GET', '/v1/desk/tokens')).body.tokens;
  }

  #make(event: Event): void {
    const { name, role, expires = '' } = valuesIn(event);
    const expiresAt = fromField(expires);
    const body = { name, role, ...named(event), ...(expiresAt && { expiresAt }) };
    void this.act(async () => {
      this.#made = (await ask<{ token: string }>('POST', '/v1/desk/tokens', { body })).body.token;
    });
  }

  #revoke = ({ id }: Token) => this.act(() => ask('DELETE', `/v1/desk/tokens/${id}`));

  protected override render() {
    return html`
      <main class="office">
        <h2 tabindex="-1">${t('tokens')}</h2>
        ${this.faultNote()}
        <form @submit=${this.#make}>
          <div class="field"><label for="token-name">${t('fullName')}</label><input id="token-name" name="name" required></div>
          <div class="field"><label for="token-role">${t('role')}</label>
            <select id="token-role" name="role">${(['reader', 'editor', 'administrator'] as const).map((role) => html`<option value=${role}>${t(role)}</option>`)}</select></div>
          <div class="field when"><label for="token-expires">${t('expires')}</label><input id="token-expires" name="expires" type="datetime-local"></div>
          ${channelsField('token')}
          <button class="main">${t('make')}</button>
        </form>
        ${this.#made ? once(this.#made) : nothing}
        <ul>${this.#tokens.map((token) => {
          const { id, name, role, expiresAt, revokedAt } = token;
          const channels = token.channels ?? [];
          return html`
            <li class=${revokedAt ? 'over' : ''} data-id=${id}>
              <b>${name}</b>
              <p class="facts"><span>${t(role)}</span><span>${channels.join(', ') || t('allChannels')}</span>
                <span>${revokedAt ? `${t('revoked')} ${here(revokedAt)}` : `${t('expires')}: ${expiresAt ? here(expiresAt) : t('never')}`}</span></p>
              ${revokedAt ? nothing : html`<p class="acts"><button @click=${() => this.#revoke(token)}>${t('revoke')}</button></p>`}
            </li>`;
        })}</ul>
      </main>`;
  }
}
