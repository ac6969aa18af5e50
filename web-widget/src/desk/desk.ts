import { html, nothing } from 'lit';
import { Account } from './account.ts';
import { Bars, PauseControl } from './bars.ts';
import { Composer } from './composer.ts';
import css from './desk.css';
import { Editor } from './editor.ts';
import { OnAir } from './on-air.ts';
import { Part } from './part.ts';
import { People } from './people.ts';
import { preference } from './preferences.ts';
import { Preview } from './preview.ts';
import { Queue, takeLastBack } from './queue.ts';
import { room } from './room.ts';
import { Sheet } from './sheet.ts';
import { SignIn } from './sign-in.ts';
import { direction, speak, spoken, t, type Word } from './texts.ts';
import { Tokens } from './tokens.ts';

/** Where one is on the desk, by the address's fragment. */
const views: Readonly<Record<string, Word>> = { '': 'desk', people: 'people', tokens: 'tokens', account: 'account' };

/** The page. */
class Desk extends Part {
  #secret = '';
  #view = '';

  override connectedCallback(): void {
    super.connectedCallback();
    const [, secret = ''] = location.hash.match(/^#setup=(.+)$/) ?? [];
    this.#secret = decodeURIComponent(secret);
    // Neither the history nor a glance over the shoulder shall have it.
    if (secret) history.replaceState(null, '', location.pathname);
    const turn = () => {
      this.#view = location.hash.slice(1);
      this.requestUpdate();
    };
    window.addEventListener('hashchange', turn);
    turn();
    document.addEventListener('keydown', (event) => this.#key(event));
    if (secret) room.phase = 'setting-up';
    void room.open();
  }

  #key(event: KeyboardEvent): void {
    if (room.phase !== 'in' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' && takeLastBack()) return event.preventDefault();
    const writing = (event.target as HTMLElement).matches('input, textarea, select, [contenteditable]');
    if (writing || ctrlKey || metaKey || altKey || preference('single-keys') !== 'on') return;
    if (key === '?') this.querySelector<Sheet>('desk-sheet')!.open();
    else if (key === 'n') this.querySelector<Composer>('desk-composer')?.focusHeadline();
    else if (!this.querySelector<OnAir>('desk-on-air')?.key(event)) return;
    event.preventDefault();
  }

  protected override render() {
    document.documentElement.lang = spoken();
    document.documentElement.dir = direction();
    document.title = `${t('desk')} · Newsline`;
    const { phase, person } = room;
    if (phase === 'opening') return html`<main class="sign-in"><h1 class="said">${t('desk')}</h1><p class="quiet" role="status">${room.away ? t('noAnswer') : ''}</p></main>`;
    const out = phase !== 'in';
    return html`
      ${out ? html`<desk-sign-in .secret=${this.#secret}></desk-sign-in>` : nothing}
      ${person ? html`<div class="desk" ?hidden=${out}>${this.#masthead()}<desk-bars></desk-bars>${this.#content()}
        <desk-editor></desk-editor><desk-sheet></desk-sheet></div>` : nothing}`;
  }

  #masthead() {
    const state = room.away ? 'away' : (room.line?.state ?? 'connecting');
    return html`
      <header class="masthead">
        <h1><a href="#">Newsline</a></h1>
        <nav aria-label="Newsline">
          ${Object.entries(views).filter(([view]) => view === '' || view === 'account' || room.may('administrator')).map(([view, word]) => html`
            <a href="#${view}" aria-current=${this.#view === view ? 'page' : nothing}>${t(word)}</a>`)}
        </nav>
        <p class="state ${state}">${state === 'live' ? t('live') : ''}${room.readers === undefined ? nothing : html` <span>${t('readers', room.readers)}</span>`}</p>
        <p class="happened" role="status" dir="auto">${room.said}</p>
        <div class="tools">${room.may('chief') ? html`<desk-pause></desk-pause>` : nothing}
        <button aria-label=${t('keys')} @click=${() => this.querySelector<Sheet>('desk-sheet')!.open()}>?</button>
        <button @click=${() => room.signOut()}>${t('signOut')}</button></div>
      </header>`;
  }

  /** What is written on the desk stays written while one is elsewhere. */
  #content() {
    const office = room.may('administrator') || this.#view === 'account' ? this.#view : '';
    return html`
      ${office === 'people' ? html`<desk-people></desk-people>`
        : office === 'tokens' ? html`<desk-tokens></desk-tokens>`
        : office === 'account' ? html`<desk-account></desk-account>` : nothing}
      <main class="areas" ?hidden=${office in views && office !== ''}>
        <div class="writing"><desk-composer></desk-composer><desk-queue></desk-queue></div>
        <desk-on-air></desk-on-air>
        <desk-preview></desk-preview>
      </main>`;
  }
}

speak(preference('language') || navigator.language);
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
const parts = {
  'desk-account': Account, 'desk-bars': Bars, 'desk-composer': Composer, 'desk-editor': Editor, 'desk-on-air': OnAir, 'desk-pause': PauseControl,
  'desk-people': People, 'desk-preview': Preview, 'desk-queue': Queue, 'desk-sheet': Sheet, 'desk-sign-in': SignIn, 'desk-tokens': Tokens, 'newsline-desk': Desk,
};
for (const [name, part] of Object.entries(parts)) customElements.define(name, part);
