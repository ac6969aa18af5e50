import type { HTMLAttributes } from 'svelte/elements';
import type { NewsLineElement } from '../lib/news-line-element.js';
import type { NewsLineAttributes, NewsLineListeners } from './attributes.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'news-line': Omit<HTMLAttributes<NewsLineElement>, keyof NewsLineAttributes> & NewsLineAttributes & NewsLineListeners;
  }
}
