//! Plans how a new value fits into the text of an old one.
//!
//! Finds for every node of the new value its row in the old text, if it has one, and decides whether that row stays
//! unchanged or is opened. [`super::partners`] decides which node became which; `render` writes the text.
//!
//! Must stay true: a row of the old text has at most one place in the plan, because a node has at most one
//! partner, and an old node is kept whole only if all of its content stays inside it.

use super::partners::partners;
use super::plan::{self, Plan, Row};
use super::rows::{From, RowRef};
use super::source::Source;
use crate::matching::{Id, Matching, NONE, Tree, role_of_all};
use crate::path::Path;
use crate::value::{Map, Value};
use crate::yaml::{NodeId, NodeKind};

static KEEP: Plan = Plan::Keep;

/// The planned row for a node of the old value: a row of the text, or one that earlier operations changed.
#[derive(Clone, Copy)]
struct Site<'p> {
    from: From,
    heirs_of: &'p [RowRef],
    plan: &'p Plan,
}

/// Extends `plan`, the plan of a node so far, so that the node means `target`. `old` is its meaning by `plan`.
pub(crate) fn carry(source: &Source<'_>, plan: &Plan, origin: Option<NodeId>, old: &Value, target: &Value) -> Plan {
    if old.same_meaning(target) {
        return plan.clone();
    }
    let role = role_of_all(&[old, target]);
    let (a, b) = (Tree::by_meaning(old, role), Tree::by_meaning(target, role));
    let matching = partners(&a, &b);
    let mut known = vec![0_u32; b.len() + 1];
    for id in b.ids() {
        known[id as usize + 1] = known[id as usize] + u32::from(matching.in_a(id).is_some());
    }
    let (sites, filled) = (vec![None; a.len()], vec![false; a.len()]);
    let mut carrier = Carrier { source, a, b, matching, known, plan, origin, sites, filled };
    carrier.plan_of(0, 0, plan, origin)
}

/// Plans the whole document so that it means `target`.
pub(crate) fn carry_document(source: &Source<'_>, target: &Value) -> Row {
    let root = Row::document(source);
    let plan = carry(source, &root.plan, source.origin(root.from), source.whole, target);
    Row { plan, ..root }
}

struct Carrier<'c, 's, 't, 'v> {
    source: &'s Source<'t>,
    a: Tree<'v>,
    b: Tree<'v>,
    matching: Matching,
    /// For each node of the new value, how many nodes before it have a partner.
    known: Vec<u32>,
    /// The plan of the root, and its node in the text.
    plan: &'c Plan,
    origin: Option<NodeId>,
    /// By node of the old value; filled on demand.
    sites: Vec<Option<Site<'c>>>,
    /// Whether the children of a collection have their sites.
    filled: Vec<bool>,
}

impl<'c> Carrier<'c, '_, '_, '_> {
    /// The row of a node of the new value.
    fn row(&mut self, new: Id) -> Row {
        let key = self.b.node(new).key.map(str::to_owned);
        let old = self.matching.in_a(new);
        match old.and_then(|old| Some((old, self.site(old)?))) {
            Some((old, Site { from, heirs_of, plan })) => {
                let plan = self.plan_of(old, new, plan, self.source.origin(from));
                Row { key, from, heirs_of: heirs_of.to_vec(), plan }
            }
            None => Row { key, from: From::New, heirs_of: Vec::new(), plan: self.new_plan(new) },
        }
    }

    /// Plans a node that is in both values.
    fn plan_of(&mut self, old: Id, new: Id, plan: &Plan, origin: Option<NodeId>) -> Plan {
        if self.is_unchanged(old, new) {
            return plan.clone();
        }
        let is_alias = origin.is_some_and(|node| matches!(self.source.tree.node(node).kind, NodeKind::Alias { .. }));
        let can_open = !(is_alias && matches!(plan, Plan::Keep));
        match (self.a.node(old).value, self.b.node(new).value) {
            (Value::List(_), Value::List(_)) if can_open && self.open(plan, origin).is_some() => {
                Plan::List(self.rows(new))
            }
            (Value::Map(before), Value::Map(after)) if can_open => match self.open(plan, origin) {
                Some(Plan::Map(rows)) if rows.iter().any(|row| row.key.is_none()) && keeps_keys(before, after) => {
                    Plan::Map(self.over_merges(rows, before, new))
                }
                Some(_) => Plan::Map(self.rows(new)),
                None => self.new_plan(new),
            },
            _ => self.new_plan(new),
        }
    }

    fn open(&self, plan: &Plan, origin: Option<NodeId>) -> Option<Plan> {
        let mut opened = plan.clone();
        plan::open(self.source, &mut opened, origin, &Path::root()).ok()?;
        Some(opened)
    }

    fn rows(&mut self, collection: Id) -> Vec<Row> {
        let mut rows = Vec::new();
        let (mut next, end) = (collection + 1, self.b.node(collection).end);
        while next < end {
            rows.push(self.row(next));
            next = self.b.node(next).end;
        }
        rows
    }

    /// The rows of a mapping that keeps its merge keys, because their keys stay in order. Keys in the mapping itself
    /// take precedence over them.
    fn over_merges(&mut self, mut rows: Vec<Row>, before: &Map, new: Id) -> Vec<Row> {
        let mut added = Vec::new();
        let (mut next, end) = (new + 1, self.b.node(new).end);
        while next < end {
            let (child, key) = (next, self.b.node(next).key.unwrap_or_default());
            next = self.b.node(child).end;
            let unchanged = || before.get(key).is_some_and(|old| old.same_meaning(self.b.node(child).value));
            match rows.iter().rposition(|row| row.key.as_deref() == Some(key)) {
                Some(index) => rows[index] = self.row(child),
                None if unchanged() => {}
                None => added.push(Row::new(Some(key.to_owned()), self.b.node(child).value.clone())),
            }
        }
        rows.append(&mut added);
        rows
    }

    /// Plans a new node, with the old nodes that moved into it.
    fn new_plan(&mut self, new: Id) -> Plan {
        let node = self.b.node(new);
        let fresh = || Plan::fresh(node.value.clone());
        if self.known[new as usize + 1] == self.known[node.end as usize] {
            return fresh();
        }
        let is_list = matches!(node.value, Value::List(_));
        let value = node.value;
        let rows = self.rows(new);
        if rows.iter().all(|row| row.from == From::New && matches!(row.plan, Plan::Fresh { .. })) {
            return Plan::fresh(value.clone());
        }
        if is_list { Plan::List(rows) } else { Plan::Map(rows) }
    }

    /// Whether a node and the places of all nodes in it are unchanged.
    fn is_unchanged(&self, old: Id, new: Id) -> bool {
        self.a.are_equal(old, &self.b, new)
            && (0..self.a.node(old).end - old).all(|offset| self.matching.in_b(old + offset) == Some(new + offset))
    }

    /// The site of a node of the old value; `None` if it comes from an alias or a merge key.
    fn site(&mut self, old: Id) -> Option<Site<'c>> {
        let parent = self.a.node(old).parent;
        if parent == NONE {
            return None;
        }
        if !std::mem::replace(&mut self.filled[parent as usize], true) {
            let place = if parent == 0 {
                Some((self.plan, self.origin))
            } else {
                self.site(parent).map(|site| (site.plan, self.source.origin(site.from)))
            };
            if let Some((plan, origin)) = place {
                self.fill(parent, plan, origin);
            }
        }
        self.sites[old as usize]
    }

    fn fill(&mut self, parent: Id, plan: &'c Plan, origin: Option<NodeId>) {
        let source = self.source;
        match (plan, origin) {
            (Plan::List(rows) | Plan::Map(rows), _) => {
                let is_map = matches!(plan, Plan::Map(_));
                let children = self.children(parent);
                for (index, row) in rows.iter().enumerate() {
                    let child = match &row.key {
                        Some(key) if is_map => children.by_key(key),
                        None if is_map => None,
                        _ => children.at(index),
                    };
                    if let Some(child) = child {
                        self.sites[child as usize] =
                            Some(Site { from: row.from, heirs_of: &row.heirs_of, plan: &row.plan });
                    }
                }
            }
            (Plan::Keep, Some(node)) if !source.is_tagged(node) => {
                let row = |index| {
                    let from = From::Row(RowRef { collection: node, index });
                    Some(Site { from, heirs_of: &[], plan: &KEEP })
                };
                match source.tree.node(node).kind {
                    NodeKind::Sequence { .. } => {
                        let children = self.children(parent);
                        for index in 0..source.tree.items(node).len() {
                            if let Some(child) = children.at(index) {
                                self.sites[child as usize] = row(index);
                            }
                        }
                    }
                    NodeKind::Mapping { .. } => {
                        let children = self.children(parent);
                        // The last one of duplicate keys counts.
                        for (index, entry) in source.tree.entries(node).iter().enumerate() {
                            if let Some(child) = source.tree.key(entry).and_then(|key| children.by_key(&key)) {
                                self.sites[child as usize] = row(index);
                            }
                        }
                    }
                    NodeKind::Alias { .. } | NodeKind::Scalar { .. } => {}
                }
            }
            (Plan::Keep | Plan::Fresh { .. }, _) => {}
        }
    }

    fn children(&self, parent: Id) -> Children {
        let ids: Vec<Id> = self.a.children(parent).collect();
        let keys = ids.iter().filter_map(|id| Some((self.a.node(*id).key?.to_owned(), *id))).collect();
        Children { ids, keys }
    }
}

/// The children of a node of the old value, by key and by position.
struct Children {
    ids: Vec<Id>,
    keys: std::collections::HashMap<String, Id>,
}

impl Children {
    fn at(&self, index: usize) -> Option<Id> {
        self.ids.get(index).copied()
    }

    fn by_key(&self, key: &str) -> Option<Id> {
        self.keys.get(key).copied()
    }
}

fn keeps_keys(before: &Map, after: &Map) -> bool {
    after.len() >= before.len() && before.keys().zip(after.keys()).all(|(old, new)| old == new)
}
