//! Writes the text of nodes at a new place: new ones, and those carried from elsewhere in the old text.
//!
//! Owns the form of a node after a `-`, after a key and as a whole document, and the comments that move with it. A
//! carried node keeps its lines; only their indentation changes.

use super::{Outcome, Renderer, Slot, touch};
use crate::rewrite::layout;
use crate::rewrite::lines::Lines;
use crate::rewrite::plan::{Plan, Row};
use crate::rewrite::rows::{From, RowRef};
use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{NodeId, NodeKind, ScalarStyle, Span};

/// The text of a node, without a place.
#[derive(Debug)]
pub(super) enum NodeText {
    /// It begins on the line of its `-` or key; `rest` are its other lines, relative to the row.
    Inline { first: String, rest: Lines },
    /// A block list or mapping.
    Block {
        /// Anchor and tag.
        properties: String,
        /// The comment on the line of the `-` or key, with the space before it.
        comment: Option<String>,
        list: bool,
        lines: Lines,
    },
}

/// The comments around a carried node that are not inside it.
#[derive(Debug, Default)]
struct Around {
    above: Lines,
    /// With the space before it.
    behind: Option<String>,
    below: Lines,
    /// The indentation of the value relative to the row.
    step: usize,
}

impl Renderer<'_, '_> {
    /// The lines of a row in a block collection, at column 0.
    pub(super) fn row_lines(&mut self, row: &Row, item: bool) -> Outcome<Lines> {
        let mut lines = Lines::default();
        for heir_of in &row.heirs_of {
            lines.append(self.around(*heir_of, &Plan::Keep).above);
        }
        let from = row.written();
        if let Some(from) = from
            && self.source.is_block(from.collection)
            && self.source.is_list(from.collection) == item
        {
            let layout = self.layout(from.collection);
            let old = layout.rows[from.index];
            let mut edits = Vec::new();
            self.row_in_place(&mut edits, from, row)?;
            let begun = from.index == 0 && layout.compact;
            lines.append(Lines::cut(&self.edited(old.start..old.end, edits), layout.column, begun));
            return Ok(lines);
        }
        let around = from.map(|from| self.around(from, &row.plan)).unwrap_or_default();
        lines.append(around.above);
        let origin = self.source.origin(row.from);
        let mut value = self.node_text(&row.plan, origin, row.from)?;
        if !around.below.is_empty() {
            value = self.above_comments(value, &row.plan);
        }
        let written = match &value {
            NodeText::Inline { first, .. } => first,
            NodeText::Block { properties, .. } => properties,
        };
        if let Some(anchor) = origin.and_then(|node| self.lost_anchor(node, written)) {
            value = with_properties(value, Some(anchor));
        }
        let head = match &row.key {
            _ if item => "-".to_owned(),
            Some(key) => format!("{}:", self.source.style().key(key, None, false)),
            None => "<<:".to_owned(),
        };
        let below = match &value {
            NodeText::Block { list, .. } => {
                self.below_rows(around.below, around.step, origin).indented(self.step(item, *list))
            }
            NodeText::Inline { .. } => around.below,
        };
        lines.append(self.assemble(head, item, value, around.behind));
        lines.append(below);
        Ok(lines)
    }

    /// A node's anchor, if the new text of the node does not begin with it.
    pub(super) fn lost_anchor(&self, node: NodeId, written: &str) -> Option<String> {
        let anchor = format!("&{}", self.source.tree.anchor(node)?);
        let kept = written.split(' ').take(2).any(|word| word == anchor);
        (!kept && !written.starts_with('&')).then_some(anchor)
    }

    /// Puts a node after its `-` or key.
    fn assemble(&self, head: String, item: bool, value: NodeText, behind: Option<String>) -> Lines {
        let (first, rest) = self.behind_head(item, value, behind);
        let mut lines = Lines::one(head + &first);
        lines.append(rest);
        lines
    }

    /// The indentation of a block value relative to its row.
    fn step(&self, item: bool, list: bool) -> usize {
        let style = self.source.style();
        match (item, list) {
            (true, _) => 2,
            (false, true) => style.list_indent,
            (false, false) => style.map_indent,
        }
    }

    /// The rest of a line after its `-` or `:`, and the lines below, relative to the row.
    fn behind_head(&self, item: bool, value: NodeText, behind: Option<String>) -> (String, Lines) {
        match value {
            NodeText::Inline { first, mut rest } => {
                let mut line = if first.is_empty() { String::new() } else { format!(" {first}") };
                let scalar_block = first.contains(['|', '>']) && is_block_header(&first);
                match behind {
                    Some(comment) if rest.is_empty() || scalar_block => line.push_str(&comment),
                    Some(comment) => rest.push_to_last(&comment),
                    None => {}
                }
                (line, rest)
            }
            NodeText::Block { properties, comment, list, mut lines } => {
                let comment = comment.or(behind);
                let step = self.step(item, list);
                let mut line = String::new();
                if !properties.is_empty() {
                    line.push(' ');
                    line.push_str(&properties);
                }
                if let Some(comment) = comment {
                    line.push_str(&comment);
                } else if item
                    && properties.is_empty()
                    && let Some(first) = lines.take_first()
                {
                    line.push(' ');
                    line.push_str(&first);
                }
                (line, lines.indented(step))
            }
        }
    }

    /// The text of a node by its plan.
    pub(super) fn node_text(&mut self, plan: &Plan, origin: Option<NodeId>, from: From) -> Outcome<NodeText> {
        let tree = self.source.tree;
        match (plan, origin.map(|node| (node, tree.node(node).kind))) {
            (Plan::Keep, Some((node, kind))) => self.carried(node, kind, plan, from),
            (Plan::List(rows), Some((node, kind @ NodeKind::Sequence { .. })))
            | (Plan::Map(rows), Some((node, kind @ NodeKind::Mapping { .. })))
                if !rows.is_empty() && layout::row_count(tree, node) > 0 =>
            {
                self.carried(node, kind, plan, from)
            }
            (Plan::Keep, None) => Ok(self.inline_value(&Value::Null, None)),
            (Plan::Fresh { value, anchor }, old) => {
                let style = match old {
                    Some((node, NodeKind::Scalar { style })) => Some((node, style)),
                    _ => None,
                };
                let text = self.fresh(value, style)?;
                Ok(with_properties(text, anchor.as_ref().map(|name| format!("&{name}"))))
            }
            (Plan::List(rows), _) => self.text_of_rows(rows, true),
            (Plan::Map(rows), _) => self.text_of_rows(rows, false),
        }
    }

    fn text_of_rows(&mut self, rows: &[Row], list: bool) -> Outcome<NodeText> {
        if rows.is_empty() {
            let brackets = if list { "[]" } else { "{}" };
            return Ok(NodeText::Inline { first: brackets.to_owned(), rest: Lines::default() });
        }
        let mut lines = Lines::default();
        for row in rows {
            lines.append(self.row_lines(row, list)?);
        }
        Ok(NodeText::Block { properties: String::new(), comment: None, list, lines })
    }

    fn fresh(&mut self, value: &Value, old: Option<(NodeId, ScalarStyle)>) -> Outcome<NodeText> {
        match value {
            Value::List(items) if !items.is_empty() => {
                let mut lines = Lines::default();
                for item in items {
                    let text = self.fresh(item, None)?;
                    lines.append(self.assemble("-".to_owned(), true, text, None));
                }
                Ok(NodeText::Block { properties: String::new(), comment: None, list: true, lines })
            }
            Value::Map(map) if !map.is_empty() => {
                let mut lines = Lines::default();
                for (key, value) in map.iter() {
                    let head = format!("{}:", self.source.style().key(key, None, false));
                    let text = self.fresh(value, None)?;
                    lines.append(self.assemble(head, false, text, None));
                }
                Ok(NodeText::Block { properties: String::new(), comment: None, list: false, lines })
            }
            scalar => Ok(self.inline_value(scalar, old)),
        }
    }

    fn inline_value(&self, value: &Value, old: Option<(NodeId, ScalarStyle)>) -> NodeText {
        let (first, rest) = self.source.style().scalar(self.source.tree, value, old);
        let mut lines = Lines::default();
        for line in rest {
            lines.push(line);
        }
        NodeText::Inline { first, rest: lines }
    }

    /// A node of the old text, cut out and edited by its plan.
    fn carried(&mut self, node: NodeId, kind: NodeKind, plan: &Plan, from: From) -> Outcome<NodeText> {
        let text = self.source.text();
        let info = *self.source.tree.node(node);
        let mut edits = Vec::new();
        // The slot does not matter: only rows inside the node are edited.
        let inside = Slot::Root;
        match kind {
            NodeKind::Sequence { flow: false } | NodeKind::Mapping { flow: false } => {
                let layout = self.layout(node);
                // Loose comments above the first row move along, unless they are the document's.
                let start = match from {
                    From::Row(_) if !layout.compact => layout::trivia_above(text, layout.rows[0].start),
                    _ => layout.rows[0].start,
                };
                let range = start..layout.rows[layout.rows.len() - 1].end;
                self.node(&mut edits, node, plan, inside)?;
                let lines = Lines::cut(&self.edited(range, edits), layout.column, layout.compact);
                let properties = text[info.full.start()..info.span.start().min(start).max(info.full.start())].trim();
                let (properties, comment) = match properties.split_once('#') {
                    Some((before, comment)) => (before.trim_end(), Some(format!(" #{}", comment.trim_end()))),
                    None => (properties, self.header_comment(node, from)),
                };
                let list = matches!(kind, NodeKind::Sequence { .. });
                Ok(NodeText::Block { properties: properties.to_owned(), comment, list, lines })
            }
            _ => {
                self.node(&mut edits, node, plan, Slot::Flow { after: None })?;
                let mut edited = self.edited(info.full.range(), edits);
                if self.source.is_bare(node) && !edited.starts_with('{') {
                    edited = format!("{{{edited}}}");
                }
                let column = self.base_column(node, from);
                let mut rest = Lines::cut(&edited, column, true);
                let first = rest.take_first().unwrap_or_default();
                Ok(NodeText::Inline { first, rest })
            }
        }
    }

    /// The comment on the line of a block collection's `-` or key.
    fn header_comment(&mut self, node: NodeId, from: From) -> Option<String> {
        let From::Row(from) = from else { return None };
        let layout = self.layout(node);
        if layout.compact {
            return None;
        }
        let (head, _) = layout::row_core(self.source.tree, from.collection, from.index);
        let line = head..layout::without_break(self.source.text(), layout::line_end(self.source.text(), head));
        self.source.comment_in(line)
    }

    /// The column from which the indentation of a node's further lines counts.
    fn base_column(&mut self, node: NodeId, from: From) -> usize {
        let text = self.source.text();
        match from {
            From::Row(from) if self.source.is_block(from.collection) => self.layout(from.collection).column,
            _ => {
                let start = layout::line_start(text, self.source.tree.node(node).full.start());
                layout::indent_of(&text[start..])
            }
        }
    }

    /// The comments of a row outside its value.
    fn around(&mut self, from: RowRef, plan: &Plan) -> Around {
        let text = self.source.text();
        if !self.source.is_block(from.collection) {
            return Around::default();
        }
        let layout = self.layout(from.collection);
        let row = layout.rows[from.index];
        let above_end = layout::line_start(text, row.head).max(row.start);
        let above = if row.start < row.head {
            Lines::cut(&text[row.start..above_end], layout.column, false)
        } else {
            Lines::default()
        };
        let value = self.source.value_node(from);
        let info = self.source.tree.node(value);
        let (mut behind, content_end) = match info.kind {
            NodeKind::Sequence { flow: false } | NodeKind::Mapping { flow: false } => {
                let inner = self.layout(value);
                (self.header_comment(value, From::Row(from)), inner.rows[inner.rows.len() - 1].end)
            }
            NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded } => {
                let header = info.span.start()..layout::line_end(text, info.span.start());
                // A carried block text already has the comment on its first line.
                let behind = if matches!(plan, Plan::Keep) { None } else { self.source.comment_in(header) };
                (behind, layout::line_end(text, info.full.end()))
            }
            _ => {
                let (_, end) = layout::row_core(self.source.tree, from.collection, from.index);
                let line_end = layout::line_end(text, end);
                (self.source.comment_in(end..layout::without_break(text, line_end)), line_end)
            }
        };
        if let Some(comment) = &mut behind {
            comment.truncate(comment.trim_end().len());
        }
        let below = Lines::cut(&text[content_end.min(row.end)..row.end], layout.column, false);
        let step =
            if self.source.is_block(value) { self.layout(value).column.saturating_sub(layout.column) } else { 0 };
        Around { above, behind, below, step }
    }

    /// Whether a row has comments of its own or in it.
    pub(super) fn has_comments(&mut self, from: RowRef) -> bool {
        let range = if self.source.is_block(from.collection) {
            let row = self.layout(from.collection).rows[from.index];
            row.start..row.end
        } else {
            self.source.tree.node(self.source.value_node(from)).full.range()
        };
        !self.source.tree.comments_in(Span::new(range.start, range.end)).is_empty()
    }

    /// A stretch of the old text after the edits in it.
    pub(super) fn edited(&self, range: std::ops::Range<usize>, mut edits: Vec<TextEdit>) -> String {
        let text = self.source.text();
        if range.end == text.len()
            && let Some(seal) = self.source.seal().filter(|seal| range.start <= seal.range.start)
            && !edits.iter().any(|edit| touch(edit, &seal))
        {
            edits.push(seal);
        }
        let mut edits = text_edit::minimize(text, edits);
        let leaves = |edit: &TextEdit| edit.range.start < range.start || range.end < edit.range.end;
        if edits.iter().any(leaves) || edits.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
            // Only in lists with dashes further left, as js-yaml 4 allows; the check of the whole text finds it.
            return text[range].to_owned();
        }
        for edit in &mut edits {
            edit.range = edit.range.start - range.start..edit.range.end - range.start;
        }
        text_edit::apply(&text[range], &edits)
    }

    /// Replaces a node by one of another kind, or by a new one.
    pub(super) fn replace_node(
        &mut self,
        edits: &mut Vec<TextEdit>,
        node: NodeId,
        plan: &Plan,
        slot: Slot,
    ) -> Outcome<()> {
        let tree = self.source.tree;
        let text = self.source.text();
        let info = *tree.node(node);
        // A list or mapping of the old kind gets here only if it leaves its brackets.
        let told = match plan {
            Plan::List(_) | Plan::Map(_) => None,
            _ => Some(node),
        };
        let anchor = tree
            .anchor(node)
            .filter(|_| !matches!(plan, Plan::Fresh { anchor: Some(_), .. }))
            .map(|name| format!("&{name}"));
        match slot {
            Slot::Flow { after } => {
                let value = self.flow_value(plan, Some(node))?;
                let value = anchor.map_or(value.clone(), |anchor| format!("{anchor} {value}"));
                let absent = info.full.is_empty();
                match after {
                    Some(after) => edits.push(TextEdit::new(after..after.max(info.full.end()), format!(": {value}"))),
                    None if absent => edits.push(TextEdit::new(info.full.range(), format!(" {value}"))),
                    None => edits.push(TextEdit::new(info.full.range(), value)),
                }
                Ok(())
            }
            Slot::Root => {
                let value = self.node_text(plan, told, From::Root(node))?;
                let lines = self.whole(with_properties(value, anchor));
                self.replace_document(edits, &lines);
                Ok(())
            }
            Slot::Block { column, after, row_end, item } => {
                let mut value = self.node_text(plan, told, From::New)?;
                if self.comments_follow(node, after, row_end) {
                    value = self.above_comments(value, plan);
                }
                let value = with_properties(value, anchor);
                let eol = self.source.line_break();
                let block = matches!(info.kind, NodeKind::Sequence { flow: false } | NodeKind::Mapping { flow: false });
                let inline = matches!(&value, NodeText::Inline { rest, .. } if rest.is_empty());
                let (end, comment) = if block {
                    let compact = self.layout(node).compact;
                    let first_line = layout::without_break(text, layout::line_end(text, after));
                    let comment = if compact { None } else { self.source.comment_in(after..first_line) };
                    (layout::without_break(text, row_end), comment)
                } else if matches!(info.kind, NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded }) {
                    let first_line = layout::without_break(text, layout::line_end(text, info.span.start()));
                    (info.full.end(), self.source.comment_in(info.span.start()..first_line.min(info.span.end())))
                } else if inline {
                    (info.full.end().max(after), None)
                } else {
                    let line = layout::without_break(text, layout::line_end(text, info.full.end().max(after)));
                    (line, self.source.comment_in(info.full.end().max(after)..line))
                };
                let start = if info.full.is_empty() || block || !inline { after } else { info.full.start() };
                let (first, rest) = self.behind_head(item, value, comment);
                let first = if start > after { first.trim_start().to_owned() } else { first };
                let rest = rest.write(column, eol, false);
                let rest = &rest[..layout::without_break(&rest, rest.len())];
                let joint = if rest.is_empty() { "" } else { eol };
                let last = if end == text.len() && self.final_break && !text.ends_with('\n') { eol } else { "" };
                edits.push(TextEdit::new(start..end, format!("{first}{joint}{rest}{last}")));
                Ok(())
            }
        }
    }

    /// The comments below a node, moved below its rows. A node without rows has no column for them; below a block text,
    /// further right, they would become part of the text.
    fn below_rows(&self, below: Lines, step: usize, origin: Option<NodeId>) -> Lines {
        let had_rows = origin.is_some_and(|node| self.source.is_block(node));
        below.outdented(if had_rows { step } else { usize::MAX })
    }

    /// Prepares a node's text for comments below it, which could become lines of a block text further right.
    fn above_comments(&self, value: NodeText, plan: &Plan) -> NodeText {
        match (&value, plan) {
            (NodeText::Inline { first, rest }, Plan::Fresh { value: Value::String(new), anchor })
                if !rest.is_empty() && is_block_header(first) =>
            {
                let first = self.source.style().quoted(new);
                let quoted = NodeText::Inline { first, rest: Lines::default() };
                with_properties(quoted, anchor.as_ref().map(|name| format!("&{name}")))
            }
            _ => value,
        }
    }

    /// Whether comment lines below a node belong to its row.
    fn comments_follow(&self, node: NodeId, after: usize, row_end: usize) -> bool {
        let text = self.source.text();
        let line = layout::line_end(text, self.source.tree.node(node).full.end().max(after));
        !self.source.is_block(node) && line < row_end && !layout::is_blank(&text[line..row_end])
    }

    /// A node as a whole document.
    fn whole(&self, value: NodeText) -> Lines {
        match value {
            NodeText::Inline { first, rest } => {
                let mut lines = Lines::one(first);
                lines.append(rest);
                lines
            }
            NodeText::Block { properties, comment, lines, .. } if !properties.is_empty() || comment.is_some() => {
                let head = properties + comment.as_deref().unwrap_or_default();
                let mut out = Lines::one(head.trim_start().to_owned());
                out.append(lines);
                out
            }
            NodeText::Block { lines, .. } => lines,
        }
    }

    /// The lines of a document that is made from a row.
    pub(super) fn document_lines(&mut self, root: &Row) -> Outcome<Lines> {
        let mut lines = Lines::default();
        for heir_of in &root.heirs_of {
            lines.append(self.around(*heir_of, &Plan::Keep).above);
        }
        let around = root.written().map(|from| self.around(from, &root.plan)).unwrap_or_default();
        lines.append(around.above);
        let mut value = self.node_text(&root.plan, self.source.origin(root.from), root.from)?;
        if !around.below.is_empty() {
            value = self.above_comments(value, &root.plan);
        }
        let behind = around.behind.filter(|_| !matches!(value, NodeText::Block { comment: Some(_), .. }));
        let below = match &value {
            NodeText::Block { .. } => self.below_rows(around.below, around.step, self.source.origin(root.from)),
            NodeText::Inline { .. } => around.below.outdented(around.step),
        };
        let whole = self.whole(value);
        if let Some(comment) = behind {
            lines.push(comment.trim_start().to_owned());
        }
        lines.append(whole);
        lines.append(below);
        Ok(lines)
    }

    /// Replaces the whole document by lines; comments above and below it stay.
    pub(super) fn replace_document(&mut self, edits: &mut Vec<TextEdit>, lines: &Lines) {
        let text = self.source.text();
        let eol = self.source.line_break();
        let Some(node) = self.source.tree.root() else {
            self.insert_lines(edits, text.len(), lines.write(0, eol, false));
            return;
        };
        let full = self.source.tree.node(node).full;
        let block = self.source.is_block(node);
        let (mut start, end) = if block {
            let layout = self.layout(node);
            let start = if full.start() < layout.rows[0].start { full.start() } else { layout.rows[0].start };
            (start, layout.rows[layout.rows.len() - 1].end)
        } else {
            (full.start(), layout::line_end(text, full.end()))
        };
        let mut out = String::new();
        let line = layout::line_start(text, start);
        if !layout::is_blank(&text[line..start]) {
            // After `---` on its line.
            out.push_str(eol);
            start = line + text[line..start].trim_end().len();
        }
        if !block && let Some(comment) = self.source.comment_in(full.end()..layout::without_break(text, end)) {
            out.push_str(comment.trim_start());
            out.push_str(eol);
        }
        out.push_str(&lines.write(0, eol, false));
        let out = self.like_the_end(end, out);
        let start = if layout::is_blank(&text[line..start]) { line } else { start };
        edits.push(TextEdit::new(start..end, out));
    }
}

fn is_block_header(first: &str) -> bool {
    let header = first.rsplit(' ').next().unwrap_or(first);
    matches!(header.as_bytes(), [b'|' | b'>', rest @ ..] if rest.iter().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')))
}

fn with_properties(value: NodeText, anchor: Option<String>) -> NodeText {
    let Some(anchor) = anchor else { return value };
    match value {
        NodeText::Inline { first, rest } => {
            let first = if first.is_empty() { anchor } else { format!("{anchor} {first}") };
            NodeText::Inline { first, rest }
        }
        NodeText::Block { comment, list, lines, .. } => NodeText::Block { properties: anchor, comment, list, lines },
    }
}
