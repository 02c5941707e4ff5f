import type { CommandName, Host, RequestOf, ResponseOf } from '../host/host';
import type { ApiError, ErrorCode, Event } from './generated/api';
import * as say from '../words/generated/window';

/** A command that failed. `message` is for the user: what failed and what is safe. */
export class CommandFailed extends Error implements ApiError {
  override readonly name = 'CommandFailed';
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly details: string | null;

  constructor(error: ApiError) {
    super(error.message);
    this.code = error.code;
    this.hint = error.hint;
    this.details = error.details;
  }
}

type Arguments<K extends CommandName> = RequestOf<K> extends null ? [] : [request: RequestOf<K>];

/** Bobbin's commands, as the rest of the interface calls them. Every failure is a {@link CommandFailed}. */
export class Client {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  async call<K extends CommandName>(name: K, ...[request]: Arguments<K>): Promise<ResponseOf<K>> {
    try {
      return await this.#host.call(name, (request ?? null) as RequestOf<K>);
    } catch (reason) {
      throw asCommandFailed(reason, name);
    }
  }

  listen(handler: (event: Event) => void): () => void {
    return this.#host.listen(handler);
  }
}

/** Any rejection as a {@link CommandFailed}; one that is no `ApiError` is a fault of Bobbin's. */
export function asCommandFailed(reason: unknown, command = 'command'): CommandFailed {
  if (reason instanceof CommandFailed) return reason;
  if (isApiError(reason)) return new CommandFailed(reason);
  return new CommandFailed({
    code: 'internal',
    message: say.bobbinCouldNotFinishThis(),
    hint: null,
    details: `${command}: ${reason instanceof Error ? reason.message : String(reason)}`,
  });
}

function isApiError(reason: unknown): reason is ApiError {
  return typeof reason === 'object' && reason !== null && 'code' in reason && 'message' in reason;
}
