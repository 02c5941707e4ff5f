//! The three versions of a merge, compared.
//!
//! Owns the pairing of each side's nodes with those of the base. Decides nothing about the merged document.

use std::collections::HashSet;

use crate::matching::{Id, Matching, Role, Tree, across, is_recognisable, role_of_all};
use crate::value::Value;

/// One node of the merged document in the three versions; `NONE` where a version lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) base: Id,
    pub(super) local: Id,
    pub(super) remote: Id,
}

/// Three versions with the pairing of their nodes.
pub(super) struct Versions<'v> {
    pub(super) base: Tree<'v>,
    pub(super) local: Tree<'v>,
    pub(super) remote: Tree<'v>,
    pub(super) to_local: Matching,
    pub(super) to_remote: Matching,
}

impl<'v> Versions<'v> {
    /// Compares the versions.
    pub(super) fn compare(base: &'v Value, local: &'v Value, remote: &'v Value) -> Self {
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
}

/// Finds nodes of one side that were paired with a node of the base, although the other side added an equal node beside
/// that one: then both sides added the same node, and this side removed the one of the base. (If the other side lacks
/// the node of the base, both changed it alike: see [`across::found`].) Views, sections and cards are compared anywhere
/// in the document, other items within their list.
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
