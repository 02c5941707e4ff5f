//! Merges the keys of a mapping, their values and their order.

use std::collections::HashMap;

use super::Builder;
use crate::matching::{Id, NONE, Role, Tree};
use crate::merge::conflict::{Choice, ConflictKind};
use crate::merge::order;
use crate::merge::versions::Node;
use crate::path::Step;
use crate::value::{Map, Value};

impl<'v> Builder<'_, 'v> {
    pub(super) fn map(&mut self, map: Node) -> Value {
        let versions = self.versions;
        let base_keys = keys(&versions.base, map.base);
        let local_keys = keys(&versions.local, map.local);
        let remote_keys = keys(&versions.remote, map.remote);
        let index = |keys: &[(&'v str, Id)]| -> HashMap<&'v str, Id> { keys.iter().copied().collect() };
        let (in_base, in_local, in_remote) = (index(&base_keys), index(&local_keys), index(&remote_keys));
        let get = |index: &HashMap<&str, Id>, key| index.get(key).copied().unwrap_or(NONE);

        let mut chosen: HashMap<&str, Node> = HashMap::new();
        let new_there = remote_keys.iter().filter(|(key, _)| !in_local.contains_key(key));
        for (key, _) in local_keys.iter().chain(new_there) {
            self.path.push(Step::from(*key));
            let (base, local, remote) = (get(&in_base, key), get(&in_local, key), get(&in_remote, key));
            if let Some(node) = self.value_of_key(base, local, remote) {
                chosen.insert(key, node);
            }
            self.path.pop();
        }
        let only = |keys: &[(&'v str, Id)]| -> Vec<&'v str> {
            keys.iter().map(|(key, _)| *key).filter(|key| chosen.contains_key(key)).collect()
        };
        let (base, local, remote) = (only(&base_keys), only(&local_keys), only(&remote_keys));
        let order = order::merge(&base, &local, &remote, None, |ours, theirs| ours <= theirs);
        let mut merged = Map::with_capacity(order.items.len());
        for key in order.items {
            self.path.push(Step::from(key));
            let value = self.node(chosen[key]);
            self.path.pop();
            merged.push_new(key.to_owned(), value);
        }
        Value::Map(merged)
    }

    /// The value of a key of the merged mapping, if it has one.
    fn value_of_key(&mut self, base: Id, local: Id, remote: Id) -> Option<Node> {
        match (local != NONE, remote != NONE) {
            (true, true) => self.value_of_both(base, local, remote),
            (true, false) => self.value_of_local(base, local),
            (false, true) => self.value_of_remote(base, remote),
            (false, false) => None,
        }
    }

    fn value_of_both(&mut self, base: Id, local: Id, remote: Id) -> Option<Node> {
        if self.is_new_here(local) && self.is_new_there(remote) && self.are_one(local, remote) {
            self.unify(local, remote);
        }
        let (here, there) = (self.of_local(local), self.of_remote(remote));
        if here == there || self.kept.contains(&local) {
            return Some(here);
        }
        // The slot holds different nodes. A side without a change accepts the other's.
        let ours_is_old = base != NONE && here.base == base;
        let theirs_is_old = base != NONE && there.base == base;
        if ours_is_old && (here.remote != NONE || !self.touched(base, local, true)) {
            return self.allowed_remote(there).then_some(there);
        }
        if theirs_is_old && (there.local != NONE || !self.touched(base, remote, false)) {
            return self.allowed_local(here).then_some(here);
        }
        let apart = Node { base, local, remote };
        match self.conflict(ConflictKind::ChangedApart, apart) {
            Choice::Remote => Some(there),
            Choice::Local | Choice::Both => Some(here),
            Choice::Custom(_) => {
                self.flagged.insert(apart, (ConflictKind::ChangedApart, apart));
                Some(apart)
            }
        }
    }

    /// Whether values that both sides added under one key are merged with each other. Different cards in one slot are
    /// not, and neither are two mappings with different types.
    fn are_one(&self, local: Id, remote: Id) -> bool {
        let (here, there) = (self.versions.local.node(local), self.versions.remote.node(remote));
        let same_type = here.value.get("type") == there.value.get("type");
        here.value == there.value || (here.role == Role::Content && there.role == Role::Content && same_type)
    }

    /// Whether a node from elsewhere belongs here: only if this side decides its place.
    fn allowed_local(&self, node: Node) -> bool {
        node.base == NONE || node.remote == NONE || self.place(node).is_local()
    }

    fn allowed_remote(&self, node: Node) -> bool {
        node.base == NONE || node.local == NONE || self.place(node).is_remote()
    }

    fn value_of_local(&mut self, base: Id, local: Id) -> Option<Node> {
        let here = self.of_local(local);
        let kept = self.kept.contains(&local);
        if here.base != NONE && here.remote != NONE {
            return (kept || self.place(here).is_local()).then_some(here);
        }
        let stayed = here.base == base && base != NONE;
        if self.in_removed || (base == NONE && here.base == NONE) {
            return Some(here);
        }
        // Remote removed the key: accepted unless local changed it or replaced it.
        if stayed && !self.touched(base, local, true) {
            return kept.then_some(here);
        }
        let about = if here.base == NONE { Node { base, ..here } } else { here };
        if !kept && self.choice(ConflictKind::RemovedByRemote, about) == Some(&Choice::Remote) {
            return None;
        }
        self.flagged.insert(here, (ConflictKind::RemovedByRemote, about));
        Some(here)
    }

    fn value_of_remote(&mut self, base: Id, remote: Id) -> Option<Node> {
        let there = self.of_remote(remote);
        if there.base != NONE && there.local != NONE {
            return self.place(there).is_remote().then_some(there);
        }
        let stayed = there.base == base && base != NONE;
        if self.in_removed || (base == NONE && there.base == NONE) {
            return Some(there);
        }
        if stayed && !self.touched(base, remote, false) {
            return None;
        }
        let about = if there.base == NONE { Node { base, ..there } } else { there };
        match self.conflict(ConflictKind::RemovedByLocal, about) {
            Choice::Remote => Some(there),
            Choice::Local | Choice::Both => None,
            Choice::Custom(_) => {
                self.flagged.insert(there, (ConflictKind::RemovedByLocal, about));
                Some(there)
            }
        }
    }
}

/// The keys of a mapping with the nodes under them.
fn keys<'v>(tree: &Tree<'v>, map: Id) -> Vec<(&'v str, Id)> {
    if map == NONE {
        return Vec::new();
    }
    tree.children(map).filter_map(|child| Some((tree.node(child).key?, child))).collect()
}
