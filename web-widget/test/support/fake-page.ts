/** Just enough of a page for the connection to live in: no DOM, a network that does what a test says. */
export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  static get last(): FakeEventSource {
    return FakeEventSource.opened.at(-1)!;
  }

  readonly url: string;
  readyState = 0;
  onerror: (() => void) | null = null;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  say(frame: object): void {
    this.readyState = 1;
    const { type } = frame as { type: string };
    const name = type === 'entry' ? 'message' : type;
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(frame) }));
  }

  break(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }

  close(): void {
    this.readyState = 2;
  }
}

export class FakeDocument {
  hidden = false;
  readonly #window: EventTarget;

  constructor(window: EventTarget) {
    this.#window = window;
  }

  /** What is told to the document rises to the window. */
  show(visible: boolean): void {
    this.hidden = !visible;
    this.#window.dispatchEvent(new Event('visibilitychange'));
  }
}

export function installPage(): { page: FakeDocument; window: EventTarget } {
  const window = new EventTarget();
  const page = new FakeDocument(window);
  FakeEventSource.opened = [];
  Object.assign(globalThis, {
    EventSource: FakeEventSource,
    document: page,
    addEventListener: window.addEventListener.bind(window),
  });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
  return { page, window };
}
