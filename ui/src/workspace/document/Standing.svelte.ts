import type { Document, LostComments, Remote } from '../../api/generated/api';

/** Changes that somebody else saved and that were carried into a text without a draft. */
export interface Carried {
  readonly sentences: readonly string[];
  readonly changes: number;
  readonly at: number;
}

/** How a document relates to its place, apart from its text: a waiting save, a half-done merge, changes by others. */
export class Standing {
  #queuedAt: number | null = $state(null);
  #queuedRevision: number | null = $state(null);
  #hasLocalText = $state(false);
  #isMergeStarted = $state(false);
  #isMerging = $state(false);
  #lostComments: LostComments | null = $state.raw(null);
  #carried: Carried | null = $state.raw(null);
  #remote: Remote = $state.raw({ state: 'inStep' });
  #isRemoteDismissed = $state(false);

  constructor(document: Document) {
    this.take(document);
    this.#lostComments = document.lostComments;
  }

  /** Since when a save waits for a connection; null when none does. */
  get queuedAt(): number | null {
    return this.#queuedAt;
  }
  /** The text that waits, when it was queued in this run. */
  get queuedRevision(): number | null {
    return this.#queuedAt === null ? null : this.#queuedRevision;
  }
  /** Whether comments of this dashboard are kept on this computer. */
  get hasLocalText(): boolean {
    return this.#hasLocalText;
  }
  /** Whether a merge was left half done and can be taken up again. */
  get isMergeStarted(): boolean {
    return this.#isMergeStarted;
  }
  /** Whether the merge screen has the editor's place. */
  get isMerging(): boolean {
    return this.#isMerging;
  }
  get lostComments(): LostComments | null {
    return this.#lostComments;
  }
  get carried(): Carried | null {
    return this.#carried;
  }

  /** The present state of its place, compared with the document's base. */
  get remote(): Remote {
    return this.#remote;
  }
  /** Whether the user has put the banner about the remote side away. A newer change brings it back. */
  get isRemoteDismissed(): boolean {
    return this.#isRemoteDismissed;
  }
  remoteIs(remote: Remote): void {
    this.#remote = remote;
    this.#isRemoteDismissed = false;
  }
  dismissRemote(): void {
    this.#isRemoteDismissed = true;
  }

  take({ queuedAt, hasLocalText, mergeStarted, remote }: Document): void {
    this.remoteIs(remote);
    this.#queuedAt = queuedAt;
    this.#hasLocalText = hasLocalText;
    this.#isMergeStarted = mergeStarted;
  }

  /** Takes in since when a save waits; the revision, when it was asked for just now. */
  queued(at: number | null, revision: number | null = this.#queuedRevision): void {
    this.#queuedAt = at;
    this.#queuedRevision = at === null ? null : revision;
  }

  /** Shows the merge screen. */
  merge(): void {
    this.#isMerging = true;
  }
  /** Leaves the merge screen; decisions stay, unless the merge is over. */
  mergeLeft({ isOver }: { isOver: boolean }): void {
    this.#isMerging = false;
    if (isOver) this.#isMergeStarted = false;
  }
  /** A merge is under way: it is kept on disk from now on. */
  mergeStarted(): void {
    this.#isMergeStarted = true;
  }

  commentsLost(lost: LostComments): void {
    this.#lostComments = lost;
  }
  dismissComments(): void {
    this.#lostComments = null;
  }

  othersCarried(carried: Carried): void {
    this.#carried = carried;
  }
  dismissCarried(): void {
    this.#carried = null;
  }
}
