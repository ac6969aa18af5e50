import { setText } from '../dom.ts';
import { dayOf } from '../format.ts';
import type { Item } from '../wire.ts';
import { View } from './view.ts';

/** Newest first under their days, below what is pinned. */
export class ListView extends View {
  #items: readonly Item[] = [];

  override get busy(): boolean {
    const box = this.list.parentElement!;
    return box.scrollTop > 8 || box.matches(':focus-within') || (box.matches(':hover') && matchMedia('(hover:hover)').matches);
  }

  override show(items: readonly Item[], fresh?: string): void {
    this.#items = items;
    super.show(items, fresh);
  }

  override tick(): void {
    super.tick();
    const telling = this.telling!;
    let above = '';
    for (const item of this.#items) {
      const { day } = this.rows.get(item.id)!;
      const text = item.pinned ? '' : dayOf(Date.parse(item.publishedAt), telling.now(), telling, telling.zoneOf(item.channel));
      day.hidden = text === above;
      setText(day, text);
      above = text;
    }
  }
}
