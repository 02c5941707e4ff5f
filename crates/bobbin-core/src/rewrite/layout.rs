//! The lines that belong to each item or entry of a block collection.
//!
//! Owns the rule by which comments move along: a row (an item or an entry) has its own lines, the comment lines
//! directly above it, and the comment lines below it that are indented deeper. The rest between two rows, blank lines
//! and loose comments, belongs to the collection and stays.
//!
//! Must stay true: rows do not overlap and follow the order of the tree. Every row begins at the start of a line,
//! except the first row of a compact collection, which begins after a `-` on the same line. Every row ends after a line
//! break or at the end of the text.

use crate::yaml::{NodeId, NodeKind, Tree};

/// The lines of one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowLines {
    /// The first byte, of the comments above it if there are any.
    pub(crate) start: usize,
    /// The offset of the `-`, the `?` or the key.
    pub(crate) head: usize,
    /// The offset after the last line break.
    pub(crate) end: usize,
}

/// The rows of one block collection.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The column of the `-`s or keys.
    pub(crate) column: usize,
    /// Whether the first row begins in the middle of a line.
    pub(crate) compact: bool,
    /// The rows in order.
    pub(crate) rows: Vec<RowLines>,
}

/// The offset of the `-`, `?` or key of a row, and the end of its value.
pub(crate) fn row_core(tree: &Tree, collection: NodeId, index: usize) -> (usize, usize) {
    match tree.node(collection).kind {
        NodeKind::Sequence { .. } => {
            let item = &tree.items(collection)[index];
            let node = tree.node(item.node);
            (item.dash.map_or(node.full.start(), |dash| dash.start()), node.full.end())
        }
        _ => {
            let entry = &tree.entries(collection)[index];
            let key = tree.node(entry.key).full;
            let end = tree.node(entry.value).full.end().max(entry.colon.map_or(key.end(), |colon| colon.end()));
            (entry.question.map_or(key.start(), |question| question.start()), end.max(key.end()))
        }
    }
}

/// The number of rows of a collection.
pub(crate) fn row_count(tree: &Tree, collection: NodeId) -> usize {
    match tree.node(collection).kind {
        NodeKind::Sequence { .. } => tree.items(collection).len(),
        _ => tree.entries(collection).len(),
    }
}

impl Layout {
    /// The rows of a block collection. It has at least one: an empty collection is in flow style.
    pub(crate) fn of(tree: &Tree, collection: NodeId) -> Self {
        let text = tree.text();
        let count = row_count(tree, collection);
        let mut rows: Vec<RowLines> = Vec::with_capacity(count);
        let mut column = 0;
        let mut compact = false;
        for index in 0..count {
            let (head, content_end) = row_core(tree, collection, index);
            let line = line_start(text, head);
            let start = if let Some(previous) = rows.last() {
                comments_above(text, line, previous.end)
            } else {
                column = head - line;
                compact = !is_blank(&text[line..head]);
                if compact { head } else { comments_above(text, line, 0) }
            };
            rows.push(RowLines { start, head, end: tail_end(text, content_end, column) });
        }
        Self { column, compact, rows }
    }

    /// One row alone, its column, and whether it begins in the middle of a line.
    pub(crate) fn row(tree: &Tree, collection: NodeId, index: usize) -> (RowLines, usize, bool) {
        let text = tree.text();
        let (first, _) = row_core(tree, collection, 0);
        let first_line = line_start(text, first);
        let column = first - first_line;
        let (head, content_end) = row_core(tree, collection, index);
        let compact = index == 0 && !is_blank(&text[first_line..first]);
        let start = match index.checked_sub(1) {
            None if compact => head,
            None => comments_above(text, first_line, 0),
            Some(before) => {
                let (_, before_end) = row_core(tree, collection, before);
                comments_above(text, line_start(text, head), tail_end(text, before_end, column))
            }
        };
        (RowLines { start, head, end: tail_end(text, content_end, column) }, column, compact)
    }

    /// The start of the blank lines directly before a row: its own part of the space after the previous row.
    pub(crate) fn space_above(&self, text: &str, index: usize) -> usize {
        let floor = if index == 0 { 0 } else { self.rows[index - 1].end };
        let mut start = self.rows[index].start;
        while start > floor {
            let above = line_start(text, start - 1);
            if above < floor || !is_blank(&text[above..start]) {
                break;
            }
            start = above;
        }
        start
    }

    /// The end of the blank lines directly after a row.
    pub(crate) fn space_below(&self, text: &str, index: usize) -> usize {
        let limit = self.rows.get(index + 1).map_or(text.len(), |next| next.start);
        let mut end = self.rows[index].end;
        while end < limit {
            let next = line_end(text, end);
            if !is_blank(&text[end..next]) {
                break;
            }
            end = next;
        }
        end
    }

    /// The end of the last loose comment between a row and the next, or the row's end.
    pub(crate) fn behind_loose_comments(&self, text: &str, index: usize) -> usize {
        if index + 1 < self.rows.len() { self.space_above(text, index + 1) } else { self.rows[index].end }
    }
}

/// The column of the row that has a node as its value, in a block collection.
pub(crate) fn row_column(tree: &Tree, node: NodeId) -> Option<usize> {
    let is_block = |node: &NodeId| {
        matches!(tree.node(*node).kind, NodeKind::Sequence { flow: false } | NodeKind::Mapping { flow: false })
    };
    let parent = tree.parent(node).filter(is_block)?;
    let (head, _) = row_core(tree, parent, 0);
    Some(head - line_start(tree.text(), head))
}

/// The start of the line that holds a byte, after a byte order mark.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let start = text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with('\u{feff}') { 3 } else { start }
}

/// The end of the line that holds a byte, including its line break.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| at + newline + 1)
}

/// The end of a line without its break; `end` is the end with it.
pub(crate) fn without_break(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    match end {
        2.. if bytes[end - 1] == b'\n' && bytes[end - 2] == b'\r' => end - 2,
        1.. if bytes[end - 1] == b'\n' => end - 1,
        _ => end,
    }
}

/// Whether a stretch holds white space only.
pub(crate) fn is_blank(stretch: &str) -> bool {
    stretch.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The number of spaces a line begins with.
pub(crate) fn indent_of(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with('#')
}

/// The start of the comment lines directly above a line.
fn comments_above(text: &str, line: usize, floor: usize) -> usize {
    let floor = floor.max(line_start(text, 0));
    let mut start = line;
    while start > floor {
        let above = line_start(text, start - 1);
        if above < floor || above >= start || !is_comment(&text[above..start]) {
            break;
        }
        start = above;
    }
    start
}

/// The start of the blank and comment lines above the first row of a collection: after the line of its key or dash.
pub(crate) fn trivia_above(text: &str, first_row: usize) -> usize {
    let floor = line_start(text, 0);
    let mut start = line_start(text, first_row);
    while start > floor {
        let above = line_start(text, start - 1);
        let line = &text[above..start];
        if !(is_blank(line) || is_comment(line)) {
            break;
        }
        start = above;
    }
    start
}

/// The end of the last line of a row whose value ends at `content_end`.
fn tail_end(text: &str, content_end: usize, column: usize) -> usize {
    let mut end = line_end(text, content_end);
    let mut scanned = end;
    while scanned < text.len() {
        let next = line_end(text, scanned);
        let line = &text[scanned..next];
        if is_comment(line) && indent_of(line) > column {
            end = next;
        } else if !is_blank(line) {
            break;
        }
        scanned = next;
    }
    end
}
