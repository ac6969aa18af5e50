import { html, nothing } from 'lit';
import { ask } from './api.ts';
import { Office } from './office.ts';
import { valuesIn } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import { here } from './time.ts';

interface OwnSession {
  readonly id: string;
  readonly seenAt: string;
  readonly endsAt: string;
  readonly agent?: string;
  readonly current?: boolean;
}

/** One's own: the password, and where one is signed in. */
export class Account extends Office {
  #sessions: readonly OwnSession[] = [];

  protected override async load(): Promise<void> {
    this.#sessions = (await ask<{ sessions: OwnSession[] }>('GET', '/v1/desk/sessions')).body.sessions;
  }

  async #change(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const { password, newPassword } = valuesIn(event);
    await this.act(() => ask('PUT', '/v1/desk/password', { body: { password, new: newPassword } }));
    if (this.failed) return;
    form.reset();
    room.say(t('changed'));
  }

  #end = ({ id }: OwnSession) => this.act(() => ask('DELETE', `/v1/desk/sessions/${id}`));

  protected override render() {
    return html`
      <main class="office">
        <h2 tabindex="-1">${t('account')}</h2>
        ${this.faultNote()}
        <form @submit=${this.#change}>
          <input class="said" type="text" name="login" autocomplete="username" .value=${room.person!.login} tabindex="-1" aria-hidden="true" readonly>
          <div class="field"><label for="old-password">${t('password')}</label>
            <input id="old-password" name="password" type="password" autocomplete="current-password" required></div>
          <div class="field"><label for="new-password">${t('newPassword')}</label>
            <input id="new-password" name="newPassword" type="password" autocomplete="new-password" required minlength="12" aria-describedby="new-password-rule">
          </div>
          <button class="main">${t('changePassword')}</button>
          <small id="new-password-rule">${t('passwordRule')}</small>
        </form>
        <h3>${t('sessions')}</h3>
        <ul>${this.#sessions.map((session) => html`
          <li data-id=${session.id}><b><bdi dir="ltr">${session.agent || '–'}</bdi></b>
            <p class="facts">${session.current ? html`<b>${t('thisOne')}</b>` : nothing}<span>${t('seen')}: ${here(session.seenAt)}</span></p>
            ${session.current ? nothing : html`<p class="acts"><button @click=${() => this.#end(session)}>${t('end')}</button></p>`}</li>`)}</ul>
      </main>`;
  }
}
