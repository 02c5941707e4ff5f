//! Comments that an edit lost, and whether it was allowed to lose them.
//!
//! An edit may lose the comments of removed nodes and no others.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::layout::{self, Layout};
use super::plan::{Plan, Row};
use super::rows::From;
use super::source::Source;
use crate::yaml::{NodeId, NodeKind, Span, Tree};

/// A comment that is missing in the new text because its node was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostComment {
    /// The comment, with its `#`.
    pub text: String,
    /// Its offset in the old text, in bytes.
    pub at: usize,
}

/// The comments of a text that another lacks; each as many times as it is missing.
pub(crate) fn lost(old: &Tree, new: &Tree) -> Vec<LostComment> {
    let whole = |tree: &Tree| Span::new(0, tree.text().len());
    missing(old, &[whole(old)], &[new])
}

/// The comments in some stretches of a text that other texts lack.
pub(crate) fn missing(old: &Tree, stretches: &[Span], new: &[&Tree]) -> Vec<LostComment> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for tree in new {
        for comment in tree.comments() {
            *left.entry(tree.text()[comment.span.range()].trim_end()).or_default() += 1;
        }
    }
    let mut lost = Vec::new();
    for comment in stretches.iter().flat_map(|stretch| old.comments_in(*stretch)) {
        let text = old.text()[comment.span.range()].trim_end();
        match left.get_mut(text) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lost.push(LostComment { text: text.to_owned(), at: comment.span.start() }),
        }
    }
    lost
}

/// Whether every lost comment belongs to a node that the plan removes. Comments with the same text are counted
/// together.
pub(crate) fn are_expected(source: &Source<'_>, root: &Row, lost: &[LostComment]) -> bool {
    if lost.is_empty() {
        return true;
    }
    let mut removed = Removed { source, gone: Vec::new(), carried: Vec::new() };
    removed.row(root);
    if !matches!(root.from, From::Root(_)) {
        removed.gone.push(Span::new(0, source.text().len()));
    }
    let mut may_go: HashMap<&str, usize> = HashMap::new();
    for comment in source.tree.comments() {
        if removed.has(comment.span) {
            *may_go.entry(source.text()[comment.span.range()].trim_end()).or_default() += 1;
        }
    }
    lost.iter().all(|comment| match may_go.get_mut(comment.text.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    })
}

struct Removed<'s, 't> {
    source: &'s Source<'t>,
    /// Stretches of the old text without a place in the plan.
    gone: Vec<Span>,
    /// Stretches inside those that moved elsewhere.
    carried: Vec<Span>,
}

impl Removed<'_, '_> {
    fn has(&self, comment: Span) -> bool {
        let inside = |spans: &[Span]| spans.iter().filter(|span| span.contains(comment)).map(|span| span.len()).min();
        match (inside(&self.gone), inside(&self.carried)) {
            (Some(gone), Some(carried)) => gone < carried,
            (gone, _) => gone.is_some(),
        }
    }

    fn row(&mut self, row: &Row) {
        if let From::Row(from) = row.from {
            self.carried.push(self.lines(from.collection, from.index));
        }
        let origin = self.source.origin(row.from);
        match (&row.plan, origin) {
            (plan @ (Plan::List(rows) | Plan::Map(rows)), Some(node)) => {
                let kind = self.source.tree.node(node).kind;
                let alike = match plan {
                    Plan::List(_) => matches!(kind, NodeKind::Sequence { .. }),
                    _ => matches!(kind, NodeKind::Mapping { .. }),
                };
                // Loose comments of a collection stay only beside a row.
                if !alike || rows.is_empty() {
                    self.gone.push(self.inner(node, row.from));
                }
                for index in 0..layout::row_count(self.source.tree, node) {
                    let stays = rows.iter().any(
                        |row| matches!(row.from, From::Row(from) if from.collection == node && from.index == index),
                    );
                    if !stays {
                        let lines = self.lines(node, index);
                        self.gone.push(lines);
                    }
                }
            }
            (Plan::Fresh { .. }, Some(node)) => self.gone.push(self.inner(node, row.from)),
            _ => {}
        }
        if let Plan::List(rows) | Plan::Map(rows) = &row.plan {
            rows.iter().for_each(|row| self.row(row));
        }
    }

    /// A node with the comments of its content.
    fn inner(&self, node: NodeId, from: From) -> Span {
        let full = self.source.tree.node(node).full;
        if self.source.is_block(node) {
            let layout = Layout::of(self.source.tree, node);
            let start = if layout.compact {
                full.start()
            } else {
                layout::trivia_above(self.source.text(), layout.rows[0].start).min(full.start())
            };
            let end = match from {
                From::Row(from) => self.lines(from.collection, from.index).end(),
                _ => layout.rows[layout.rows.len() - 1].end,
            };
            Span::new(start, end)
        } else {
            full
        }
    }

    fn lines(&self, collection: NodeId, index: usize) -> Span {
        if self.source.is_block(collection) {
            let row = Layout::of(self.source.tree, collection).rows[index];
            Span::new(row.start, row.end)
        } else {
            let (start, end) = layout::row_core(self.source.tree, collection, index);
            let text = self.source.text();
            let line = layout::without_break(text, layout::line_end(text, end));
            let close = self.source.tree.node(collection).span.end();
            // The comment after an item is its own, unless it follows the closing bracket.
            Span::new(start, if line < close { line } else { end })
        }
    }
}
