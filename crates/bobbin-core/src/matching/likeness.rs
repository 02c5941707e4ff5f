//! The likeness of two things that are not equal, by their content and names.
//!
//! A thing has features, each with a weight: its type, its entity, its name, its keys, and the values inside. The
//! likeness of two things is the weight of their shared features.
//!
//! Must stay true: reading a thing costs at most [`LOOKED_AT`] nodes and keeps at most [`KEPT`] features, chosen in the
//! same way for all things, so that large ones stay comparable.

use std::hash::Hasher as _;

use super::tree::{Id, NONE, Role, Tree};
use crate::hashing::hasher;
use crate::value::Value;

const LOOKED_AT: usize = 2_000;
const KEPT: usize = 200;
/// The weight of a key, and of a type inside.
const SHAPE: u32 = 1;
/// The weight of a thing's type.
const TYPE: u32 = 4;

/// Features sorted by their hash, each with its weight.
pub(super) struct Features(Vec<(u64, u32)>);

/// The keys that name a thing.
const NAMES: [&str; 7] = ["title", "name", "heading", "path", "content", "label", "area"];

pub(super) fn of(tree: &Tree<'_>, thing: Id) -> Features {
    let mut features = Vec::new();
    let node = tree.node(thing);
    if !matches!(node.value, Value::Map(_) | Value::List(_)) {
        return Features(vec![(node.hash, 1)]);
    }
    let end = node.end.min(thing.saturating_add(1 + u32::try_from(LOOKED_AT).unwrap_or(u32::MAX)));
    for id in thing + 1..end {
        let inner = tree.node(id);
        let own = inner.parent == thing;
        let key = key_of(tree, id);
        if own {
            features.push((hash(&(0_u8, key)), SHAPE));
        }
        if matches!(inner.value, Value::Map(_) | Value::List(_)) {
            continue;
        }
        let weight = match key {
            "type" if own => TYPE,
            "entity" | "area_id" if own => 8,
            "entity" => 3,
            key if own && NAMES.contains(&key) => 6,
            "type" => SHAPE,
            _ => 2,
        };
        features.push((hash(&(1_u8, own, key, inner.hash)), weight));
    }
    features.sort_unstable();
    features.dedup_by_key(|(hash, _)| *hash);
    features.truncate(KEPT);
    Features(features)
}

impl Features {
    /// The likeness, of 1,000.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        self.compare(other).0
    }

    /// The likeness of things in different lists, of 1,000: zero unless they share more than their shape.
    pub(super) fn likeness_elsewhere(&self, other: &Self) -> u32 {
        let (likeness, says_more) = self.compare(other);
        if says_more { likeness } else { 0 }
    }

    /// The likeness, of 1,000, and whether a shared feature is neither a key nor a type.
    fn compare(&self, other: &Self) -> (u32, bool) {
        let weight = |features: &Self| features.0.iter().map(|(_, weight)| weight).sum::<u32>();
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut shared, mut says_more) = (0, false);
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => {
                    mine.next();
                }
                std::cmp::Ordering::Greater => {
                    theirs.next();
                }
                std::cmp::Ordering::Equal => {
                    shared += a.1;
                    says_more |= a.1 != SHAPE && a.1 != TYPE;
                    mine.next();
                    theirs.next();
                }
            }
        }
        ((2000 * shared).checked_div(weight(self) + weight(other)).unwrap_or(0), says_more)
    }

    /// The features that lead to candidates: those with a high weight.
    pub(super) fn telling(&self) -> impl Iterator<Item = u64> {
        self.0.iter().filter(|(_, weight)| *weight >= 2).map(|(hash, _)| *hash)
    }
}

/// The key that holds a node, through any lists.
fn key_of<'v>(tree: &Tree<'v>, mut id: Id) -> &'v str {
    loop {
        let node = tree.node(id);
        match node.key {
            Some(key) => return key,
            None if node.parent == NONE => return "",
            None => id = node.parent,
        }
    }
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = hasher();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether a thing has enough content to be recognized anywhere; a divider or an empty stack does not.
pub(crate) fn is_recognisable(tree: &Tree<'_>, thing: Id) -> bool {
    let node = tree.node(thing);
    match node.role {
        Role::Card | Role::Section | Role::Badge => {
            let scalars = (thing + 1..node.end)
                .take(64)
                .filter(|id| !matches!(tree.node(*id).value, Value::Map(_) | Value::List(_)))
                .count();
            node.value.as_map().is_some() && scalars >= 2
        }
        _ => false,
    }
}
