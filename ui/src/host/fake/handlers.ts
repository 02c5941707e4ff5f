import type { Commands } from '../../api/generated/api';

/** Answers a command. */
export type Handler<K extends keyof Commands> = (
  request: Commands[K]['request'],
) => Commands[K]['response'] | Promise<Commands[K]['response']>;

/** Answers each of some commands, at once. */
export type Handlers<K extends keyof Commands> = {
  [Name in K]: (request: Commands[Name]['request']) => Commands[Name]['response'];
};
