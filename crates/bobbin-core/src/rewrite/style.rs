//! The style of a text: line breaks, indentation, quotes, blank lines; and scalars in that style.
//!
//! Must stay true: all three dialects read a scalar that is written here as the same value.

use super::layout::{self, Layout};
use crate::value::Value;
use crate::yaml::{
    EmitStyle, LineEnding, NodeId, NodeKind, Quotes, ScalarStyle, Tree, emit_flow, emit_flow_key, emit_key,
};

/// How many nodes are examined to find the style of a text.
const SAMPLE: usize = 4096;

/// The style of one text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// How lines end.
    pub(crate) line_break: &'static str,
    /// The indentation of a `-` relative to the key of its list.
    pub(crate) list_indent: usize,
    /// The indentation of a mapping relative to its key.
    pub(crate) map_indent: usize,
    pub(crate) emit: EmitStyle,
}

impl Style {
    /// Finds the style of a text.
    pub(crate) fn of(tree: &Tree) -> Self {
        let text = tree.text();
        let newline = text.find('\n');
        let line_break = match newline {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let (mut lists, mut maps) = ([0_usize; 9], [0_usize; 9]);
        let (mut single, mut double) = (0, 0);
        for id in tree.ids().take(SAMPLE) {
            match tree.node(id).kind {
                NodeKind::Scalar { style: ScalarStyle::Single } => single += 1,
                NodeKind::Scalar { style: ScalarStyle::Double } => double += 1,
                NodeKind::Mapping { flow: false } => {
                    let (first, _) = layout::row_core(tree, id, 0);
                    let column = first - layout::line_start(text, first);
                    for entry in tree.entries(id) {
                        let value = entry.value;
                        let tally = match tree.node(value).kind {
                            NodeKind::Sequence { flow: false } => &mut lists,
                            NodeKind::Mapping { flow: false } => &mut maps,
                            _ => continue,
                        };
                        let (inner, _) = layout::row_core(tree, value, 0);
                        let inner = inner - layout::line_start(text, inner);
                        if let Some(count) = inner.checked_sub(column).and_then(|step| tally.get_mut(step)) {
                            *count += 1;
                        }
                    }
                }
                _ => {}
            }
        }
        let list_indent = most_common(&lists).unwrap_or(2);
        let map_indent = most_common(&maps).filter(|step| *step > 0).unwrap_or(2);
        let emit = EmitStyle {
            indent: map_indent,
            list_indent,
            quotes: if double > single { Quotes::Double } else { Quotes::Single },
            line_ending: if line_break == "\n" { LineEnding::Lf } else { LineEnding::CrLf },
        };
        Self { line_break, list_indent, map_indent, emit }
    }

    /// The usual number of blank lines between the rows of a collection.
    pub(crate) fn blank_lines(&self, tree: &Tree, node: NodeId, layout: &Layout) -> usize {
        let text = tree.text();
        let mut tally = [0_usize; 4];
        let count = |layout: &Layout, tally: &mut [usize; 4]| {
            for index in 1..layout.rows.len().min(64) {
                let blank = &text[layout.space_above(text, index)..layout.rows[index].start];
                let lines = blank.bytes().filter(|byte| *byte == b'\n').count();
                tally[lines.min(3)] += 1;
            }
        };
        count(layout, &mut tally);
        if layout.rows.len() < 2 && matches!(tree.node(node).kind, NodeKind::Sequence { .. }) {
            // A list of one item shows nothing; other lists with the same key may.
            let key = |node: NodeId| {
                let parent = tree.parent(node)?;
                let entry = tree.entries(parent).iter().find(|entry| entry.value == node)?;
                Some(tree.scalar(entry.key))
            };
            let name = key(node);
            let cousins = tree.ids().take(SAMPLE).filter(|id| {
                matches!(tree.node(*id).kind, NodeKind::Sequence { flow: false })
                    && tree.items(*id).len() > 1
                    && key(*id) == name
            });
            for cousin in cousins.take(16) {
                count(&Layout::of(tree, cousin), &mut tally);
            }
        }
        most_common(&tally).unwrap_or(0)
    }

    /// A key, with quotes where it needs them.
    pub(crate) fn key(&self, key: &str, old: Option<ScalarStyle>, flow: bool) -> String {
        match old {
            Some(ScalarStyle::Double) => double(key),
            Some(ScalarStyle::Single) if fits_single(key) => single(key),
            _ => self.plain_or_quoted(key, flow),
        }
    }

    /// A scalar or an empty collection after a `-` or a key: the first line, and the others relative to the row. `old`
    /// is the scalar that it replaces, whose style it keeps if possible.
    pub(super) fn scalar(
        &self,
        tree: &Tree,
        value: &Value,
        old: Option<(NodeId, ScalarStyle)>,
    ) -> (String, Vec<String>) {
        let Value::String(text) = value else { return (self.flow(value), Vec::new()) };
        let style = old.map(|(_, style)| style);
        let was_block = matches!(style, Some(ScalarStyle::Literal | ScalarStyle::Folded));
        let quoted = matches!(style, Some(ScalarStyle::Single | ScalarStyle::Double));
        if (was_block || (text.contains('\n') && !quoted)) && fits_block(text) {
            let indent = old.filter(|_| was_block).and_then(|(node, _)| content_indent(tree, node));
            let indent = indent.unwrap_or(self.map_indent);
            if style == Some(ScalarStyle::Folded) && fits_folded(text) {
                return block('>', text, indent);
            }
            return block('|', text, indent);
        }
        (self.inline(text, style, false), Vec::new())
    }

    /// A scalar between brackets.
    pub(super) fn flow_scalar(&self, value: &Value, old: Option<(NodeId, ScalarStyle)>) -> String {
        match value {
            Value::String(text) => self.inline(text, old.map(|(_, style)| style), true),
            other => self.flow(other),
        }
    }

    fn inline(&self, text: &str, old: Option<ScalarStyle>, flow: bool) -> String {
        match old {
            Some(ScalarStyle::Double) => double(text),
            Some(ScalarStyle::Single) if fits_single(text) => single(text),
            _ => self.plain_or_quoted(text, flow),
        }
    }

    fn plain_or_quoted(&self, text: &str, flow: bool) -> String {
        if flow { emit_flow_key(text, &self.emit) } else { emit_key(text, &self.emit) }
    }

    /// A text on one line.
    pub(super) fn quoted(&self, text: &str) -> String {
        self.plain_or_quoted(text, false)
    }

    /// A value on one line.
    pub(super) fn flow(&self, value: &Value) -> String {
        emit_flow(value, &self.emit)
    }
}

fn most_common(tally: &[usize]) -> Option<usize> {
    let most = tally.iter().copied().max().filter(|most| *most > 0)?;
    tally.iter().position(|count| *count == most)
}

/// The indentation of the lines of a block scalar relative to its row.
fn content_indent(tree: &Tree, node: NodeId) -> Option<usize> {
    let column = layout::row_column(tree, node)?;
    let text = &tree.text()[tree.node(node).span.range()];
    let line = text.lines().skip(1).find(|line| !layout::is_blank(line))?;
    layout::indent_of(line).checked_sub(column).filter(|indent| *indent > 0)
}

fn block(indicator: char, text: &str, indent: usize) -> (String, Vec<String>) {
    let (body, strip) = match text.strip_suffix('\n') {
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    let space = " ".repeat(indent);
    let mut lines = Vec::new();
    for line in body.split('\n') {
        lines.push(if line.is_empty() { String::new() } else { format!("{space}{line}") });
        if indicator == '>' {
            lines.push(String::new());
        }
    }
    if indicator == '>' {
        lines.pop();
    }
    (format!("{indicator}{strip}"), lines)
}

/// Whether a text can be written as lines under a `|`.
fn fits_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    !body.is_empty()
        && !body.ends_with('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && body.split('\n').all(|line| line.is_empty() || !layout::is_blank(line))
        && text.chars().all(|character| character == '\n' || character == '\t' || is_printable(character))
}

fn fits_folded(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.split('\n').all(|line| !line.is_empty() && !line.starts_with([' ', '\t']))
}

fn fits_single(text: &str) -> bool {
    text.chars().all(is_printable)
}

/// Whether all dialects read a character unchanged outside of double quotes.
fn is_printable(character: char) -> bool {
    !(character.is_control() || matches!(character, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'))
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if is_printable(other) => out.push(other),
            other if u32::from(other) <= 0xff => out.push_str(&format!("\\x{:02x}", u32::from(other))),
            other if u32::from(other) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(other))),
            other => out.push_str(&format!("\\U{:08x}", u32::from(other))),
        }
    }
    out.push('"');
    out
}
