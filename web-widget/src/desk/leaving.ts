import { html } from 'lit';
import { Part } from './part.ts';
import { room } from './room.ts';
import { t } from './texts.ts';

/** The way out. On a machine that others use, what was written and not sent stays only by its writer's word. */
export class Leaving extends Part {
  leave(): void {
    if (room.unsent) this.querySelector('dialog')!.showModal();
    else void room.signOut(false);
  }

  #choose(event: Event): void {
    const { returnValue } = event.target as HTMLDialogElement;
    if (returnValue) void room.signOut(returnValue === 'forget');
  }

  protected override render() {
    return html`
      <dialog aria-labelledby="leaving-title" aria-describedby="leaving-hint" @close=${this.#choose} @cancel=${(event: Event) => ((event.target as HTMLDialogElement).returnValue = '')}>
        <form method="dialog">
          <h2 id="leaving-title">${t('signOut')}</h2>
          <p id="leaving-hint">${t('leaving', room.unsent)}</p>
          <div class="actions">
            <button class="main" value="keep">${t('leaveKeep')}</button>
            <button value="forget">${t('leaveForget')}</button>
            <button value="">${t('cancel')}</button>
          </div>
        </form>
      </dialog>`;
  }
}
