import type { Draft } from './copy.ts';

/** What the desk's own addresses say (docs/desk.md). */

/** From the least to the most. */
export const roles = ['reader', 'contributor', 'editor', 'chief', 'administrator'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** None: all. */
  readonly channels?: readonly string[] | null;
  readonly createdAt?: string;
  readonly endedAt?: string | null;
}

export interface Session {
  readonly person: Person;
  readonly csrf: string;
  readonly id: string;
}

export interface Channel {
  readonly channel: string;
  readonly title?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

export interface Pending {
  readonly id: string;
  readonly channel: string;
  readonly state: 'contributed' | 'scheduled' | 'sending';
  readonly draft: Draft;
  readonly dueAt?: string;
  readonly by?: string | { readonly name?: string; readonly login?: string };
  readonly createdAt: string;
  readonly version: number;
}

export interface Editing {
  readonly item?: string;
  readonly pending?: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly since: string;
}

interface Pause {
  readonly paused: boolean;
  readonly reason?: string;
  readonly by?: Pending['by'];
  readonly at?: string;
}

export interface Paused {
  readonly all?: Pause;
  readonly channels: Readonly<Record<string, Pause>>;
}

export const nameOf = (by: Pending['by']): string => (typeof by === 'string' ? by : (by?.name ?? by?.login ?? ''));
