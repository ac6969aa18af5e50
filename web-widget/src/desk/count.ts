/** The server's count: code points of the trimmed text in NFC (protocol.md, "Frames"). */
export const countOf = (text: string): number => [...text.replace(/[\t\n\r]+/g, ' ').trim().normalize('NFC')].length;

export const MOST = 280;
const LONG = 140;
const NEARLY = 0.9 * MOST;

export type Level = 'fits' | 'long' | 'over';

export const levelOf = (count: number): Level => (count > MOST ? 'over' : count >= LONG ? 'long' : 'fits');

/** What a listener is told, and when: at nine tenths, at the end, and beyond it; nothing at any other key. */
export function warningAt(before: number, now: number): 'near' | 'full' | 'over' | undefined {
  const step = (count: number) => (count > MOST ? 'over' : count === MOST ? 'full' : count >= NEARLY ? 'near' : undefined);
  return step(now) !== step(before) && now > before ? step(now) : undefined;
}
