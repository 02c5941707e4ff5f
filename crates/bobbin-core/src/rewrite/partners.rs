//! Pairs the nodes of an old value with those of a new one.
//!
//! Starts from `matching`, which knows a dashboard's views and cards, and adds pairs that matter only for text and
//! comments: renamed keys, plain items in the place of others, and lists and mappings that moved.
//!
//! Must stay true: the pairs of `matching` stay; a node has at most one partner; the work is nearly linear in the
//! number of nodes.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

use crate::matching::{Id, Matching, NONE, Tree};
use crate::value::Value;

/// How many keys of one mapping are compared to find renamed ones.
const RENAMED: usize = 64;

pub(super) fn partners(a: &Tree<'_>, b: &Tree<'_>) -> Matching {
    let mut rest = Rest { a, b, matching: Matching::of(a, b) };
    for old in a.ids() {
        let Some(new) = rest.matching.in_b(old) else { continue };
        match (a.node(old).value, b.node(new).value) {
            (Value::Map(_), Value::Map(_)) => rest.renamed_keys(old, new),
            (Value::List(_), Value::List(_)) => rest.plain_items(old, new),
            _ => {}
        }
    }
    rest.moved_content();
    rest.matching
}

struct Rest<'t, 'v> {
    a: &'t Tree<'v>,
    b: &'t Tree<'v>,
    matching: Matching,
}

impl Rest<'_, '_> {
    fn is_gone(&self, old: Id) -> bool {
        self.matching.in_b(old).is_none()
    }

    fn is_new(&self, new: Id) -> bool {
        self.matching.in_a(new).is_none()
    }

    fn pair_equal(&mut self, old: Id, new: Id) {
        self.matching.pair_equal(old, new, self.a.node(old).end - old);
    }

    /// Pairs renamed keys: those with the same value.
    fn renamed_keys(&mut self, map: Id, now: Id) {
        let mut gone: Vec<Id> = self.a.children(map).filter(|id| self.is_gone(*id)).take(RENAMED).collect();
        if gone.is_empty() {
            return;
        }
        let came: Vec<Id> = self.b.children(now).filter(|id| self.is_new(*id)).take(RENAMED).collect();
        for new in came {
            // A number or a word may be equal by chance.
            let is_same = |old: &Id| {
                let telling = is_large(self.b.node(new).value);
                let same_place = self.a.node(*old).position == self.b.node(new).position;
                (telling || same_place) && self.a.are_equal(*old, self.b, new)
            };
            if let Some(found) = gone.iter().position(is_same) {
                let old = gone.remove(found);
                self.pair_equal(old, new);
            }
        }
    }

    /// Pairs plain items between the same neighbors, of any value. HA also turns a badge that is an entity's
    /// name into a mapping.
    fn plain_items(&mut self, list: Id, now: Id) {
        let gone: Vec<Id> = self.a.children(list).filter(|id| self.is_gone(*id)).collect();
        let came: Vec<Id> = self.b.children(now).filter(|id| self.is_new(*id)).collect();
        if gone.is_empty() || came.is_empty() {
            return;
        }
        let mut named: HashMap<&str, VecDeque<Id>> = HashMap::new();
        for old in &gone {
            if let Some(name) = entity(self.a.node(*old).value) {
                named.entry(name).or_default().push_back(*old);
            }
        }
        for new in &came {
            let same = entity(self.b.node(*new).value).and_then(|name| named.get_mut(name)?.pop_front());
            let (Some(old), true) = (same, self.is_new(*new)) else { continue };
            let one_is_plain = !(is_large(self.a.node(old).value) && is_large(self.b.node(*new).value));
            if one_is_plain && self.is_gone(old) {
                self.matching.pair(old, *new);
            }
        }
        let (mut before, mut gaps) = (NONE, HashMap::<Id, VecDeque<Id>>::new());
        for old in self.a.children(list) {
            if !self.is_gone(old) {
                before = old;
            } else if !is_large(self.a.node(old).value) {
                gaps.entry(before).or_default().push_back(old);
            }
        }
        let mut before = NONE;
        for new in self.b.children(now) {
            if let Some(old) = self.matching.in_a(new) {
                before = if self.a.node(old).parent == list { old } else { before };
            } else if !is_large(self.b.node(new).value)
                && let Some(old) = gaps.get_mut(&before).and_then(VecDeque::pop_front)
            {
                self.matching.pair(old, new);
            }
        }
    }

    /// Pairs lists and mappings that moved unchanged; the largest first.
    fn moved_content(&mut self) {
        let mut gone: HashMap<u64, VecDeque<Id>> = HashMap::new();
        for old in self.a.ids().filter(|id| self.is_gone(*id) && is_large(self.a.node(*id).value)) {
            gone.entry(self.a.node(old).hash).or_default().push_back(old);
        }
        if gone.is_empty() {
            return;
        }
        let is_candidate = |id: &Id| {
            let node = self.b.node(*id);
            self.is_new(*id) && is_large(node.value) && gone.contains_key(&node.hash)
        };
        let mut came: Vec<Id> = self.b.ids().filter(is_candidate).collect();
        came.sort_by_key(|id| (Reverse(self.b.node(*id).end - id), *id));
        for new in came {
            let Some(waiting) = gone.get_mut(&self.b.node(new).hash) else { continue };
            while self.is_new(new) {
                let Some(old) = waiting.pop_front() else { break };
                if self.is_gone(old) && self.a.are_equal(old, self.b, new) {
                    self.pair_equal(old, new);
                }
            }
        }
    }
}

/// Whether a value is large enough to be recognized: a card, not a number.
fn is_large(value: &Value) -> bool {
    match value {
        Value::Map(map) => !map.is_empty(),
        Value::List(items) => !items.is_empty(),
        _ => false,
    }
}

/// The entity that an item is about.
fn entity(item: &Value) -> Option<&str> {
    item.as_str().or_else(|| item.get("entity")?.as_str())
}
