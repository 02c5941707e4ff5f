//! Which item of the old list is which of the new one, and the same for keys.
//!
//! In this order, because cards carry no name: the same value in the same list; the most alike in the same
//! list; what is left on one side only, by value, anywhere in the document (a move). Work is bounded: lists
//! whose leftovers are many are paired by their order.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::carry;
use crate::edit::layout::row_count;
use crate::edit::plan::{From, Plan, Row, RowRef, expand_merges};
use crate::edit::source::Source;
use crate::value::{Map, Number, Value};
use crate::yaml::{NodeId, NodeKind};

/// How many comparisons pairing by likeness may cost in one list.
const COMPARISONS: usize = 20_000;

/// The rows that make a mapping mean `target`.
pub(super) fn entries(
    source: &Source<'_>,
    mut rows: Vec<Row>,
    origin: Option<NodeId>,
    old: &Map,
    target: &Map,
) -> Vec<Row> {
    if rows.iter().any(|row| row.key.is_none()) {
        // Merge keys stay when the keys they give stay, in their order; a key of the mapping's own goes
        // before them.
        if target.len() >= old.len() && old.keys().zip(target.keys()).all(|(old, new)| old == new) {
            return over_merges(source, rows, old, target);
        }
        expand_merges(source, &mut rows, origin);
    }
    let mut by_key: HashMap<String, Vec<Row>> = HashMap::with_capacity(rows.len());
    let mut order = Vec::with_capacity(rows.len());
    for row in rows {
        let key = row.key.clone().unwrap_or_default();
        order.push(key.clone());
        by_key.entry(key).or_default().push(row);
    }
    let mut renamed = renamed_keys(old, target, &order);
    let mut out = Vec::with_capacity(target.len());
    for (key, value) in target.iter() {
        let known = renamed.remove(key).unwrap_or_else(|| key.to_owned());
        let Some(mut row) = by_key.get_mut(&known).and_then(Vec::pop) else {
            out.push(Row::new(Some(key.to_owned()), value.clone()));
            continue;
        };
        row.key = Some(key.to_owned());
        carry_row(source, &mut row, old.get(&known).unwrap_or(&Value::Null), value);
        out.push(row);
    }
    out
}

fn carry_row(source: &Source<'_>, row: &mut Row, old: &Value, target: &Value) {
    let plan = std::mem::replace(&mut row.plan, Plan::Keep);
    row.plan = carry(source, plan, source.origin(row.from), old, target);
}

fn over_merges(source: &Source<'_>, mut rows: Vec<Row>, old: &Map, target: &Map) -> Vec<Row> {
    let mut added = Vec::new();
    for (key, value) in target.iter() {
        match rows.iter_mut().rfind(|row| row.key.as_deref() == Some(key)) {
            Some(row) => carry_row(source, row, old.get(key).unwrap_or(&Value::Null), value),
            None if old.get(key).is_some_and(|old| old.same_meaning(value)) => {}
            None => added.push(Row::new(Some(key.to_owned()), value.clone())),
        }
    }
    rows.append(&mut added);
    rows
}

/// New keys that are an old key under another name: from the new name to the old.
fn renamed_keys(old: &Map, target: &Map, order: &[String]) -> HashMap<String, String> {
    let gone: Vec<&str> =
        order.iter().map(String::as_str).filter(|key| target.get(key).is_none() && old.get(key).is_some()).collect();
    if gone.is_empty() {
        return HashMap::new();
    }
    let mut renamed = HashMap::new();
    let came = target.iter().enumerate().filter(|(_, (key, _))| old.get(key).is_none());
    let mut free = gone;
    for (position, (key, value)) in came.take(64) {
        let same = |name: &str| {
            let large = matches!(value, Value::List(_) | Value::Map(_));
            old.get(name).is_some_and(|old| old.same_meaning(value)) && (large || old.position(name) == Some(position))
        };
        if let Some(index) = free.iter().take(64).position(|name| same(name)) {
            renamed.insert(key.to_owned(), free.remove(index).to_owned());
        }
    }
    renamed
}

/// The rows that make a list mean `target`.
pub(super) fn items(source: &Source<'_>, rows: Vec<Row>, old: &[Value], target: &[Value]) -> Vec<Row> {
    let pairs = pair(old, target);
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    pairs
        .into_iter()
        .zip(target)
        .map(|(pair, value)| match pair.and_then(|index| rows[index].take().map(|row| (index, row))) {
            Some((index, mut row)) => {
                carry_row(source, &mut row, &old[index], value);
                row
            }
            None => Row::new(None, value.clone()),
        })
        .collect()
}

/// For each new item the old one it was.
fn pair(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let old_hashes: Vec<u64> = old.iter().map(hash).collect();
    let new_hashes: Vec<u64> = new.iter().map(hash).collect();
    let same = |o: usize, n: usize| old_hashes[o] == new_hashes[n] && old[o].same_meaning(&new[n]);
    let head = (0..old.len().min(new.len())).take_while(|index| same(*index, *index)).count();
    let tail =
        (1..=old.len().min(new.len()) - head).take_while(|back| same(old.len() - back, new.len() - back)).count();
    for index in 0..head {
        (pairs[index], taken[index]) = (Some(index), true);
    }
    for back in 1..=tail {
        (pairs[new.len() - back], taken[old.len() - back]) = (Some(old.len() - back), true);
    }
    let mut by_hash: HashMap<u64, VecDeque<usize>> = HashMap::new();
    for (index, hash) in old_hashes.iter().enumerate().take(old.len() - tail).skip(head) {
        by_hash.entry(*hash).or_default().push_back(index);
    }
    for index in head..new.len() - tail {
        let found = by_hash.get_mut(&new_hashes[index]).and_then(VecDeque::pop_front);
        if let Some(found) = found.filter(|found| same(*found, index)) {
            (pairs[index], taken[found]) = (Some(found), true);
        }
    }
    pair_alike(old, new, &mut pairs, &mut taken);
    pairs
}

/// Pairs what is left by likeness, the most alike first.
fn pair_alike(old: &[Value], new: &[Value], pairs: &mut [Option<usize>], taken: &mut [bool]) {
    let free_old: Vec<usize> = (0..old.len()).filter(|index| !taken[*index]).collect();
    let free_new: Vec<usize> = (0..new.len()).filter(|index| pairs[*index].is_none()).collect();
    if free_old.is_empty() || free_new.is_empty() {
        return;
    }
    let mut scored = Vec::new();
    if free_old.len().saturating_mul(free_new.len()) <= COMPARISONS {
        for (row, o) in free_old.iter().enumerate() {
            for (column, n) in free_new.iter().enumerate() {
                scored.push((likeness(&old[*o], &new[*n]), row.abs_diff(column), *o, *n));
            }
        }
    } else {
        for (o, n) in free_old.iter().zip(&free_new) {
            scored.push((likeness(&old[*o], &new[*n]), 0, *o, *n));
        }
    }
    scored.retain(|(score, ..)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    for (_, _, o, n) in scored {
        if !taken[o] && pairs[n].is_none() {
            (pairs[n], taken[o]) = (Some(o), true);
        }
    }
}

/// From here on, of 100, two items are one that changed.
const ALIKE: u32 = 40;

/// How much two items have in common, of 100.
fn likeness(old: &Value, new: &Value) -> u32 {
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => {
            if let (Some(a), Some(b)) = (old.get("type"), new.get("type"))
                && a != b
            {
                return 0;
            }
            let mut shared = 0;
            for (key, value) in old.iter() {
                shared += match new.get(key) {
                    Some(other) if other == value => 4,
                    Some(_) => 1,
                    None => 0,
                };
            }
            let most = u32::try_from(old.len().max(new.len())).unwrap_or(u32::MAX).saturating_mul(4).max(1);
            100 * shared / most
        }
        // A plain value has no comment to lose beside its own line's.
        (Value::List(_), Value::List(_)) => 50,
        // HA writes a badge that was an entity's name as a mapping.
        (Value::String(name), Value::Map(map)) | (Value::Map(map), Value::String(name))
            if map.get("entity").and_then(Value::as_str) == Some(name.as_str()) =>
        {
            90
        }
        (Value::Map(_) | Value::List(_), _) | (_, Value::Map(_) | Value::List(_)) => 0,
        _ => ALIKE,
    }
}

/// A hash that is the same for values of the same meaning.
fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_into(value, &mut hasher);
    hasher.finish()
}

fn hash_into(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Null => 0_u8.hash(hasher),
        Value::Bool(bool) => (1_u8, bool).hash(hasher),
        Value::Number(number) => hash_number(*number, hasher),
        Value::String(text) => (3_u8, text).hash(hasher),
        Value::List(items) => {
            (4_u8, items.len()).hash(hasher);
            items.iter().for_each(|item| hash_into(item, hasher));
        }
        Value::Map(map) => {
            (5_u8, map.len()).hash(hasher);
            for (key, value) in map.iter() {
                key.hash(hasher);
                hash_into(value, hasher);
            }
        }
    }
}

fn hash_number(number: Number, hasher: &mut DefaultHasher) {
    let number = number.as_f64();
    // Not-a-number and the infinities are null in JSON.
    if number.is_finite() {
        // Minus zero equals zero.
        (2_u8, (number + 0.0).to_bits()).hash(hasher);
    } else {
        0_u8.hash(hasher);
    }
}

/// Gives new rows the text of rows that vanished elsewhere, where both are the same: cards that moved.
pub(super) fn adopt_moved(source: &Source<'_>, root: &mut Row) {
    let mut orphans = Orphans { source, by_hash: HashMap::new(), claimed: BTreeMap::new() };
    orphans.gather(&root.plan, source.origin(root.from));
    if !orphans.by_hash.is_empty() {
        orphans.adopt(&mut root.plan);
    }
}

/// The rows of the old text that have no place in the plan.
struct Orphans<'s, 't> {
    source: &'s Source<'t>,
    by_hash: HashMap<u64, VecDeque<(RowRef, Value)>>,
    /// The stretches of text that found a new place, by their start.
    claimed: BTreeMap<usize, usize>,
}

/// Whether a value is worth carrying: a card, not a number.
fn is_large(value: &Value) -> bool {
    match value {
        Value::Map(map) => !map.is_empty(),
        Value::List(items) => !items.is_empty(),
        _ => false,
    }
}

impl Orphans<'_, '_> {
    fn gather(&mut self, plan: &Plan, origin: Option<NodeId>) {
        match (plan, origin) {
            (Plan::List(rows) | Plan::Map(rows), origin) => {
                if let Some(node) = origin.filter(|node| self.is_collection(*node)) {
                    let mut gone: Vec<bool> = vec![true; row_count(self.source.tree, node)];
                    for row in rows {
                        if let From::Row(from) = row.from
                            && from.collection == node
                        {
                            gone[from.index] = false;
                        }
                    }
                    for index in (0..gone.len()).filter(|index| gone[*index]) {
                        self.orphan(RowRef { collection: node, index });
                    }
                }
                for row in rows {
                    self.gather(&row.plan, self.source.origin(row.from));
                }
            }
            (Plan::Fresh { .. }, Some(node)) => self.inside(node),
            (Plan::Fresh { .. }, None) | (Plan::Keep, _) => {}
        }
    }

    fn is_collection(&self, node: NodeId) -> bool {
        matches!(self.source.tree.node(node).kind, NodeKind::Sequence { .. } | NodeKind::Mapping { .. })
    }

    /// A row that has no place any more; what is inside it may have one.
    fn orphan(&mut self, row: RowRef) {
        let node = self.source.value_node(row);
        // An alias has no lines of its own, and a merge key no value.
        if !self.is_collection(node) || self.source.is_merge(row) {
            return;
        }
        let value = self.source.value(node).into_owned();
        if is_large(&value) {
            self.by_hash.entry(hash(&value)).or_default().push_back((row, value));
        }
        self.inside(node);
    }

    fn inside(&mut self, node: NodeId) {
        if self.is_collection(node) {
            for index in 0..row_count(self.source.tree, node) {
                self.orphan(RowRef { collection: node, index });
            }
        }
    }

    fn adopt(&mut self, plan: &mut Plan) {
        if let Plan::List(rows) | Plan::Map(rows) = plan {
            rows.iter_mut().for_each(|row| self.adopt_row(row));
        }
    }

    fn adopt_row(&mut self, row: &mut Row) {
        if let (From::New, Plan::Fresh { value, anchor: None }) = (row.from, &row.plan) {
            if let Some(found) = self.claim(value) {
                row.from = From::Row(found);
                row.plan = Plan::Keep;
            } else if let Some(opened) = self.with_adopted(value) {
                // The card may have been wrapped: what is in it is looked for too.
                row.plan = opened;
            }
            return;
        }
        self.adopt(&mut row.plan);
    }

    /// A new value told in rows, when an orphan was found for any part of it.
    fn with_adopted(&mut self, value: &Value) -> Option<Plan> {
        let mut found = false;
        let mut row = |this: &mut Self, key: Option<String>, value: &Value| {
            let mut row = Row::new(key, value.clone());
            if is_large(value) {
                this.adopt_row(&mut row);
                found |= row.from != From::New || !matches!(row.plan, Plan::Fresh { .. });
            }
            row
        };
        let plan = match value {
            Value::List(items) => Plan::List(items.iter().map(|item| row(self, None, item)).collect()),
            Value::Map(map) => {
                Plan::Map(map.iter().map(|(key, value)| row(self, Some(key.to_owned()), value)).collect())
            }
            _ => return None,
        };
        found.then_some(plan)
    }

    fn claim(&mut self, value: &Value) -> Option<RowRef> {
        if !is_large(value) {
            return None;
        }
        let (source, claimed) = (self.source, &mut self.claimed);
        let bucket = self.by_hash.get_mut(&hash(value))?;
        let is_free = |row: RowRef, claimed: &BTreeMap<usize, usize>| {
            let span = source.tree.node(source.value_node(row)).full;
            claimed.range(..span.end()).next_back().is_none_or(|(_, end)| *end <= span.start())
        };
        let position = bucket.iter().position(|(row, old)| old.same_meaning(value) && is_free(*row, claimed))?;
        let (row, _) = bucket.remove(position)?;
        let span = source.tree.node(source.value_node(row)).full;
        claimed.insert(span.start(), span.end());
        Some(row)
    }
}
