//! Turns gestures on a dashboard into edit operations: moving, copying, wrapping and so on, of many nodes at once. All
//! paths refer to the document before the gesture.
//!
//! Owns the order of the operations and the final path of every node. The operations themselves and their effect on the
//! text belong to `edit`. Must stay true: the operations mean exactly the gesture, for a plain value as for a text;
//! nodes inside other nodes of the same gesture go with those.

mod convert;
mod track;

use crate::catalogue;
use crate::edit::{EditError, Op, Refusal};
use crate::path::{Path, Step};
use crate::value::{Map, Value};

use track::{Handle, Tracked};

/// A change made by hand. All paths refer to the document before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Moves nodes to a list, together and in their order. Cards that are moved to a list of sections get a new section
    /// there.
    Move {
        /// The nodes.
        nodes: Vec<Path>,
        /// The list; it need not exist yet.
        list: Path,
        /// The position to insert before, counted before the move.
        index: usize,
    },
    /// Copies nodes to a list.
    Copy {
        /// The nodes.
        nodes: Vec<Path>,
        /// The list.
        list: Path,
        /// The position to insert before.
        index: usize,
    },
    /// Inserts new nodes into a list.
    Insert {
        /// The nodes.
        values: Vec<Value>,
        /// The list.
        list: Path,
        /// The position to insert before.
        index: usize,
    },
    /// Puts copies of nodes after the last of them in each list.
    Duplicate {
        /// The nodes.
        nodes: Vec<Path>,
    },
    /// Removes nodes.
    Delete {
        /// The nodes.
        nodes: Vec<Path>,
    },
    /// Puts nodes in a new card, which takes the place of the first of them.
    Wrap {
        /// The nodes.
        nodes: Vec<Path>,
        /// The new card, with an empty `cards` or a `card`.
        with: Value,
    },
    /// Replaces cards by their content.
    Unwrap {
        /// The cards.
        nodes: Vec<Path>,
    },
    /// Sets a key of nodes, however deep; `Null` removes it.
    Set {
        /// The nodes.
        nodes: Vec<Path>,
        /// The path of the key within the node.
        key: Path,
        /// Its value.
        value: Value,
    },
    /// Changes the type of a view and carries its cards over.
    ConvertView {
        /// The view.
        view: Path,
        /// `sections`, `masonry`, `sidebar` or `panel`.
        to: String,
    },
}

/// A gesture turned into operations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The operations, in order.
    pub ops: Vec<Op>,
    /// The paths of the arranged nodes afterwards.
    pub nodes: Vec<Path>,
    /// Side effects, in sentences.
    pub notes: Vec<String>,
}

/// Turns a gesture on a document into operations.
///
/// # Errors
///
/// Those of the operations; see [`EditError`].
pub fn arrange(value: &Value, gesture: &Gesture) -> Result<Arrangement, EditError> {
    let mut work = Work { tracked: Tracked::new(value.clone()), ops: Vec::new() };
    let mut notes = Vec::new();
    let nodes = match gesture {
        Gesture::Move { nodes, list, index } if ends_in(list, "sections") && nodes.iter().all(holds_cards) => {
            work.shift_to_new_section(&outermost(value, nodes), list, *index)?
        }
        Gesture::ConvertView { view, to } => work.convert_view(view, to, &mut notes)?,
        Gesture::Move { nodes, list, index } => work.shift(&outermost(value, nodes), list, *index)?,
        Gesture::Copy { nodes, list, index } => {
            let values =
                outermost(value, nodes).iter().map(|node| found(value, node).cloned()).collect::<Result<_, _>>()?;
            work.insert(values, list, *index)?
        }
        Gesture::Insert { values, list, index } => work.insert(values.clone(), list, *index)?,
        Gesture::Duplicate { nodes } => work.duplicate(&outermost(value, nodes))?,
        Gesture::Delete { nodes } => work.delete(&outermost(value, nodes))?,
        Gesture::Wrap { nodes, with } => work.wrap(&outermost(value, nodes), with)?,
        Gesture::Unwrap { nodes } => work.unwrap(&outermost(value, nodes))?,
        Gesture::Set { nodes, key, value: set } => work.set(nodes, key, set)?,
    };
    Ok(Arrangement { ops: work.ops, nodes, notes })
}

/// A document with the operations applied so far.
struct Work {
    tracked: Tracked,
    ops: Vec<Op>,
}

impl Work {
    /// Applies one operation. A key that it adds gets the position that the catalogue prefers.
    fn run(&mut self, op: Op) -> Result<(), EditError> {
        let op = catalogue::in_place(self.tracked.value(), op);
        self.tracked.apply(&op)?;
        self.ops.push(op);
        Ok(())
    }

    /// Makes sure that there is a list at a path.
    fn have_list(&mut self, list: &Path) -> Result<(), EditError> {
        match self.tracked.value().at(list) {
            Some(Value::List(_)) => Ok(()),
            Some(Value::Null) => self.run(Op::Set { path: list.clone(), value: Value::List(Vec::new()) }),
            None => self.run(Op::Insert { path: list.clone(), value: Value::List(Vec::new()) }),
            Some(_) => Err(refused(list, Refusal::NotACollection)),
        }
    }

    fn shift(&mut self, nodes: &[Path], list: &Path, index: usize) -> Result<Vec<Path>, EditError> {
        if let Some(around) = nodes.iter().find(|node| node.contains(list)) {
            return Err(refused(around, Refusal::IntoItself));
        }
        self.have_list(list)?;
        let length = self.tracked.value().at(list).and_then(Value::as_list).map_or(0, <[Value]>::len);
        // The target is tracked as the item to insert before, and the list by itself.
        let list = self.tracked.follow(list.clone());
        let mut target = index.min(length);
        let handles: Vec<_> = nodes.iter().map(|node| self.tracked.follow(node.clone())).collect();
        for handle in &handles {
            self.part(*handle, list)?;
            let (from, to_list) = (self.tracked.at(*handle)?, self.tracked.at(list)?);
            if let Some((holder, Step::Index(at))) = from.split_last()
                && holder == to_list
                && *at < target
            {
                target -= 1;
            }
            // The path of the list in the document without the node.
            let to_list = track::without(&to_list, &from).ok_or_else(|| refused(&from, Refusal::IntoItself))?;
            let to = to_list.join(target);
            if from != to {
                self.run(Op::Move { from, to })?;
            }
            target += 1;
        }
        handles.into_iter().map(|handle| self.tracked.at(handle)).collect()
    }

    /// Moves a node after the holder of its new list, when both are in one list and the node comes first. Otherwise the
    /// path to the list, read without the node, would look like a path into the node.
    fn part(&mut self, node: Handle, list: Handle) -> Result<(), EditError> {
        let (from, list) = (self.tracked.at(node)?, self.tracked.at(list)?);
        let Some((holder, Step::Index(at))) = from.split_last() else { return Ok(()) };
        let is_next = holder.contains(&list) && list.0.get(holder.0.len()) == Some(&Step::Index(at + 1));
        let length = self.tracked.value().at(&holder).and_then(Value::as_list).map_or(0, <[Value]>::len);
        if is_next && length > 0 {
            self.run(Op::Move { from, to: holder.join(length - 1) })?;
        }
        Ok(())
    }

    fn insert(&mut self, values: Vec<Value>, list: &Path, index: usize) -> Result<Vec<Path>, EditError> {
        let values = if is_views(list) { self.with_own_paths(values) } else { values };
        let count = values.len();
        let start = match self.tracked.value().at(list) {
            Some(Value::List(items)) => {
                let start = index.min(items.len());
                for (offset, value) in values.into_iter().enumerate() {
                    self.run(Op::Insert { path: list.join(start + offset), value })?;
                }
                start
            }
            Some(Value::Null) => {
                self.run(Op::Set { path: list.clone(), value: Value::List(values) })?;
                0
            }
            _ => {
                self.run(Op::Insert { path: list.clone(), value: Value::List(values) })?;
                0
            }
        };
        Ok((start..start + count).map(|at| list.join(at)).collect())
    }

    fn duplicate(&mut self, nodes: &[Path]) -> Result<Vec<Path>, EditError> {
        let mut groups: Vec<(Path, Vec<usize>)> = Vec::new();
        for node in nodes {
            let Some((list, Step::Index(at))) = node.split_last() else {
                return Err(refused(node, Refusal::NotOne));
            };
            match groups.iter_mut().find(|(known, _)| *known == list) {
                Some((_, positions)) => positions.push(*at),
                None => groups.push((list, vec![*at])),
            }
        }
        // An insertion into one list does not move lists before it; those after it are tracked.
        let lists: Vec<_> = groups.iter().map(|(list, _)| self.tracked.follow(list.clone())).collect();
        let mut made = Vec::new();
        for ((_, positions), list) in groups.into_iter().zip(lists) {
            let list = self.tracked.at(list)?;
            let values: Vec<_> = positions
                .iter()
                .map(|at| found(self.tracked.value(), &list.join(*at)).cloned())
                .collect::<Result<_, _>>()?;
            let behind = positions.iter().max().map_or(0, |last| last + 1);
            for node in self.insert(values, &list, behind)? {
                made.push(self.tracked.follow(node));
            }
        }
        made.into_iter().map(|handle| self.tracked.at(handle)).collect()
    }

    fn delete(&mut self, nodes: &[Path]) -> Result<Vec<Path>, EditError> {
        for node in nodes.iter().rev() {
            self.run(Op::Remove { path: node.clone() })?;
        }
        // The item that takes the first one's place becomes the new selection.
        let Some((list, step)) = nodes.first().and_then(Path::split_last) else { return Ok(Vec::new()) };
        let next = match (self.tracked.value().at(&list), step) {
            (Some(Value::List(items)), Step::Index(at)) if !items.is_empty() => list.join((*at).min(items.len() - 1)),
            _ => return Ok(list.split_last().map(|(holder, _)| holder).into_iter().collect()),
        };
        Ok(vec![next])
    }

    fn wrap(&mut self, nodes: &[Path], with: &Value) -> Result<Vec<Path>, EditError> {
        let Some(first) = nodes.first() else { return Ok(Vec::new()) };
        for node in nodes {
            if !holds_cards(node) {
                return Err(refused(node, Refusal::NotACard));
            }
        }
        let count = nodes.len();
        let (hole, with) = match with.as_map() {
            Some(map) if matches!(map.get("cards"), Some(Value::List(_))) => {
                (Path(vec!["cards".into(), 0.into()]), with.clone())
            }
            Some(map) if count > 1 => {
                // One slot for many cards: a stack holds them.
                let mut stack = Map::new();
                stack.insert("type", Value::String("vertical-stack".to_owned()));
                stack.insert("cards", Value::List(Vec::new()));
                let mut map = map.clone();
                map.insert("card", Value::Map(stack));
                (Path(vec!["card".into(), "cards".into(), 0.into()]), Value::Map(map))
            }
            _ => (Path(vec!["card".into()]), with.clone()),
        };
        if count == 1 {
            self.run(Op::Wrap { path: first.clone(), with, hole, count })?;
            return Ok(vec![first.clone()]);
        }
        let Some((list, Step::Index(at))) = first.split_last() else {
            return Err(refused(first, Refusal::NotOne));
        };
        let gathered = self.shift(nodes, &list, *at)?;
        let first = gathered.first().cloned().unwrap_or_else(|| first.clone());
        self.run(Op::Wrap { path: first.clone(), with, hole, count })?;
        Ok(vec![first])
    }

    fn unwrap(&mut self, nodes: &[Path]) -> Result<Vec<Path>, EditError> {
        let mut inner = Vec::new();
        for node in nodes.iter().rev() {
            let count = match found(self.tracked.value(), node)?.get("cards") {
                Some(Value::List(items)) => items.len(),
                _ => 1,
            };
            self.run(Op::Unwrap { path: node.clone(), key: None })?;
            match node.split_last() {
                Some((list, Step::Index(at))) => {
                    for offset in 0..count {
                        inner.push(self.tracked.follow(list.join(at + offset)));
                    }
                }
                _ => inner.push(self.tracked.follow(node.clone())),
            }
        }
        inner.into_iter().map(|handle| self.tracked.at(handle)).collect()
    }

    fn set(&mut self, nodes: &[Path], key: &Path, value: &Value) -> Result<Vec<Path>, EditError> {
        for node in nodes {
            if *value == Value::Null {
                self.unset(node, key)?;
                continue;
            }
            // The deepest existing part of the key gets the rest as one new value.
            let mut path = node.clone();
            let mut rest = key.0.as_slice();
            while let [step, more @ ..] = rest {
                let next = path.join(step.clone());
                if more.is_empty() || !matches!(self.tracked.value().at(&next), Some(Value::Map(_) | Value::List(_))) {
                    break;
                }
                path = next;
                rest = more;
            }
            let [first, deeper @ ..] = rest else { continue };
            let value = deeper.iter().rev().fold(value.clone(), |inner, step| match step {
                Step::Key(key) => Value::Map([(key.clone(), inner)].into_iter().collect()),
                Step::Index(_) => Value::List(vec![inner]),
            });
            let path = path.join(first.clone());
            if self.tracked.value().at(&path) != Some(&value) {
                self.run(Op::Set { path, value })?;
            }
        }
        Ok(nodes.to_vec())
    }

    /// Removes a key, and its holders that are empty without it.
    fn unset(&mut self, node: &Path, key: &Path) -> Result<(), EditError> {
        let mut steps = key.0.clone();
        let mut found = false;
        while !steps.is_empty() {
            let path = Path(node.0.iter().chain(&steps).cloned().collect());
            let gone = match self.tracked.value().at(&path) {
                Some(Value::Map(map)) if found => map.is_empty(),
                Some(_) => !found,
                None => false,
            };
            if !gone {
                break;
            }
            found = true;
            self.run(Op::Remove { path })?;
            steps.pop();
        }
        Ok(())
    }

    /// Gives views paths that no other view has.
    fn with_own_paths(&self, mut views: Vec<Value>) -> Vec<Value> {
        let present = self.tracked.value().get("views").and_then(Value::as_list).unwrap_or_default();
        let mut taken: Vec<String> =
            present.iter().filter_map(|view| view.get("path")?.as_str().map(str::to_owned)).collect();
        for view in &mut views {
            let Some(map) = view.as_map_mut() else { continue };
            let Some(path) = map.get("path").and_then(Value::as_str).map(str::to_owned) else { continue };
            let free = (2..).map(|number| format!("{path}-{number}")).find(|free| !taken.contains(free));
            let own = if taken.contains(&path) { free.unwrap_or_else(|| path.clone()) } else { path };
            map.insert("path", Value::String(own.clone()));
            taken.push(own);
        }
        views
    }
}

fn found<'v>(value: &'v Value, path: &Path) -> Result<&'v Value, EditError> {
    value.at(path).ok_or_else(|| EditError::NotFound { path: path.clone() })
}

fn ends_in(list: &Path, key: &str) -> bool {
    list.0.last().is_some_and(|step| *step == Step::from(key))
}

fn is_views(list: &Path) -> bool {
    matches!(list.0.as_slice(), [Step::Key(key)] if key == "views")
}

/// Whether the node at a path is a card, judging by the key that holds it.
fn holds_cards(node: &Path) -> bool {
    let key = node.0.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
    matches!(key, Some("cards" | "card" | "chips" | "items"))
}

fn refused(path: &Path, reason: Refusal) -> EditError {
    EditError::Refused { path: path.clone(), reason }
}

/// The nodes in the order of the document, without duplicates and without nodes inside others.
fn outermost(value: &Value, nodes: &[Path]) -> Vec<Path> {
    let mut sorted: Vec<_> = nodes.iter().map(|node| (track::order(value, node), node)).collect();
    sorted.sort();
    sorted.dedup();
    let mut out: Vec<Path> = Vec::new();
    for (_, node) in sorted {
        if !out.iter().any(|other| other.contains(node)) {
            out.push(node.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests;
