//! The difference between two texts of a document: in sentences, and in lines with the changed words.

use super::{Side, SideLabel};

api! {
    /// Asks for the difference between two sides of a document.
    pub struct DocumentCompare {
        /// The document.
        pub id: String,
        /// The old side.
        pub old: Side,
        /// The new side.
        pub new: Side,
        /// How many unchanged lines to show around a change; none shows all.
        pub context: Option<u32>,
    }

    /// The difference between two texts.
    pub struct Review {
        /// The revision of the draft it is about.
        pub revision: u32,
        /// What the old side is.
        pub old: SideLabel,
        /// What the new side is.
        pub new: SideLabel,
        /// The changes in sentences; empty when one side can't be read as a dashboard.
        pub changes: Vec<Change>,
        /// The changed lines.
        pub hunks: Vec<DiffHunk>,
        /// How many lines came.
        pub added: u32,
        /// How many lines went.
        pub removed: u32,
    }

    /// One change, as a person would say it.
    pub struct Change {
        /// What happened.
        pub kind: ChangeKind,
        /// The sentence, in pieces.
        pub sentence: Vec<SentencePart>,
        /// The first line of the thing on the old side, from 1.
        pub old_line: Option<u32>,
        /// The first line of the thing on the new side, from 1.
        pub new_line: Option<u32>,
    }

    /// What happened to a thing.
    pub enum ChangeKind {
        /// It is new.
        Added,
        /// It is gone.
        Removed,
        /// It is somewhere else.
        Moved,
        /// It is somewhere else and different.
        MovedAndChanged,
        /// It is different.
        Changed,
    }

    /// A piece of a sentence.
    pub struct SentencePart {
        /// How to show it.
        pub style: SentenceStyle,
        /// The words.
        pub text: String,
    }

    /// How a piece of a sentence is shown.
    pub enum SentenceStyle {
        /// As it is.
        Plain,
        /// A name that the user gave.
        Name,
        /// A key or value of the YAML.
        Code,
    }

    /// A run of lines around changes.
    pub struct DiffHunk {
        /// The first line on the old side, from 1.
        pub old_start: u32,
        /// The first line on the new side, from 1.
        pub new_start: u32,
        /// Its rows.
        pub rows: Vec<DiffRow>,
    }

    /// A row of a side-by-side comparison. Unified view shows the old line, then the new one.
    pub struct DiffRow {
        /// What happened.
        pub kind: DiffRowKind,
        /// The old line; none where a line was added.
        pub old: Option<DiffLine>,
        /// The new line; none where a line was removed.
        pub new: Option<DiffLine>,
    }

    /// What happened in a row.
    pub enum DiffRowKind {
        /// Nothing.
        Context,
        /// A line came.
        Added,
        /// A line went.
        Removed,
        /// A line became another.
        Changed,
    }

    /// A line in a comparison.
    pub struct DiffLine {
        /// Its number, from 1.
        pub number: u32,
        /// Its text, without the line break.
        pub text: String,
        /// The changed words, as UTF-16 ranges of the text.
        pub marks: Vec<(u32, u32)>,
    }
}
