/**
 * A scripted Bobbin in memory, for tests and for `npm run dev` in a plain browser. It keeps the contract of
 * the commands (revisions, outcomes, events) but reads YAML with a library and talks to nobody: its analysis is
 * line by line, its sentences are coarse. Tests script it with {@link FakeHost.answer} and look at
 * {@link FakeHost.calls}.
 */
import { dashboardHandlers } from './fake/dashboards';
import { documentHandlers } from './fake/documents';
import { editingHandlers } from './fake/editing';
import type { Handler, Handlers } from './fake/handlers';
import { historyHandlers, keepingHandlers } from './fake/history';
import { instanceHandlers } from './fake/instances';
import { mergeHandlers } from './fake/merge';
import { fail } from './fake/refusal';
import { FakeWorld } from './fake/world';
import type { CommandName, Host, RequestOf, ResponseOf } from './host';

export { applyChanges } from './fake/offers';
export { fail } from './fake/refusal';

export interface Call {
  readonly name: CommandName;
  readonly request: unknown;
}

export class FakeHost extends FakeWorld implements Host {
  /** Every command that was called, in order. */
  readonly calls: Call[] = [];
  readonly #handlers: { [K in CommandName]?: Handler<K> } = {};
  readonly #once: { [K in CommandName]?: Handler<K>[] } = {};
  readonly #delayMs: number;

  constructor({ delayMs = 0 }: { delayMs?: number } = {}) {
    super();
    this.#delayMs = delayMs;
  }

  /** Answers a command from now on. */
  answer<K extends CommandName>(name: K, handler: Handler<K>): void {
    (this.#handlers as Record<string, unknown>)[name] = handler;
  }

  /** Answers the next call of a command that no earlier `answerOnce` waits for. */
  answerOnce<K extends CommandName>(name: K, handler: Handler<K>): void {
    const waiting = (this.#once as Record<string, unknown[]>)[name] ?? [];
    (this.#once as Record<string, unknown[]>)[name] = [...waiting, handler];
  }

  /** The requests that a command was called with. */
  requests<K extends CommandName>(name: K): RequestOf<K>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request as RequestOf<K>);
  }

  async call<K extends CommandName>(name: K, request: RequestOf<K>): Promise<ResponseOf<K>> {
    // The real one speaks JSON: anything that does not survive it fails here, too.
    const sent = JSON.parse(JSON.stringify(request ?? null)) as RequestOf<K>;
    this.calls.push({ name, request: sent });
    if (this.#delayMs > 0) await new Promise((after) => setTimeout(after, this.#delayMs));
    const once = (this.#once[name] as Handler<K>[] | undefined)?.shift();
    const handler = once ?? this.#handlers[name] ?? this.#usual[name];
    const response = await (handler as Handler<K>)(sent);
    return JSON.parse(JSON.stringify(response ?? null)) as ResponseOf<K>;
  }

  readonly #usual: { [K in CommandName]: Handler<K> } = {
    ...instanceHandlers(this),
    ...dashboardHandlers(this),
    ...documentHandlers(this),
    ...editingHandlers(this),
    ...mergeHandlers(this),
    ...historyHandlers(this),
    ...keepingHandlers(this),
    ...surroundings(this),
  };
}

type AroundName = Extract<CommandName, `preview_${string}` | `file_choose_${string}` | 'window_close'>;

/** The previews, the file dialogs and the window. It talks to nobody, so there is no frontend that it could show. */
function surroundings(world: FakeWorld): Handlers<AroundName> {
  return {
    preview_start: () => fail('notConnected', 'The scripted home has no frontend to show this in.'),
    preview_window: () => null,
    preview_picture: () => fail('notConnected', 'The scripted home has no frontend to take a picture of.'),
    preview_show: () => null,
    preview_look: () => null,
    preview_control: () => null,
    preview_allow: () => null,
    preview_tally: () => ({ pages: 0, refused: 0, kinds: [], beyond: [], severity: null }),
    preview_stop: () => null,
    file_choose_open: () => ({ path: world.chosenPath }),
    file_choose_save: ({ suggestedName }) => ({ path: world.chosenPath ?? `/home/me/${suggestedName}` }),
    window_close: () => {
      world.closed = true;
      return null;
    },
  };
}
