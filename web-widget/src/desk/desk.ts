import { html, nothing } from 'lit';
import { Account } from './account.ts';
import { Acts } from './acts.ts';
import { addressOf, place, viewOf } from './address.ts';
import { Bars, PauseControl } from './bars.ts';
import { Composer } from './composer.ts';
import css from './desk.css';
import { Editor } from './editor.ts';
import { ItemHistory } from './item-history.ts';
import { Leaving } from './leaving.ts';
import { OnAir } from './on-air.ts';
import { Part } from './part.ts';
import { PastLine } from './past-line.ts';
import { People } from './people.ts';
import { Pinning } from './pinning.ts';
import { preference } from './preferences.ts';
import { Preview } from './preview.ts';
import { Queue, takeLastBack } from './queue.ts';
import { room } from './room.ts';
import { Sheet } from './sheet.ts';
import { SignIn } from './sign-in.ts';
import { direction, speak, spoken, t, type Word } from './texts.ts';
import { Tokens } from './tokens.ts';
import type { Role } from './wire.ts';

/** Where one can be, for whom, and where the way there stands in the head. */
const views: Readonly<Record<string, readonly [Role, Word?]>> = {
  '': ['reader', 'desk'], history: ['editor', 'history'], item: ['editor'], line: ['editor', 'lineAt'],
  people: ['administrator', 'people'], tokens: ['administrator', 'tokens'], account: ['reader', 'account'],
};

/** The page. */
class Desk extends Part {
  #secret = '';
  #view = '';
  /** What had the focus on the desk, for who comes back to it. */
  #left: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const [, secret = ''] = location.hash.match(/^#setup=(.+)$/) ?? [];
    this.#secret = decodeURIComponent(secret);
    // Neither the history nor a glance over the shoulder shall have it.
    if (secret) history.replaceState(null, '', location.pathname);
    window.addEventListener('hashchange', () => this.#turn());
    this.#view = viewOf(place());
    document.addEventListener('keydown', (event) => this.#key(event));
    if (secret) room.phase = 'setting-up';
    void room.open();
  }

  #turn(): void {
    const before = this.#view;
    this.#view = viewOf(place());
    if (before === '') this.#left = document.activeElement as HTMLElement | null;
    this.requestUpdate();
    if (before === this.#view) return;
    void this.updateComplete.then(() => {
      if (this.#view) this.querySelector<HTMLElement>('.office h2')?.focus();
      else if (this.#left?.isConnected) this.#left.focus();
    });
  }

  #key(event: KeyboardEvent): void {
    if (room.phase !== 'in' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' && takeLastBack()) return event.preventDefault();
    if (key === 'Escape' && this.#view) return void (location.hash = '');
    const writing = (event.target as HTMLElement).matches('input, textarea, select, [contenteditable]');
    if (writing || ctrlKey || metaKey || altKey || preference('single-keys') !== 'on') return;
    if (key === '?') this.querySelector<Sheet>('desk-sheet')!.open();
    else if (key === 'n') this.#compose();
    else if (!this.#view && this.querySelector<OnAir>('desk-on-air')?.key(event)) event.preventDefault();
    else if (/^[hl]$/.test(key) && room.may('editor')) location.hash = addressOf(key === 'h' ? 'history' : 'line');
    else return;
    event.preventDefault();
  }

  #compose(): void {
    const composer = this.querySelector<Composer>('desk-composer');
    if (this.#view) {
      location.hash = '';
      this.#left = composer!.querySelector('#new-headline');
    } else composer?.focusHeadline();
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
        <desk-editor></desk-editor><desk-pin></desk-pin><desk-sheet></desk-sheet><desk-leaving></desk-leaving></div>` : nothing}`;
  }

  #masthead() {
    const state = room.away ? 'away' : (room.line?.state ?? 'connecting');
    const { readers } = room;
    return html`
      <header class="masthead">
        <h1><a href="#">Newsline</a></h1>
        <nav aria-label="Newsline">
          ${Object.entries(views).map(([view, [role, word]]) => word && room.may(role) ? html`
            <a href="#${view}" aria-current=${(this.#view === 'item' ? 'history' : this.#view) === view ? 'page' : nothing}>${t(word)}</a>` : nothing)}
        </nav>
        <p class="state ${state}">${state === 'live' ? t('live') : ''}${readers ? html` <span>${t('readers', readers.readers)}</span> <span><bdi>SSE ${readers.sse}</bdi> · <bdi>RSocket ${readers.rsocket}</bdi>${room.nodes > 1 ? ` · ${t('nodes', room.nodes)}` : ''}</span>` : nothing}</p>
        <p class="happened" role="status" dir="auto">${room.said}</p>
        <div class="tools">${room.may('chief') ? html`<desk-pause></desk-pause>` : nothing}
        <button aria-label=${t('keys')} @click=${() => this.querySelector<Sheet>('desk-sheet')!.open()}>?</button>
        <button @click=${() => this.querySelector<Leaving>('desk-leaving')!.leave()}>${t('signOut')}</button></div>
      </header>`;
  }

  /** What is written on the desk stays written while one is elsewhere. */
  #content() {
    const [role] = views[this.#view] ?? [];
    const office = role && room.may(role) ? this.#view : '';
    const { hash } = location;
    return html`
      ${office === 'people' ? html`<desk-people></desk-people>`
        : office === 'tokens' ? html`<desk-tokens></desk-tokens>`
        : office === 'account' ? html`<desk-account></desk-account>`
        : office === 'history' ? html`<desk-acts .place=${hash}></desk-acts>`
        : office === 'item' ? html`<desk-item .place=${hash}></desk-item>`
        : office === 'line' ? html`<desk-line .place=${hash}></desk-line>` : nothing}
      <main class="areas" ?hidden=${office !== ''}>
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
  'desk-account': Account, 'desk-acts': Acts, 'desk-bars': Bars, 'desk-composer': Composer, 'desk-editor': Editor, 'desk-item': ItemHistory, 'desk-leaving': Leaving, 'desk-line': PastLine, 'desk-on-air': OnAir, 'desk-pause': PauseControl,
  'desk-people': People, 'desk-pin': Pinning, 'desk-preview': Preview, 'desk-queue': Queue, 'desk-sheet': Sheet, 'desk-sign-in': SignIn, 'desk-tokens': Tokens, 'newsline-desk': Desk,
};
for (const [name, part] of Object.entries(parts)) customElements.define(name, part);
