/** Where one is on the desk: the address's fragment, `#line=world&at=…`, so that every place can be sent to somebody. */
export const place = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

/** Its first name says the view; the desk itself has none. */
export const viewOf = (at: URLSearchParams): string => [...at.keys()][0] ?? '';

/** What is empty is left out. */
export function addressOf(view: string, value = '', facts: Readonly<Record<string, string>> = {}): string {
  const rest = Object.entries(facts).filter(([, fact]) => fact);
  const said = new URLSearchParams([[view, value], ...rest]).toString();
  return `#${said.replace(/^(\w+)=(?=&|$)/, '$1').replaceAll('%3A', ':')}`;
}
