/**
 * A merge to decide: the conflicts one after the other, the result, and the end. Rust keeps decisions on disk at
 * once; this class knows only which conflict is in front and the text being written.
 */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { MergeChoice, MergeConflict, MergeState } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';

/** How a conflict is decided, as the buttons and the keys 1 to 4 have it. */
export type Kind = MergeChoice['choice'];

/** A text written by hand is sent a moment after the last key. */
const HAND_AFTER_MS = 250;

export class Merging {
  readonly #client: Client;
  readonly #document: DocumentState;
  #state: MergeState | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #currentId: string | null = $state(null);
  /** The conflict whose text is being written by hand, and the text. */
  #hand: { id: string; text: string } | null = $state.raw(null);
  #isBusy = $state(false);
  #handTimer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #question = 0;

  constructor(client: Client, document: DocumentState) {
    this.#client = client;
    this.#document = document;
  }

  /** Null until it was made once. */
  get state(): MergeState | null {
    return this.#state;
  }
  /** Why it can't be made, or why the last decision was not taken in. */
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get conflicts(): readonly MergeConflict[] {
    return this.#state?.conflicts ?? [];
  }
  /** The conflict in front. */
  get current(): MergeConflict | null {
    return this.conflicts.find((conflict) => conflict.id === this.#currentId) ?? this.conflicts[0] ?? null;
  }
  get position(): number {
    return this.current ? this.conflicts.indexOf(this.current) : -1;
  }
  /** Whether both sides fit together and nothing is to decide. */
  get isClean(): boolean {
    return this.#state !== null && this.conflicts.length === 0;
  }
  get decidedCount(): number {
    return this.conflicts.length - (this.#state?.open ?? 0);
  }
  /** “2 of 5 decided”. */
  get progress(): string {
    return `${this.decidedCount} of ${this.conflicts.length} decided`;
  }
  get canFinish(): boolean {
    return this.#state !== null && this.#state.open === 0 && !this.#isBusy;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** The text written by hand for the conflict in front; null when it is decided otherwise. */
  get hand(): string | null {
    const { current } = this;
    if (!current) return null;
    if (this.#hand?.id === current.id) return this.#hand.text;
    return current.choice?.choice === 'edited' ? current.choice.text : null;
  }
  /** The key of the merge: when one of the sides changes, it is made again. */
  get dependsOn(): string {
    const { remote, revision } = this.#document;
    return `${revision} ${JSON.stringify(remote)}`;
  }

  /** Makes the merge: starts it, or resumes a half-done one. */
  async load(): Promise<void> {
    const question = ++this.#question;
    try {
      await this.#document.flush();
      const state = await this.#client.call('document_merge', { id: this.#document.id });
      if (question !== this.#question) return;
      this.#take(state);
      this.#document.standing.mergeStarted();
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    }
  }

  isOpen({ choice, problem }: MergeConflict): boolean {
    return choice === null || problem !== null;
  }

  select(conflict: MergeConflict): void {
    this.#currentId = conflict.id;
  }

  /** Goes to the next or the previous conflict, and stops at the ends. */
  step(by: 1 | -1): void {
    const next = this.conflicts[Math.min(Math.max(this.position + by, 0), this.conflicts.length - 1)];
    if (next) this.select(next);
  }

  /** Goes to the next conflict that is not decided, and around. False when there is none. */
  nextOpen(): boolean {
    const after = [...this.conflicts.slice(this.position + 1), ...this.conflicts.slice(0, this.position + 1)];
    const next = after.find((conflict) => this.isOpen(conflict));
    if (next) this.select(next);
    return next !== undefined;
  }

  /** Decides the conflict in front and goes on to the next one that is open. */
  async decide(kind: Exclude<Kind, 'edited'>): Promise<void> {
    const { current } = this;
    if (!current || (kind === 'both' && !current.canKeepBoth)) return;
    await this.#choose([current.id], { choice: kind });
    if (this.#failure === null) this.nextOpen();
  }

  /** Takes the decision about the conflict in front back. */
  async undecide(): Promise<void> {
    if (this.current) await this.#choose([this.current.id], null);
  }

  /** Decides everything that is open in favour of one side. */
  async decideRest(kind: 'mine' | 'theirs'): Promise<void> {
    const open = this.conflicts.filter((conflict) => this.isOpen(conflict)).map(({ id }) => id);
    if (open.length > 0) await this.#choose(open, { choice: kind });
  }

  /** Starts to write the conflict in front by hand, from the present text. */
  startHand(): void {
    const { current } = this;
    if (!current || this.hand !== null) return;
    const text = (current.choice?.choice === 'theirs' ? current.theirs : current.mine) ?? current.theirs ?? '';
    this.#hand = { id: current.id, text };
    this.writeHand(text);
  }

  /** Takes in the text written by hand, a moment later. */
  writeHand(text: string): void {
    const { current } = this;
    if (!current) return;
    const { id } = current;
    this.#hand = { id, text };
    clearTimeout(this.#handTimer);
    this.#handTimer = setTimeout(() => void this.#choose([id], { choice: 'edited', text }), HAND_AFTER_MS);
  }

  /** Sends the text written by hand at once. */
  async flush(): Promise<void> {
    const hand = this.#hand;
    if (hand) await this.#choose([hand.id], { choice: 'edited', text: hand.text });
    await this.#last;
  }

  /** The merged text becomes the draft, as one step of undo. True when it did. */
  async finish(): Promise<boolean> {
    await this.flush();
    const state = this.#state;
    if (!state || state.open > 0) return false;
    this.#isBusy = true;
    try {
      await this.#document.saving.finishMerge(state.revision, state.theirs);
      return true;
    } catch (reason) {
      const error = asCommandFailed(reason);
      // One side changed in the same moment: decisions that still fit are kept.
      if (error.code === 'outOfStep') await this.load();
      this.#failure = error;
      return false;
    } finally {
      this.#isBusy = false;
    }
  }

  dispose(): void {
    clearTimeout(this.#handTimer);
  }

  /** One decision after the other: each answer is the whole merge. */
  async #choose(conflicts: string[], choice: MergeChoice | null): Promise<void> {
    clearTimeout(this.#handTimer);
    if (choice?.choice !== 'edited') this.#hand = null;
    const turn = this.#last.then(() => this.#ask(conflicts, choice));
    this.#last = turn;
    await turn;
  }

  async #ask(conflicts: string[], choice: MergeChoice | null): Promise<void> {
    const question = ++this.#question;
    try {
      const state = await this.#client.call('document_merge_choose', { id: this.#document.id, conflicts, choice });
      if (question === this.#question) this.#take(state);
    } catch (reason) {
      const error = asCommandFailed(reason);
      if (error.code === 'outOfStep') await this.load();
      this.#failure = error;
    }
  }

  #take(state: MergeState): void {
    const { current } = this;
    this.#state = state;
    this.#failure = null;
    this.#currentId = current?.id ?? state.conflicts.find((conflict) => this.isOpen(conflict))?.id ?? null;
    const written = state.conflicts.find((conflict) => conflict.id === this.#hand?.id)?.choice;
    if (written?.choice === 'edited' && written.text === this.#hand?.text) this.#hand = null;
  }
}
