//! The changes between two versions of a dashboard in Home Assistant's terms: views, sections, cards and badges that
//! were added, removed, moved or changed, each described in a sentence.
//!
//! Owns the list of changes, the recipe that makes the new version of the old one, and undoing one change. Lines and
//! words belong to [`crate::lines`]; the paths of a change lead to its position in a text.
//!
//! Must stay true: `diff(a, b).apply(a) == b` for any two values; the list is empty exactly when the two are equal; the
//! list stays readable, so a hundred similar changes in one place become one sentence.

mod changes;
mod recipe;
mod revert;
mod sentence;

use std::fmt;

use serde::Serialize;

pub use crate::matching::Role;
use crate::matching::{Matching, Tree, role_of_all};
use crate::path::Path;
use crate::value::Value;
pub(crate) use changes::find as changes_between;
pub use recipe::NotTheOldVersion;
pub use revert::CannotRevert;
pub(crate) use sentence::{Holder, code, named_thing, place, plain, thing};
pub use sentence::{Sentence, Span, Style};

/// The difference between two versions of a dashboard.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The changes, in the order of the new version.
    pub changes: Vec<Change>,
    recipe: recipe::Recipe,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The role of the changed thing.
    pub what: Role,
    /// The path in the old version; none for an addition. For several things, the path of the first.
    pub old: Option<Path>,
    /// The path in the new version; none for a removal.
    pub new: Option<Path>,
    /// The changed keys, with paths relative to the thing.
    pub keys: Vec<KeyChange>,
    /// The number of things in this change: 1, unless many changed in the same way.
    pub count: usize,
    /// The name of the thing, short enough for a list.
    pub label: String,
    /// A description of the change.
    pub sentence: Sentence,
    /// The old and new paths of the things, if there is more than one.
    #[serde(skip)]
    members: Vec<(Option<Path>, Option<Path>)>,
}

impl Change {
    /// The old and the new path of each thing in this change.
    pub fn members(&self) -> impl Iterator<Item = (Option<&Path>, Option<&Path>)> {
        let alone = self.members.is_empty().then_some((self.old.as_ref(), self.new.as_ref()));
        alone.into_iter().chain(self.members.iter().map(|(old, new)| (old.as_ref(), new.as_ref())))
    }
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Added.
    Added,
    /// Removed.
    Removed,
    /// Moved elsewhere, or reordered within a list.
    Moved,
    /// Moved elsewhere and changed.
    MovedAndChanged,
    /// Changed in place.
    Changed,
}

/// A changed key of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct KeyChange {
    /// The kind of change.
    pub kind: KeyChangeKind,
    /// The path from the thing to the key, in the new version; for a removed key, in the old one.
    pub path: Path,
}

/// The kind of a key's change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyChangeKind {
    /// Added.
    Added,
    /// Removed.
    Removed,
    /// Its value changed.
    Changed,
    /// The order of the keys below it changed.
    Reordered,
}

/// Compares two versions of a dashboard. Works for any two values.
pub fn diff(a: &Value, b: &Value) -> Diff {
    let role = role_of_all(&[a, b]);
    let (tree_a, tree_b) = (Tree::new(a, role), Tree::new(b, role));
    let matching = Matching::of(&tree_a, &tree_b);
    Diff {
        changes: changes::find(&tree_a, &tree_b, &matching),
        recipe: recipe::Recipe::of(&tree_a, &tree_b, &matching),
    }
}

impl Diff {
    /// Whether the two versions are equal.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Makes the new version of the old one.
    ///
    /// # Errors
    ///
    /// [`NotTheOldVersion`] when the given value lacks a part that was kept.
    pub fn apply(&self, a: &Value) -> Result<Value, NotTheOldVersion> {
        self.recipe.make(a)
    }

    /// Undoes one change in the new version `b`, if that certainly undoes nothing else: comparing the result with `a`
    /// again gives exactly the other changes.
    ///
    /// # Errors
    ///
    /// [`CannotRevert`] has the reason why the change can't be undone alone.
    pub fn revert(&self, change: usize, a: &Value, b: &Value) -> Result<Value, CannotRevert> {
        revert::revert(self, change, a, b)
    }
}

impl fmt::Display for Diff {
    /// Writes one sentence per line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.changes.iter().try_for_each(|change| writeln!(f, "{}", change.sentence))
    }
}
