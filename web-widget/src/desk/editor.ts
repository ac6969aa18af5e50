import { html, nothing } from 'lit';
import type { Item } from '../wire.ts';
import { ask, Refused } from './api.ts';
import { compareTable } from './compare.ts';
import { copyOf, draftOf, fields, patchOf, withField, type Copy, type Field } from './copy.ts';
import { countOf, MOST } from './count.ts';
import type { Unsaved } from './drafts.ts';
import { othersAt, sayEditing } from './editing.ts';
import { headlineField, languageField, otherFields, timeField, urgencyField, type Fields } from './fields.ts';
import { Part } from './part.ts';
import { room } from './room.ts';
import { keyOf, stepOf, subjectOf, type Task } from './task.ts';
import { t, type Word } from './texts.ts';
import type { Pending } from './wire.ts';

let open: (task: Task, from: HTMLElement | null) => void;
export const openEditor = (task: Task, event?: Event): void => open(task, (event?.currentTarget as HTMLElement) ?? null);

/** One dialog for every act that needs words. What is typed here is never lost to another's change. */
export class Editor extends Part {
  #task: Task | undefined;
  #from: HTMLElement | null = null;
  /** What the editor saw when they began; mine starts there. */
  #base!: Copy;
  #mine!: Copy;
  #version = 0;
  #dueAt = '';
  #advisory = '';
  /** Somebody else's, after a 412; and whose words stand, field by field. */
  #theirs: Copy | undefined;
  #taken = new Set<Field>();
  #refused: Refused | undefined;
  #fault = '';
  #restored = false;
  #busy = false;
  #gone = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    open = (task, from) => this.#open(task, from);
    // A reload came in between.
    const [, unsaved] = room.drafts.unsaved.find(([key]) => key === history.state) ?? [];
    if (unsaved) this.#open(unsaved.task, null);
  }

  #open(task: Task, from: HTMLElement | null): void {
    this.#from = from;
    this.#begin(task, room.drafts.unsaved.find(([key]) => key === keyOf(task))?.[1]);
    this.#gone = sayEditing('pending' in task ? { pending: task.pending.id } : { item: task.item.id });
    history.replaceState(keyOf(task), '');
    void this.updateComplete.then(() => {
      this.querySelector('dialog')!.showModal();
      this.querySelector<HTMLElement>('textarea, #advisory')?.focus();
    });
  }

  /** Where words were kept, with what they were made of: who was faster in the meantime is seen when they are saved. */
  #begin(task: Task, kept?: Unsaved): void {
    this.#task = kept?.task ?? task;
    const subject = subjectOf(this.#task);
    this.#base = copyOf('draft' in subject ? subject.draft : subject);
    this.#version = subject.version;
    this.#mine = { ...this.#base, ...kept?.mine };
    this.#dueAt = kept?.dueAt ?? ('dueAt' in subject ? subject.dueAt : '') ?? '';
    this.#advisory = kept?.advisory ?? '';
    this.#restored = !!kept;
    this.#theirs = this.#refused = undefined;
    this.#fault = '';
    this.requestUpdate();
  }

  #keep(): void {
    this.#restored = false;
    room.drafts.keep(keyOf(this.#task!), { task: this.#task!, mine: this.#mine, advisory: this.#advisory, dueAt: this.#dueAt });
    this.requestUpdate();
  }

  #forget(): void {
    room.drafts.keep(keyOf(this.#task!));
  }

  #discard(): void {
    this.#forget();
    this.#begin(this.#task!);
  }

  /** By a word of the editor's, or because it is saved: nothing is left to be kept. Escape leaves what was typed in the queue. */
  #close(): void {
    this.#forget();
    this.querySelector('dialog')?.close();
  }

  #closed(): void {
    this.#gone();
    this.#task = undefined;
    history.replaceState(null, '');
    room.changed();
    if (this.#from?.isConnected) this.#from.focus();
  }

  get #step() {
    return this.#task ? stepOf(this.#task) : 'edit';
  }

  /** What is saved: mine, but for the fields where theirs was chosen. */
  get #wanted(): Copy {
    return [...this.#taken].reduce((copy, field) => withField(copy, field, this.#theirs!), this.#mine);
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const task = this.#task;
    if (!task || this.#busy) return;
    const words = ['withhold', 'kill', 'correct'].includes(this.#step);
    const count = countOf(this.#wanted.headline);
    this.#fault = words && !this.#advisory.trim() ? 'advisory' : !words && this.#step !== 'release' && (!count || count > MOST) ? 'headline' : '';
    this.#busy = !this.#fault;
    this.requestUpdate();
    if (this.#fault) return void this.updateComplete.then(() => this.querySelector<HTMLElement>('[aria-invalid]')?.focus());
    try {
      await this.#sent(task);
      this.#close();
    } catch (error) {
      if (error instanceof Refused && error.status === 412) await this.#compare(task);
      else if (error instanceof Refused && error.type === 'illegal-step') await this.#explain(task, error);
      else this.#refused = error instanceof Refused ? error : new Refused(0, { detail: t('noAnswer') });
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  async #sent(task: Task): Promise<void> {
    const ifMatch = this.#version;
    const advisory = this.#advisory.trim();
    if ('pending' in task) {
      const body = { draft: draftOf(this.#wanted), ...(this.#dueAt && { dueAt: this.#dueAt }) };
      await ask('PUT', `/v1/desk/pending/${task.pending.id}`, { body, ifMatch });
      return room.look();
    }
    const { item, step } = task;
    const path = `/v1/items/${item.id}`;
    if (step === 'edit' || step === 'correct') {
      const body = { ...patchOf(this.#theirs ?? this.#base, this.#wanted), ...(advisory && { advisory }) };
      await ask('PATCH', path, { body, ifMatch });
    } else {
      await ask('POST', `${path}/${step}`, { body: advisory ? { advisory } : {}, ifMatch });
    }
    room.changed();
  }

  /** Both stand side by side; where I have changed nothing, theirs stands already. */
  async #compare(task: Task): Promise<void> {
    const now = 'pending' in task ? await this.#waiting(task.pending.id) : (await ask<Item>('GET', `/v1/items/${task.item.id}`)).body;
    if (!now) return;
    this.#theirs = copyOf('draft' in now ? now.draft : now);
    this.#version = now.version;
    const changed = patchOf(this.#base, this.#mine);
    this.#taken = new Set(fields.filter((field) => !(field in changed)));
    this.#refused = undefined;
  }

  async #waiting(id: string): Promise<Pending | undefined> {
    const { body } = await ask<{ pending: Pending[] }>('GET', '/v1/desk/pending');
    const found = body.pending.find((each) => each.id === id);
    if (!found) this.#refused = new Refused(409, { detail: t('tooLate') });
    return found;
  }

  async #explain(task: Task, error: Refused): Promise<void> {
    const { body } = await ask<Item>('GET', `/v1/items/${subjectOf(task).id}`);
    const state = { usable: 'isUsable', withheld: 'isWithheld', canceled: 'isCanceled' }[body.pubStatus] as Word;
    this.#refused = new Refused(409, { type: error.type, detail: t('illegal', t(state)) });
  }

  protected override render() {
    const task = this.#task;
    if (!task) return nothing;
    const step = this.#step;
    const title = t('pending' in task ? 'changeTime' : step);
    const words = 'item' in task;
    const needed = words && step !== 'edit' && step !== 'release';
    const form: Fields = {
      copy: this.#mine, name: 'edit', refused: this.#refused, broken: this.#fault === 'headline' ? t('required') : '',
      change: (some) => {
        this.#mine = { ...this.#mine, ...some };
        this.#keep();
      },
    };
    return html`
      <dialog class="editor ${step}" aria-labelledby="editor-title" @close=${this.#closed}>
        <form @submit=${this.#save} @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#save(event);
        }}>
          <h2 id="editor-title">${title}</h2>
          <p class="facts" role="status">${othersAt(subjectOf(task).id)}</p>
          ${this.#restored ? html`<p class="note">${t('restored')} <button type="button" @click=${this.#discard}>${t('discard')}</button></p>` : nothing}
          ${this.#refused ? html`<p class="note fault" role="alert">${this.#refused.message}</p>` : nothing}
          ${this.#theirs ? html`
            <p class="note" role="alert">${t('stale')}</p>
            ${compareTable(this.#mine, this.#theirs, this.#taken, () => this.requestUpdate())}` : nothing}
          ${step === 'edit' || step === 'correct'
            ? html`${headlineField(form)}${urgencyField(form)}
                <details><summary>${t('more')}</summary><div class="more">${languageField(form)}${otherFields(form)}</div></details>
                ${'pending' in task && this.#dueAt ? timeField('edit-dueAt', t('publishAt'), this.#dueAt, (dueAt) => {
                  this.#dueAt = dueAt || this.#dueAt;
                  this.#keep();
                }) : nothing}`
            : html`<blockquote><bdi>${this.#base.headline}</bdi></blockquote>`}
          ${step === 'kill' ? html`<p class="note fault">${t('killHint')}</p>` : nothing}
          ${words && step !== 'edit' ? html`
            <div class="field">
              <label for="advisory">${t('advisory')}</label>
              <input id="advisory" dir="auto" .value=${this.#advisory} aria-required=${needed} aria-describedby="advisory-fault"
                aria-invalid=${this.#fault === 'advisory' ? 'true' : nothing}
                @input=${(event: Event) => {
                  this.#advisory = (event.target as HTMLInputElement).value;
                  this.#keep();
                }}>
              <p class="fault" id="advisory-fault">${this.#fault === 'advisory' ? t('required') : ''}</p>
            </div>` : nothing}
          <div class="actions">
            <button class="main ${step === 'kill' ? 'armed' : ''}" ?disabled=${this.#busy}>${step === 'edit' ? t('save') : title}</button>
            <button type="button" @click=${this.#close}>${t('cancel')}</button>
          </div>
        </form>
      </dialog>`;
  }
}
