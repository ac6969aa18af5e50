import { make } from './dom.ts';

/** Rarely enough that a listener can still read the page. */
const BETWEEN = 20_000;
const BETWEEN_FLASHES = 60_000;
/** News comes in bursts; one sentence covers a burst. */
const GATHER = 500;

/** Speaks through a polite status line, for all that came in a while, and for a fresh flash through an alert. */
export function announcer(root: ShadowRoot) {
  const polite = make('p', 'status', { role: 'status' });
  const assertive = make('p', 'status', { role: 'alert' });
  root.append(polite, assertive);
  let waiting: string[] = [];
  let mayStatus = 0;
  let mayAlert = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (where: HTMLElement, textContent = '', lang = '') => void Object.assign(where, { textContent, lang });

  return {
    /** At once, and polite. */
    say: (sentence: string, lang: string): void => say(polite, sentence, lang),

    /** In a while; `sentence` says in some language what there is to say by then. */
    sayLater(id: string, sentence: (ids: readonly string[]) => [text: string, lang: string]): void {
      waiting.push(id);
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!waiting.length) return;
        mayStatus = Date.now() + BETWEEN;
        say(polite, ...sentence(waiting));
        waiting = [];
      }, Math.max(GATHER, mayStatus - Date.now()));
    },

    /** Interrupts, if that has not just happened; false where it has. */
    interrupt(sentence: string, lang: string): boolean {
      if (Date.now() < mayAlert) return false;
      mayAlert = Date.now() + BETWEEN_FLASHES;
      say(assertive, sentence, lang);
      return true;
    },

    /** A killed text, or any, must not be spoken later, nor stand in a status line. */
    hush(id?: string): void {
      waiting = waiting.filter((each) => id && each !== id);
      say(polite);
      say(assertive);
    },
  };
}
