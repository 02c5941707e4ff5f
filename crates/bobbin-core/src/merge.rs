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

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::diff::{self, Change, Sentence};
use crate::matching::{Id, Matching, Role, Tree, across, is_recognisable, role_of_all};
use crate::path::Path;
use crate::replace::{EditError, Replaced, replace};
use crate::value::Value;
use crate::yaml::Parsed;

use conflict::About;
pub use conflict::{ConflictId, ConflictKind, Sides};

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

/// A contradiction between the sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// What it is resolved by.
    pub id: ConflictId,
    /// What contradicts what.
    pub kind: ConflictKind,
    /// Where it is in the merged value; of a thing that local removed, what it would be in.
    pub place: Path,
    /// What the base has; absent when both sides added it.
    pub base: Option<Value>,
    /// What local has; absent when local removed it.
    pub local: Option<Value>,
    /// What remote has; absent when remote removed it.
    pub remote: Option<Value>,
    /// What a person would say.
    pub sentence: Sentence,
    #[serde(skip)]
    about: About,
}

impl Conflict {
    /// The sentence, with other names for the sides.
    pub fn sentence_with(&self, sides: &Sides) -> Sentence {
        self.about.sentence(sides)
    }

    /// Whether [`Choice::Both`] keeps both sides; else it is the same as local's.
    pub const fn can_keep_both(&self) -> bool {
        matches!(self.kind, ConflictKind::MovedApart)
    }
}

/// How a conflict is resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// What local has.
    Local,
    /// What remote has.
    Remote,
    /// Both, where that is possible: a thing that was moved to two places stands in both.
    Both,
    /// Something else.
    Custom(Value),
}

/// Choices for conflicts; a conflict without one stays.
pub type Choices = BTreeMap<ConflictId, Choice>;

/// Three versions, compared once; merging them again with other choices is cheap.
pub struct Merge<'v> {
    base: Tree<'v>,
    local: Tree<'v>,
    remote: Tree<'v>,
    to_local: Matching,
    to_remote: Matching,
}

/// Merges three versions. Works for any three values.
pub fn merge(base: &Value, local: &Value, remote: &Value) -> Merged {
    Merge::new(base, local, remote).merged(&Choices::new())
}

impl<'v> Merge<'v> {
    /// Compares the versions.
    pub fn new(base: &'v Value, local: &'v Value, remote: &'v Value) -> Self {
        let role = role_of_all(&[base, local, remote]);
        let tree = |value| Tree::new(value, role);
        let (base, local, remote) = (tree(base), tree(local), tree(remote));
        let mut to_local = Matching::of(&base, &local);
        let mut to_remote = Matching::of(&base, &remote);
        let (not_local, not_remote) = (
            taken_for_changed(&base, (&local, &to_local), (&remote, &to_remote)),
            taken_for_changed(&base, (&remote, &to_remote), (&local, &to_local)),
        );
        not_local.into_iter().for_each(|id| to_local.part(&local, id));
        not_remote.into_iter().for_each(|id| to_remote.part(&remote, id));
        let (better_local, better_remote) = (
            across::better(&base, (&local, &to_local), (&remote, &to_remote)),
            across::better(&base, (&remote, &to_remote), (&local, &to_local)),
        );
        let to_local = to_local.instead(&base, &local, &better_local);
        let to_remote = to_remote.instead(&base, &remote, &better_remote);
        let (more_local, more_remote) = (
            across::found(&base, (&local, &to_local), (&remote, &to_remote)),
            across::found(&base, (&remote, &to_remote), (&local, &to_local)),
        );
        let to_local = to_local.with(&base, &local, &more_local);
        let to_remote = to_remote.with(&base, &remote, &more_remote);
        Self { base, local, remote, to_local, to_remote }
    }

    /// The merged document with conflicts resolved as chosen. What remains, and what a choice newly brings
    /// up, is in its conflicts.
    pub fn merged(&self, choices: &Choices) -> Merged {
        let (value, conflicts) = build::build(self, choices);
        Merged {
            value,
            conflicts,
            from_local: diff::changes_between(&self.base, &self.local, &self.to_local),
            from_remote: diff::changes_between(&self.base, &self.remote, &self.to_remote),
        }
    }
}

/// What one side has was taken for something of the base that it changed, and the other side added just the
/// same beside it: then both have the same new thing, and the one of the base is gone. (Where the other side
/// has it no more, both changed it alike: see [`across::found`].) Things are looked for anywhere, other items
/// in their list.
fn taken_for_changed(base: &Tree<'_>, side: (&Tree<'_>, &Matching), other: (&Tree<'_>, &Matching)) -> Vec<Id> {
    let ((tree, matching), (other_tree, other_matching)) = (side, other);
    let is_changed = |item: &Id| {
        let hash = tree.node(*item).hash;
        let is_there = |old| other_matching.in_b(old).is_some();
        matching.in_a(*item).is_some_and(|old| base.node(old).hash != hash && is_there(old))
    };
    let added = |item: &Id| other_matching.in_a(*item).is_none();
    let things: HashSet<u64> = other_tree
        .ids()
        .filter(|id| other_tree.node(*id).role != Role::Content && added(id))
        .map(|id| other_tree.node(id).hash)
        .collect();
    let mut taken = Vec::new();
    if !things.is_empty() {
        let is_thing = |id: &Id| tree.node(*id).role != Role::Content;
        taken.extend(tree.ids().filter(|id| {
            is_thing(id) && things.contains(&tree.node(*id).hash) && is_changed(id) && is_recognisable(tree, *id)
        }));
    }
    for list in other_tree.ids().filter(|id| other_tree.node(*id).value.as_list().is_some()) {
        let Some(list_here) = other_matching.in_a(list).and_then(|list| matching.in_b(list)) else { continue };
        let added: HashSet<u64> =
            other_tree.children(list).filter(added).map(|item| other_tree.node(item).hash).collect();
        if !added.is_empty() {
            taken.extend(
                tree.children(list_here).filter(|item| added.contains(&tree.node(*item).hash) && is_changed(item)),
            );
        }
    }
    taken
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
