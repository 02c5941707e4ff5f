//! Paths that follow their nodes while operations are applied.
//!
//! Owns the effect of an operation elsewhere in the document on the path of a node. Knows the few operations that
//! gestures use.

use crate::edit::model::apply_op;
use crate::edit::{EditError, Op};
use crate::path::{Path, Step};
use crate::value::Value;

/// Refers to a followed node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handle(usize);

/// A value with nodes that are followed through changes.
pub(super) struct Tracked {
    value: Value,
    followed: Vec<Option<Path>>,
}

impl Tracked {
    pub(super) const fn new(value: Value) -> Self {
        Self { value, followed: Vec::new() }
    }

    pub(super) const fn value(&self) -> &Value {
        &self.value
    }

    pub(super) fn follow(&mut self, path: Path) -> Handle {
        self.followed.push(Some(path));
        Handle(self.followed.len() - 1)
    }

    /// The current path of a followed node.
    pub(super) fn at(&self, handle: Handle) -> Result<Path, EditError> {
        let path = self.followed.get(handle.0).cloned().flatten();
        path.ok_or(EditError::NotFound { path: Path::root() })
    }

    pub(super) fn apply(&mut self, op: &Op) -> Result<(), EditError> {
        let unwrapped = match op {
            Op::Unwrap { path, .. } => self.value.at(path).map_or(1, |node| match node.get("cards") {
                Some(Value::List(items)) => items.len(),
                _ => 1,
            }),
            _ => 1,
        };
        apply_op(&mut self.value, op)?;
        for followed in &mut self.followed {
            let Some(path) = followed.take() else { continue };
            *followed = match op {
                Op::Move { from, to } => match rebased(&path, from, to) {
                    Some(moved) => Some(moved),
                    None => without(&path, from).map(|path| with(&path, to, 1)),
                },
                Op::Remove { path: removed } => without(&path, removed),
                Op::Insert { path: inserted, .. } => Some(with(&path, inserted, 1)),
                // The wrapper itself is gone; the nodes after it move by the number of nodes it held, minus one.
                Op::Unwrap { path: wrapper, .. } => without(&path, wrapper).map(|path| with(&path, wrapper, unwrapped)),
                _ => Some(path),
            };
        }
        Ok(())
    }
}

/// The path after moving `from` to `to`, if it is `from` or inside it.
fn rebased(path: &Path, from: &Path, to: &Path) -> Option<Path> {
    from.contains(path).then(|| Path(to.0.iter().chain(&path.0[from.0.len()..]).cloned().collect()))
}

/// The path in the document without a node; `None` inside that node.
pub(super) fn without(path: &Path, removed: &Path) -> Option<Path> {
    if removed.contains(path) {
        return None;
    }
    Some(shifted(path, removed, |at, gone| if at > gone { at - 1 } else { at }))
}

/// The path in the document after inserting nodes.
fn with(path: &Path, inserted: &Path, count: usize) -> Path {
    shifted(path, inserted, |at, new| if at >= new { at + count } else { at })
}

/// Changes the position in the list that contains `place`, if the path leads through that list.
fn shifted(path: &Path, place: &Path, change: impl Fn(usize, usize) -> usize) -> Path {
    let mut out = path.clone();
    if let Some((list, Step::Index(place))) = place.split_last()
        && list.contains(path)
        && let Some(Step::Index(at)) = out.0.get_mut(list.0.len())
    {
        *at = change(*at, *place);
    }
    out
}

/// The sort key of a path in the order of the document.
pub(super) fn order(value: &Value, path: &Path) -> Vec<usize> {
    let mut node = Some(value);
    path.0
        .iter()
        .map(|step| {
            let position = match (node, step) {
                (Some(Value::Map(map)), Step::Key(key)) => map.position(key).unwrap_or(usize::MAX),
                (_, Step::Index(index)) => *index,
                _ => usize::MAX,
            };
            node = node.and_then(|node| node.at(&Path(vec![step.clone()])));
            position
        })
        .collect()
}
