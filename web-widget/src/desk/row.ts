import { html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../wire.ts';
import { stateWord } from './difference.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import { clock, here, otherDay, soon } from './time.ts';

/** An item as editors read it, in every list: when, what, and what is to be known of it. `on`: one channel's line at a moment. */
export function itemRow(item: Item, more: { readonly facts?: unknown; readonly below?: unknown; readonly until?: string | undefined; readonly on?: string } = {}): TemplateResult {
  const { headline, language, urgency = 'routine', channel, publishedAt, pinned, advisory, version, pubStatus, source, media, link } = item;
  const date = otherDay(publishedAt, more.on);
  return html`
    <time datetime=${publishedAt} title=${here(publishedAt)}>${clock(publishedAt)}${date ? html` <small><bdi dir="ltr">${date}</bdi></small>` : nothing}</time>
    <div>
      <p class="text" lang=${language ?? nothing} dir="auto">${urgency === 'routine' ? nothing : html`<b class="mark">${t(urgency)}</b> `}${headline ?? t('noText')}</p>
      ${advisory ? html`<p class="advisory"><bdi>${advisory}</bdi></p>` : nothing}
      <p class="facts">
        ${pubStatus === 'usable' ? nothing : html`<b>${t(stateWord(pubStatus))}</b>`}
        ${room.channels.length > 1 && !more.on ? html`<span>${channel}</span>` : nothing}
        ${pinned ? html`<span>${more.until ? t('pinnedUntil', soon(more.until)) : t('pinned')}</span>` : nothing}${media ? html`<span>${t(media)}</span>` : nothing}
        ${source ? html`<span dir="auto">${source}</span>` : nothing}${link ? html`<span dir="ltr">${new URL(link).host}</span>` : nothing}
        ${version > 1 ? html`<span>v${version}</span>` : nothing}
        ${more.facts ?? nothing}
      </p>
      ${more.below ?? nothing}
    </div>`;
}
