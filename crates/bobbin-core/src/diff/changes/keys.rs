//! Finds the changed keys of a thing: everything inside it that is not a thing of its own.

use super::{Versions, below, moved_items, same_shape};
use crate::diff::{KeyChange, KeyChangeKind};
use crate::matching::{Id, Role, Tree};
use crate::value::Value;

/// The changed keys of a thing that both versions have.
pub(super) fn changed(versions: &Versions<'_, '_>, a: Id, b: Id) -> Vec<KeyChange> {
    let mut keys = Keys { versions, thing_a: a, thing_b: b, found: Vec::new() };
    keys.compare(a, b);
    keys.found
}

struct Keys<'x, 't, 'v> {
    versions: &'x Versions<'t, 'v>,
    thing_a: Id,
    thing_b: Id,
    found: Vec<KeyChange>,
}

impl Keys<'_, '_, '_> {
    fn note(&mut self, kind: KeyChangeKind, tree: &Tree<'_>, thing: Id, id: Id) {
        self.found.push(KeyChange { kind, path: below(tree, thing, id) });
    }

    fn compare(&mut self, a: Id, b: Id) {
        let Versions { a: tree_a, b: tree_b, .. } = *self.versions;
        let (node_a, node_b) = (tree_a.node(a), tree_b.node(b));
        if node_a.hash == node_b.hash && node_a.value == node_b.value {
            return;
        }
        match (node_a.value, node_b.value) {
            (Value::Map(_), Value::Map(_)) => self.compare_maps(a, b),
            (Value::List(_), Value::List(_)) => self.compare_lists(a, b),
            _ => self.note(KeyChangeKind::Changed, tree_b, self.thing_b, b),
        }
    }

    fn compare_maps(&mut self, a: Id, b: Id) {
        let Versions { a: tree_a, b: tree_b, .. } = *self.versions;
        // A key is compared with the same key, even if it holds another thing by now.
        let theirs: std::collections::HashMap<&str, Id> =
            tree_b.children(b).filter_map(|child| Some((tree_b.node(child).key?, child))).collect();
        let mut order = Vec::new();
        for child in tree_a.children(a) {
            let node = tree_a.node(child);
            let Some(&other) = node.key.and_then(|key| theirs.get(key)) else {
                if has_content(tree_a, child) {
                    self.note(KeyChangeKind::Removed, tree_a, self.thing_a, child);
                }
                continue;
            };
            order.push(other);
            let other_role = tree_b.node(other).role;
            match (node.role == Role::Content, other_role == Role::Content) {
                // A thing in a slot has a change of its own.
                (false, false) => {}
                (false, true) => self.note(KeyChangeKind::Added, tree_b, self.thing_b, other),
                (true, false) => self.note(KeyChangeKind::Removed, tree_a, self.thing_a, child),
                (true, true) if same_shape(node.value, tree_b.node(other).value) => self.compare(child, other),
                (true, true) => self.compare_unlike(child, other),
            }
        }
        for child in tree_b.children(b) {
            let is_new = tree_b.node(child).key.is_some_and(|key| tree_a.node(a).value.get(key).is_none());
            if is_new && has_content(tree_b, child) {
                self.note(KeyChangeKind::Added, tree_b, self.thing_b, child);
            }
        }
        if !order.is_sorted() {
            self.note(KeyChangeKind::Reordered, tree_b, self.thing_b, b);
        }
    }

    /// Compares two values of different shapes.
    fn compare_unlike(&mut self, a: Id, b: Id) {
        let Versions { a: tree_a, b: tree_b, .. } = *self.versions;
        if tree_a.node(a).value != tree_b.node(b).value {
            self.note(KeyChangeKind::Changed, tree_b, self.thing_b, b);
        }
    }

    fn compare_lists(&mut self, a: Id, b: Id) {
        let Versions { a: tree_a, b: tree_b, matching } = *self.versions;
        let is_things = |tree: &Tree<'_>, list: Id| {
            tree.children(list).next().is_some_and(|first| tree.node(first).role != Role::Content)
        };
        if is_things(tree_a, a) || is_things(tree_b, b) {
            return;
        }
        let stayed = |a: &Id| matching.in_b(*a).is_some_and(|partner| tree_b.node(partner).parent == b);
        let kept = tree_a.children(a).filter(stayed).count();
        let whole = kept == tree_a.children(a).count() && kept == tree_b.children(b).count();
        if !whole || !moved_items(self.versions, a, b).is_empty() {
            self.note(KeyChangeKind::Changed, tree_b, self.thing_b, b);
            return;
        }
        for child in tree_a.children(a) {
            if let Some(partner) = matching.in_b(child) {
                self.compare(child, partner);
            }
        }
    }
}

/// Whether a removed or added value has content besides the things in it, which have changes of their own.
fn has_content(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    if node.role != Role::Content {
        return false;
    }
    match node.value {
        Value::Map(map) => map.is_empty() || tree.children(id).any(|child| has_content(tree, child)),
        Value::List(items) => items.is_empty() || tree.children(id).any(|child| has_content(tree, child)),
        _ => true,
    }
}
