/**
 * A form for one node of a document: its value as Rust reads it, and edits of it. Typing shows at once; the text
 * follows, one edit after the other, and the text's meaning wins in the end. Typing that is faster than the text is
 * sent as its latest state.
 */
import { asCommandFailed } from '../../api/client';
import type { EditOp, NodeContent } from '../../api/generated/api';
import { isSamePath, type Path } from '../../workspace/tree/paths';
import { applied, isSame, opsFor, valueAt, type Edit } from '../../workspace/tree/edits';
import { KeyPlaces } from './KeyPlaces';

/** The document's side of a form; a {@link VisualState}. */
export interface TreeEditor {
  apply(ops: readonly EditOp[], options?: { how?: 'step' | 'typing' }): Promise<void>;
  read(path: Path): Promise<NodeContent | null>;
}

interface Pending {
  readonly edit: Edit;
  readonly how: 'step' | 'typing';
}

export class FormState {
  readonly path: Path;
  readonly #tree: TreeEditor;
  #value: unknown = $state.raw();
  #yaml: string = $state('');
  #isKnown = $state(false);
  #isGone = $state(false);
  #failure: string | null = $state(null);
  #unread: string | null = $state(null);
  /** The present meaning of the text, without the waiting edits. */
  #confirmed: unknown;
  readonly #pending: Pending[] = [];
  readonly #places = new KeyPlaces();
  #draining: Promise<void> | null = null;
  #settling: Promise<void> | null = null;
  #reading = 0;

  /** `content` is an earlier reading of the node. */
  constructor(tree: TreeEditor, path: Path, content: NodeContent | null = null) {
    this.#tree = tree;
    this.path = path;
    if (content) this.#take(content);
  }

  get value(): unknown {
    return this.#value;
  }
  /** The node's own text. */
  get yaml(): string {
    return this.#yaml;
  }
  /** Whether the node was read. */
  get isKnown(): boolean {
    return this.#isKnown;
  }
  /** Whether it is not there any more, or the text can't be read. */
  get isGone(): boolean {
    return this.#isGone;
  }
  /** Why the last edit was not made. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Why the node could not be read; null when it could, or was not tried yet. */
  get unread(): string | null {
    return this.#unread;
  }

  at(path: Path): unknown {
    return valueAt(this.#value, path);
  }

  /** Reads the node again, unless edits are on their way: they end with a reading. */
  async refresh(): Promise<void> {
    if (!this.#draining) await this.#read();
  }

  /** Sets a place; an empty value takes it away. */
  set(at: Path, value: unknown, how: 'step' | 'typing' = 'step', plainKey: string | null = null): void {
    if (value === undefined || value === '') this.remove(at, true, how);
    else this.#edit({ kind: 'set', at, value, plainKey }, how);
  }

  /** Removes a place, and holders that are empty then. */
  remove(at: Path, prune = true, how: 'step' | 'typing' = 'step'): void {
    if (this.at(at) !== undefined) this.#edit({ kind: 'remove', at, prune }, how);
  }

  insert(at: Path, value: unknown): void {
    this.#edit({ kind: 'insert', at, value }, 'step');
  }

  move(from: Path, to: Path): void {
    if (!isSamePath(from, to)) this.#edit({ kind: 'move', from, to }, 'step');
  }

  rename(at: Path, key: string): void {
    if (key !== at.at(-1)) this.#edit({ kind: 'rename', at, key }, 'step');
  }

  /** Settles when the text has every edit, and the form its meaning. */
  async flushed(): Promise<void> {
    for (let next = this.#busy; next; next = this.#busy) await next;
  }

  dismissFailure(): void {
    this.#failure = null;
  }

  #edit(edit: Edit, how: 'step' | 'typing'): void {
    const ops = opsFor(this.#value, edit);
    if (ops.length === 0) return;
    this.#value = applied(this.#value, ops);
    this.#failure = null;
    const last = this.#pending.at(-1);
    const joins = how === 'typing' && last?.how === 'typing' && edit.kind === 'set' && last.edit.kind === 'set';
    if (joins && isSamePath(last.edit.kind === 'set' ? last.edit.at : [], edit.at)) this.#pending.pop();
    this.#pending.push({ edit, how });
    this.#start();
  }

  get #busy(): Promise<void> | null {
    return this.#draining ?? this.#settling;
  }

  #start(): void {
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
      // Typing at the very end.
      if (this.#pending.length > 0) this.#start();
      else this.#settle();
    });
  }

  /** Reads the present meaning of the text. The next key does not wait for it. */
  #settle(): void {
    const settling = this.#read().finally(() => {
      if (this.#settling === settling) this.#settling = null;
    });
    this.#settling = settling;
  }

  async #drain(): Promise<void> {
    try {
      for (let next = this.#pending.shift(); next; next = this.#pending.shift()) {
        const ops = this.#places.inPlace(this.#confirmed, opsFor(this.#confirmed, next.edit));
        if (ops.length === 0) continue;
        this.#places.note(this.#confirmed, ops);
        await this.#tree.apply(
          ops.map((op) => below(this.path, op)),
          { how: next.how },
        );
        this.#confirmed = applied(this.#confirmed, ops);
      }
    } catch (reason) {
      this.#pending.length = 0;
      this.#failure = asCommandFailed(reason).message;
    }
  }

  async #read(): Promise<void> {
    const turn = ++this.#reading;
    const isOver = () => turn !== this.#reading || this.#draining !== null;
    let content: NodeContent | null;
    try {
      content = await this.#tree.read(this.path);
    } catch (reason) {
      if (!isOver()) this.#unread = asCommandFailed(reason).message;
      return;
    }
    if (isOver()) return;
    this.#unread = null;
    this.#isGone = content === null;
    if (content !== null) this.#take(content);
  }

  #take(content: NodeContent): void {
    this.#isKnown = true;
    this.#yaml = content.yaml;
    this.#confirmed = content.value;
    // An equal value stays the same object: nothing is drawn again.
    if (!isSame(this.#value, content.value)) this.#value = content.value;
  }
}

/** An operation of the node as one of the document. */
export function below(path: Path, op: EditOp): EditOp {
  if (op.op === 'move') return { ...op, from: [...path, ...op.from], to: [...path, ...op.to] };
  return { ...op, path: [...path, ...op.path] };
}
