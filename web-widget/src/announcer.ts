/** Rarely enough that a listener can still read the page. */
const BETWEEN = 20_000;
const BETWEEN_FLASHES = 60_000;
/** News comes in bursts; one sentence covers a burst. */
const GATHER = 500;

/**
 * Speaks through a polite status line, a single newest headline or how many there were, and for a fresh flash through an
 * alert.
 */
export class Announcer {
  readonly #status: HTMLElement;
  readonly #alert: HTMLElement;
  #waiting: string[] = [];
  #spoken: readonly string[] = [];
  #mayStatus = 0;
  #mayAlert = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(status: HTMLElement, alert: HTMLElement) {
    this.#status = status;
    this.#alert = alert;
  }

  add(id: string, sentence: (ids: readonly string[]) => string): void {
    const now = performance.now();
    this.#waiting.push(id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#spoken = this.#waiting;
      this.#waiting = [];
      this.#mayStatus = performance.now() + BETWEEN;
      this.#status.textContent = this.#spoken.length ? sentence(this.#spoken) : '';
    }, Math.max(GATHER, this.#mayStatus - now));
  }

  /** Interrupts, if that has not just happened; false where it has. */
  interrupt(id: string, sentence: string): boolean {
    const now = performance.now();
    if (now < this.#mayAlert) return false;
    this.#mayAlert = now + BETWEEN_FLASHES;
    this.#alert.textContent = sentence;
    this.#alert.id = id;
    return true;
  }

  /** A killed text must not be spoken later, nor stand in a status line. */
  remove(id: string): void {
    this.#waiting = this.#waiting.filter((each) => each !== id);
    if (this.#spoken.includes(id)) this.#status.textContent = '';
    if (this.#alert.id === id) this.#alert.textContent = '';
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#status.textContent = this.#alert.textContent = '';
  }
}
