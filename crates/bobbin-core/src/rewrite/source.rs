//! The old text, its tree and its values, as `rewrite`, `edit` and `replace` query them.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::error::EditError;
use super::rows::{From, RowRef};
use super::style::Style;
use crate::text_edit::TextEdit;
use crate::value::Value;
use crate::yaml::{NodeId, NodeKind, Parsed, ProblemCode, ScalarStyle, Span, Tree};

/// One text, its tree and its habits.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    pub(crate) tree: &'t Tree,
    /// The value of the text.
    pub(crate) whole: &'t Value,
    style: OnceCell<Style>,
    anchors: OnceCell<Vec<NodeId>>,
    aliases: OnceCell<Vec<NodeId>>,
}

impl<'t> Source<'t> {
    /// Prepares a text for rewriting.
    ///
    /// # Errors
    ///
    /// [`EditError::NotReadable`] for a text with problems, unless its only one is that it is empty: a text without a
    /// document, such as comments alone, can be given one.
    pub(crate) fn of(parsed: &'t Parsed) -> Result<Self, EditError> {
        let empty = !parsed.problems.is_empty() && parsed.problems.iter().all(|it| it.code == ProblemCode::Empty);
        let value = parsed.value.as_ref().or_else(|| empty.then_some(&Value::Null)).ok_or(EditError::NotReadable)?;
        let (style, anchors, aliases) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Ok(Self { tree: &parsed.tree, whole: value, style, anchors, aliases })
    }

    pub(crate) fn text(&self) -> &'t str {
        self.tree.text()
    }

    pub(crate) fn style(&self) -> &Style {
        self.style.get_or_init(|| Style::of(self.tree))
    }

    pub(crate) fn line_break(&self) -> &'static str {
        self.style().line_break
    }

    /// The value of a node.
    pub(crate) fn value(&self, node: NodeId) -> Cow<'t, Value> {
        if Some(node) == self.tree.root() {
            return Cow::Borrowed(self.whole);
        }
        Cow::Owned(self.tree.value(node))
    }

    /// The key of an entry in the value; `None` for a merge key.
    pub(crate) fn key(&self, mapping: NodeId, index: usize) -> Option<String> {
        self.tree.key(&self.tree.entries(mapping)[index]).map(Cow::into_owned)
    }

    /// The old node of a row.
    pub(crate) fn origin(&self, from: From) -> Option<NodeId> {
        match from {
            From::New => None,
            From::Root(node) => Some(node),
            From::Row(row) => Some(self.value_node(row)),
        }
    }

    /// The item, or the value of the entry.
    pub(crate) fn value_node(&self, row: RowRef) -> NodeId {
        if self.is_list(row.collection) {
            self.tree.items(row.collection)[row.index].node
        } else {
            self.tree.entries(row.collection)[row.index].value
        }
    }

    pub(crate) fn is_list(&self, node: NodeId) -> bool {
        matches!(self.tree.node(node).kind, NodeKind::Sequence { .. })
    }

    pub(crate) fn is_block(&self, node: NodeId) -> bool {
        matches!(self.tree.node(node).kind, NodeKind::Sequence { flow: false } | NodeKind::Mapping { flow: false })
    }

    /// Whether a node is a mapping without brackets of its own: `x: 1` in `[x: 1]`.
    pub(crate) fn is_bare(&self, node: NodeId) -> bool {
        matches!(self.tree.node(node).kind, NodeKind::Mapping { flow: true })
            && !self.text()[self.tree.node(node).span.range()].starts_with('{')
    }

    /// Whether a tag determines the meaning of a node, so that its text must not be split.
    pub(crate) fn is_tagged(&self, node: NodeId) -> bool {
        self.tree.tag(node).is_some_and(|tag| !matches!(tag, "!!map" | "!!seq"))
    }

    /// The end of a node's anchor and tag, if it has any.
    pub(crate) fn properties_end(&self, node: NodeId) -> Option<usize> {
        let properties = self.tree.properties(node);
        properties.anchor.into_iter().chain(properties.tag).map(Span::end).max()
    }

    /// The nodes that have an anchor, in order.
    pub(crate) fn anchors(&self) -> &[NodeId] {
        self.anchors.get_or_init(|| {
            let mut anchors: Vec<NodeId> = self.tree.ids().filter(|id| self.tree.anchor(*id).is_some()).collect();
            anchors.sort_by_key(|id| self.tree.node(*id).full.start());
            anchors
        })
    }

    /// The aliases, in order.
    pub(crate) fn aliases(&self) -> &[NodeId] {
        self.aliases.get_or_init(|| {
            let is_alias = |id: &NodeId| matches!(self.tree.node(*id).kind, NodeKind::Alias { .. });
            let mut aliases: Vec<NodeId> = self.tree.ids().filter(is_alias).collect();
            aliases.sort_by_key(|id| self.tree.node(*id).full.start());
            aliases
        })
    }

    pub(crate) fn has_aliases_of(&self, node: NodeId) -> bool {
        self.aliases()
            .iter()
            .any(|alias| matches!(self.tree.node(*alias).kind, NodeKind::Alias { target } if target == Some(node)))
    }

    /// Whether a kept merge key provides a key.
    pub(crate) fn merge_has(&self, from: From, key: &str) -> bool {
        if self.merged(from).is_some_and(|merged| merged.iter().any(|map| map.get(key).is_some())) {
            return true;
        }
        // Keys of the value that are not in the text, such as the numbered items that js-yaml 4 merges.
        let From::Row(row) = from else { return false };
        let entries = self.tree.entries(row.collection).len();
        self.value(row.collection).get(key).is_some()
            && (0..entries).all(|index| self.key(row.collection, index).as_deref() != Some(key))
    }

    /// The mappings of a merge key.
    fn merged(&self, from: From) -> Option<Vec<crate::value::Map>> {
        let From::Row(row) = from else { return None };
        Some(match self.value(self.value_node(row)).into_owned() {
            Value::Map(map) => vec![map],
            Value::List(items) => {
                items.into_iter().filter_map(|item| if let Value::Map(map) = item { Some(map) } else { None }).collect()
            }
            _ => return None,
        })
    }

    /// The comment that ends a line, with the space before it.
    pub(crate) fn comment_in(&self, stretch: std::ops::Range<usize>) -> Option<String> {
        if stretch.start >= stretch.end {
            return None;
        }
        let comments = self.tree.comments_in(Span::new(stretch.start, stretch.end));
        let span = comments.iter().find(|comment| !comment.own_line)?.span;
        let before = &self.text()[stretch.start..span.start()];
        let space = before.len() - before.trim_end_matches([' ', '\t']).len();
        let comment = self.text()[span.start() - space..span.end()].trim_end();
        Some(if space == 0 { format!(" {comment}") } else { comment.to_owned() })
    }

    /// The edit that must go with a line break after a last line without one: a block scalar there would gain the line
    /// break.
    pub(crate) fn seal(&self) -> Option<TextEdit> {
        let text = self.text();
        if text.ends_with('\n') {
            return None;
        }
        let mut node = self.tree.root()?;
        loop {
            node = match self.tree.node(node).kind {
                NodeKind::Sequence { flow: false } => self.tree.items(node).last()?.node,
                NodeKind::Mapping { flow: false } => self.tree.entries(node).last()?.value,
                NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded } => break,
                _ => return None,
            };
        }
        let span = self.tree.node(node).span;
        // Some dialects read the last line as if it had a line break.
        if span.end() < text.len() || self.tree.scalar(node).ends_with('\n') {
            return None;
        }
        let header_end = text[span.range()].find(['\n', '\r', ' ', '#']).map_or(span.end(), |at| span.start() + at);
        let header = &text[span.start()..header_end];
        if header.contains('-') {
            return None;
        }
        Some(match header.find('+') {
            Some(plus) => TextEdit::new(span.start() + plus..span.start() + plus + 1, "-"),
            None => TextEdit::new(header_end..header_end, "-"),
        })
    }
}
