/** What a server that renders pages gets for the element: the names, and nothing that needs a page. */
export class NewsLineElement {
  static define(): void {}
  static addStrings(): void {}
}
export class NewsLineEvent extends Event {}
