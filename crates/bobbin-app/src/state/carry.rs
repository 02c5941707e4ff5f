//! Carrying a value into a commented text, merging two sides, and describing the changes between them.
//!
//! `bobbin-core` does the work; this module converts it into the interface's terms.

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_core::{diff, merge, replace};

use crate::api::from_core::{change, number};
use crate::api::utf16::{Utf16, one_change};
use crate::api::{Remote, TextChange};
use crate::state::held::Held;
use crate::state::open_document::Theirs;

/// The number of sentences in a summary.
pub(crate) const A_FEW: usize = 5;

/// Writes a dashboard's content as a text, with the comments of a commented text; empty without a config.
pub(crate) fn shown(text: &str, held: &Held, dialect: Dialect) -> String {
    held.as_ref().map_or_else(String::new, |value| carried(text, value, dialect))
}

/// Writes a value as a text, keeping as much of another text's comments and formatting as fits.
pub(crate) fn carried(text: &str, value: &Value, dialect: Dialect) -> String {
    carry(text, value, dialect).text
}

/// A value carried into a text.
pub(crate) struct Carried {
    /// The new text, which means the value.
    pub(crate) text: String,
    /// The changes to the old text, as small as possible, so that the cursor stays in place elsewhere.
    pub(crate) changes: Vec<TextChange>,
    /// The comments that found no place.
    pub(crate) lost: Vec<String>,
}

/// The words of comments that found no place, without their `#`.
pub(crate) fn lost_words(comments: Vec<replace::LostComment>) -> Vec<String> {
    comments.into_iter().map(|comment| comment.text.trim_start_matches('#').trim().to_owned()).collect()
}

/// Carries a value into a text.
pub(crate) fn carry(text: &str, value: &Value, dialect: Dialect) -> Carried {
    let parsed = yaml::parse(text, dialect);
    match replace::replace(&parsed, value) {
        Ok(replaced) => {
            let offsets = Utf16::new(text);
            let edits = replaced.edits.iter();
            Carried {
                changes: edits.map(|edit| change(edit.range.start, edit.range.end, &edit.text, &offsets)).collect(),
                text: replaced.text,
                lost: lost_words(replaced.lost_comments),
            }
        }
        // A text that can't be read has no nodes to carry a value into.
        Err(_) => {
            let new = yaml::emit(value, &EmitStyle::default());
            Carried { changes: one_change(text, &new), text: new, lost: Vec::new() }
        }
    }
}

/// Describes the other side's version by its changes since the base.
pub(crate) fn remote(base: &Held, theirs: &Theirs) -> Remote {
    let (sentences, changes) = sentences(base, &theirs.held);
    Remote::Changed { version: theirs.version, at: theirs.at, sentences, changes }
}

/// Merges two sides; none if they conflict.
pub(crate) fn merged(base: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    let merged = merge::merge(base, mine, theirs);
    merged.conflicts.is_empty().then_some(merged.value)
}

/// Describes the changes between two versions: the first few in sentences, and their total number.
pub(crate) fn sentences(old: &Held, new: &Held) -> (Vec<String>, u32) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let diff = diff::diff(old, new);
            let few = diff.changes.iter().take(A_FEW).map(|change| change.sentence.text()).collect();
            (few, number(diff.changes.len()))
        }
        (None, Some(_)) => (vec!["Saved a first config".to_owned()], 1),
        (Some(_), None) => (vec!["Removed the config".to_owned()], 1),
        (None, None) => (Vec::new(), 0),
    }
}
