import { html, nothing } from 'lit';
import type { Item } from '../wire.ts';
import { Composer } from './composer.ts';
import { draftOf } from './copy.ts';
import { Part } from './part.ts';
import { prefer, preference } from './preferences.ts';
import { room } from './room.ts';
import { spoken, t } from './texts.ts';

const modes = ['list', 'rotator', 'crawl', 'flash'] as const;
const widths = ['phone', 'column', 'wide'] as const;

/** The draft on the line, as readers would have it: by the element that readers have. */
export class Preview extends Part {
  #mode = preference('mode');
  #width = preference('width');
  /** When the draft was begun: a minute hand must not turn the list at every key. */
  readonly #at = new Date().toISOString();
  #shown = '';

  #choice(name: 'mode' | 'width', value: string, label: string) {
    const now = name === 'mode' ? this.#mode : this.#width;
    const choose = () => {
      if (name === 'mode') this.#mode = value;
      else this.#width = value;
      prefer(name, value);
      this.requestUpdate();
    };
    return html`<label><input type="radio" name="preview-${name}" .checked=${now === value} @change=${choose}><span>${label}</span></label>`;
  }

  protected override updated(): void {
    const line = this.querySelector('news-line') as (HTMLElement & { previewItems?: readonly Item[] }) | null;
    const draft = draftOf(Composer.copy);
    const own = { ...draft, id: 'draft', channel: Composer.channel, version: 1, pubStatus: 'usable', publishedAt: this.#at } as Item;
    const others = (room.line?.items ?? []).filter(({ channel }) => channel === Composer.channel);
    // As on the line: what is pinned stands on top.
    const items = [...others.filter(({ pinned }) => pinned), ...(draft.headline ? [own] : []), ...others.filter(({ pinned }) => !pinned)];
    const text = JSON.stringify([items, this.#mode]);
    if (!line || text === this.#shown) return;
    this.#shown = text;
    line.previewItems = items.slice(0, 8);
  }

  protected override render() {
    return html`
      <section class="preview" aria-labelledby="preview-title">
        <header>
          <h2 id="preview-title">${t('preview')}</h2>
          <fieldset class="choices" aria-label=${t('width')}>${widths.map((each) => this.#choice('width', each, t(each)))}</fieldset>
        </header>
        <fieldset class="choices" aria-label=${t('mode')}>${modes.map((each) => this.#choice('mode', each, t(each)))}</fieldset>
        <div class="sheet ${this.#width}">
          ${this.#mode === 'flash' && Composer.copy.urgency !== 'flash' ? html`<p class="quiet">${t('flashOnly')}</p>` : nothing}
          <news-line channel=${Composer.channel} mode=${this.#mode} rows="6" hide-all announce="off" loading="eager"
            lang=${Composer.copy.language || spoken()}></news-line>
        </div>
      </section>`;
  }
}
