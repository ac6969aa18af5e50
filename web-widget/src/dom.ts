type Facts<Name extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Name], 'part'>> & { part?: string };

/** An element with these properties; its part is what it is styled and reached by. Text only ever enters as text nodes. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  facts: Facts<Name>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), facts);
  element.append(...children);
  return element;
}

/** Leaves the document untouched where nothing changes: no needless mutation, no lost selection. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
