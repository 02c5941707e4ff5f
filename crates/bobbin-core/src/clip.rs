//! Parts of a document as texts of their own, and what such a text is.
//!
//! Owns cutting the text of a node out, for the clipboard and for an editor of one node, and recognising
//! what is pasted. Changes nothing.
//!
//! Must stay true: a text that is cut out means what the node means.

use crate::path::Path;
use crate::yaml::{self, EmitStyle, NodeKind, Parsed};

/// The text of a node with the comments inside it, moved to the left edge. Written anew where it would not
/// mean the same alone, as with anchors. `None` when there is no such node.
pub fn text_of(parsed: &Parsed, path: &Path) -> Option<String> {
    let value = parsed.value.as_ref()?.at(path)?;
    let cut = cut(parsed, path).filter(|text| yaml::parse(text, parsed.tree.dialect()).value.as_ref() == Some(value));
    Some(cut.unwrap_or_else(|| yaml::emit(value, &EmitStyle::default())))
}

/// Nodes as one text: one alone as it is, several as a list.
pub fn texts_of(parsed: &Parsed, paths: &[Path]) -> Option<String> {
    if let [only] = paths {
        return text_of(parsed, only);
    }
    let mut list = String::new();
    for path in paths {
        for (index, line) in text_of(parsed, path)?.lines().enumerate() {
            let start = if index == 0 { "- " } else { "  " };
            list.push_str(format!("{start}{line}").trim_end());
            list.push('\n');
        }
    }
    Some(list)
}

/// A node's own lines, each without the indentation of its first.
fn cut(parsed: &Parsed, path: &Path) -> Option<String> {
    let tree = &parsed.tree;
    let node = tree.node(tree.at(path)?);
    let text = tree.text();
    if matches!(node.kind, NodeKind::Alias { .. }) {
        return None;
    }
    let line_start = text[..node.span.start()].rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..node.span.start()].chars().count();
    // A comment behind the last line is the node's, too.
    let rest = &text[node.span.end()..];
    let line_rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let comment = if line_rest.trim_start().starts_with('#') { line_rest.trim_end() } else { "" };
    let own = format!("{}{comment}", &text[node.span.range()]);
    let mut out = String::with_capacity(own.len());
    for (index, line) in own.lines().enumerate() {
        let spaces = line.chars().take_while(|char| *char == ' ').count();
        let line = if index == 0 { line } else { &line[spaces.min(column)..] };
        out.push_str(line);
        out.push('\n');
    }
    Some(out)
}
