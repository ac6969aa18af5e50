/** An element of this part, by which it is styled and reached, with these properties. Text only ever enters as text nodes. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  facts: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), facts);
  setPart(element, part);
  element.append(...children);
  return element;
}

/** The page's styles reach an element by its part, ours by its class, which is shorter. */
export function setPart(element: Element, part: string): void {
  element.part = element.className = part;
}

/** Leaves the document untouched where nothing changes: no needless mutation, no lost selection. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
