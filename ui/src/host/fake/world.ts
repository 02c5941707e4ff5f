import type { Document, MergeConflict, TextProposal } from '../../api/generated/api';
import type { FakeHost } from '../fake';

/** A document that is open in the fake host, and its other sides. */
export interface OpenDocument {
  document: Document;
  base: string;
  theirs: string;
  text: string;
  /** The nodes of the last outline, as JSON, and their number. */
  tree?: { nodes: string; number: number };
}

/** What the parts of the fake host share. */
export interface FakeWorld {
  open(id: string): OpenDocument;
  /** The document as it is now. */
  view(open: OpenDocument): Document;
  /** What makes a document's text another one. */
  propose(open: OpenDocument, target: string): TextProposal;
  readonly host: FakeHost;
}

/** A conflict with the lines that it is about: those are exchanged in my text when it is decided. */
export interface FakeConflict extends Pick<MergeConflict, 'kind' | 'sentence' | 'path' | 'canKeepBoth'> {
  readonly id: string;
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
  /** The lines in my text, as they stand there; empty when I removed them. */
  readonly at: string;
  /** What they stand after, when I removed them. */
  readonly after?: string;
}

export interface FakeMerge {
  readonly myChanges: readonly string[];
  readonly theirChanges: readonly string[];
  /** My text with what merges by itself. */
  readonly text: string;
  readonly conflicts: readonly FakeConflict[];
  readonly lostComments?: readonly string[];
}
