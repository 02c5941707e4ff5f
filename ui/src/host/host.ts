import type { Commands, Event } from '../api/generated/api';

export type CommandName = keyof Commands;
export type RequestOf<K extends CommandName> = Commands[K]['request'];
export type ResponseOf<K extends CommandName> = Commands[K]['response'];

/**
 * Everything the interface can ask of the world outside the page. `tauri.ts` answers with the real Bobbin,
 * `fake.ts` with a scripted one for tests and for a plain browser.
 */
export interface Host {
  /** Runs a command. Rejects with an `ApiError` (a plain object). */
  call<K extends CommandName>(name: K, request: RequestOf<K>): Promise<ResponseOf<K>>;
  /** Hears every event from now on. The answer stops it. */
  listen(handler: (event: Event) => void): () => void;
}
