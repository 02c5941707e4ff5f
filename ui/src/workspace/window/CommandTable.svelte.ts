/** A thing the user can do: the one source for menus, palette and shortcuts. */
export interface Command {
  /** `document.save`: stable, for tests and for menus. */
  readonly id: string;
  readonly title: string;
  /** Its group in the palette: `File`, `Dashboard`, `View`, … */
  readonly group: string;
  /** `Mod-s`, `Mod-Shift-p`, `F2`, `Ctrl-Tab`: Mod is Ctrl, or Cmd on a Mac. The first one is shown. */
  readonly keys?: readonly string[];
  /** Other words to find it by. */
  readonly words?: string;
  /** Why it can't be done now; null when it can. Shown beside the greyed-out command. */
  readonly blocked?: () => string | null;
  /** Left to the field that has the focus, when one has: undo, find. */
  readonly inText?: boolean;
  /** Its keys count only while the focus is in an element with this `data-key-scope`. */
  readonly scope?: string;
  /** Absent from palette and menus while false. */
  readonly hidden?: () => boolean;
  run(): void | Promise<void>;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

export class CommandTable {
  #commands = $state.raw<readonly Command[]>([]);
  readonly #onFailure: (reason: unknown) => void;

  constructor(onFailure: (reason: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get all(): readonly Command[] {
    return this.#commands;
  }

  /** Adds commands; the answer takes them away again. An id or a key that is taken already is a mistake. */
  register(commands: readonly Command[]): () => void {
    for (const command of commands) {
      const clash = this.#commands.find(
        (other) =>
          other.id === command.id ||
          (other.scope === command.scope && other.keys?.some((key) => command.keys?.includes(key))),
      );
      if (clash) throw new Error(`command ${command.id} clashes with ${clash.id}`);
    }
    this.#commands = [...this.#commands, ...commands];
    return () => {
      this.#commands = this.#commands.filter((command) => !commands.includes(command));
    };
  }

  get(id: string): Command | null {
    return this.#commands.find((command) => command.id === id) ?? null;
  }

  /** Runs a command unless it is blocked. A failure becomes a notice. */
  async run(id: string): Promise<void> {
    const command = this.get(id);
    if (!command || command.blocked?.()) return;
    try {
      await command.run();
    } catch (reason) {
      this.#onFailure(reason);
    }
  }

  /** Runs the command that a key stands for; false when there is none. */
  handle(event: KeyboardEvent): boolean {
    const pressed = keyOf(event);
    const fitting = this.#commands.filter((candidate) => candidate.keys?.some((key) => resolve(key) === pressed));
    const command =
      fitting.find((candidate) => candidate.scope && isWithin(event.target, candidate.scope)) ??
      fitting.find((candidate) => !candidate.scope);
    if (!command || command.hidden?.()) return false;
    if (command.inText && isField(event.target)) return false;
    void this.run(command.id);
    return true;
  }
}

function isWithin(target: EventTarget | null, scope: string): boolean {
  return target instanceof Element && !isField(target) && target.closest(`[data-key-scope="${scope}"]`) !== null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** A key event as `Ctrl-Shift-p`: modifiers in the order Ctrl, Alt, Shift, Meta. */
function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return join(event.ctrlKey, event.altKey, event.shiftKey, event.metaKey, key);
}

function resolve(key: string): string {
  const parts = key.split(/-(?!$)/);
  const has = (name: string) => parts.slice(0, -1).includes(name);
  const last = parts.at(-1) ?? '';
  const mod = has('Mod');
  return join(has('Ctrl') || (mod && !isMac), has('Alt'), has('Shift'), has('Meta') || (mod && isMac), last);
}

function join(ctrl: boolean, alt: boolean, shift: boolean, meta: boolean, key: string): string {
  return `${ctrl ? 'Ctrl-' : ''}${alt ? 'Alt-' : ''}${shift ? 'Shift-' : ''}${meta ? 'Meta-' : ''}${key}`;
}

/** A key as the user reads it: `Ctrl+Shift+P`, or `⇧⌘P` on a Mac. */
export function keyLabel(key: string): string {
  const parts = key.split(/-(?!$)/);
  const names = parts.map((part) => (part.length === 1 ? part.toUpperCase() : part));
  if (!isMac) return names.map((name) => (name === 'Mod' ? 'Ctrl' : name)).join('+');
  const symbols: Record<string, string> = { Mod: '⌘', Meta: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
  return names.map((name) => symbols[name] ?? name).join('');
}
