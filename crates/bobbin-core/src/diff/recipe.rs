//! The recipe that makes a new version of pieces of the old one.
//!
//! Must stay true: applied to the old version, it gives exactly the new one, whatever the matching was.

use crate::matching::{Id, Matching, Tree};
use crate::path::Path;
use crate::value::{Map, Value};

/// The recipe of one node of the new version.
#[derive(Clone, Debug)]
pub(super) enum Recipe {
    /// A node of the old version.
    Keep(Path),
    /// A new value.
    New(Value),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

/// The error for a value that is not the compared old version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTheOldVersion {
    /// The path of a kept node that the value lacks.
    pub missing: Path,
}

impl std::fmt::Display for NotTheOldVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&bobbin_words::changes::not_the_old_version(&self.missing))
    }
}

impl std::error::Error for NotTheOldVersion {}

impl Recipe {
    pub(super) fn of(a: &Tree<'_>, b: &Tree<'_>, matching: &Matching) -> Self {
        let mut known = vec![0_u32; b.len() + 1];
        for id in b.ids() {
            known[id as usize + 1] = known[id as usize] + u32::from(matching.in_a(id).is_some());
        }
        Self::of_node(a, b, matching, &known, 0)
    }

    /// `known` counts, for each node, the nodes before it that the old version had.
    fn of_node(a: &Tree<'_>, b: &Tree<'_>, matching: &Matching, known: &[u32], id: Id) -> Self {
        let node = b.node(id);
        if let Some(partner) = matching.in_a(id) {
            let old = a.node(partner);
            if old.hash == node.hash && old.value == node.value {
                return Self::Keep(a.path(partner));
            }
        }
        if known[id as usize] == known[node.end as usize] {
            return Self::New(node.value.clone());
        }
        match node.value {
            Value::List(_) => {
                Self::List(b.children(id).map(|child| Self::of_node(a, b, matching, known, child)).collect())
            }
            Value::Map(map) => {
                let keys = map.keys().map(str::to_owned);
                Self::Map(keys.zip(b.children(id).map(|child| Self::of_node(a, b, matching, known, child))).collect())
            }
            scalar => Self::New(scalar.clone()),
        }
    }

    pub(super) fn make(&self, a: &Value) -> Result<Value, NotTheOldVersion> {
        Ok(match self {
            Self::Keep(path) => a.at(path).cloned().ok_or_else(|| NotTheOldVersion { missing: path.clone() })?,
            Self::New(value) => value.clone(),
            Self::List(items) => Value::List(items.iter().map(|item| item.make(a)).collect::<Result<_, _>>()?),
            Self::Map(entries) => {
                let mut map = Map::with_capacity(entries.len());
                for (key, value) in entries {
                    map.push_new(key.clone(), value.make(a)?);
                }
                Value::Map(map)
            }
        })
    }
}
