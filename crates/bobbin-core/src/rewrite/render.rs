//! Turns a plan into text edits, for block style.
//!
//! Owns the removal and insertion of rows with everything around them: blank lines, comments, the last line break.
//! Rows that stay in order are not touched; a row that moves takes the blank lines above it along, so that moving it
//! back restores the text. [`flow`] is the same for flow style, [`write`] makes the text of new and moved nodes.
//!
//! Must stay true: edits refer to bytes of the old text only, so that one pass over the plan gives all of them; the
//! edit of a row lies inside the row's lines.

mod flow;
mod write;

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::error::{EditError, Refusal};
use super::layout::{self, Layout};
use super::plan::{Plan, Row};
use super::rows::{From, RowRef};
use super::source::Source;
use crate::path::Path;
use crate::text_edit::{self, TextEdit};
use crate::yaml::{NodeId, NodeKind};

/// The surroundings of a node, for replacing it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// The node is the document.
    Root,
    /// After a `-` or a key with its colon.
    Block {
        /// The row's column.
        column: usize,
        /// The offset after the `-` or the `:`.
        after: usize,
        /// The offset after the row's last line break.
        row_end: usize,
        /// Whether it follows a `-`.
        item: bool,
    },
    /// Between brackets; `after` is the end of a key that has no `:`.
    Flow { after: Option<usize> },
}

pub(super) type Outcome<T> = Result<T, EditError>;

/// Makes the edits of one plan.
pub(crate) struct Renderer<'s, 't> {
    pub(super) source: &'s Source<'t>,
    /// Drops comments that have no place, instead of refusing the edit.
    pub(super) lenient: bool,
    /// Keeps the line break at the end even if the old text had none.
    pub(super) final_break: bool,
    /// The edit that closes a block text at the end of the text, for lines after it.
    seals: Cell<Option<TextEdit>>,
    layouts: HashMap<NodeId, Rc<Layout>>,
}

/// The rows between two kept rows, old and new.
pub(super) struct Gap {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

impl<'s, 't> Renderer<'s, 't> {
    pub(crate) fn new(source: &'s Source<'t>, lenient: bool, final_break: bool) -> Self {
        Self { source, lenient, final_break, seals: Cell::new(None), layouts: HashMap::new() }
    }

    /// All edits of a plan, sorted and trimmed.
    pub(crate) fn document(&mut self, root: &Row) -> Outcome<Vec<TextEdit>> {
        let mut edits = Vec::new();
        match root.from {
            From::Root(node) => self.node(&mut edits, node, &root.plan, Slot::Root)?,
            _ => {
                let lines = self.document_lines(root)?;
                self.replace_document(&mut edits, &lines);
            }
        }
        if let Some(seal) = self.seals.take()
            && !edits.iter().any(|edit| touch(edit, &seal))
        {
            edits.push(seal);
        }
        let edits = text_edit::minimize(self.source.text(), edits);
        if edits.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
            return Err(EditError::WouldChangeMeaning { path: Path::root() });
        }
        Ok(self.without_final_break(edits))
    }

    /// Keeps the end of a text without line break when its last rows are removed.
    fn without_final_break(&self, mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
        let text = self.source.text();
        if text.ends_with('\n') || self.final_break {
            return edits;
        }
        let Some(last) = edits.last_mut().filter(|last| last.range.end == text.len()) else { return edits };
        if last.text.ends_with('\n') {
            last.text.truncate(layout::without_break(&last.text, last.text.len()));
        } else if last.text.is_empty() {
            let start = layout::without_break(text, last.range.start);
            let before = edits.len().checked_sub(2).map_or(0, |index| edits[index].range.end);
            if start >= before
                && let Some(last) = edits.last_mut()
            {
                last.range.start = start;
            }
        }
        edits
    }

    pub(super) fn layout(&mut self, collection: NodeId) -> Rc<Layout> {
        let tree = self.source.tree;
        Rc::clone(self.layouts.entry(collection).or_insert_with(|| Rc::new(Layout::of(tree, collection))))
    }

    /// The edits that turn a node in place into its plan.
    pub(super) fn node(&mut self, edits: &mut Vec<TextEdit>, node: NodeId, plan: &Plan, slot: Slot) -> Outcome<()> {
        match (plan, self.source.tree.node(node).kind) {
            (Plan::Keep, _) => Ok(()),
            (Plan::List(rows), NodeKind::Sequence { flow: false })
            | (Plan::Map(rows), NodeKind::Mapping { flow: false }) => self.block_rows(edits, node, rows, slot),
            (Plan::List(rows), NodeKind::Sequence { flow: true })
            | (Plan::Map(rows), NodeKind::Mapping { flow: true }) => {
                if self.outgrows_flow(node, rows, slot) {
                    self.replace_node(edits, node, plan, slot)
                } else {
                    self.flow_rows(edits, node, rows)
                }
            }
            _ => self.replace_node(edits, node, plan, slot),
        }
    }

    /// Whether a flow collection becomes a block: an empty one that gets a collection, and one that gets a node with
    /// comments, which need lines of their own.
    fn outgrows_flow(&mut self, node: NodeId, rows: &[Row], slot: Slot) -> bool {
        if matches!(slot, Slot::Flow { .. }) || rows.is_empty() {
            return false;
        }
        if layout::row_count(self.source.tree, node) == 0 {
            return rows.iter().any(|row| row.is_collection(self.source));
        }
        rows.iter().any(|row| row.written().is_some_and(|from| from.collection != node && self.has_comments(from)))
    }

    fn block_rows(&mut self, edits: &mut Vec<TextEdit>, node: NodeId, rows: &[Row], slot: Slot) -> Outcome<()> {
        let layout = self.layout(node);
        if rows.is_empty() {
            self.empty_block(edits, node, &layout, slot);
            return Ok(());
        }
        let (kept, gaps) = stays_and_gaps(node, layout.rows.len(), rows);
        for (old, new) in kept {
            self.row_in_place(edits, RowRef { collection: node, index: old }, &rows[new])?;
        }
        for gap in gaps {
            self.block_gap(edits, node, &layout, rows, &gap)?;
        }
        Ok(())
    }

    /// The edits between two kept rows: new rows take the places of removed ones; the rest is removed or inserted.
    fn block_gap(
        &mut self,
        edits: &mut Vec<TextEdit>,
        node: NodeId,
        layout: &Layout,
        rows: &[Row],
        gap: &Gap,
    ) -> Outcome<()> {
        let text = self.source.text();
        let item = self.source.is_list(node);
        let pairs = gap.old.len().min(gap.new.len());
        for (old, new) in gap.old.clone().zip(gap.new.clone()) {
            let begun = old == 0 && layout.compact;
            let lines = self.row_lines(&rows[new], item)?.write(layout.column, self.source.line_break(), begun);
            let range = layout.rows[old].start..layout.rows[old].end;
            edits.push(TextEdit::new(range.clone(), self.like_the_end(range.end, lines)));
        }
        let mut removed = gap.old.start + pairs..gap.old.end;
        if removed.start == 0 && !removed.is_empty() {
            self.remove_first(edits, layout, removed.end);
            removed.start = removed.end;
        }
        for index in removed {
            let row = layout.rows[index];
            let above = layout.space_above(text, index);
            // A loose comment above the row must not become the comment of the next row.
            let apart = above > layout.rows[index - 1].end
                && layout.rows.get(index + 1).is_some_and(|next| next.start == row.end);
            edits.push(TextEdit::new(if apart { row.start } else { above }..row.end, ""));
        }
        let added = gap.new.start + pairs..gap.new.end;
        if added.is_empty() {
            return Ok(());
        }
        let before = (gap.old.start + pairs).checked_sub(1);
        let Some(before) = before else { return self.insert_first(edits, node, layout, &rows[added]) };
        let at = layout.behind_loose_comments(text, before);
        // A loose comment must not become the comment of the new row.
        let apart = match layout.rows.get(before + 1) {
            Some(next) if at > layout.rows[before].end => &text[at..next.start],
            _ => "",
        };
        let mut out = String::new();
        for row in &rows[added] {
            let space = self.space_for(row, node, layout);
            out.push_str(if space.is_empty() { apart } else { &space });
            out.push_str(&self.row_lines(row, item)?.write(layout.column, self.source.line_break(), false));
        }
        self.insert_lines(edits, at, out);
        Ok(())
    }

    /// Removes the rows before `next`, which becomes the first.
    fn remove_first(&self, edits: &mut Vec<TextEdit>, layout: &Layout, next: usize) {
        let text = self.source.text();
        // The first kept row of a compact collection moves up to the dash.
        let mut begun = layout.compact;
        for index in 0..next {
            let mut end = layout.space_below(text, index);
            let stays = index + 1 == next || end < layout.rows[index + 1].start;
            if begun && stays {
                end += layout::indent_of(&text[end..]);
                begun = false;
            }
            edits.push(TextEdit::new(layout.rows[index].start..end, ""));
        }
    }

    fn insert_first(&mut self, edits: &mut Vec<TextEdit>, node: NodeId, layout: &Layout, rows: &[Row]) -> Outcome<()> {
        let item = self.source.is_list(node);
        let mut out = String::new();
        for (index, row) in rows.iter().enumerate() {
            let begun = index == 0 && layout.compact;
            out.push_str(&self.row_lines(row, item)?.write(layout.column, self.source.line_break(), begun));
            out.push_str(&self.space_for(row, node, layout));
        }
        if layout.compact {
            out.extend(std::iter::repeat_n(' ', layout.column));
        }
        edits.push(TextEdit::new(layout.rows[0].start..layout.rows[0].start, out));
        Ok(())
    }

    /// The blank lines for a new row.
    fn space_for(&mut self, row: &Row, node: NodeId, layout: &Layout) -> String {
        let text = self.source.text();
        if let Some(from) = row.written()
            && self.source.is_block(from.collection)
            && self.source.is_list(from.collection) == self.source.is_list(node)
        {
            let old = self.layout(from.collection);
            if from.index > 0 {
                return text[old.space_above(text, from.index)..old.rows[from.index].start].to_owned();
            }
            if old.rows.len() > 1 {
                return text[old.rows[0].end..old.space_below(text, 0)].to_owned();
            }
        }
        self.source.line_break().repeat(self.source.style().blank_lines(self.source.tree, node, layout))
    }

    /// Removes the last line break of rows at the end of a text that had none.
    pub(super) fn like_the_end(&self, end: usize, mut lines: String) -> String {
        let text = self.source.text();
        if end == text.len() && !text.ends_with('\n') && !self.final_break {
            lines.truncate(layout::without_break(&lines, lines.len()));
        }
        lines
    }

    /// Inserts lines at the start of a line, or after a last line without line break.
    pub(super) fn insert_lines(&self, edits: &mut Vec<TextEdit>, at: usize, lines: String) {
        let text = self.source.text();
        if at < text.len() || at == 0 || text.ends_with('\n') {
            edits.push(TextEdit::new(at..at, lines));
            return;
        }
        if let Some(seal) = self.source.seal() {
            self.seals.set(Some(seal));
        }
        let lines = self.like_the_end(at, lines);
        edits.push(TextEdit::new(at..at, format!("{}{lines}", self.source.line_break())));
    }

    /// Removes every row; brackets and loose comments stay.
    fn empty_block(&self, edits: &mut Vec<TextEdit>, node: NodeId, layout: &Layout, slot: Slot) {
        let text = self.source.text();
        let brackets = if self.source.is_list(node) { "[]" } else { "{}" };
        let first = layout.rows[0];
        let mut rest = 0;
        match slot {
            Slot::Block { after, .. } if !layout.compact => {
                let full = self.source.tree.node(node).full;
                let behind = self.source.properties_end(node).unwrap_or(after);
                debug_assert!(full.start() >= after);
                edits.push(TextEdit::new(behind..behind, format!(" {brackets}")));
            }
            _ => {
                let end = layout::without_break(text, first.end);
                let indent = if layout.compact { 0 } else { layout.column };
                edits.push(TextEdit::new(first.start..end, format!("{}{brackets}", " ".repeat(indent))));
                rest = 1;
            }
        }
        for index in rest..layout.rows.len() {
            let mut start = layout.space_above(text, index);
            if index == 0 {
                start = layout.rows[0].start;
            }
            edits.push(TextEdit::new(start..layout.rows[index].end, ""));
        }
    }

    /// The edits inside a row that keeps its place.
    pub(super) fn row_in_place(&mut self, edits: &mut Vec<TextEdit>, from: RowRef, row: &Row) -> Outcome<()> {
        let tree = self.source.tree;
        if self.source.is_list(from.collection) {
            let item = tree.items(from.collection)[from.index];
            let slot = match item.dash {
                Some(dash) => self.block_slot(from, dash.end(), true),
                None => Slot::Flow { after: None },
            };
            return self.node(edits, item.node, &row.plan, slot);
        }
        let entry = tree.entries(from.collection)[from.index];
        if row.key.is_some() && row.key != self.source.key(from.collection, from.index) {
            self.rename(edits, from, row.key.as_deref().unwrap_or_default())?;
        }
        let flow = !self.source.is_block(from.collection);
        match entry.colon {
            _ if flow => {
                let after = if entry.colon.is_none() { Some(tree.node(entry.key).full.end()) } else { None };
                self.node(edits, entry.value, &row.plan, Slot::Flow { after })
            }
            Some(colon) => {
                let slot = self.block_slot(from, colon.end(), false);
                self.node(edits, entry.value, &row.plan, slot)
            }
            // `? key` alone.
            None if matches!(row.plan, Plan::Keep) => Ok(()),
            None => {
                let layout = self.layout(from.collection);
                let lines = self.row_lines(&Row { from: From::New, ..row.clone() }, false)?;
                let old = layout.rows[from.index];
                let begun = from.index == 0 && layout.compact;
                let lines = lines.write(layout.column, self.source.line_break(), begun);
                edits.push(TextEdit::new(
                    if begun { old.head } else { layout::line_start(self.source.text(), old.head) }..old.end,
                    self.like_the_end(old.end, lines),
                ));
                Ok(())
            }
        }
    }

    fn block_slot(&mut self, from: RowRef, after: usize, item: bool) -> Slot {
        let layout = self.layout(from.collection);
        Slot::Block { column: layout.column, after, row_end: layout.rows[from.index].end, item }
    }

    fn rename(&self, edits: &mut Vec<TextEdit>, from: RowRef, new: &str) -> Outcome<()> {
        let tree = self.source.tree;
        let key = tree.entries(from.collection)[from.index].key;
        let node = tree.node(key);
        let NodeKind::Scalar { style } = node.kind else {
            return Err(EditError::refused(Path::root().join(new), Refusal::AnchoredKey));
        };
        if tree.anchor(key).is_some_and(|_| self.source.has_aliases_of(key)) {
            return Err(EditError::refused(Path::root().join(new), Refusal::AnchoredKey));
        }
        let flow = !self.source.is_block(from.collection);
        edits.push(TextEdit::new(node.full.range(), self.source.style().key(new, Some(style), flow)));
        Ok(())
    }
}

/// Whether two edits overlap or touch.
pub(super) fn touch(a: &TextEdit, b: &TextEdit) -> bool {
    a.range.start <= b.range.end && b.range.start <= a.range.end
}

/// The rows that keep their places, as pairs of old and new position, and the gaps between them.
pub(super) fn stays_and_gaps(node: NodeId, old_count: usize, rows: &[Row]) -> (Vec<(usize, usize)>, Vec<Gap>) {
    let present: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .filter_map(|(new, row)| match row.from {
            From::Row(from) if from.collection == node => Some((from.index, new)),
            _ => None,
        })
        .collect();
    let kept = longest_increasing(&present);
    let mut gaps = Vec::new();
    let (mut old, mut new) = (0, 0);
    for &(kept_old, kept_new) in kept.iter().chain([&(old_count, rows.len())]) {
        if kept_old > old || kept_new > new {
            gaps.push(Gap { old: old..kept_old, new: new..kept_new });
        }
        (old, new) = (kept_old + 1, kept_new + 1);
    }
    (kept, gaps)
}

/// The longest subsequence of pairs with rising first halves; the second halves rise already.
fn longest_increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[n]` is the pair that ends the best run of length n + 1; `before[i]` leads back along it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < pair.0);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.push(pairs[index]);
        next = before[index];
    }
    run.reverse();
    run
}
