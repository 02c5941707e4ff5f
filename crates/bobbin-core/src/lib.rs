//! The document engine: a lossless YAML text with one meaning, edits that touch nothing else, and a diff and a merge
//! that understand cards.
//!
//! Pure: no I/O, no async, no clock, no logging. A bad document is not an error: reading returns a tree with a list of
//! problems, and merging returns a value with a list of conflicts.

pub mod arrange;
pub mod catalogue;
pub mod clip;
pub mod diff;
pub mod edit;
mod hashing;
pub mod lines;
pub mod matching;
pub mod merge;
pub mod outline;
pub mod path;
pub mod replace;
pub mod respell;
mod rewrite;
pub mod search;
pub mod text_edit;
pub mod value;
pub mod yaml;
