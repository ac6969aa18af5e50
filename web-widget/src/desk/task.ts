import type { Item } from '../wire.ts';
import type { Pending } from './wire.ts';

/** What is done to an item, or a waiting item that is changed. */
export type Task = { readonly item: Item; readonly step: 'edit' | 'correct' | 'withhold' | 'release' | 'kill' } | { readonly pending: Pending };

/** What it is done to. */
export const subjectOf = (task: Task): Item | Pending => ('pending' in task ? task.pending : task.item);

export const stepOf = (task: Task) => ('pending' in task ? 'edit' : task.step);

/** Two tasks of one key are the same. */
export const keyOf = (task: Task): string => `${stepOf(task)} ${subjectOf(task).id}`;
