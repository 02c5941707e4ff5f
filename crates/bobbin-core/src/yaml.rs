//! Reads YAML as Home Assistant does: a text becomes a tree, a value and a list of problems.
//!
//! Owns reading in the three dialects that a dashboard meets, the problems and warnings for the user, and writing that
//! all three dialects read as the same value. Does not change texts: `rewrite` makes edits from the spans of the
//! [`Tree`].
//!
//! Must stay true: reading never panics and takes at most linear time; a text that a dialect's real library refuses has
//! at least one problem and no value; a text that it accepts has the library's value.

pub mod tree;

mod again;
mod compose;
mod date;
mod dialect;
mod document;
mod emit;
mod escape;
mod hints;
mod include;
mod locate;
mod number;
mod parse;
mod parsed;
mod position;
mod problem;
mod readings;
mod report;
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
pub use parsed::{Parsed, parse};
pub use position::{Lines, Position};
pub use problem::{Fix, Problem, ProblemCode};
pub use tree::{Chomping, Comment, Entry, Item, Node, NodeId, NodeKind, Properties, ScalarStyle, Span, Tree};

pub use crate::text_edit::TextEdit;
