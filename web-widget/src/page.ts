type PagedLine = HTMLElement & { paused: boolean };

/** The news lines of a page, and how each is brought up to date. Who pauses one pauses all; one clock ticks for all. */
const lines = new Map<PagedLine, () => void>();
let allPaused = false;
let minute: ReturnType<typeof setTimeout> | undefined;

export const update = (): void => lines.forEach((each) => each());

export const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
reducedMotion.onchange = update;
addEventListener('visibilitychange', tick);

export function enter(line: PagedLine, update: () => void): void {
  lines.set(line, update);
  if (allPaused) line.paused = true;
  tick();
  update();
}

export const leave = (line: PagedLine): boolean => lines.delete(line);

export function pauseAll(paused: boolean): void {
  allPaused = paused;
  lines.forEach((_, each) => (each.paused = paused));
}

/** Times are told anew on the minute, while anybody looks. */
function tick(): void {
  clearTimeout(minute);
  if (document.hidden || !lines.size) return;
  minute = setTimeout(() => {
    update();
    tick();
  }, 60_000 - (Date.now() % 60_000));
}
