import { treatmentOf } from '../../api/errors';
import { asCommandFailed } from '../../api/client';
import type { Severity } from '../../api/generated/api';

export interface NoticeAction {
  readonly label: string;
  run(): void | Promise<void>;
}

export interface Notice {
  readonly id: number;
  readonly message: string;
  /** None for good news. */
  readonly severity: Severity | null;
  readonly hint: string | null;
  /** Technical words to copy. */
  readonly details: string | null;
  readonly action: NoticeAction | null;
  /** Whether it stands until it is closed. */
  readonly stays: boolean;
  readonly at: number;
}

export interface NoticeOptions {
  severity?: Severity | null;
  hint?: string | null;
  details?: string | null;
  action?: NoticeAction | null;
  /** For notices that nobody may miss; errors always stay. */
  stays?: boolean;
}

/** How long a notice stands on screen, unless it stays until it is closed, and how many do at most. */
const SHOWN_MS = 8_000;
const AT_ONCE = 4;
const KEPT = 100;

/** One line at the bottom right about an event, gone after 8 s, kept in a list. */
export class Notices {
  #list = $state.raw<readonly Notice[]>([]);
  #shown = $state.raw<readonly Notice[]>([]);
  #unread = $state(0);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** All notices, the newest first. */
  get list(): readonly Notice[] {
    return this.#list;
  }

  /** The notices on screen, the oldest first. */
  get shown(): readonly Notice[] {
    return this.#shown;
  }

  get unread(): number {
    return this.#unread;
  }

  say(message: string, options: NoticeOptions = {}): Notice {
    const notice: Notice = {
      id: this.#next++,
      message,
      severity: options.severity ?? null,
      hint: options.hint ?? null,
      details: options.details ?? null,
      action: options.action ?? null,
      stays: options.stays ?? options.severity === 'error',
      at: Date.now(),
    };
    this.#list = [notice, ...this.#list].slice(0, KEPT);
    const shown = [...this.#shown.filter((other) => other.message !== message), notice];
    // The oldest makes room, of those that would go by themselves first.
    const tooMany = shown.length > AT_ONCE ? (shown.find((other) => !other.stays) ?? shown[0]) : null;
    this.#shown = shown.filter((other) => other !== tooMany);
    this.#unread += 1;
    this.resume(notice.id);
    return notice;
  }

  /** Reports a command's failure. */
  fail(reason: unknown, action: NoticeAction | null = null): Notice {
    const error = asCommandFailed(reason);
    const { severity } = treatmentOf(error);
    return this.say(error.message, { severity, hint: error.hint, details: error.details, action });
  }

  /** Takes a notice off the screen; it stays in the list. */
  dismiss(id: number): void {
    this.hold(id);
    this.#shown = this.#shown.filter((notice) => notice.id !== id);
  }

  /** Keeps a notice on screen, while the pointer or the focus is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Restarts the time of a notice. */
  resume(id: number): void {
    this.hold(id);
    if (this.#shown.find((notice) => notice.id === id)?.stays) return;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), SHOWN_MS),
    );
  }

  markRead(): void {
    this.#unread = 0;
  }

  clear(): void {
    for (const notice of this.#shown) this.hold(notice.id);
    this.#list = [];
    this.#shown = [];
    this.#unread = 0;
  }
}
