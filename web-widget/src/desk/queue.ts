import { html, nothing } from 'lit';
import { ask, Refused } from './api.ts';
import { copyOf } from './copy.ts';
import { othersAt } from './editing.ts';
import { Part } from './part.ts';
import { preference } from './preferences.ts';
import { room } from './room.ts';
import { stepOf } from './task.ts';
import { t } from './texts.ts';
import { here, utc } from './time.ts';
import { openEditor } from './editor.ts';
import { nameOf, type Pending } from './wire.ts';

/** Takes the newest post back that is still in its window; false where there is none. */
export function takeLastBack(): boolean {
  const mine = room.pending.filter(({ id, state }) => state === 'sending' && (room.until.get(id) ?? 0) > Date.now());
  const last = mine.sort((a, b) => (room.until.get(a.id)! < room.until.get(b.id)! ? 1 : -1))[0];
  if (last) void takeBack(last);
  return !!last;
}

async function takeBack(pending: Pending): Promise<void> {
  const { id, channel, draft, state, dueAt = '' } = pending;
  try {
    await ask('DELETE', `/v1/desk/pending/${id}`);
    room.until.delete(id);
    room.pending = room.pending.filter((each) => each.id !== id);
    room.giveBack({ channel, copy: copyOf(draft), dueAt: state === 'scheduled' ? dueAt : '' });
    room.say(t('takenBack'));
  } catch (error) {
    if (error instanceof Refused && error.type === 'told') room.say(t('tooLate'));
    else room.fault(error);
    void room.look();
  }
}

async function approve({ id, draft }: Pending): Promise<void> {
  try {
    await ask('POST', `/v1/desk/pending/${id}/approve`, { body: {} });
    room.pending = room.pending.filter((each) => each.id !== id);
    room.say(`${t('posted')}: ${draft.headline}`);
  } catch (error) {
    room.fault(error);
    void room.look();
  }
}

/** What is not on the line yet: in its window, waiting for an editor, for its time, or for the server. */
export class Queue extends Part {
  #ticking: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  protected override updated(): void {
    const counting = room.pending.some(({ state }) => state === 'sending');
    if (counting) this.#ticking ??= setInterval(() => this.requestUpdate(), 250);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  protected override render() {
    const sent = room.outbox?.letters ?? [];
    const returned = room.drafts.returned;
    // What is open is not in the queue.
    const unsaved = room.drafts.unsaved.filter(([key]) => key !== history.state);
    const none = !room.pending.length && !sent.length && !returned.length && !unsaved.length;
    return html`
      <section class="queue" aria-labelledby="queue-title">
        <h2 id="queue-title">${t('queue')}</h2>
        ${none ? html`<p class="quiet">${t('noneQueued')}</p>` : nothing}
        <ul>
          ${sent.map(({ copy }) => html`<li class="waits"><p class="text" dir="auto">${copy.headline}</p><p class="facts">${t('waits')}</p></li>`)}
          ${unsaved.map(([key, { task, mine }]) => html`
            <li class="back"><p class="text" dir="auto">${mine.headline}</p>
              <p class="facts"><b>${t('unsaved')}</b><span>${t(stepOf(task))}</span></p>
              <p class="acts">
                <button @click=${(event: Event) => openEditor(task, event)}>${t('putBack')}</button>
                <button @click=${() => (room.drafts.keep(key), room.changed())}>${t('discard')}</button>
              </p></li>`)}
          ${returned.map((kept) => html`
            <li class="back"><p class="text" dir="auto">${kept.copy.headline}</p>
              <p class="facts">${t('takenBack')}</p>
              <p class="acts">
                <button @click=${() => this.#edit(kept)}>${t('putBack')}</button>
                <button @click=${() => this.#drop(kept)}>${t('discard')}</button>
              </p></li>`)}
          ${room.pending.map((pending) => this.#row(pending))}
        </ul>
      </section>`;
  }

  #edit(kept: (typeof room.drafts.returned)[number]): void {
    this.#drop(kept);
    room.giveBack(kept);
  }

  #drop(kept: (typeof room.drafts.returned)[number]): void {
    const text = JSON.stringify(kept);
    room.drafts.returned = room.drafts.returned.filter((each) => JSON.stringify(each) !== text);
    room.changed();
  }

  #row(pending: Pending) {
    const { id, state, draft, dueAt, by, channel } = pending;
    const left = Math.max(0, (room.until.get(id) ?? 0) - Date.now());
    return html`
      <li class=${state} data-id=${id}>
        <p class="text" dir="auto" lang=${draft.language ?? nothing}>${draft.headline}</p>
        <p class="facts"><b>${state === 'sending' && left ? t('sendingIn', Math.ceil(left / 1000)) : t(state)}</b>
          ${state === 'scheduled' && dueAt ? html`<span><time datetime=${dueAt} dir="ltr">${utc(dueAt)}</time> · <bdi dir="ltr">${here(dueAt)}</bdi></span>` : nothing}
          <span>${channel}</span> <span>${nameOf(by)}</span> ${othersAt(id)}</p>
        ${left ? html`<progress .max=${Number(preference('undo')) * 1000} .value=${left} aria-hidden="true"></progress>` : nothing}
        <p class="acts">
          ${state !== 'sending' && room.may('editor') ? html`
            <button @click=${() => approve(pending)}>${t(state === 'scheduled' ? 'sendNow' : 'approve')}</button>
            <button @click=${(event: Event) => openEditor({ pending }, event)}>${t('changeTime')}</button>` : nothing}
          <button @click=${() => takeBack(pending)}>${t('takeBack')}${state === 'sending' ? html`<kbd>Esc</kbd>` : nothing}</button>
        </p>
      </li>`;
  }
}
