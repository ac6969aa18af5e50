/** What a paste gave, cleaned of what a wire or a web page puts around it. */
export interface Cleaned {
  readonly headline: string;
  readonly link: string;
  readonly source: string;
  /** Anything was taken out or apart: the editor is told, and may have it back. */
  readonly changed: boolean;
}

const tag = /<\/?[a-z][^<>]*>/gi;
/** Control characters and what would turn the text around: the server refuses them. */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const address = /https?:\/\/[^\s<>"'“”«»]+/i;
/** `US-RATES/BANKS (UPDATE 2)`, `bc-harbour-bridge 2nd Ld`: a wire's name for the story on a line of its own. */
const slug = /^(?:[\p{Lu}\d]+(?:[-/][\p{Lu}\d]+)+(?:\s*\([^)]*\))?|[a-z\d]{2,}(?:-[a-z\d]+)+(?:\s+\S+\s+ld)?|(?:urgent|bulletin|flash|alert|update \d+)\s*:?)$/iu;
/** `BAKU, Nov 24 (Agency) - `: where, when, and who says so. */
const dateline = /^\p{Lu}[\p{L}\s.'’-]{1,40}?,?\s*(?:\d{1,2}\s+\p{L}+\.?|\p{L}+\.?\s+\d{1,2})?,?\s*\(([^()]{2,60})\)\s*[-–—:.]+\s*/u;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', laquo: '«', raquo: '»' };

/**
 * @param text the clipboard's plain text
 * @param markup its HTML where it has one: looked at for a link alone, never parsed into a document
 */
export function clean(text: string, markup = ''): Cleaned {
  const plain = entity(text.replace(tag, ' ')).replace(hidden, ' ');
  const lines = plain.split('\n').map((line) => line.replace(/[ \t]+/g, ' ').trim()).filter(Boolean);
  const found = plain.match(address)?.[0] ?? entity(markup.match(/\bhref="(https?:\/\/[^"]+)"/i)?.[1] ?? '');
  const link = found.replace(/[.,;:!?)\]]+$/, '');
  const told = lines.map((line) => (link ? line.replace(found, ' ') : line).replace(/\s+/g, ' ').trim()).filter(Boolean);
  while (told.length > 1 && slug.test(told[0]!)) told.shift();
  const [first = ''] = told;
  const source = first.match(dateline)?.[1] ?? '';
  const rest = first.replace(dateline, '');
  const headline = rest || first;
  return { headline, link, source: rest ? source : '', changed: headline !== text || !!link };
}

function entity(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, figure, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const point = figure ? Number(figure) : parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ' ';
  });
}
