//! Merges two people's changes of one dashboard.
//!
//! There are three versions: `base`, from which both sides started; `local`, ours; `remote`, theirs. A change on one
//! side only is taken over, down to single keys and list items, even if the other side moved the card elsewhere. Only a
//! contradiction is a conflict: different values for one key, a change against a removal, moves to different places.
//! Owns the merged value and the conflicts as values.
//!
//! Must stay true: the merged value is an ordinary document without markers, and holds local's side of a conflict; no
//! node disappears that no side removed; without conflicts, swapping the sides gives the same value. If both sides add
//! something at the same place, their content decides the order, the same for both sides. If both move one item of a
//! list in the same direction, it goes the longer way; in opposite directions, that is a conflict.

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

/// The result of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The merged document; at the place of a conflict it holds local's side.
    pub value: Value,
    /// The contradictions between the sides, in the order of the merged document.
    pub conflicts: Vec<Conflict>,
    /// Local's changes since the base.
    pub from_local: Vec<Change>,
    /// Remote's changes since the base.
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

    /// The merged document with the chosen resolutions. Its conflicts are those without a choice, and those that a
    /// choice causes.
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

/// A merge and the local text after it.
#[derive(Clone, Debug)]
pub struct MergedText {
    /// The merged value and the conflicts.
    pub merged: Merged,
    /// The local text with the merged value, and with its comments and formatting.
    pub text: Replaced,
}

/// Merges a remote value into a local text and keeps its comments and formatting.
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
