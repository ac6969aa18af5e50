import { html, nothing, type TemplateResult } from 'lit';
import { ask } from './api.ts';
import type { Copy } from './copy.ts';
import { countOf } from './count.ts';
import { t } from './texts.ts';
import { clock, here } from './time.ts';

interface Alike {
  readonly id: string;
  readonly headline: string;
  readonly link?: string;
  readonly at: string;
  readonly state: 'told' | 'waiting';
  readonly why: 'link' | 'text';
}

/** Fewer code points resemble too much. */
const ENOUGH = 12;
const PAUSE = 500;

/** What others wrote of the same, found while one types. It warns, and is in nobody's way. */
export class Similar {
  readonly #changed: () => void;
  #items: readonly Alike[] = [];
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #spoken = new Set<string>();
  #heard = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  typed(channel: string, { headline, link }: Copy): void {
    const address = /^https?:\/\/[^/]/i.test(link) ? link : '';
    const body = countOf(headline) >= ENOUGH ? { headline: headline.trim(), ...(address && { link: address }) } : undefined;
    const asked = body ? channel + JSON.stringify(body) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    if (body) this.#timer = setTimeout(() => void this.#ask(channel, body, asked), PAUSE);
    else this.#show([]);
    if (!headline) this.#spoken.clear();
  }

  async #ask(channel: string, body: object, asked: string): Promise<void> {
    try {
      const answer = await ask<{ similar: Alike[] }>('POST', `/v1/desk/channels/${channel}/similar`, { body });
      if (asked === this.#asked) this.#show(answer.body.similar);
    } catch {
      if (asked === this.#asked) this.#show([]);
    }
  }

  #show(items: readonly Alike[]): void {
    this.#items = items;
    // Each is spoken of once, however often it is found again while the sentence grows.
    if (items.some(({ id }) => !this.#spoken.has(id))) this.#heard = t('similar', items.length);
    items.forEach(({ id }) => this.#spoken.add(id));
    this.#changed();
  }

  render(): TemplateResult {
    return html`
      <p class="said" role="status">${this.#items.length ? this.#heard : ''}</p>
      ${this.#items.length ? html`
        <section class="similar" aria-labelledby="similar-title">
          <h3 id="similar-title">${t('similar', this.#items.length)}</h3>
          <ul>${this.#items.map(({ headline, at, state, why }) => html`
            <li><time datetime=${at} title=${here(at)}>${clock(at)}</time> <span class="text" dir="auto">${headline}</span>
              <span class="facts"><span>${t(state === 'told' ? 'posted' : 'waiting')}</span>${why === 'link' ? html`<b>${t('sameLink')}</b>` : nothing}</span></li>`)}</ul>
        </section>` : nothing}`;
  }
}
