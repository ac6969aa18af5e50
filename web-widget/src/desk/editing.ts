import { html, nothing, type TemplateResult } from 'lit';
import { ask } from './api.ts';
import { room } from './room.ts';
import { t } from './texts.ts';
import { clock } from './time.ts';

/** The server forgets it after 25 s. */
const AGAIN = 10_000;

let saying: Promise<unknown> = Promise.resolve();

/** One after the other, so that an end is never overtaken; whether it is heard changes nothing for who writes. */
const say = (what: object) => (saying = saying.then(() => ask('PUT', '/v1/desk/editing', { body: what })).catch(() => {}));

/** Tells the others what this person has open, until the returned function is called. */
export function sayEditing(what: { readonly item: string } | { readonly pending: string }): () => void {
  void say(what).then(() => room.look());
  const again = setInterval(() => void say(what), AGAIN);
  return () => {
    clearInterval(again);
    void say({});
  };
}

/** Who else has it open, and since when. */
export function othersAt(id: string): TemplateResult | typeof nothing {
  const others = room.editing.filter(({ item, pending, by }) => (item ?? pending) === id && by.id !== room.person!.id);
  return others.length ? html`${others.map(({ by, since }) => html`<b class="editing">${t('isEditing', by.name)} · ${clock(since)}</b>`)}` : nothing;
}
