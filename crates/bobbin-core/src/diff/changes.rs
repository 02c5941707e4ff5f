//! Finds the changes: the fate of each thing, and its changed keys.
//!
//! Must stay true: every difference between the two versions is in some change; a thing inside an added or removed
//! thing is only mentioned if it moved in or out.

mod group;
mod keys;

use bobbin_words::changes as words;
use std::collections::HashMap;

use super::sentence;
use super::{Change, ChangeKind, Holder, KeyChange, KeyChangeKind, place};
use crate::matching::{Id, Matching, NONE, Role, Tree};
use crate::path::{Path, Step};
use crate::value::Value;

/// A change without its sentence yet.
pub(super) struct Found {
    kind: ChangeKind,
    a: Option<Id>,
    b: Option<Id>,
    keys: Vec<KeyChange>,
    /// Its position in the list of changes.
    order: (Id, u8, Id),
}

/// The two versions and their matching.
pub(super) struct Versions<'t, 'v> {
    pub(super) a: &'t Tree<'v>,
    pub(super) b: &'t Tree<'v>,
    pub(super) matching: &'t Matching,
}

pub(crate) fn find(a: &Tree<'_>, b: &Tree<'_>, matching: &Matching) -> Vec<Change> {
    let versions = Versions { a, b, matching };
    let (root_a, root_b) = (a.node(0), b.node(0));
    if root_a.value == root_b.value {
        return Vec::new();
    }
    if !same_shape(root_a.value, root_b.value) {
        return vec![versions.whole_document()];
    }
    let mut found = versions.things();
    found.sort_by_key(|change| change.order);
    group::tell(&versions, found)
}

pub(super) fn same_shape(a: &Value, b: &Value) -> bool {
    matches!((a, b), (Value::Map(_), Value::Map(_)) | (Value::List(_), Value::List(_)))
}

impl Versions<'_, '_> {
    fn whole_document(&self) -> Change {
        Change {
            kind: ChangeKind::Changed,
            what: Role::Dashboard,
            old: Some(Path::root()),
            new: Some(Path::root()),
            keys: vec![KeyChange { kind: KeyChangeKind::Changed, path: Path::root() }],
            count: 1,
            label: words::document(),
            sentence: sentence::plain(words::replaced_whole_document()),
            members: Vec::new(),
        }
    }

    fn things(&self) -> Vec<Found> {
        let moved_in_list = self.moved_in_their_lists();
        let is_thing = |tree: &Tree<'_>, id: Id| id == 0 || tree.node(id).role != Role::Content;
        let mut found = Vec::new();
        for b in self.b.ids().filter(|id| is_thing(self.b, *id)) {
            let Some(a) = self.matching.in_a(b) else {
                let outer = self.b.outer_thing(b).unwrap_or(0);
                if self.matching.in_a(outer).is_some() {
                    let order = (outer, 1, b);
                    found.push(Found { kind: ChangeKind::Added, a: None, b: Some(b), keys: Vec::new(), order });
                }
                continue;
            };
            let keys = keys::changed(self, a, b);
            let moved = self.changed_place(a, b) || moved_in_list.contains_key(&b);
            let kind = match (moved, keys.is_empty()) {
                (true, true) => ChangeKind::Moved,
                (true, false) => ChangeKind::MovedAndChanged,
                (false, false) => ChangeKind::Changed,
                (false, true) => continue,
            };
            found.push(Found { kind, a: Some(a), b: Some(b), keys, order: (b, 0, b) });
        }
        for a in self.a.ids().filter(|id| is_thing(self.a, *id) && self.matching.in_b(*id).is_none()) {
            let outer = self.a.outer_thing(a).unwrap_or(0);
            if let Some(partner) = self.matching.in_b(outer) {
                let order = (partner, 2, a);
                found.push(Found { kind: ChangeKind::Removed, a: Some(a), b: None, keys: Vec::new(), order });
            }
        }
        found
    }

    /// Whether a thing is in another list, slot or holder than before.
    fn changed_place(&self, a: Id, b: Id) -> bool {
        let (node_a, node_b) = (self.a.node(a), self.b.node(b));
        if a == 0 || b == 0 {
            return a != b;
        }
        self.matching.in_b(node_a.parent) != Some(node_b.parent) || node_a.key != node_b.key
    }

    /// Things that stayed in their list but changed their position: the smallest set that explains the new order.
    fn moved_in_their_lists(&self) -> HashMap<Id, Id> {
        let mut moved = HashMap::new();
        for list_b in self.b.ids().filter(|id| matches!(self.b.node(*id).value, Value::List(_))) {
            let Some(list_a) = self.matching.in_a(list_b) else { continue };
            for (a, b) in moved_items(self, list_a, list_b) {
                if self.b.node(b).role != Role::Content {
                    moved.insert(b, a);
                }
            }
        }
        moved
    }
}

/// The partners in two lists that break the order of the others.
fn moved_items(versions: &Versions<'_, '_>, list_a: Id, list_b: Id) -> Vec<(Id, Id)> {
    let stayed: Vec<(usize, usize)> = versions
        .b
        .children(list_b)
        .filter_map(|b| Some((versions.matching.in_a(b)?, b)))
        .filter(|(a, _)| versions.a.node(*a).parent == list_a)
        .map(|(a, b)| (a as usize, b as usize))
        .collect();
    if stayed.is_sorted() {
        return Vec::new();
    }
    // The pairs are in the order of `b`; the longest run that also rises in `a` counts as unmoved.
    let by_b: Vec<(usize, usize)> = stayed.iter().map(|(a, b)| (*b, *a)).collect();
    let kept: std::collections::HashSet<usize> =
        crate::matching::longest_rising(&by_b).into_iter().map(|(b, _)| b).collect();
    stayed.into_iter().filter(|(_, b)| !kept.contains(b)).map(|(a, b)| (a as Id, b as Id)).collect()
}

/// The path from a thing to a node inside it.
fn below(tree: &Tree<'_>, thing: Id, mut id: Id) -> Path {
    let mut steps = Vec::new();
    while id != thing && id != NONE {
        let node = tree.node(id);
        steps.push(node.key.map_or(Step::Index(node.position as usize), Step::from));
        id = node.parent;
    }
    steps.reverse();
    Path(steps)
}

fn count_of(number: usize, role: Role) -> String {
    words::things_counted(sentence::role_key(role), number)
}

fn place_of(tree: &Tree<'_>, id: Id) -> Option<Holder> {
    place(tree, id)
}
