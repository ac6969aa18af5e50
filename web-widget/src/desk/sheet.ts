import { html } from 'lit';
import { Part } from './part.ts';
import { prefer, preference } from './preferences.ts';
import { room } from './room.ts';
import { languageNames, languages, speak, spoken, t, type Word } from './texts.ts';

const keys: readonly (readonly [string, Word])[] = [
  ['Ctrl/⌘ ↵', 'post'], ['Esc', 'takeBack'], ['Ctrl/⌘ Z', 'undoPaste'],
  ['n', 'toHeadline'], ['j k', 'upDown'], ['e', 'edit'], ['c', 'correct'], ['p', 'pin'], ['w', 'withhold'], ['r', 'release'],
  ['x', 'kill'], ['/', 'search'], ['h', 'history'], ['l', 'lineAt'], ['?', 'thisSheet'],
];
/** Those above need no modifier, and so can be switched off (WCAG 2.1.4). */
const FIRST_SINGLE = 3;

/** `?`: what the keys do, and what this browser shall remember. */
export class Sheet extends Part {
  open(): void {
    this.querySelector('dialog')?.showModal();
  }

  #prefer(name: 'single-keys' | 'undo' | 'language', value: string): void {
    prefer(name, value);
    if (name === 'language') speak(value);
    room.changed();
  }

  protected override render() {
    const on = preference('single-keys') === 'on';
    return html`
      <dialog class="keys" aria-labelledby="keys-title">
        <form method="dialog">
          <h2 id="keys-title">${t('keys')}</h2>
          <dl>${keys.map(([key, word], at) => html`
            <div class=${at >= FIRST_SINGLE && !on ? 'off' : ''}><dt><kbd>${key}</kbd></dt><dd>${t(word)}</dd></div>`)}</dl>
          <label class="switch"><input type="checkbox" .checked=${on}
            @change=${(event: Event) => this.#prefer('single-keys', (event.target as HTMLInputElement).checked ? 'on' : 'off')}> ${t('singleKeys')}</label>
          <div class="pair">
            <div class="field"><label for="undo">${t('undoFor')}</label>
              <select id="undo" @change=${(event: Event) => this.#prefer('undo', (event.target as HTMLSelectElement).value)}>
                ${['5', '10', '20', '30'].map((each) => html`<option value=${each} .selected=${preference('undo') === each}>${t('seconds', each)}</option>`)}
              </select></div>
            <div class="field"><label for="tongue">${t('language')}</label>
              <select id="tongue" @change=${(event: Event) => this.#prefer('language', (event.target as HTMLSelectElement).value)}>
                ${languages.map((each, at) => html`<option value=${each} lang=${each} .selected=${each === spoken()}>${languageNames[at]}</option>`)}
              </select></div>
          </div>
          <div class="actions"><button class="main">${t('dismiss')}</button></div>
        </form>
      </dialog>`;
  }
}
