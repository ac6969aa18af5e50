import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { NewsLineElement } from '../lib/news-line-element.js';
import type { NewsLineAttributes, NewsLineEvents } from './attributes.js';

declare module 'vue' {
  interface GlobalComponents {
    'news-line': new () => NewsLineElement & {
      /** @deprecated For the template's types only; a ref holds the element itself. */
      $props: HTMLAttributes & NewsLineAttributes & PublicProps;
      /** @deprecated For the template's types only; a ref holds the element itself. */
      $emit: EmitFn<{ [Name in keyof NewsLineEvents]: (event: NewsLineEvents[Name]) => void }>;
    };
  }
}
