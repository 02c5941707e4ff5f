//! Turns a plan into text edits, for flow style: the content of `[` `]` and `{` `}`.
//!
//! Owns commas and the space around them. Items keep their places; a collection on several lines gets new items on
//! lines of their own.

use std::ops::Range;

use super::{Gap, Outcome, Renderer, Slot, stays_and_gaps};
use crate::path::Path;
use crate::rewrite::error::{EditError, Refusal};
use crate::rewrite::layout;
use crate::rewrite::plan::{self, Plan, Row, plan_value};
use crate::rewrite::rows::RowRef;
use crate::text_edit::TextEdit;
use crate::value::Value;
use crate::yaml::{NodeId, NodeKind, ScalarStyle, Span};

/// The place of one item or entry, and the comma after it.
#[derive(Clone, Debug)]
struct Cell {
    range: Range<usize>,
    comma: Option<Span>,
}

impl Renderer<'_, '_> {
    /// The edits that give a flow collection these rows.
    pub(super) fn flow_rows(&mut self, edits: &mut Vec<TextEdit>, node: NodeId, rows: &[Row]) -> Outcome<()> {
        let tree = self.source.tree;
        let span = tree.node(node).span;
        let cells = self.cells(node);
        let list = self.source.is_list(node);
        // `x: 1` inside `[ ]` is a mapping without brackets of its own.
        let bare = self.source.is_bare(node);
        let same = rows.len() == 1 && rows[0].written().is_some_and(|from| from.collection == node);
        if bare && !same {
            let value = self.flow_fresh(&Plan::Map(rows.to_vec()), None)?;
            edits.push(TextEdit::new(span.range(), value));
            return Ok(());
        }
        if rows.is_empty() || cells.is_empty() {
            let inside = span.start() + 1..span.end() - 1;
            let mut out = Vec::with_capacity(rows.len());
            for row in rows {
                out.push(self.flow_row(row, list)?);
            }
            if !(rows.is_empty() && cells.is_empty()) {
                edits.push(TextEdit::new(inside, out.join(", ")));
            }
            return Ok(());
        }
        let (kept, gaps) = stays_and_gaps(node, cells.len(), rows);
        for (old, new) in kept {
            self.row_in_place(edits, RowRef { collection: node, index: old }, &rows[new])?;
        }
        for gap in gaps {
            self.flow_gap(edits, node, &cells, rows, &gap)?;
        }
        Ok(())
    }

    fn cells(&self, node: NodeId) -> Vec<Cell> {
        let tree = self.source.tree;
        let commas: Vec<Option<Span>> = match tree.node(node).kind {
            NodeKind::Sequence { .. } => tree.items(node).iter().map(|item| item.comma).collect(),
            _ => tree.entries(node).iter().map(|entry| entry.comma).collect(),
        };
        commas
            .into_iter()
            .enumerate()
            .map(|(index, comma)| {
                let (start, end) = layout::row_core(tree, node, index);
                Cell { range: start..end, comma }
            })
            .collect()
    }

    fn flow_gap(
        &mut self,
        edits: &mut Vec<TextEdit>,
        node: NodeId,
        cells: &[Cell],
        rows: &[Row],
        gap: &Gap,
    ) -> Outcome<()> {
        let list = self.source.is_list(node);
        let pairs = gap.old.len().min(gap.new.len());
        for (old, new) in gap.old.clone().zip(gap.new.clone()) {
            let row = self.flow_row(&rows[new], list)?;
            edits.push(TextEdit::new(cells[old].range.clone(), row));
        }
        let removed = gap.old.start + pairs..gap.old.end;
        if !removed.is_empty() {
            if removed.end < cells.len() {
                for index in removed.clone() {
                    let end = self.behind_own_comments(cells[index].range.end, cells[index + 1].range.start);
                    edits.push(TextEdit::new(cells[index].range.start..end, ""));
                }
            } else {
                self.remove_last(edits, node, cells, removed.start);
            }
        }
        let added = gap.new.start + pairs..gap.new.end;
        if added.is_empty() {
            return Ok(());
        }
        let space = self.space_between(node, cells);
        let mut texts = Vec::with_capacity(added.len());
        for row in &rows[added] {
            texts.push(self.flow_row(row, list)?);
        }
        let next = gap.old.end;
        if next < cells.len() {
            let at = self.above_own_comments(next, cells);
            let out: String = texts.iter().map(|text| format!("{text},{space}")).collect();
            edits.push(TextEdit::new(at..at, out));
        } else {
            self.append(edits, node, &cells[cells.len() - 1], &texts, &space);
        }
        Ok(())
    }

    /// Adds items after the last one.
    fn append(&self, edits: &mut Vec<TextEdit>, node: NodeId, last: &Cell, texts: &[String], space: &str) {
        let text = self.source.text();
        let close = self.source.tree.node(node).span.end() - 1;
        let behind = last.comma.map_or(last.range.end, |comma| comma.end());
        let line = layout::without_break(text, layout::line_end(text, behind));
        let joined = texts.join(&format!(",{space}"));
        if line < close && self.source.comment_in(behind..line).is_some() {
            // After the comment of the last item, on a line of its own.
            let comma = if last.comma.is_some() { "," } else { "" };
            if last.comma.is_none() {
                edits.push(TextEdit::new(behind..behind, ","));
            }
            let space = if space.contains('\n') { space.to_owned() } else { format!("{}  ", self.source.line_break()) };
            edits.push(TextEdit::new(line..line, format!("{space}{joined}{comma}")));
        } else {
            edits.push(TextEdit::new(last.range.end..last.range.end, format!(",{space}{joined}")));
        }
    }

    /// Removes the items from `first` to the end; at least one is left.
    fn remove_last(&self, edits: &mut Vec<TextEdit>, node: NodeId, cells: &[Cell], first: usize) {
        let text = self.source.text();
        let close = self.source.tree.node(node).span.end() - 1;
        let before = &cells[first - 1];
        let last = &cells[cells.len() - 1];
        let own_end = last.comma.map_or(last.range.end, |comma| comma.end());
        let comma = before.comma.map_or(before.range.end, |comma| comma.end());
        let between = Span::new(before.range.end, cells[first].range.start);
        let line = layout::without_break(text, layout::line_end(text, own_end));
        let behind_last = line < close && self.source.comment_in(own_end..line).is_some();
        if self.source.tree.comments_in(between).is_empty() && !behind_last {
            edits.push(TextEdit::new(before.range.end..last.range.end, ""));
            return;
        }
        if last.comma.is_none() {
            edits.push(TextEdit::new(before.range.end..comma, ""));
        }
        // The comment after the kept item is its own.
        let stay = layout::without_break(text, layout::line_end(text, comma));
        let start = if self.source.comment_in(comma..stay.max(comma)).is_some() { stay } else { comma };
        edits.push(TextEdit::new(start..if behind_last { line } else { own_end }, ""));
    }

    /// The end of the space and the comment after an item on its line.
    fn behind_own_comments(&self, from: usize, next: usize) -> usize {
        let comments = self.source.tree.comments_in(Span::new(from, next));
        comments.iter().find(|comment| comment.own_line).map_or(next, |comment| comment.span.start())
    }

    /// The start of the comments directly above an item, or of the item.
    fn above_own_comments(&self, index: usize, cells: &[Cell]) -> usize {
        let start = cells[index].range.start;
        let floor = match index.checked_sub(1) {
            Some(before) => cells[before].range.end,
            None => return start,
        };
        self.behind_own_comments(floor, start)
    }

    /// The text between two items: a space, or a line break and the items' indentation.
    fn space_between(&self, node: NodeId, cells: &[Cell]) -> String {
        let text = self.source.text();
        let gap = match cells {
            [first, second, ..] => first.comma.map_or(first.range.end, |comma| comma.end())..second.range.start,
            [only] => self.source.tree.node(node).span.start() + 1..only.range.start,
            [] => return " ".to_owned(),
        };
        let end = gap.end;
        // A pair without brackets of its own begins at its only entry.
        if text.get(gap).is_some_and(|between| between.contains('\n')) {
            let line = layout::line_start(text, end);
            let indent = layout::indent_of(&text[line..end]);
            format!("{}{}", self.source.line_break(), " ".repeat(indent))
        } else {
            " ".to_owned()
        }
    }

    /// An item or entry between brackets.
    fn flow_row(&mut self, row: &Row, list: bool) -> Outcome<String> {
        if let Some(from) = row.written()
            && self.source.is_block(from.collection)
            && self.has_comments(from)
            && !self.lenient
        {
            return Err(EditError::refused(Path::root(), Refusal::NoPlaceForComments));
        }
        let origin = self.source.origin(row.from);
        let mut value = self.flow_value(&row.plan, origin)?;
        if !list && origin.is_some_and(|node| self.source.is_bare(node)) && !value.starts_with('{') {
            value = format!("{{{value}}}");
        }
        if let Some(anchor) = origin.and_then(|node| self.lost_anchor(node, &value)) {
            value = format!("{anchor} {value}");
        }
        Ok(match &row.key {
            _ if list => value,
            Some(key) => format!("{}: {value}", self.source.style().key(key, None, true)),
            None => format!("<<: {value}"),
        })
    }

    /// A node between brackets.
    pub(super) fn flow_value(&mut self, plan: &Plan, origin: Option<NodeId>) -> Outcome<String> {
        let tree = self.source.tree;
        let Some(node) = origin else { return self.flow_fresh(plan, None) };
        let info = *tree.node(node);
        match (plan, info.kind) {
            (Plan::Fresh { .. }, NodeKind::Scalar { style }) => self.flow_fresh(plan, Some((node, style))),
            (Plan::Keep, NodeKind::Scalar { style }) if self.fits_flow(node, style) => {
                Ok(self.source.text()[info.full.range()].to_owned())
            }
            (Plan::Keep, NodeKind::Alias { .. }) => Ok(self.source.text()[info.full.range()].to_owned()),
            (Plan::Keep, NodeKind::Sequence { flow: true } | NodeKind::Mapping { flow: true })
            | (Plan::List(_), NodeKind::Sequence { flow: true })
            | (Plan::Map(_), NodeKind::Mapping { flow: true }) => {
                let mut edits = Vec::new();
                self.node(&mut edits, node, plan, Slot::Flow { after: None })?;
                Ok(self.edited(info.full.range(), edits))
            }
            (Plan::Keep, NodeKind::Sequence { .. } | NodeKind::Mapping { .. }) => {
                let mut opened = Plan::Keep;
                plan::open(self.source, &mut opened, origin, &Path::root())?;
                self.flow_fresh(&opened, None)
            }
            (Plan::Keep, NodeKind::Scalar { .. }) => {
                Ok(self.source.style().flow(&plan_value(self.source, plan, origin)))
            }
            _ => self.flow_fresh(plan, None),
        }
    }

    fn flow_fresh(&mut self, plan: &Plan, old: Option<(NodeId, ScalarStyle)>) -> Outcome<String> {
        let style = self.source.style();
        Ok(match plan {
            Plan::Keep => String::new(),
            Plan::Fresh { value, anchor } => {
                let text = match value {
                    Value::List(_) | Value::Map(_) => style.flow(value),
                    scalar => style.flow_scalar(scalar, old),
                };
                anchor.as_ref().map_or(text.clone(), |name| format!("&{name} {text}"))
            }
            Plan::List(rows) => {
                let mut out = Vec::with_capacity(rows.len());
                for row in rows {
                    out.push(self.flow_row(row, true)?);
                }
                format!("[{}]", out.join(", "))
            }
            Plan::Map(rows) => {
                let mut out = Vec::with_capacity(rows.len());
                for row in rows {
                    out.push(self.flow_row(row, false)?);
                }
                format!("{{{}}}", out.join(", "))
            }
        })
    }

    /// Whether a scalar's text means the same between brackets.
    fn fits_flow(&self, node: NodeId, style: ScalarStyle) -> bool {
        let text = &self.source.text()[self.source.tree.node(node).span.range()];
        match style {
            ScalarStyle::Plain => !text.contains([',', '[', ']', '{', '}', '\n', '#']) && !text.contains(": "),
            ScalarStyle::Single | ScalarStyle::Double => !text.contains('\n'),
            ScalarStyle::Absent | ScalarStyle::Literal | ScalarStyle::Folded => false,
        }
    }
}
