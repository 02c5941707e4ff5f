import type { Document, MergeConflict, TextOffer } from '../../api/generated/api';
import type { FakeHost } from '../fake';
import type { ToldOutline } from './told-outline';

/** A document that is open in the fake host, and its other sides. */
export interface OpenDocument {
  document: Document;
  base: string;
  theirs: string;
  text: string;
  readonly told: ToldOutline;
}

/** What the parts of the fake host share. */
export interface FakeWorld {
  open(id: string): OpenDocument;
  /** The document as it is now. */
  view(open: OpenDocument): Document;
  /** What makes a document's text another one. */
  offer(open: OpenDocument, target: string): TextOffer;
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
