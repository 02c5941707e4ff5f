//! YAML as Home Assistant reads it: a text becomes a tree, a value, and what is wrong with it.
//!
//! Owns reading in the three dialects a dashboard meets, the problems and warnings a person is shown, and
//! writing that all three read back as the same value. Does not change texts: edits are made elsewhere
//! from the spans of the [`Tree`].
//!
//! Must stay true: reading never panics and never takes more than linear time; a text that a dialect's
//! real library refuses has at least one problem and no value; a text it accepts has the library's value.

pub mod tree;

mod again;
mod compose;
mod date;
mod dialect;
mod document;
mod emit;
mod hints;
mod include;
mod locate;
mod number;
mod parse;
mod position;
mod problem;
mod readings;
mod resolve;
mod scalar;

pub use dialect::{Dialect, UnknownDialect};
pub use document::Document;
pub use emit::{
    EmitStyle, LineEnding, Quotes, emit, emit_behind_dash, emit_behind_key, emit_entry, emit_flow, emit_flow_key,
    emit_key, is_plain,
};
pub use include::{FileTree, Files, Kind, Listed, Located, PathRules, Place, ReadFile, Secrets, Unread, read_files};
pub use locate::Resolved;
pub use position::Lines;
pub use tree::{Chomping, Comment, Entry, Item, Node, NodeId, NodeKind, Properties, ScalarStyle, Span, Tree};

use std::fmt;

use compose::AsWritten;
use problem::Report;

pub use crate::text_edit::TextEdit;
use crate::value::Value;

/// What reading a text gave.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What was written. With a syntax problem: what stands before it.
    pub tree: Tree,
    /// What it means; `None` when there is a problem.
    pub value: Option<Value>,
    /// Why the text has no meaning, in the order of the text.
    pub problems: Vec<Problem>,
    /// What is legal and probably not meant, in the order of the text.
    pub warnings: Vec<Problem>,
}

/// A place in a text, as people count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The byte, from 0.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Something wrong, or suspicious, at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing it is.
    pub code: ProblemCode,
    /// Where it starts.
    pub at: Position,
    /// The bytes to mark; may be empty.
    pub span: Span,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it, when there is a usual cause.
    pub hint: Option<String>,
    /// Edits that make it right, when that can be known.
    pub fix: Option<Fix>,
}

/// A correction offered with a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a button says it: "Quote it".
    pub label: String,
    /// The edits, in order and without overlap.
    pub edits: Vec<TextEdit>,
}

/// What kind of problem it is, for those who do more than show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// The text is not YAML.
    Syntax,
    /// A tab where only spaces may indent.
    TabIndentation,
    /// A line that fits no level above it.
    BadIndentation,
    /// A quote that is never closed.
    UnclosedQuote,
    /// `[` or `{` that is never closed.
    UnclosedBracket,
    /// A template that is not quoted, so that its braces are read as a mapping.
    UnquotedTemplate,
    /// A `: ` inside unquoted text.
    ColonInText,
    /// `key:value`.
    MissingSpaceAfterColon,
    /// A key that the mapping has already.
    DuplicateKey,
    /// A tag nobody knows.
    UnknownTag,
    /// An alias without its anchor, or inside of it.
    BadAlias,
    /// `<<` with something that cannot be merged.
    BadMerge,
    /// A key that cannot be one.
    BadKey,
    /// A value that a tag, or JSON, cannot hold.
    BadValue,
    /// More than one document.
    SeveralDocuments,
    /// No document.
    Empty,
    /// Deeper, longer or more often repeated than is read.
    TooBig,
    /// A plain text that HA's dialects read differently.
    ReadDifferently,
    /// A file that is included could not be read.
    Include,
    /// A file that is included lies outside of the configuration folder, and was not read.
    LeadsOut,
}

/// Reads a text: what was written, what it means, and what is wrong with it.
///
/// Core's `!include`, `!secret` and `!env_var` stay as written: the text `!secret name`.
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    let mut report = Report::new(text);
    let (mut tree, stop) = parse::parse(text, dialect);
    let mut value = None;
    match stop {
        Some(stop) => hints::explain(&mut report, &tree, stop),
        None => {
            compose::link_aliases(&mut tree, &mut report);
            value = Some(compose::compose(&tree, &mut report, &mut AsWritten));
            if tree.root().is_none() && dialect == Dialect::Editor {
                report.problem(ProblemCode::Empty, Span::at(0), "The text is empty");
            }
        }
    }
    let (problems, warnings) = report.sorted();
    let value = value.filter(|_| problems.is_empty());
    Parsed { tree, value, problems, warnings }
}

impl fmt::Display for Problem {
    /// `LINE:COL: words`, as it follows a file's name and a colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.at.line, self.at.column, self.message)
    }
}

impl Parsed {
    /// Whether the text has a meaning.
    pub const fn is_good(&self) -> bool {
        self.value.is_some()
    }
}
