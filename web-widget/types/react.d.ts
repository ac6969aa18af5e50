import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { NewsLineElement } from '../lib/news-line-element.js';
import type { NewsLineAttributes, NewsLineListeners } from './attributes.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'news-line': DetailedHTMLProps<HTMLAttributes<NewsLineElement>, NewsLineElement> &
        NewsLineAttributes &
        NewsLineListeners;
    }
  }
}
