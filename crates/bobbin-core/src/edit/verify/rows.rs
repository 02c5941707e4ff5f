//! Checks an edit of a block list by reading only the edited items.
//!
//! The lines of an item mean the same at any position of the list (see [`super`]). After an operation on a list it is
//! therefore enough that each edited stretch of lines holds the right items, and that the untouched items between the
//! stretches are the remaining ones in their order.
//!
//! Must stay true: in case of doubt this returns `None`, and the caller reads more.

use std::ops::Range;

use super::alone::{can_be_read_alone, is_plain, reaches_further};
use crate::edit::model;
use crate::edit::op::Op;
use crate::path::{Path, Step};
use crate::rewrite::LostComment;
use crate::rewrite::comments;
use crate::rewrite::layout::{self, Layout};
use crate::rewrite::source::Source;
use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{self, NodeId, NodeKind, Parsed, Span, Tree};

/// Where an item of the new list comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Old(usize),
    New(usize),
}

/// The effect of one operation on a list.
pub(super) struct ListChange<'v> {
    pub(super) list: Path,
    old: &'v [Value],
    new: Vec<Value>,
    items: Vec<Item>,
}

impl<'v> ListChange<'v> {
    /// The effect of an operation on the list around its path, from the model applied to that item alone.
    pub(super) fn of(value: &'v Value, op: &Op) -> Option<Self> {
        let path = match op {
            Op::Set { path, .. }
            | Op::SetBehind { path, .. }
            | Op::Remove { path }
            | Op::Insert { path, .. }
            | Op::Wrap { path, .. }
            | Op::Unwrap { path, .. }
            | Op::Replace { path, .. } => path,
            Op::Move { from, .. } => from,
            Op::RenameKey { .. } => return None,
        };
        let (list, Step::Index(at)) = path.split_last()? else { return None };
        let (old, at) = (value.at(&list)?.as_list()?, *at);
        let mut items: Vec<Item> = (0..old.len()).map(Item::Old).collect();
        if let Op::Move { to, .. } = op {
            let (target, Step::Index(to)) = to.split_last()? else { return None };
            if target != list || at >= items.len() || *to >= items.len() {
                return None;
            }
            let moved = items.remove(at);
            items.insert(*to, moved);
            return Some(Self { list, old, new: Vec::new(), items });
        }
        let count = match op {
            Op::Insert { .. } => 0,
            Op::Wrap { count, .. } => *count,
            _ => 1,
        };
        let end = at.checked_add(count).filter(|end| *end <= old.len())?;
        let mut part = Value::List(old[at..end].to_vec());
        let mut alone = op.clone();
        if let Op::Set { path, .. }
        | Op::SetBehind { path, .. }
        | Op::Remove { path }
        | Op::Insert { path, .. }
        | Op::Wrap { path, .. }
        | Op::Unwrap { path, .. }
        | Op::Replace { path, .. } = &mut alone
        {
            *path = Path(vec![Step::Index(0)]);
        }
        model::apply_op(&mut part, &alone).ok()?;
        let Value::List(new) = part else { return None };
        items.splice(at..end, (0..new.len()).map(Item::New));
        Some(Self { list, old, new, items })
    }

    /// Reads the edited items. Returns the lost comments if the text certainly has the intended value.
    pub(super) fn read(&self, source: &Source<'_>, edits: &[TextEdit]) -> Option<Vec<LostComment>> {
        let tree = source.tree;
        let node = tree.at(&self.list)?;
        if edits.is_empty() || !matches!(tree.node(node).kind, NodeKind::Sequence { flow: false }) {
            return None;
        }
        let layout = Layout::of(tree, node);
        if layout.compact || layout.rows.len() != self.old.len() {
            return None;
        }
        let (mut stretches, mut parts, mut seen) = (Vec::new(), Vec::new(), 0);
        // The next item of the new list, and of the old.
        let (mut at, mut next) = (0, 0);
        for rows in touched(&layout, edits)? {
            if !self.keeps(&mut at, next..rows.start) {
                return None;
            }
            let (lines, own) = stretch(source, &layout, &rows, edits);
            let part = read_stretch(
                source,
                &layout,
                rows.start.checked_sub(1).map(|before| tree.items(node)[before].node),
                &lines,
                &own,
            )?;
            seen += own.len();
            let values = match &part.value {
                Some(Value::List(values)) => values.as_slice(),
                _ if part.tree.root().is_none() => &[],
                _ => return None,
            };
            for value in values {
                let expected = match self.items.get(at)? {
                    Item::Old(index) => &self.old[*index],
                    Item::New(index) => &self.new[*index],
                };
                if !value.same_meaning(expected) {
                    return None;
                }
                at += 1;
            }
            next = rows.end;
            stretches.push(Span::new(lines.start, lines.end));
            parts.push(part);
        }
        let complete = self.keeps(&mut at, next..self.old.len()) && at == self.items.len() && seen == edits.len();
        let trees: Vec<&Tree> = parts.iter().map(|part| &part.tree).collect();
        complete.then(|| comments::missing(tree, &stretches, &trees))
    }

    /// Whether these old items are the next ones of the new list.
    fn keeps(&self, at: &mut usize, rows: Range<usize>) -> bool {
        rows.into_iter().all(|row| {
            *at += 1;
            self.items.get(*at - 1) == Some(&Item::Old(row))
        })
    }
}

/// The rows that edits concern, in order and without overlap; an empty range for an insertion between two rows.
fn touched(layout: &Layout, edits: &[TextEdit]) -> Option<Vec<Range<usize>>> {
    let (first, last) = (layout.rows.first()?, layout.rows.last()?);
    let mut touched: Vec<Range<usize>> = Vec::new();
    for edit in edits {
        let TextEdit { range, .. } = edit;
        if range.start < first.start || range.end > last.end {
            return None;
        }
        let from = layout.rows.partition_point(|row| row.end <= range.start);
        let to = layout.rows.partition_point(|row| row.start < range.end).max(from);
        match touched.last_mut() {
            Some(before) if before.end >= from => before.end = before.end.max(to),
            _ => touched.push(from..to),
        }
    }
    Some(touched)
}

/// The lines of some rows with the loose lines around them, and the edits in them.
fn stretch(
    source: &Source<'_>,
    layout: &Layout,
    rows: &Range<usize>,
    edits: &[TextEdit],
) -> (Range<usize>, Vec<TextEdit>) {
    let start = rows.start.checked_sub(1).map_or(layout.rows[0].start, |before| layout.rows[before].end);
    let end = layout.rows.get(rows.end).map_or(layout.rows[layout.rows.len() - 1].end, |next| next.start);
    debug_assert!(end <= source.text().len(), "rows lie in the text");
    let inside = |edit: &&TextEdit| start <= edit.range.start && edit.range.end <= end;
    let own = edits.iter().filter(inside).cloned().map(|mut edit| {
        edit.range = edit.range.start - start..edit.range.end - start;
        edit
    });
    (start..end, own.collect())
}

/// Reads edited lines alone; `before` is the item directly before them.
fn read_stretch(
    source: &Source<'_>,
    layout: &Layout,
    before: Option<NodeId>,
    lines: &Range<usize>,
    edits: &[TextEdit],
) -> Option<Parsed> {
    let text = source.text();
    let starts_line = lines.start == 0 || text[..lines.start].ends_with('\n');
    if !starts_line || !can_be_read_alone(source, lines) {
        return None;
    }
    let part = text_edit::apply(&text[lines.clone()], edits);
    let behind = &text[lines.end..];
    if !part.is_empty() && (layout::is_blank(&part) || (!behind.is_empty() && !part.ends_with('\n'))) {
        return None;
    }
    if let Some(before) = before
        && reaches_further(source.tree, before, if part.is_empty() { behind } else { &part })
    {
        return None;
    }
    let parsed = yaml::parse(&part, source.tree.dialect());
    let tree = &parsed.tree;
    let Some(root) = tree.root() else {
        return part.is_empty().then_some(parsed);
    };
    parsed.value.as_ref()?;
    if !matches!(tree.node(root).kind, NodeKind::Sequence { flow: false }) {
        return None;
    }
    let (head, _) = layout::row_core(tree, root, 0);
    let at_column = head - layout::line_start(&part, head) == layout.column;
    (at_column && is_plain(tree) && !reaches_further(tree, root, behind)).then_some(parsed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::path;
    use crate::yaml::{Dialect, parse};

    /// Lists whose items end in every way that matters for the following lines.
    const ITEMS: [&str; 10] = [
        "- a\n",
        "- b: |\n    x\n",
        "- c: |+\n    x\n\n",
        "-\n",
        "- d:\n",
        "# above\n- e: 1 # beside\n",
        "- - f\n  - g\n",
        "- 'h\n  i'\n",
        "\n- j\n\n# apart\n\n",
        "- k: >-\n    y\n   \n",
    ];
    /// Pieces for wrong edits.
    const PIECES: [&str; 12] =
        ["", "- a\n", "  x\n", "x: 1\n", "\n", "- b: |\n    x\n", "'", " ", "# c\n", "- ", "...\n", "- [\n"];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, ..ProptestConfig::default() })]

        /// For right and wrong edits: if this accepts, reading the whole text accepts too.
        #[test]
        fn what_is_read_is_so(
            items in prop::collection::vec(prop::sample::select(&ITEMS[..]), 1..5),
            behind in prop::sample::select(vec!["", "z: 1\n", "# end\n"]),
            (kind, at, to, legacy) in (0..4_u8, 0..5_usize, 0..5_usize, any::<bool>()),
            edits in prop::collection::vec((0..80_usize, 0..12_usize, prop::sample::select(&PIECES[..])), 1..3),
            right in any::<bool>(),
        ) {
            let text = format!("x:\n{}{behind}", items.concat());
            let dialect = if legacy { Dialect::EditorLegacy } else { Dialect::Editor };
            let parsed = parse(&text, dialect);
            let Some(value) = &parsed.value else { return Ok(()) };
            let op = match kind {
                0 => Op::Remove { path: path!["x", at] },
                1 => Op::Insert { path: path!["x", at], value: Value::from("a") },
                2 => Op::Move { from: path!["x", at], to: path!["x", to] },
                _ => Op::Set { path: path!["x", at], value: Value::from("a") },
            };
            let source = Source::of(&parsed).expect("the text is good");
            let Some(change) = ListChange::of(value, &op) else { return Ok(()) };
            let edits = match crate::edit::edit(&parsed, std::slice::from_ref(&op)) {
                Ok(edited) if right => edited.edits,
                _ => {
                    let edits = edits.into_iter().map(|(start, length, piece)| {
                        let start = start.min(text.len());
                        TextEdit::new(start..(start + length).min(text.len()), piece)
                    });
                    text_edit::minimize(&text, edits.collect())
                }
            };
            if edits.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
                return Ok(());
            }
            if change.read(&source, &edits).is_some() {
                let mut expected = value.clone();
                model::apply_op(&mut expected, &op).expect("the list has it");
                let now = text_edit::apply(&text, &edits);
                let read = parse(&now, dialect).value;
                prop_assert!(read.is_some_and(|read| read.same_meaning(&expected)), "{:?}\n{}\n---\n{}", op, text, now);
            }
        }
    }
}
