//! The difference between two texts of a document: in sentences, and in lines with the changed words marked.

use super::{Side, SideLabel};

api! {
    /// Asks for the difference between two sides of a document.
    pub struct DocumentCompare {
        /// The document's id.
        pub id: String,
        /// The old side.
        pub old: Side,
        /// The new side.
        pub new: Side,
        /// The number of unchanged lines around each change; none for all lines.
        pub context: Option<u32>,
    }

    /// The difference between two texts.
    pub struct Review {
        /// The revision of the draft in the comparison.
        pub revision: u32,
        /// The label of the old side.
        pub old: SideLabel,
        /// The label of the new side.
        pub new: SideLabel,
        /// The changes in sentences; empty when one side can't be read as a dashboard.
        pub changes: Vec<Change>,
        /// The changed lines.
        pub hunks: Vec<DiffHunk>,
        /// The number of added lines.
        pub added: u32,
        /// The number of removed lines.
        pub removed: u32,
    }

    /// One change, as a person would say it.
    pub struct Change {
        /// The kind of change.
        pub kind: ChangeKind,
        /// The sentence, in pieces.
        pub sentence: Vec<SentencePart>,
        /// The first line of the changed node on the old side, from 1.
        pub old_line: Option<u32>,
        /// The first line of the changed node on the new side, from 1.
        pub new_line: Option<u32>,
    }

    /// The kind of a change.
    pub enum ChangeKind {
        /// Added.
        Added,
        /// Removed.
        Removed,
        /// Moved elsewhere.
        Moved,
        /// Moved elsewhere and changed.
        MovedAndChanged,
        /// Changed in place.
        Changed,
    }

    /// A piece of a sentence, in one style.
    pub struct SentencePart {
        /// Its style.
        pub style: SentenceStyle,
        /// Its text.
        pub text: String,
    }

    /// The style of a piece of a sentence.
    pub enum SentenceStyle {
        /// Plain text.
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
        /// The kind of row.
        pub kind: DiffRowKind,
        /// The old line; none where a line was added.
        pub old: Option<DiffLine>,
        /// The new line; none where a line was removed.
        pub new: Option<DiffLine>,
    }

    /// The kind of a row.
    pub enum DiffRowKind {
        /// An unchanged line.
        Context,
        /// An added line.
        Added,
        /// A removed line.
        Removed,
        /// A changed line.
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
