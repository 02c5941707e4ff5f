//! Merges the items of a list and their order.

use std::collections::{HashMap, HashSet};

use super::Builder;
use crate::matching::{Id, NONE, Role};
use crate::merge::conflict::{Choice, ConflictKind};
use crate::merge::order;
use crate::merge::versions::Node;
use crate::path::Step;
use crate::value::Value;

impl Builder<'_, '_> {
    pub(super) fn list(&mut self, list: Node) -> Value {
        let versions = self.versions;
        let children = |tree: &crate::matching::Tree<'_>, id: Id| -> Vec<Id> {
            if id == NONE { Vec::new() } else { tree.children(id).collect() }
        };
        let base_items = children(&versions.base, list.base);
        let local_items = children(&versions.local, list.local);
        let remote_items = children(&versions.remote, list.remote);
        self.unify_added(&local_items, &remote_items);

        let (mut local, mut remote) = (Vec::new(), Vec::new());
        for id in local_items {
            let item = self.of_local(id);
            if self.keeps_local(item) {
                local.push(item);
            }
        }
        for id in remote_items {
            let item = self.of_remote(id);
            if self.keeps_remote(item) {
                remote.push(item);
            }
        }
        let kept: HashSet<Node> = local.iter().chain(&remote).copied().collect();
        let by_base: HashMap<Id, Node> =
            kept.iter().filter(|item| item.base != NONE).map(|item| (item.base, *item)).collect();
        let base: Vec<Node> = base_items.iter().filter_map(|id| by_base.get(id).copied()).collect();
        let by_remote: HashSet<Node> = kept
            .iter()
            .copied()
            .filter(|item| self.choice(ConflictKind::MovedApart, *item) == Some(&Choice::Remote))
            .collect();
        let order = order::merge(&base, &local, &remote, Some(&by_remote), |ours, theirs| {
            self.texts(ours, true) <= self.texts(theirs, false)
        });
        for item in order.contradictions {
            self.flagged.insert(item, (ConflictKind::MovedApart, item));
        }
        let mut items = Vec::with_capacity(order.items.len());
        for item in order.items {
            self.path.push(Step::Index(items.len()));
            items.push(self.node(item));
            self.path.pop();
        }
        Value::List(items)
    }

    /// The sort key for runs of items at the same place: their content on the side that added them. Being local or
    /// remote makes no difference.
    fn texts(&self, items: &[Node], by_local: bool) -> Vec<String> {
        let text = |item: &Node| {
            let [_, local, remote] = self.values(*item);
            let value = if by_local { local.or(remote) } else { remote.or(local) };
            value.and_then(|value| serde_json::to_string(value).ok()).unwrap_or_default()
        };
        items.iter().map(text).collect()
    }

    /// Whether an item of the local list is in the merged one.
    fn keeps_local(&mut self, item: Node) -> bool {
        if item.base == NONE {
            return true;
        }
        if item.remote != NONE {
            return self.place(item).is_local();
        }
        // Remote removed it together with its container, which is kept.
        if self.in_removed {
            return true;
        }
        let kept = self.kept.contains(&item.local);
        if !self.touched(item.base, item.local, true) {
            return kept;
        }
        if !kept && self.choice(ConflictKind::RemovedByRemote, item) == Some(&Choice::Remote) {
            return false;
        }
        self.flagged.insert(item, (ConflictKind::RemovedByRemote, item));
        true
    }

    /// Whether an item of the remote list is in the merged one.
    fn keeps_remote(&mut self, item: Node) -> bool {
        if item.base == NONE {
            return true;
        }
        if item.local != NONE {
            return self.place(item).is_remote();
        }
        if self.in_removed {
            return true;
        }
        if !self.touched(item.base, item.remote, false) {
            return false;
        }
        match self.conflict(ConflictKind::RemovedByLocal, item) {
            Choice::Local | Choice::Both => false,
            Choice::Remote => true,
            Choice::Custom(_) => {
                self.flagged.insert(item, (ConflictKind::RemovedByLocal, item));
                true
            }
        }
    }

    /// Finds equal additions of both sides: equal items, and views with the same path, which HA allows only once.
    fn unify_added(&mut self, local: &[Id], remote: &[Id]) {
        let (tree_l, tree_r) = (&self.versions.local, &self.versions.remote);
        let mut waiting: HashMap<u64, Vec<Id>> = HashMap::new();
        let mut views: HashMap<String, Id> = HashMap::new();
        let path = |view: &Value| serde_json::to_string(view.get("path")?).ok();
        for id in remote.iter().rev().filter(|id| self.is_new_there(**id)) {
            waiting.entry(tree_r.node(*id).hash).or_default().push(*id);
            if tree_r.node(*id).role == Role::View {
                views.extend(path(tree_r.node(*id).value).map(|path| (path, *id)));
            }
        }
        for id in local.iter().filter(|id| self.versions.to_local.in_a(**id).is_none()) {
            let node = tree_l.node(*id);
            if !self.is_new_here(*id) {
                continue;
            }
            let equal = waiting.get_mut(&node.hash).and_then(Vec::pop);
            if let Some(partner) = equal.filter(|partner| tree_r.node(*partner).value == node.value) {
                self.unify(*id, partner);
            }
        }
        self.unify_around(local, remote);
        for id in local {
            let node = tree_l.node(*id);
            let same =
                (node.role == Role::View && self.is_new_here(*id)).then(|| views.get(&path(node.value)?)).flatten();
            if let Some(partner) = same.copied().filter(|partner| self.is_new_there(*partner)) {
                self.unify(*id, partner);
            }
        }
    }

    /// Treats two additions around the same node as one: both sides wrapped a card in a stack.
    fn unify_around(&mut self, local: &[Id], remote: &[Id]) {
        let versions = self.versions;
        let mut holders: HashMap<Id, Id> = HashMap::new();
        for id in remote.iter().filter(|id| self.is_new_there(**id)) {
            let inside = *id..versions.remote.node(*id).end;
            holders.extend(inside.filter_map(|inner| Some((versions.to_remote.in_a(inner)?, *id))));
        }
        if holders.is_empty() {
            return;
        }
        for id in local.iter().filter(|id| versions.to_local.in_a(**id).is_none()) {
            let node = versions.local.node(*id);
            let around = (*id..node.end).filter_map(|inner| holders.get(&versions.to_local.in_a(inner)?).copied());
            let mut same_type =
                around.filter(|other| versions.remote.node(*other).value.get("type") == node.value.get("type"));
            if let Some(partner) = same_type.next().filter(|other| self.is_new_here(*id) && self.is_new_there(*other)) {
                self.unify(*id, partner);
            }
        }
    }
}
