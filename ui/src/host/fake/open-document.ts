/** A document that is open in the fake host, and the merge that a test or the demo scripts for it. */
import type { Document, MergeConflict } from '../../api/generated/api';
import type { SentOutline } from './sent-outline';

/** An open document and its other sides. */
export interface OpenDocument {
  document: Document;
  base: string;
  theirs: string;
  text: string;
  readonly sent: SentOutline;
}

/** A conflict with the lines that it is about: those are exchanged in my text when it is decided. */
export interface FakeConflict extends Pick<MergeConflict, 'kind' | 'sentence' | 'path' | 'canKeepBoth'> {
  readonly id: string;
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
  /** The lines in my text, as they stand there; empty when I removed them. */
  readonly at: string;
  /** The text that they follow, when I removed them. */
  readonly after?: string;
}

export interface FakeMerge {
  readonly myChanges: readonly string[];
  readonly theirChanges: readonly string[];
  /** My text with everything that merges without a decision. */
  readonly text: string;
  readonly conflicts: readonly FakeConflict[];
  readonly lostComments?: readonly string[];
}
