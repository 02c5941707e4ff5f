//! The conditions under which lines mean the same alone as in their text.
//!
//! Owns the conditions only; `verify` and `rows` do the reading.

use std::ops::Range;

use crate::rewrite::layout;
use crate::rewrite::source::Source;
use crate::yaml::{Dialect, NodeId, NodeKind, ScalarStyle, Tree};

/// Whether a list has dashes in several columns. In js-yaml 4 an empty dash may be followed by dashes further left in
/// the same list; once it gets a value, those leave the list, although each reads alike alone.
pub(super) fn is_ragged(tree: &Tree) -> bool {
    let column = |dash: usize| dash - layout::line_start(tree.text(), dash);
    tree.dialect() == Dialect::EditorLegacy
        && tree.ids().filter(|id| matches!(tree.node(*id).kind, NodeKind::Sequence { flow: false })).any(|list| {
            let mut columns = tree.items(list).iter().filter_map(|item| item.dash).map(|dash| column(dash.start()));
            columns.next().is_some_and(|first| columns.any(|other| other != first))
        })
}

/// Whether no anchor or alias connects some lines with the rest of the text.
pub(super) fn can_be_read_alone(source: &Source<'_>, lines: &Range<usize>) -> bool {
    let text = source.text();
    // A lone carriage return is a line break in YAML, but not in our layout.
    if text.contains('\r') && text.bytes().zip(text.bytes().skip(1)).any(|pair| pair.0 == b'\r' && pair.1 != b'\n') {
        return false;
    }
    let within = |nodes: &[NodeId]| nodes.iter().any(|node| lines.contains(&source.tree.node(*node).full.start()));
    !within(source.anchors()) && !within(source.aliases())
}

/// Whether a text that was read alone has no document markers, anchors and aliases.
pub(super) fn is_plain(tree: &Tree) -> bool {
    tree.document_start().is_none()
        && tree.document_end().is_none()
        && tree.ids().all(|id| tree.anchor(id).is_none() && !matches!(tree.node(id).kind, NodeKind::Alias { .. }))
}

/// Whether the lines after a row could become part of its last node: blank lines of a block scalar that keeps them,
/// lines of spaces of any block scalar and, in js-yaml 4, anything after an empty dash.
pub(super) fn reaches_further(tree: &Tree, root: NodeId, behind: &str) -> bool {
    let mut node = root;
    loop {
        let last = match tree.node(node).kind {
            NodeKind::Sequence { flow: false } => tree.items(node).last().map(|item| item.node),
            NodeKind::Mapping { flow: false } => tree.entries(node).last().map(|entry| entry.value),
            NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded } => {
                let header = tree.text()[tree.node(node).span.range()].lines().next().unwrap_or_default();
                let blank = behind.split_inclusive('\n').take_while(|line| layout::is_blank(line));
                let spaces = blank.into_iter().any(|line| line.starts_with([' ', '\t']));
                return spaces || header.contains('+');
            }
            NodeKind::Scalar { style: ScalarStyle::Absent } => return true,
            _ => None,
        };
        match last {
            Some(last) => node = last,
            None => return false,
        }
    }
}
