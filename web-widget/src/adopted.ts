import { parseItems, type Item } from './wire.ts';

/** Items that the page's server wrote into the page: shown in our form before anything has been asked. */
export const adopted = (line: HTMLElement & { channel: string }, language: string): Item[] =>
  parseItems(
    [...line.querySelectorAll<HTMLElement>('li[data-id]')].map((node) => {
      const link = node.querySelector('a');
      return {
        id: node.dataset.id,
        channel: line.channel,
        version: 1,
        pubStatus: 'usable',
        headline: (link ?? node).textContent!.trim(),
        link: link?.href,
        language: node.lang || language,
        publishedAt: node.querySelector('time')?.dateTime,
      };
    }),
  );
