//! The plan of a new document, made of pieces of the old one.
//!
//! A plan is a tree whose leaves are unchanged nodes of the old text, or new values. Owns opening a node of the old
//! text into rows, and the value of a plan. `edit` and `carry` change plans; `render` writes them.
//!
//! Must stay true: a node of the old text, and thus each of its comments, has at most one place in a plan.

use super::error::{EditError, Refusal};
use super::layout;
use super::rows::{From, RowRef};
use super::source::Source;
use crate::path::Path;
use crate::value::{Map, Value};
use crate::yaml::{NodeId, NodeKind};

/// The source of a node of the new document.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    /// The old node, unchanged.
    Keep,
    /// A new value; with an `anchor`, aliases refer to it.
    Fresh { value: Value, anchor: Option<String> },
    /// A list of these rows.
    List(Vec<Row>),
    /// A mapping of these rows.
    Map(Vec<Row>),
}

/// An item or entry of the new document.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The key; `None` for an item and for a kept merge key (`<<`).
    pub(crate) key: Option<String>,
    /// The old text of the row.
    pub(crate) from: From,
    /// Removed old rows around this one, whose comments above move to it.
    pub(crate) heirs_of: Vec<RowRef>,
    /// Its value.
    pub(crate) plan: Plan,
}

impl Plan {
    pub(crate) const fn fresh(value: Value) -> Self {
        Self::Fresh { value, anchor: None }
    }

    /// A new value, as rows where it is a collection.
    pub(crate) fn open_fresh(value: Value) -> Self {
        match value {
            Value::List(items) => Self::List(items.into_iter().map(|item| Row::new(None, item)).collect()),
            Value::Map(map) => Self::Map(map.into_iter().map(|(key, value)| Row::new(Some(key), value)).collect()),
            scalar => Self::fresh(scalar),
        }
    }
}

impl Row {
    pub(crate) const fn new(key: Option<String>, value: Value) -> Self {
        Self { key, from: From::New, heirs_of: Vec::new(), plan: Plan::fresh(value) }
    }

    pub(crate) const fn keep(key: Option<String>, collection: NodeId, index: usize) -> Self {
        Self { key, from: From::Row(RowRef { collection, index }), heirs_of: Vec::new(), plan: Plan::Keep }
    }

    /// The row that is the whole document, unchanged.
    pub(crate) fn document(source: &Source<'_>) -> Self {
        let from = source.tree.root().map_or(From::New, From::Root);
        let plan = if from == From::New { Plan::fresh(Value::Null) } else { Plan::Keep };
        Self { key: None, from, heirs_of: Vec::new(), plan }
    }

    /// The row of the old text, if it has one.
    pub(crate) const fn written(&self) -> Option<RowRef> {
        match self.from {
            From::Row(from) => Some(from),
            From::New | From::Root(_) => None,
        }
    }

    /// Whether the value is a list or mapping that is not empty.
    pub(crate) fn is_collection(&self, source: &Source<'_>) -> bool {
        let of_value = |value: &Value| match value {
            Value::List(items) => !items.is_empty(),
            Value::Map(map) => !map.is_empty(),
            _ => false,
        };
        match &self.plan {
            Plan::Fresh { value, .. } => of_value(value),
            Plan::List(rows) | Plan::Map(rows) => !rows.is_empty(),
            Plan::Keep => source.origin(self.from).is_some_and(|node| layout::row_count(source.tree, node) > 0),
        }
    }

    /// Whether this is a kept merge key.
    pub(crate) const fn is_merge(&self, in_map: bool) -> bool {
        in_map && self.key.is_none()
    }
}

/// Replaces the merge keys of a mapping by the entries they provide.
pub(crate) fn expand_merges(source: &Source<'_>, rows: &mut Vec<Row>, origin: Option<NodeId>) {
    let Some(Value::Map(old)) = origin.map(|node| source.value(node).into_owned()) else { return };
    let mut own: Vec<Row> = std::mem::take(rows);
    let merges: Vec<Row> = own.extract_if(.., |row| row.key.is_none()).collect();
    // The old key of a row, which may have been renamed.
    let written = |row: &Row| match row.from {
        From::Row(from) if Some(from.collection) == origin => source.key(from.collection, from.index),
        _ => row.key.clone(),
    };
    // In the order of the old keys; new keys come last.
    for (key, value) in old.iter() {
        if let Some(index) = own.iter().position(|row| written(row).as_deref() == Some(key)) {
            // A duplicate key stays a duplicate.
            let row = own.remove(index);
            rows.push(row);
        } else if merges.iter().any(|merge| source.merge_has(merge.from, key)) {
            rows.push(Row::new(Some(key.to_owned()), value.clone()));
        }
    }
    rows.append(&mut own);
}

/// Makes the rows of a collection visible in a plan.
pub(crate) fn open(source: &Source<'_>, plan: &mut Plan, origin: Option<NodeId>, path: &Path) -> Result<(), EditError> {
    match plan {
        Plan::List(_) | Plan::Map(_) => {}
        Plan::Fresh { value, .. } => *plan = Plan::open_fresh(std::mem::take(value)),
        Plan::Keep => {
            let Some(node) = origin else { return Ok(()) };
            if source.is_tagged(node) {
                return Err(EditError::refused(path.clone(), Refusal::Tagged));
            }
            *plan = match source.tree.node(node).kind {
                NodeKind::Sequence { .. } => {
                    Plan::List((0..source.tree.items(node).len()).map(|index| Row::keep(None, node, index)).collect())
                }
                NodeKind::Mapping { .. } => Plan::Map(
                    (0..source.tree.entries(node).len())
                        .map(|index| Row::keep(source.key(node, index), node, index))
                        .collect(),
                ),
                // An edit inside an alias writes it out.
                NodeKind::Alias { .. } => Plan::open_fresh(source.value(node).into_owned()),
                NodeKind::Scalar { .. } => Plan::Keep,
            };
        }
    }
    Ok(())
}

/// The value of a plan.
pub(crate) fn plan_value(source: &Source<'_>, plan: &Plan, origin: Option<NodeId>) -> Value {
    match plan {
        Plan::Keep => origin.map_or(Value::Null, |node| source.value(node).into_owned()),
        Plan::Fresh { value, .. } => value.clone(),
        Plan::List(rows) => {
            Value::List(rows.iter().map(|row| plan_value(source, &row.plan, source.origin(row.from))).collect())
        }
        Plan::Map(rows) => {
            let mut map = Map::new();
            let merged = rows.iter().any(|row| row.key.is_none());
            if merged && let Some(Value::Map(old)) = origin.map(|node| source.value(node).into_owned()) {
                // Keys from merge keys keep their place; the code below sets the mapping's own.
                let own = |key: &str| rows.iter().any(|row| row.key.as_deref() == Some(key));
                for (key, value) in old.into_iter() {
                    let provided = rows.iter().any(|row| row.is_merge(true) && source.merge_has(row.from, &key));
                    if provided || own(&key) {
                        map.push_new(key, value);
                    }
                }
            }
            for row in rows {
                if let Some(key) = &row.key {
                    map.insert(key.as_str(), plan_value(source, &row.plan, source.origin(row.from)));
                }
            }
            Value::Map(map)
        }
    }
}
