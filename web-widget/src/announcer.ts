/** Rarely enough that a listener can still read the page. */
const BETWEEN = 20_000;
/** News comes in bursts; one sentence covers a burst. */
const GATHER = 500;

/** Speaks through one polite status line: a single newest headline, or how many there were. */
export class Announcer {
  readonly #line: HTMLElement;
  readonly #waiting = new Set<string>();
  #sentence: (ids: readonly string[]) => string = () => '';
  #spoken: readonly string[] = [];
  #spokeAt = -BETWEEN;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: HTMLElement) {
    this.#line = line;
  }

  add(id: string, sentence: (ids: readonly string[]) => string): void {
    this.#waiting.add(id);
    this.#sentence = sentence;
    this.#timer ??= setTimeout(() => this.#speak(), Math.max(GATHER, this.#spokeAt + BETWEEN - performance.now()));
  }

  /** A killed text must not be spoken later, nor stand in the status line. */
  remove(id: string): void {
    this.#waiting.delete(id);
    if (this.#spoken.includes(id)) this.#line.textContent = '';
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
    this.#line.textContent = '';
  }

  #speak(): void {
    this.#timer = undefined;
    if (!this.#waiting.size) return;
    this.#spoken = [...this.#waiting];
    this.#waiting.clear();
    this.#spokeAt = performance.now();
    this.#line.textContent = this.#sentence(this.#spoken);
  }
}
