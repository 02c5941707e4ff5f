//! What changed between two versions of a dashboard, in Home Assistant's terms: views, sections, cards and
//! badges added, removed, moved or changed, each in a sentence that a person would say.
//!
//! Owns the list of changes, the recipe that makes the new version out of the old one, and undoing one
//! change. Lines and words are [`crate::lines`]; where in a text a change stands, its paths tell.
//!
//! Must stay true: `diff(a, b).apply(a) == b` for any two values; the list is empty exactly when the two
//! are equal; it stays readable: a hundred alike changes in one place are one sentence.

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
pub(crate) use sentence::{Place, named_thing, place, thing};
pub use sentence::{Sentence, Span, Style};

/// The difference between two versions of a dashboard.
#[derive(Clone, Debug)]
pub struct Diff {
    /// What changed, in the order of the new version.
    pub changes: Vec<Change>,
    recipe: recipe::Recipe,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// What it happened to.
    pub what: Role,
    /// Where the thing is in the old version; absent when it was added. For many things, the first one.
    pub old: Option<Path>,
    /// Where it is in the new version; absent when it was removed.
    pub new: Option<Path>,
    /// The keys that changed, seen from the thing.
    pub keys: Vec<KeyChange>,
    /// How many things this stands for: 1, unless many changed alike.
    pub count: usize,
    /// The name of the thing, as short as a list needs it.
    pub label: String,
    /// What a person would say.
    pub sentence: Sentence,
    /// The things, when there is more than one: where they were and are.
    #[serde(skip)]
    members: Vec<(Option<Path>, Option<Path>)>,
}

impl Change {
    /// Where each of the things it stands for was and is.
    pub fn members(&self) -> impl Iterator<Item = (Option<&Path>, Option<&Path>)> {
        let alone = self.members.is_empty().then_some((self.old.as_ref(), self.new.as_ref()));
        alone.into_iter().chain(self.members.iter().map(|(old, new)| (old.as_ref(), new.as_ref())))
    }
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is somewhere else, or the order of a list changed.
    Moved,
    /// It is somewhere else and different.
    MovedAndChanged,
    /// It is different.
    Changed,
}

/// A key of a thing that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct KeyChange {
    /// What happened to the key.
    pub kind: KeyChangeKind,
    /// The way from the thing to the key, in the new version; of a removed key, in the old one.
    pub path: Path,
}

/// What happened to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
    /// The keys below it stand in another order.
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

    /// Makes the new version out of the old one.
    ///
    /// # Errors
    ///
    /// [`NotTheOldVersion`] when something that was kept is not in the given value.
    pub fn apply(&self, a: &Value) -> Result<Value, NotTheOldVersion> {
        self.recipe.make(a)
    }

    /// The new version `b` with one change undone, when that is certain to undo nothing else: comparing
    /// the result with `a` again gives all other changes and only them.
    ///
    /// # Errors
    ///
    /// [`CannotRevert`] says why the change cannot be undone alone.
    pub fn revert(&self, change: usize, a: &Value, b: &Value) -> Result<Value, CannotRevert> {
        revert::revert(self, change, a, b)
    }
}

impl fmt::Display for Diff {
    /// One sentence to a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.changes.iter().try_for_each(|change| writeln!(f, "{}", change.sentence))
    }
}
