import { html, nothing } from 'lit';
import { ask } from './api.ts';
import { Part, valuesIn } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import { clock } from './time.ts';
import { nameOf } from './wire.ts';

/** What every editor must see, whatever they are doing: no line, a pause, letters that nobody has decided about. */
export class Bars extends Part {
  protected override render() {
    const { all, channels } = room.paused;
    const own = room.channels.map(({ channel }) => channel);
    const paused = all?.paused
      ? [{ name: '', label: t('everything'), ...all }]
      : Object.entries(channels ?? {}).filter(([name, each]) => each.paused && own.includes(name)).map(([name, each]) => ({ name, label: name, ...each }));
    const doubtful = room.outbox?.doubtful ?? [];
    return html`
      <div role="alert">${room.away ? html`<p class="bar away">${t('away')}${this.#waiting()}</p>` : nothing}</div>
      <div role="status">${paused.map(({ name, label, reason, by, at }) => html`
        <p class="bar paused"><b>${t('paused', label)}.</b> <span dir="auto">${reason}</span> <span>${nameOf(by)} ${at ? clock(at) : ''}</span> ${t('pausedHint')}
          ${room.may(name ? 'chief' : 'administrator') ? html`<button @click=${() => setPause(name, false)}>${t('resume')}</button>` : nothing}</p>`)}</div>
      ${doubtful.length ? html`
        <section class="bar doubtful" aria-label=${t('outbox')}>
          <p>${t('oldLetters')}</p>
          <ul>${doubtful.map((letter) => html`
            <li><time>${clock(new Date(letter.at).toISOString())}</time> <span class="text" dir="auto">${letter.copy.headline}</span>
              <button class="main" @click=${() => room.outbox!.want(letter)}>${t('send')}</button>
              <button @click=${() => this.#back(letter)}>${t('putBack')}</button>
              <button @click=${() => room.outbox!.drop(letter)}>${t('discard')}</button></li>`)}</ul>
        </section>` : nothing}`;
  }

  #waiting(): string {
    const { length } = room.outbox?.letters ?? [];
    return length ? ` ${t('outbox')}: ${length}.` : '';
  }

  async #back(letter: Parameters<NonNullable<typeof room.outbox>['drop']>[0]): Promise<void> {
    await room.outbox!.drop(letter);
    room.giveBack(letter);
  }
}

export async function setPause(channel: string, paused: boolean, reason = ''): Promise<void> {
  try {
    await ask('PUT', `/v1/desk/paused${channel && `/${channel}`}`, { body: { paused, ...(reason && { reason }) } });
    await room.look();
  } catch (error) {
    room.fault(error);
  }
}

/** The chief's switch: one channel, or, for the administrator, everything. */
export class PauseControl extends Part {
  async #pause(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const { channel = '', reason } = valuesIn(event);
    await setPause(channel === '*' ? '' : channel, true, reason);
    form.reset();
    this.querySelector('details')!.open = false;
  }

  protected override render() {
    return html`
      <details class="pause">
        <summary>${t('pause')}</summary>
        <form @submit=${this.#pause}>
          <div class="field"><label for="pause-channel">${t('channel')}</label>
            <select id="pause-channel" name="channel">
              ${room.channels.map(({ channel, title }) => html`<option value=${channel}>${title || channel}</option>`)}
              ${room.may('administrator') ? html`<option value="*">${t('everything')}</option>` : nothing}
            </select></div>
          <div class="field"><label for="pause-reason">${t('reason')}</label><input id="pause-reason" name="reason" dir="auto" required></div>
          <p class="quiet">${t('pausedHint')}</p>
          <button class="main armed">${t('pause')}</button>
        </form>
      </details>`;
  }
}
