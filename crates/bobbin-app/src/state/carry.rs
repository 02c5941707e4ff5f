//! A value carried into a text that people wrote, two sides merged, and the changes between them in words.
//!
//! The work is done by `bobbin-core`; this module puts it into the terms of the interface.

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_core::{diff, merge, replace};

use crate::api::from_core::{change, number};
use crate::api::utf16::{Utf16, one_change};
use crate::api::{Remote, TextChange};
use crate::state::held::Held;
use crate::state::open_document::Theirs;

/// How many sentences a summary holds.
pub(crate) const A_FEW: usize = 5;

/// What a place holds as a text, with the comments of a text that people wrote.
pub(crate) fn shown(text: &str, held: &Held, dialect: Dialect) -> String {
    held.as_ref().map_or_else(String::new, |value| carried(text, value, dialect))
}

/// A text that means a value, with the comments and the formatting of another as far as they fit.
pub(crate) fn carried(text: &str, value: &Value, dialect: Dialect) -> String {
    carry(text, value, dialect).text
}

/// A value carried into a text.
pub(crate) struct Carried {
    /// The text that means it.
    pub(crate) text: String,
    /// What changes in the text, as little as can be: the cursor stays where it is in all the rest.
    pub(crate) changes: Vec<TextChange>,
    /// The comments that found no place.
    pub(crate) lost: Vec<String>,
}

/// What comments that found no place say, without the sign that makes them comments.
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
        // A text that can't be read has nothing to carry a value into.
        Err(_) => {
            let new = yaml::emit(value, &EmitStyle::default());
            Carried { changes: one_change(text, &new), text: new, lost: Vec::new() }
        }
    }
}

/// What is told of the other side when it holds something else than the base.
pub(crate) fn remote(base: &Held, theirs: &Theirs) -> Remote {
    let (sentences, changes) = sentences(base, &theirs.held);
    Remote::Changed { version: theirs.version, at: theirs.at, sentences, changes }
}

/// The merge of two sides, where they fit together.
pub(crate) fn merged(base: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    let merged = merge::merge(base, mine, theirs);
    merged.conflicts.is_empty().then_some(merged.value)
}

/// The changes between two states of a place: the first few in words, and how many there are.
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
