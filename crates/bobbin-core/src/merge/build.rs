//! Builds the merged document.
//!
//! A node of the merged document stands for up to three nodes, one of each version. Each view, section or card gets its
//! place on its own: the side that moved it wins. Then the lists and mappings are put together from their nodes. If one
//! side moved a card into a container that the other side removed, the card returns to its place in local, and the
//! containers around that place are kept.
//!
//! Must stay true: a node in both sides is in the result, unless a conflict explains its absence.

mod list;
mod map;

use std::collections::{HashMap, HashSet};

use super::conflict::{About, Choice, Choices, Conflict, ConflictId, ConflictKind, Sides};
use super::versions::{Node, Versions};
use crate::matching::{Id, Matching, NONE, Role, Tree};
use crate::path::{Path, Step};
use crate::value::Value;

/// The side that decides the place of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlacedBy {
    Local,
    Remote,
    /// Either: both sides have it in the same list or slot.
    Same,
    /// Both: the sides moved it apart, and the choice is to keep two copies.
    Twice,
}

impl PlacedBy {
    const fn is_local(self) -> bool {
        matches!(self, Self::Local | Self::Same | Self::Twice)
    }

    const fn is_remote(self) -> bool {
        matches!(self, Self::Remote | Self::Same | Self::Twice)
    }
}

pub(super) fn build(versions: &Versions<'_>, choices: &Choices) -> (Value, Vec<Conflict>) {
    let mut added = (vec![NONE; versions.local.len()], vec![NONE; versions.remote.len()]);
    let mut kept = HashSet::new();
    loop {
        let mut builder = Builder {
            versions,
            choices,
            added,
            kept: &kept,
            placed: vec![false; versions.base.len()],
            flagged: HashMap::new(),
            in_removed: false,
            path: Vec::new(),
            conflicts: Vec::new(),
        };
        let value = builder.node(Node { base: 0, local: 0, remote: 0 });
        let lost = builder.lost();
        let more: Vec<Id> = lost.into_iter().filter(|id| !kept.contains(id)).collect();
        if more.is_empty() {
            return (value, builder.conflicts);
        }
        added = builder.added;
        kept.extend(more);
    }
}

struct Builder<'m, 'v> {
    versions: &'m Versions<'v>,
    choices: &'m Choices,
    /// Equal additions of both sides: for each local node the remote one, and vice versa.
    added: (Vec<Id>, Vec<Id>),
    /// Local nodes that keep their places in local, regardless of remote.
    kept: &'m HashSet<Id>,
    /// Base nodes that are in the merged document.
    placed: Vec<bool>,
    /// Conflicts to report once the node is built and its path is known.
    flagged: HashMap<Node, (ConflictKind, Node)>,
    /// Whether one side removed the node around the present one; that conflict is reported once, for the whole.
    in_removed: bool,
    path: Vec<Step>,
    conflicts: Vec<Conflict>,
}

impl Builder<'_, '_> {
    fn of_local(&self, local: Id) -> Node {
        match self.versions.to_local.in_a(local) {
            Some(base) => Node { base, local, remote: self.versions.to_remote.in_b(base).unwrap_or(NONE) },
            None => Node { base: NONE, local, remote: self.added.0[local as usize] },
        }
    }

    fn of_remote(&self, remote: Id) -> Node {
        match self.versions.to_remote.in_a(remote) {
            Some(base) => Node { base, local: self.versions.to_local.in_b(base).unwrap_or(NONE), remote },
            None => Node { base: NONE, local: self.added.1[remote as usize], remote },
        }
    }

    /// Treats two additions as one node.
    fn unify(&mut self, local: Id, remote: Id) {
        let (tree_l, tree_r) = (&self.versions.local, &self.versions.remote);
        let equal = tree_l.node(local).value == tree_r.node(remote).value;
        let nodes = if equal { tree_l.node(local).end - local } else { 1 };
        for offset in 0..nodes {
            let (local, remote) = (local + offset, remote + offset);
            let is_new = self.is_new_here(local) && self.is_new_there(remote);
            if is_new && tree_l.node(local).role == tree_r.node(remote).role {
                self.added.0[local as usize] = remote;
                self.added.1[remote as usize] = local;
            }
        }
    }

    /// Whether a local node is an addition without a known counterpart in remote.
    fn is_new_here(&self, local: Id) -> bool {
        self.versions.to_local.in_a(local).is_none() && self.added.0[local as usize] == NONE
    }

    fn is_new_there(&self, remote: Id) -> bool {
        self.versions.to_remote.in_a(remote).is_none() && self.added.1[remote as usize] == NONE
    }

    fn value<'t>(tree: &'t Tree<'_>, id: Id) -> Option<&'t Value> {
        (id != NONE).then(|| tree.node(id).value)
    }

    fn values(&self, node: Node) -> [Option<&Value>; 3] {
        [
            Self::value(&self.versions.base, node.base),
            Self::value(&self.versions.local, node.local),
            Self::value(&self.versions.remote, node.remote),
        ]
    }

    /// The side that decides the place of a node that all three versions have.
    fn place(&self, node: Node) -> PlacedBy {
        if self.kept.contains(&node.local) {
            return PlacedBy::Local;
        }
        match (self.moved(node.base, node.local, true), self.moved(node.base, node.remote, false)) {
            (false, false) => PlacedBy::Same,
            (true, false) => PlacedBy::Local,
            (false, true) => PlacedBy::Remote,
            (true, true) if self.same_place(node) => PlacedBy::Same,
            (true, true) => match self.choice(ConflictKind::MovedApart, node) {
                Some(Choice::Remote) => PlacedBy::Remote,
                Some(Choice::Both) => PlacedBy::Twice,
                _ => PlacedBy::Local,
            },
        }
    }

    /// Whether both sides have a node in the same list or slot.
    fn same_place(&self, node: Node) -> bool {
        let (here, there) = (self.versions.local.node(node.local), self.versions.remote.node(node.remote));
        here.parent == NONE || (self.of_local(here.parent).remote == there.parent && here.key == there.key)
    }

    fn choice(&self, kind: ConflictKind, node: Node) -> Option<&Choice> {
        self.choices.get(&ConflictId::new(kind, node))
    }

    /// Adds a conflict at the current path, unless it is resolved, and returns the choice.
    fn conflict(&mut self, kind: ConflictKind, node: Node) -> Choice {
        if let Some(choice) = self.choice(kind, node) {
            return choice.clone();
        }
        let id = ConflictId::new(kind, node);
        if self.conflicts.iter().all(|other| other.id != id) {
            let [base, local, remote] = self.values(node).map(Option::<&Value>::cloned);
            let about = About::of(self.versions, kind, node);
            let sentence = about.sentence(&Sides::NEUTRAL);
            let place = Path(self.path.clone());
            self.conflicts.push(Conflict { id, kind, place, base, local, remote, sentence, about });
        }
        Choice::Local
    }

    /// Whether a node and all its parts are the same in all three versions; the usual case.
    fn is_untouched(&self, node: Node) -> bool {
        if node.base == NONE || node.local == NONE || node.remote == NONE {
            return false;
        }
        let base = self.versions.base.node(node.base);
        let (local, remote) = (self.versions.local.node(node.local), self.versions.remote.node(node.remote));
        let equal = base.hash == local.hash && base.hash == remote.hash;
        equal
            && (0..base.end - node.base).all(|offset| {
                self.versions.to_local.in_b(node.base + offset) == Some(node.local + offset)
                    && self.versions.to_remote.in_b(node.base + offset) == Some(node.remote + offset)
            })
            && base.value == local.value
            && base.value == remote.value
    }

    /// The merged value of a node.
    fn node(&mut self, node: Node) -> Value {
        if !self.flagged.contains_key(&node) && self.is_untouched(node) && !self.moved_apart(node) {
            let base = node.base as usize;
            self.placed[base..self.versions.base.node(node.base).end as usize].fill(true);
            return self.versions.local.node(node.local).value.clone();
        }
        if node.base != NONE {
            self.placed[node.base as usize] = true;
        }
        let all = node.base != NONE && node.local != NONE && node.remote != NONE;
        let mut in_removed = node.base != NONE && !all;
        if let Some((kind, about)) = self.flagged.remove(&node) {
            if let Choice::Custom(value) = self.conflict(kind, about) {
                return value;
            }
            in_removed |= matches!(kind, ConflictKind::RemovedByLocal | ConflictKind::RemovedByRemote);
        }
        if all
            && self.moved_apart(node)
            && let Choice::Custom(value) = self.conflict(ConflictKind::MovedApart, node)
        {
            return value;
        }
        let outside = self.in_removed;
        // A node in all three versions was not removed with its container.
        self.in_removed = in_removed || (outside && !all);
        let value = self.content(node);
        self.in_removed = outside;
        value
    }

    fn content(&mut self, node: Node) -> Value {
        let [base, local, remote] = self.values(node);
        let (ours, theirs) = (Node { remote: NONE, ..node }, Node { local: NONE, ..node });
        let (Some(local), Some(remote)) = (local, remote) else { return self.one_side(node) };
        let side = match (local, remote) {
            (Value::Map(_), Value::Map(_)) => return self.map(with_base_like(node, base, local)),
            (Value::List(_), Value::List(_)) => return self.list(with_base_like(node, base, local)),
            _ if local == remote || base == Some(remote) => ours,
            _ if base == Some(local) => theirs,
            _ => match self.conflict(ConflictKind::ChangedApart, node) {
                Choice::Local | Choice::Both => ours,
                Choice::Remote => theirs,
                Choice::Custom(value) => return value,
            },
        };
        // One side is taken unchanged; nodes that the other side lacks were not removed.
        let outside = std::mem::replace(&mut self.in_removed, true);
        let value = self.one_side(side);
        self.in_removed = outside;
        value
    }

    /// The merged value of a node that only one side decides.
    fn one_side(&mut self, node: Node) -> Value {
        let [base, local, remote] = self.values(node);
        let Some(value) = local.or(remote) else { return Value::Null };
        match value {
            Value::Map(_) => self.map(with_base_like(node, base, value)),
            Value::List(_) => self.list(with_base_like(node, base, value)),
            scalar => scalar.clone(),
        }
    }

    /// Whether both sides moved a node to different places, even if each place is inside the other.
    fn moved_apart(&self, node: Node) -> bool {
        let there = self.moved(node.base, node.remote, false) && !self.same_place(node);
        if self.kept.contains(&node.local) {
            return there && !self.is_place_gone(node.remote);
        }
        there && self.moved(node.base, node.local, true)
    }

    /// Whether local removed a container around a remote node; that is a conflict of its own.
    fn is_place_gone(&self, remote: Id) -> bool {
        let mut above = self.versions.remote.node(remote).parent;
        while above != NONE {
            let node = self.of_remote(above);
            if node.base != NONE && node.local == NONE {
                return true;
            }
            above = self.versions.remote.node(above).parent;
        }
        false
    }

    /// Whether a side has a node in another list, slot or container than the base.
    fn moved(&self, base: Id, side: Id, is_local: bool) -> bool {
        let (tree, matching) = self.side(is_local);
        let (then, now) = (self.versions.base.node(base), tree.node(side));
        then.parent != NONE && (matching.in_b(then.parent) != Some(now.parent) || then.key != now.key)
    }

    /// Whether a side changed the content or the place of a node that it still has. Cards that moved out of it or were
    /// removed are no reason to keep it.
    fn touched(&self, base: Id, side: Id, is_local: bool) -> bool {
        self.moved(base, side, is_local) || self.changed(base, side, is_local)
    }

    fn side(&self, is_local: bool) -> (&Tree<'_>, &Matching) {
        if is_local {
            (&self.versions.local, &self.versions.to_local)
        } else {
            (&self.versions.remote, &self.versions.to_remote)
        }
    }

    fn changed(&self, base: Id, side: Id, is_local: bool) -> bool {
        let (tree, matching) = self.side(is_local);
        let (then, now) = (self.versions.base.node(base), tree.node(side));
        if then.hash == now.hash && then.value == now.value {
            return false;
        }
        match (then.value, now.value) {
            (Value::Map(_), Value::Map(map)) => {
                let went = self.versions.base.children(base).any(|child| {
                    let key = self.versions.base.node(child).key;
                    key.is_none_or(|key| map.get(key).is_none()) && matching.in_b(child).is_none()
                });
                went || tree.children(side).any(|child| match matching.in_a(child) {
                    Some(partner) if self.versions.base.node(partner).parent == base => {
                        self.changed(partner, child, is_local)
                    }
                    _ => true,
                })
            }
            (Value::List(_), Value::List(_)) => tree.children(side).any(|child| match matching.in_a(child) {
                Some(partner) if self.versions.base.node(partner).parent == base => {
                    self.changed(partner, child, is_local)
                }
                _ => true,
            }),
            _ => true,
        }
    }

    /// Nodes of both sides that found no place, each with all containers around it in local.
    fn lost(&self) -> Vec<Id> {
        let base = &self.versions.base;
        let mut lost = Vec::new();
        for id in base.ids().filter(|id| !self.placed[*id as usize] && base.node(*id).role != Role::Content) {
            let (Some(local), Some(_)) = (self.versions.to_local.in_b(id), self.versions.to_remote.in_b(id)) else {
                continue;
            };
            let mut above = local;
            while above != NONE {
                lost.push(above);
                above = self.versions.local.node(above).parent;
            }
        }
        lost
    }
}

/// Drops the base of a node if it is of another kind.
fn with_base_like(node: Node, base: Option<&Value>, like: &Value) -> Node {
    let same = matches!((base, like), (Some(Value::Map(_)), Value::Map(_)) | (Some(Value::List(_)), Value::List(_)));
    if same { node } else { Node { base: NONE, ..node } }
}
