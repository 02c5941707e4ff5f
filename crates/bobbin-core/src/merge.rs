//! Puts two people's changes of one dashboard together.
//!
//! Three versions: `base`, what both started from; `local`, ours; `remote`, theirs. What only one side
//! changed is taken from it, down to single keys and list items, wherever the other side moved the thing
//! to. Only what contradicts itself is a conflict: one key changed to different values, changed and
//! removed, moved to different places. Owns the merged value and the conflicts as values.
//!
//! Must stay true: the merged value is an ordinary document, in a conflict it holds what local has, and no
//! marker is ever in it; nothing is gone that no side removed; swapping the sides gives the same value when
//! there is no conflict. Where both sides added something at the same place there is no telling which
//! comes first, so the order is made by content and is the same for both. Two that moved one item of a list in
//! one direction agree: it goes the farther way; in opposite directions they contradict each other.

mod build;
mod conflict;
mod order;
mod versions;

use crate::diff::{self, Change};
use crate::replace::{EditError, Replaced, replace};
use crate::value::Value;
use crate::yaml::Parsed;

pub use conflict::{Choice, Choices, Conflict, ConflictId, ConflictKind, Sides};
use versions::Versions;

/// What came out of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The merged document; at the place of a conflict it holds local's side.
    pub value: Value,
    /// What the sides contradict each other in, in the order of the merged document.
    pub conflicts: Vec<Conflict>,
    /// What local changed since the base.
    pub from_local: Vec<Change>,
    /// What remote changed since the base.
    pub from_remote: Vec<Change>,
}

/// Three versions, compared once; merging them again with other choices is cheap.
pub struct Merge<'v>(Versions<'v>);

/// Merges three versions. Works for any three values.
pub fn merge(base: &Value, local: &Value, remote: &Value) -> Merged {
    Merge::new(base, local, remote).merged(&Choices::new())
}

impl<'v> Merge<'v> {
    /// Compares the versions.
    pub fn new(base: &'v Value, local: &'v Value, remote: &'v Value) -> Self {
        Self(Versions::compare(base, local, remote))
    }

    /// The merged document with conflicts resolved as chosen. What remains, and what a choice newly brings
    /// up, is in its conflicts.
    pub fn merged(&self, choices: &Choices) -> Merged {
        let (value, conflicts) = build::build(&self.0, choices);
        Merged {
            value,
            conflicts,
            from_local: diff::changes_between(&self.0.base, &self.0.local, &self.0.to_local),
            from_remote: diff::changes_between(&self.0.base, &self.0.remote, &self.0.to_remote),
        }
    }
}

/// A merge and what it makes of the local text.
#[derive(Clone, Debug)]
pub struct MergedText {
    /// The merged value and the conflicts.
    pub merged: Merged,
    /// The local text with the merged meaning: its comments and formatting are kept.
    pub text: Replaced,
}

/// Merges a remote value into a local text, keeping what people wrote around the values.
///
/// # Errors
///
/// [`EditError`] when the local text has problems.
pub fn merge_text(base: &Value, local: &Parsed, remote: &Value, choices: &Choices) -> Result<MergedText, EditError> {
    let nothing = Value::Null;
    let value = local.value.as_ref().unwrap_or(&nothing);
    let merged = Merge::new(base, value, remote).merged(choices);
    let text = replace(local, &merged.value)?;
    Ok(MergedText { merged, text })
}
