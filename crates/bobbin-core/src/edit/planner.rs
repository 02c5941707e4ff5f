//! Operations as changes of a plan.
//!
//! Owns finding places in a plan and the operations themselves. An edit that goes through an alias or a merge key
//! writes it out. `edit::model` specifies the same operations a second time, on plain values, as the check.

use super::op::Op;
use crate::path::{Path, Step};
use crate::rewrite::carry::carry;
use crate::rewrite::error::{EditError, Refusal};
use crate::rewrite::plan::{Plan, Row, expand_merges, open, plan_value};
use crate::rewrite::rows::From;
use crate::rewrite::source::Source;
use crate::value::Value;
use crate::yaml::NodeId;

/// A node in a plan: the plan of a node and its old node.
pub(crate) struct PlanNode<'p> {
    pub(crate) plan: &'p mut Plan,
    pub(crate) origin: Option<NodeId>,
}

/// A plan for one text.
#[derive(Debug)]
pub(crate) struct Planner<'s, 't> {
    pub(crate) source: &'s Source<'t>,
    pub(crate) root: Row,
}

type Outcome<T> = Result<T, EditError>;

impl<'s, 't> Planner<'s, 't> {
    /// The plan that changes nothing.
    pub(crate) fn new(source: &'s Source<'t>) -> Self {
        Self { source, root: Row::document(source) }
    }

    pub(crate) fn apply(&mut self, op: &Op) -> Outcome<()> {
        match op {
            Op::Set { path, value } => self.set(path, value, None),
            Op::SetBehind { path, value, behind } => self.set(path, value, Some(behind)),
            Op::Replace { path, value } => self.replace(path, value),
            Op::Remove { path } => self.take(path).map(drop),
            Op::Insert { path, value } => self.insert(path, Row::new(None, value.clone())),
            Op::Move { from, to } if from == to => self.place(from).map(drop),
            Op::Move { from, to } if from.contains(to) => Err(EditError::refused(to.clone(), Refusal::IntoItself)),
            Op::Move { from, to } => {
                let row = self.take(from)?;
                self.insert(to, row)
            }
            Op::RenameKey { path, key } => self.rename(path, key),
            Op::Wrap { path, with, hole, count } => self.wrap(path, with, hole, *count),
            Op::Unwrap { path, key } => self.unwrap(path, key.as_deref()),
        }
    }

    /// The place a path leads to.
    fn place(&mut self, path: &Path) -> Outcome<PlanNode<'_>> {
        let source = self.source;
        let origin = source.origin(self.root.from);
        let mut place = PlanNode { plan: &mut self.root.plan, origin };
        for step in &path.0 {
            place = step_down(source, place, step, path)?;
        }
        Ok(place)
    }

    /// The rows of the collection that holds a path's node, and the path's last step.
    fn rows<'a>(&'a mut self, path: &'a Path) -> Outcome<(Holder<'a>, &'a Step)> {
        let Some((above, _)) = path.split_last() else {
            return Err(EditError::refused(path.clone(), Refusal::WholeDocument));
        };
        let last = path.0.last().expect("a path that splits has a last step");
        let source = self.source;
        // For a missing holder the error names the holder's path.
        let place = self.place(&above).map_err(|error| match error {
            EditError::NotFound { .. } => EditError::NotFound { path: above.clone() },
            other => other,
        })?;
        open(source, place.plan, place.origin, path)?;
        let origin = place.origin;
        let holder = match place.plan {
            Plan::List(rows) => Holder { rows, is_map: false, origin },
            Plan::Map(rows) => Holder { rows, is_map: true, origin },
            _ => return Err(EditError::refused(path.clone(), Refusal::NotACollection)),
        };
        match (holder.is_map, last) {
            (true, Step::Key(_)) | (false, Step::Index(_)) => Ok((holder, last)),
            _ => Err(EditError::refused(path.clone(), Refusal::WrongStep)),
        }
    }

    /// Sets a node; a new key is added after the last of some keys, or at the end.
    fn set(&mut self, path: &Path, value: &Value, behind: Option<&[String]>) -> Outcome<()> {
        if path.0.is_empty() {
            return self.replace(path, value);
        }
        let source = self.source;
        let (holder, last) = self.rows(path)?;
        let found = match last {
            Step::Index(index) => (*index < holder.rows.len()).then_some(*index),
            Step::Key(key) => holder.own(key),
        };
        match (found, last) {
            (Some(index), _) => {
                let row = &mut holder.rows[index];
                let origin = source.origin(row.from);
                let old = plan_value(source, &row.plan, origin);
                row.plan = carry(source, &row.plan, origin, &old, value);
                Ok(())
            }
            // Also if a merge key provides the key: a key in the mapping itself takes precedence.
            (None, Step::Key(key)) => {
                let merged = holder.origin.filter(|_| holder.merged(source, key)).map(|node| source.value(node));
                if merged.as_ref().and_then(|old| old.get(key)).is_some_and(|old| old.same_meaning(value)) {
                    return Ok(());
                }
                if behind.is_some() && holder.rows.iter().any(|row| row.is_merge(holder.is_map)) {
                    return Err(EditError::refused(path.clone(), Refusal::MergedKeys));
                }
                let is_before =
                    |row: &Row| row.key.as_ref().is_some_and(|key| behind.unwrap_or_default().contains(key));
                let at = match behind {
                    Some(_) => holder.rows.iter().rposition(is_before).map_or(0, |before| before + 1),
                    None => holder.rows.len(),
                };
                holder.rows.insert(at, Row::new(Some(key.clone()), value.clone()));
                Ok(())
            }
            (None, Step::Index(_)) => Err(EditError::NotFound { path: path.clone() }),
        }
    }

    fn replace(&mut self, path: &Path, value: &Value) -> Outcome<()> {
        let source = self.source;
        let place = self.place(path)?;
        let old = plan_value(source, place.plan, place.origin);
        *place.plan = carry(source, place.plan, place.origin, &old, value);
        Ok(())
    }

    fn take(&mut self, path: &Path) -> Outcome<Row> {
        let source = self.source;
        let missing = || EditError::NotFound { path: path.clone() };
        let (mut holder, last) = self.rows(path).map_err(|error| match error {
            EditError::Refused { reason: Refusal::WrongStep | Refusal::NotACollection, .. } => missing(),
            other => other,
        })?;
        match last {
            Step::Index(index) if *index < holder.rows.len() => Ok(holder.rows.remove(*index)),
            Step::Index(_) => Err(missing()),
            Step::Key(key) => {
                holder.expand_if_merged(source, key);
                let index = holder.own(key).ok_or_else(missing)?;
                let row = holder.rows.remove(index);
                // HA Core accepts a duplicate key and takes the last one: remove all of them.
                holder.rows.retain(|other| other.key.as_ref() != Some(key));
                Ok(row)
            }
        }
    }

    fn insert(&mut self, path: &Path, mut row: Row) -> Outcome<()> {
        let source = self.source;
        let (holder, last) = self.rows(path)?;
        match last {
            Step::Index(index) if *index <= holder.rows.len() => {
                row.key = None;
                holder.rows.insert(*index, row);
                Ok(())
            }
            Step::Index(_) => Err(EditError::NotFound { path: path.clone() }),
            Step::Key(key) => {
                if holder.own(key).is_some() || holder.merged(source, key) {
                    return Err(EditError::AlreadyThere { path: path.clone() });
                }
                row.key = Some(key.clone());
                holder.rows.push(row);
                Ok(())
            }
        }
    }

    fn rename(&mut self, path: &Path, new: &str) -> Outcome<()> {
        let source = self.source;
        let missing = || EditError::NotFound { path: path.clone() };
        let (mut holder, last) = self.rows(path).map_err(|error| match error {
            EditError::Refused { reason: Refusal::Tagged, .. } => error,
            _ => missing(),
        })?;
        let Step::Key(old) = last else { return Err(missing()) };
        if old != new && (holder.own(new).is_some() || holder.merged(source, new)) {
            let above = path.split_last().map_or_else(Path::root, |(above, _)| above);
            return Err(EditError::AlreadyThere { path: above.join(new) });
        }
        if old == new {
            return if holder.own(old).is_some() || holder.merged(source, old) { Ok(()) } else { Err(missing()) };
        }
        holder.expand_if_merged(source, old);
        let index = holder.own(old).ok_or_else(missing)?;
        holder.rows[index].key = Some(new.to_owned());
        Ok(())
    }

    fn wrap(&mut self, path: &Path, with: &Value, hole: &Path, count: usize) -> Outcome<()> {
        let no_hole = || EditError::refused(path.clone(), Refusal::NoHole);
        if count == 1 {
            let inner = match path.split_last() {
                None => std::mem::replace(&mut self.root, Row::new(None, Value::Null)),
                Some(_) => {
                    let (holder, index) = self.row(path)?;
                    let key = holder.rows[index].key.clone();
                    std::mem::replace(&mut holder.rows[index], Row::new(key, Value::Null))
                }
            };
            let plan = fill(with, hole, vec![inner]).ok_or_else(no_hole)?;
            match path.split_last() {
                None => self.root = Row { key: None, from: From::New, heirs_of: Vec::new(), plan },
                Some(_) => {
                    let (holder, index) = self.row(path)?;
                    holder.rows[index].plan = plan;
                }
            }
            return Ok(());
        }
        let (holder, last) = self.rows(path)?;
        let Step::Index(first) = last else { return Err(EditError::refused(path.clone(), Refusal::NotOne)) };
        let end = first.checked_add(count).filter(|end| *end <= holder.rows.len() && count > 0);
        let Some(end) = end else { return Err(EditError::NotFound { path: path.clone() }) };
        let inner = holder.rows.drain(*first..end).collect();
        let plan = fill(with, hole, inner).ok_or_else(no_hole)?;
        holder.rows.insert(*first, Row { key: None, from: From::New, heirs_of: Vec::new(), plan });
        Ok(())
    }

    fn unwrap(&mut self, path: &Path, key: Option<&str>) -> Outcome<()> {
        let source = self.source;
        let nothing = || EditError::refused(path.clone(), Refusal::NothingInside);
        let place = self.place(path)?;
        let Value::Map(old) = plan_value(source, place.plan, place.origin) else { return Err(nothing()) };
        let key = super::model::inner_key(&old, key).ok_or_else(nothing)?.to_owned();
        let whole = Path(path.0.iter().cloned().chain([Step::Key(key.clone())]).collect());
        let inner = if matches!(old.get(&key), Some(Value::List(_))) {
            let list = self.place(&whole)?;
            open(source, list.plan, list.origin, path)?;
            let Plan::List(rows) = std::mem::replace(list.plan, Plan::Keep) else { return Err(nothing()) };
            rows
        } else {
            vec![self.take(&whole)?]
        };
        self.put_in_place(path, inner)
    }

    /// Replaces a row by other rows.
    fn put_in_place(&mut self, path: &Path, mut inner: Vec<Row>) -> Outcome<()> {
        let not_one = || EditError::refused(path.clone(), Refusal::NotOne);
        if path.0.is_empty() {
            let only = inner.pop().filter(|_| inner.is_empty()).ok_or_else(not_one)?;
            self.root = Row { key: None, ..only };
            return Ok(());
        }
        let (holder, index) = self.row(path)?;
        let outer = &holder.rows[index];
        let mut heirs_of = outer.heirs_of.clone();
        if let From::Row(outer) = outer.from {
            heirs_of.push(outer);
        }
        if holder.is_map {
            let mut only = inner.pop().filter(|_| inner.is_empty()).ok_or_else(not_one)?;
            only.key.clone_from(&outer.key);
            heirs_of.append(&mut only.heirs_of);
            only.heirs_of = heirs_of;
            holder.rows[index] = only;
            return Ok(());
        }
        if let Some(first) = inner.first_mut() {
            heirs_of.append(&mut first.heirs_of);
            first.heirs_of = heirs_of;
        }
        for row in &mut inner {
            row.key = None;
        }
        holder.rows.splice(index..=index, inner);
        Ok(())
    }

    /// The row a path leads to.
    fn row<'a>(&'a mut self, path: &'a Path) -> Outcome<(Holder<'a>, usize)> {
        let source = self.source;
        let missing = || EditError::NotFound { path: path.clone() };
        let (mut holder, last) = self.rows(path)?;
        let index = match last {
            Step::Index(index) => Some(*index).filter(|index| *index < holder.rows.len()),
            Step::Key(key) => {
                if holder.own(key).is_none() {
                    holder.expand_if_merged(source, key);
                }
                holder.own(key)
            }
        };
        Ok((holder, index.ok_or_else(missing)?))
    }
}

/// The rows of a collection in a plan.
struct Holder<'p> {
    rows: &'p mut Vec<Row>,
    is_map: bool,
    origin: Option<NodeId>,
}

impl Holder<'_> {
    /// The row that gives a key its value: the last one of duplicates.
    fn own(&self, key: &str) -> Option<usize> {
        self.rows.iter().rposition(|row| row.key.as_deref() == Some(key))
    }

    /// Whether a merge key provides this key.
    fn merged(&self, source: &Source<'_>, key: &str) -> bool {
        self.is_map && self.rows.iter().any(|row| row.is_merge(true) && source.merge_has(row.from, key))
    }

    /// Writes out the merge keys if they provide `key`.
    fn expand_if_merged(&mut self, source: &Source<'_>, key: &str) {
        if self.merged(source, key) {
            expand_merges(source, self.rows, self.origin);
        }
    }
}

fn step_down<'p>(source: &Source<'_>, place: PlanNode<'p>, step: &Step, path: &Path) -> Outcome<PlanNode<'p>> {
    let missing = || EditError::NotFound { path: path.clone() };
    open(source, place.plan, place.origin, path)?;
    let row = match (place.plan, step) {
        (Plan::List(rows), Step::Index(index)) => rows.get_mut(*index).ok_or_else(missing)?,
        (Plan::Map(rows), Step::Key(key)) => {
            let mut holder = Holder { rows, is_map: true, origin: place.origin };
            if holder.own(key).is_none() {
                holder.expand_if_merged(source, key);
            }
            let index = holder.own(key).ok_or_else(missing)?;
            &mut holder.rows[index]
        }
        _ => return Err(missing()),
    };
    let origin = source.origin(row.from);
    Ok(PlanNode { plan: &mut row.plan, origin })
}

/// A template with rows in its hole.
fn fill(template: &Value, hole: &Path, rows: Vec<Row>) -> Option<Plan> {
    fill_in(Plan::fresh(template.clone()), &hole.0, rows)
}

fn fill_in(plan: Plan, hole: &[Step], mut inner: Vec<Row>) -> Option<Plan> {
    let opened = match plan {
        Plan::Fresh { value, .. } => Plan::open_fresh(value),
        other => other,
    };
    match (opened, hole) {
        (Plan::List(mut rows), [Step::Index(index)]) if *index <= rows.len() => {
            for row in &mut inner {
                row.key = None;
            }
            let replaced = *index..(*index + 1).min(rows.len());
            rows.splice(replaced, inner);
            Some(Plan::List(rows))
        }
        (Plan::Map(mut rows), [Step::Key(key)]) if inner.len() == 1 => {
            let mut only = inner.pop()?;
            only.key = Some(key.clone());
            match rows.iter().position(|row| row.key.as_ref() == Some(key)) {
                Some(index) => rows[index] = only,
                None => rows.push(only),
            }
            Some(Plan::Map(rows))
        }
        (Plan::List(mut rows), [Step::Index(index), rest @ ..]) if !rest.is_empty() => {
            let row = rows.get_mut(*index)?;
            row.plan = fill_in(std::mem::replace(&mut row.plan, Plan::Keep), rest, inner)?;
            Some(Plan::List(rows))
        }
        (Plan::Map(mut rows), [Step::Key(key), rest @ ..]) if !rest.is_empty() => {
            let row = rows.iter_mut().find(|row| row.key.as_ref() == Some(key))?;
            row.plan = fill_in(std::mem::replace(&mut row.plan, Plan::Keep), rest, inner)?;
            Some(Plan::Map(rows))
        }
        _ => None,
    }
}
