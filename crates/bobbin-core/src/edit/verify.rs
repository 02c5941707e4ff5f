//! Proves an edit: the edited text must have the intended value and keep every comment that no removed node owned.
//!
//! Reads as little as possible. For an edit inside one row of a block collection it reads only that row: a block row
//! ends at the next line with the same or a smaller indentation, and no text before or after it changes its meaning.
//! The exceptions are anchors and aliases, an end that reaches into the following lines, and document markers
//! ([`alone`]); then it reads the whole text. For an edit of list items it reads the items ([`rows`]).

mod alone;
mod rows;

use std::ops::Range;

use alone::{can_be_read_alone, is_plain, is_ragged, reaches_further};

use super::model;
use super::op::Op;
use crate::path::{Path, Step};
use crate::rewrite::comments;
use crate::rewrite::difference::difference;
use crate::rewrite::error::EditError;
use crate::rewrite::layout::{self, Layout};
use crate::rewrite::plan::Row;
use crate::rewrite::source::Source;
use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{self, NodeKind, Parsed, Span, Tree};

/// The intended values of the parts that an edit concerns.
#[derive(Debug)]
struct Intended {
    /// One part, or two for a move between two collections.
    parts: Vec<(Path, Value)>,
}

impl Intended {
    /// Applies operations to the smallest part of the old value that holds all their paths.
    fn of(old: &Value, ops: &[Op]) -> Result<Self, EditError> {
        let at = reach(ops).unwrap_or_default();
        let parts = match ops {
            [Op::Move { from, to }] if part_ways(from, to, at.0.len()) => moved(old, from, to)?,
            _ => {
                let mut value = old.at(&at).ok_or_else(|| EditError::NotFound { path: at.clone() })?.clone();
                for op in ops {
                    let op = relative(op, at.0.len());
                    model::apply_op(&mut value, &op).map_err(|error| absolute(error, &at))?;
                }
                vec![(at, value)]
            }
        };
        Ok(Self { parts })
    }

    /// The place to report for a failed check.
    fn at(&self) -> Path {
        self.parts.first().map(|(path, _)| path.clone()).unwrap_or_default()
    }

    /// The value of the whole document.
    fn whole(&self, old: &Value, ops: &[Op]) -> Result<Value, EditError> {
        if let [(path, value)] = &self.parts[..]
            && path.0.is_empty()
        {
            return Ok(value.clone());
        }
        let mut whole = old.clone();
        model::apply_ops(&mut whole, ops)?;
        Ok(whole)
    }
}

/// Whether two paths lead into two different rows of the collection at a depth, so that neither changes
/// which rows it has.
fn part_ways(from: &Path, to: &Path, depth: usize) -> bool {
    from.0.len() > depth + 1 && to.0.len() > depth + 1 && from.0[depth] != to.0[depth]
}

/// The intended values of the two collections of a move.
fn moved(old: &Value, from: &Path, to: &Path) -> Result<Vec<(Path, Value)>, EditError> {
    let missing = |path: &Path| EditError::NotFound { path: path.clone() };
    let (source, first) = from.split_last().ok_or_else(|| missing(from))?;
    let (target, last) = to.split_last().ok_or_else(|| missing(to))?;
    let taken = old.at(from).ok_or_else(|| missing(from))?.clone();
    let mut left = old.at(&source).ok_or_else(|| missing(from))?.clone();
    let remove = Op::Remove { path: Path(vec![first.clone()]) };
    model::apply_op(&mut left, &remove).map_err(|error| absolute(error, &source))?;
    let mut right = old.at(&target).ok_or_else(|| missing(to))?.clone();
    let insert = Op::Insert { path: Path(vec![last.clone()]), value: taken };
    model::apply_op(&mut right, &insert).map_err(|error| absolute(error, &target))?;
    Ok(vec![(source, left), (target, right)])
}

/// The deepest node that holds everything the operations touch.
fn reach(ops: &[Op]) -> Option<Path> {
    let holder = |path: &Path| path.split_last().map_or_else(Path::root, |(above, _)| above);
    ops.iter()
        .flat_map(|op| match op {
            Op::Set { path, .. }
            | Op::SetBehind { path, .. }
            | Op::Remove { path }
            | Op::Insert { path, .. }
            | Op::RenameKey { path, .. }
            | Op::Wrap { path, .. }
            | Op::Unwrap { path, .. }
            | Op::Replace { path, .. } => vec![holder(path)],
            Op::Move { from, to } => vec![holder(from), holder(to)],
        })
        .reduce(|a, b| Path(a.0.iter().zip(&b.0).take_while(|(a, b)| a == b).map(|(a, _)| a.clone()).collect()))
}

fn relative(op: &Op, depth: usize) -> Op {
    let cut = |path: &Path| Path(path.0[depth.min(path.0.len())..].to_vec());
    let mut op = op.clone();
    match &mut op {
        Op::Set { path, .. }
        | Op::SetBehind { path, .. }
        | Op::Remove { path }
        | Op::Insert { path, .. }
        | Op::RenameKey { path, .. }
        | Op::Wrap { path, .. }
        | Op::Unwrap { path, .. }
        | Op::Replace { path, .. } => *path = cut(path),
        Op::Move { from, to } => (*from, *to) = (cut(from), cut(to)),
    }
    op
}

fn absolute(error: EditError, at: &Path) -> EditError {
    let join = |path: Path| Path(at.0.iter().cloned().chain(path.0).collect());
    match error {
        EditError::NotFound { path } => EditError::NotFound { path: join(path) },
        EditError::AlreadyThere { path } => EditError::AlreadyThere { path: join(path) },
        EditError::Refused { path, reason } => EditError::Refused { path: join(path), reason },
        other => other,
    }
}

/// Checks that the edited text means the same as the value after the operations.
pub(super) fn check(source: &Source<'_>, root: &Row, ops: &[Op], edits: &[TextEdit]) -> Result<(), EditError> {
    let value = source.whole;
    let wrong = |path: Path| EditError::WouldChangeMeaning { path };
    let apart = !is_ragged(source.tree);
    if let [op] = ops
        && apart
        && let Some(change) = rows::ListChange::of(value, op)
        && let Some(lost) = change.read(source, edits)
    {
        let expected = comments::are_expected(source, root, &lost);
        return if expected { Ok(()) } else { Err(wrong(change.list)) };
    }
    let intended = Intended::of(value, ops)?;
    if edits.is_empty()
        && intended.parts.iter().all(|(at, part)| value.at(at).is_some_and(|old| old.same_meaning(part)))
    {
        return Ok(());
    }
    let lost = if apart && let Some(parts) = read_rows(source, &intended, edits) {
        if let Some((_, (at, _))) =
            parts.iter().zip(&intended.parts).find(|((_, part), (_, value))| !part.value().same_meaning(value))
        {
            return Err(wrong(at.clone()));
        }
        let stretches: Vec<Span> = parts.iter().map(|(lines, _)| Span::new(lines.start, lines.end)).collect();
        let trees: Vec<&Tree> = parts.iter().map(|(_, part)| &part.parsed.tree).collect();
        comments::missing(source.tree, &stretches, &trees)
    } else {
        let text = text_edit::apply(source.text(), edits);
        let parsed = yaml::parse(&text, source.tree.dialect());
        let whole = intended.whole(value, ops)?;
        match &parsed.value {
            Some(value) if value.same_meaning(&whole) => {}
            Some(value) => return Err(wrong(difference(value, &whole))),
            None => return Err(wrong(intended.at())),
        }
        comments::lost(source.tree, &parsed.tree)
    };
    if comments::are_expected(source, root, &lost) { Ok(()) } else { Err(wrong(intended.at())) }
}

/// Reads the rows around the parts of an edit, if that is enough for the check.
fn read_rows(source: &Source<'_>, intended: &Intended, edits: &[TextEdit]) -> Option<Vec<(Range<usize>, Part)>> {
    let mut stretches = Vec::with_capacity(intended.parts.len());
    for (at, _) in &intended.parts {
        stretches.push(enclosing_row(source, at)?);
    }
    // An insertion between two touching rows belongs to the first: a row's own edits come after its dash or key.
    let inside = |edit: &TextEdit, lines: &Range<usize>| {
        let begins =
            if edit.range.is_empty() { lines.start < edit.range.start } else { lines.start <= edit.range.start };
        begins && edit.range.end <= lines.end
    };
    let mut own: Vec<Vec<TextEdit>> = vec![Vec::new(); stretches.len()];
    for edit in edits {
        let index = stretches.iter().position(|stretch| inside(edit, &stretch.lines))?;
        own[index].push(edit.clone());
    }
    let mut parts = Vec::with_capacity(stretches.len());
    for (stretch, edits) in stretches.iter().zip(&own) {
        parts.push((stretch.lines.clone(), read_row(source, stretch, edits)?));
    }
    Some(parts)
}

/// The row around an edit.
struct Stretch {
    lines: Range<usize>,
    /// The number of spaces to add before a row that begins in the middle of a line.
    begun: usize,
    column: usize,
    list: bool,
}

fn enclosing_row(source: &Source<'_>, at: &Path) -> Option<Stretch> {
    let node = source.tree.at(at)?;
    let parent = source.tree.parent(node).filter(|parent| source.is_block(*parent))?;
    let list = source.is_list(parent);
    let index = match at.0.last()? {
        Step::Index(index) => *index,
        Step::Key(_) => source.tree.entries(parent).iter().position(|entry| entry.value == node)?,
    };
    let (row, column, begun) = Layout::row(source.tree, parent, index);
    Some(Stretch { lines: row.start..row.end, begun: if begun { column } else { 0 }, column, list })
}

/// The edited text of one row, read alone.
struct Part {
    parsed: Parsed,
    list: bool,
}

impl Part {
    fn value(&self) -> Value {
        match (&self.parsed.value, self.list) {
            (Some(Value::List(items)), true) if items.len() == 1 => items[0].clone(),
            (Some(Value::Map(map)), false) if map.len() == 1 => {
                map.iter().next().map_or(Value::Null, |(_, value)| value.clone())
            }
            _ => Value::Null,
        }
    }
}

fn read_row(source: &Source<'_>, stretch: &Stretch, edits: &[TextEdit]) -> Option<Part> {
    let text = source.text();
    let lines = &stretch.lines;
    if edits.iter().any(|edit| edit.range.start < lines.start || edit.range.end > lines.end) {
        return None;
    }
    if !can_be_read_alone(source, lines) {
        return None;
    }
    let edits: Vec<TextEdit> = edits
        .iter()
        .map(|edit| TextEdit::new(edit.range.start - lines.start..edit.range.end - lines.start, edit.text.clone()))
        .collect();
    let row = text_edit::apply(&text[lines.clone()], &edits);
    if lines.end < text.len() && !row.ends_with('\n') {
        return None;
    }
    let alone = format!("{}{row}", " ".repeat(stretch.begun));
    let parsed = yaml::parse(&alone, source.tree.dialect());
    let tree = &parsed.tree;
    let root = tree.root()?;
    parsed.value.as_ref()?;
    let (head, _) = layout::row_core(tree, root, 0);
    let at_column = head - layout::line_start(&alone, head) == stretch.column;
    let kind = match tree.node(root).kind {
        NodeKind::Sequence { flow: false } => stretch.list,
        NodeKind::Mapping { flow: false } => !stretch.list,
        _ => false,
    };
    let one = kind && layout::row_count(tree, root) == 1;
    (is_plain(tree) && at_column && one && !reaches_further(tree, root, &text[lines.end..]))
        .then_some(Part { parsed, list: stretch.list })
}
