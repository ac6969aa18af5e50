/** An element that is styled and reached from outside by its part name; text only ever enters as text nodes. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.setAttribute('part', part);
  element.append(...children);
  return element;
}

/** Leaves the document untouched where nothing changes: no needless mutation, no lost selection. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
