export { ItemStore, matches, newestFirst, type Selection } from './items.ts';
export { Stream, type StreamListener, type StreamState } from './stream.ts';
export { parseFrame, type Entry, type Frame, type Hello, type Item, type Kind, type Urgency } from './wire.ts';
