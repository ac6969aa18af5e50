import { html, nothing } from 'lit';
import { ask, Refused } from './api.ts';
import { Part, valuesIn } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import type { Session } from './wire.ts';

/** The way in: by login and password, or for the first time by an invitation. Every field takes a paste. */
export class SignIn extends Part {
  static override properties = { secret: {} };
  /** From the invitation's link; it stands nowhere else. */
  declare secret: string;
  #fault = '';
  #busy = false;
  /** Where the session's end found its person. */
  readonly #before = document.activeElement as HTMLElement | null;
  readonly #over = room.phase === 'lapsed';

  protected override firstUpdated(): void {
    this.#show();
    this.querySelector('input')?.focus();
  }

  /** Above a dialog that is open, which lets nothing beside it be reached. */
  #show(): void {
    this.querySelector('dialog')?.showModal();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#over) setTimeout(() => this.#before?.focus());
  }

  async #enter(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const values = valuesIn(event);
    if (this.#busy) return;
    this.#busy = true;
    this.#fault = '';
    this.requestUpdate();
    try {
      // An invitation to a new password keeps login and name: what is empty is not said.
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
      const [path, body] = this.secret ? ['/v1/desk/setup', { ...said, secret: this.secret }] : ['/v1/desk/session', values];
      const answer = await ask<Session>('POST', path, { body });
      this.secret = '';
      await room.admit(answer.body);
    } catch (error) {
      this.#fault = faultOf(error);
      await this.updateComplete;
      form.querySelector('input')?.focus();
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  protected override render() {
    const first = !!this.secret;
    const field = (name: string, label: string, type: string, autocomplete: string, hint = '') => html`
      <div class="field">
        <label for="sign-${name}">${label}</label>
        <input id="sign-${name}" name=${name} type=${type} autocomplete=${autocomplete} ?required=${!first || type === 'password'} autocapitalize="none" spellcheck="false"
          aria-invalid=${this.#fault ? 'true' : nothing} aria-describedby="sign-fault${hint ? ' sign-hint' : ''}">
        ${hint ? html`<small id="sign-hint">${hint}</small>` : nothing}
      </div>`;
    const form = html`
        <form @submit=${this.#enter} aria-labelledby="sign-title">
          <p class="name">Newsline</p>
          <h1 id="sign-title">${t(first ? 'setUp' : 'signIn')}</h1>
          ${this.#over ? html`<p class="note">${t('lapsed')}</p>` : nothing}
          ${first ? html`<p class="quiet">${t('setUpHint')}</p>` : nothing}
          ${field('login', t('login'), 'text', 'username')}
          ${first ? field('name', t('fullName'), 'text', 'name') : nothing}
          ${field('password', t('password'), 'password', first ? 'new-password' : 'current-password', first ? t('passwordRule') : '')}
          <p class="fault" id="sign-fault" role="alert">${this.#fault}</p>
          <div class="actions"><button class="main">${t(first ? 'setUpAction' : 'signIn')}</button></div>
        </form>`;
    return this.#over ? html`<dialog class="sign-in" aria-labelledby="sign-title" @close=${this.#show}>${form}</dialog>` : html`<main class="sign-in">${form}</main>`;
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Refused)) return t('noAnswer');
  const { type, status, retryAfter, errors, message } = error;
  if (type === 'too-many-attempts' || status === 429) return t('tooMany', retryAfter);
  if (type === 'invitation' || status === 410) return t('invitationOver');
  if (status === 401) return t('wrong');
  return errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ') || message;
}
