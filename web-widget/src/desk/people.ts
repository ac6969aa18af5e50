import { html, nothing } from 'lit';
import { ask } from './api.ts';
import { channelsField, named, Office, once } from './office.ts';
import { valuesIn } from './part.ts';
import { t } from './texts.ts';
import { here } from './time.ts';
import { roles, type Person } from './wire.ts';

/** Who works here, and the way in for those who shall. */
export class People extends Office {
  #people: readonly Person[] = [];
  #link = '';

  protected override async load(): Promise<void> {
    this.#people = (await ask<{ people: Person[] }>('GET', '/v1/desk/people')).body.people;
  }

  #invite(event: Event): void {
    const body = { role: valuesIn(event).role, ...named(event) };
    void this.act(async () => this.#show(await ask('POST', '/v1/desk/people', { body })));
  }

  #renew = ({ id }: Person) => this.act(async () => this.#show(await ask('POST', `/v1/desk/people/${id}/invitation`, { body: {} })));
  #change = ({ id }: Person, body: object) => this.act(() => ask('PATCH', `/v1/desk/people/${id}`, { body }));

  /** Both change together, and an administrator has every channel. */
  #grant(event: Event, person: Person): void {
    const { role } = valuesIn(event);
    void this.#change(person, { role, ...(role !== 'administrator' && named(event)) });
  }

  #show({ body }: { body: { link: string } }): void {
    this.#link = new URL(body.link, location.href).href;
  }

  protected override render() {
    return html`
      <main class="office">
        <h2 tabindex="-1">${t('people')}</h2>
        ${this.faultNote()}
        <form @submit=${this.#invite}>
          <div class="field"><label for="invite-role">${t('role')}</label>
            <select id="invite-role" name="role">${roles.slice(1).map((role) => html`<option value=${role} .selected=${role === 'editor'}>${t(role)}</option>`)}</select></div>
          ${channelsField('invite')}
          <button class="main">${t('invite')}</button>
        </form>
        ${this.#link ? once(this.#link) : nothing}
        <ul>${this.#people.map((person) => this.#row(person))}</ul>
      </main>`;
  }

  #row(person: Person) {
    const { id, name, login, role, endedAt } = person;
    const channels = person.channels ?? [];
    return html`
      <li class=${endedAt ? 'over' : ''} data-id=${id}>
        <b>${name}</b>
        <p class="facts"><span>${login}</span><span>${t(role)}</span><span>${channels.join(', ') || t('allChannels')}</span>
          ${endedAt ? html`<span>${t('ended')} ${here(endedAt)}</span>` : nothing}</p>
        ${endedAt ? nothing : html`<p class="acts">
          <button @click=${() => this.#renew(person)}>${t('newLink')}</button>
          <button @click=${() => this.#change(person, { ended: true })}>${t('end')}</button></p>
          <details><summary>${t('rights')}</summary>
            <form @submit=${(event: Event) => this.#grant(event, person)}>
              <div class="field"><label for="role-${id}">${t('role')}</label><select id="role-${id}" name="role">
                ${roles.slice(1).map((each) => html`<option value=${each} .selected=${each === role}>${t(each)}</option>`)}</select></div>
              ${channelsField(`of-${id}`, channels)}
              <button class="main">${t('save')}</button>
            </form></details>`}
      </li>`;
  }
}
