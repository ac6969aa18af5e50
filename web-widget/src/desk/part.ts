import { LitElement } from 'lit';
import { room } from './room.ts';

/**
 * A part of the page. It stands in the document's own tree: one style sheet for all, labels and descriptions that reach
 * from part to part, and fields that every password manager finds.
 */
export abstract class Part extends LitElement {
  #leave: (() => void) | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave = room.listen(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }
}

/** What a form says, trimmed, by its fields' names; passwords are left as they are. */
export function valuesIn(event: Event): Record<string, string> {
  event.preventDefault();
  const entries = [...new FormData(event.target as HTMLFormElement)];
  return Object.fromEntries(entries.map(([name, value]) => [name, /password/i.test(name) ? `${value}` : `${value}`.trim()]));
}
