//! Text edits: ranges of bytes, each with its replacement.
//!
//! Owns applying, inverting and trimming them. Knows nothing of YAML.
//!
//! Must stay true: a list of edits is sorted and its ranges do not overlap; ranges count bytes of the text before any
//! of the edits and lie on character boundaries, never between the two bytes of CR LF.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A replacement of a range of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// The replaced bytes; an empty range inserts.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    /// Creates an edit that replaces `range` by `text`.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// Applies edits to a text.
///
/// The edits must be sorted and must not overlap, as `edit` and `replace` return them.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut kept = 0;
    for edit in edits {
        out.push_str(&text[kept..edit.range.start]);
        out.push_str(&edit.text);
        kept = edit.range.end;
    }
    out.push_str(&text[kept..]);
    out
}

/// The edits that undo `edits`: `apply(&apply(text, edits), &invert(text, edits)) == text`.
pub fn invert(text: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut added = 0_usize;
    let mut removed = 0_usize;
    edits
        .iter()
        .map(|edit| {
            let start = edit.range.start + added - removed;
            added += edit.text.len();
            removed += edit.range.len();
            TextEdit::new(start..start + edit.text.len(), &text[edit.range.clone()])
        })
        .collect()
}

/// Sorts edits, drops those without effect, and trims the unchanged ends of the others.
pub(crate) fn minimize(text: &str, mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out: Vec<TextEdit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match out.last_mut() {
            // Two edits that touch become one.
            Some(last) if last.range.end == edit.range.start => {
                last.range.end = edit.range.end;
                last.text.push_str(&edit.text);
            }
            _ => out.push(edit),
        }
    }
    out.into_iter().filter_map(|edit| trim(text, edit)).collect()
}

fn trim(text: &str, mut edit: TextEdit) -> Option<TextEdit> {
    let old = &text[edit.range.clone()];
    if old == edit.text {
        return None;
    }
    if old.is_empty() || edit.text.is_empty() {
        return Some(edit);
    }
    let new = edit.text.as_str();
    let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !(is_cut(old, head) && is_cut(new, head)) {
        head -= 1;
    }
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let mut tail = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
    while !(is_cut(old_rest, old_rest.len() - tail) && is_cut(new_rest, new_rest.len() - tail)) {
        tail -= 1;
    }
    // Neither end may split a CR LF that extends over the edge of the trimmed range.
    let range = edit.range.start + head..edit.range.end - tail;
    edit.text = new_rest[..new_rest.len() - tail].to_owned();
    edit.range = range;
    Some(edit)
}

/// Whether a text may be split here: not inside a character, and not between CR and LF.
fn is_cut(text: &str, at: usize) -> bool {
    text.is_char_boundary(at)
        && !(at > 0 && at < text.len() && text.as_bytes()[at - 1] == b'\r' && text.as_bytes()[at] == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_an_edit_to_the_characters_that_differ() {
        let trimmed = minimize("name: Küche", vec![TextEdit::new(6..12, "Kóche")]);
        assert_eq!(trimmed, [TextEdit::new(7..9, "ó")]);
        assert_eq!(apply("name: Küche", &trimmed), "name: Kóche");
    }

    #[test]
    fn never_splits_a_carriage_return_from_its_line_feed() {
        let trimmed = minimize("a\r\nb", vec![TextEdit::new(0..4, "a\r\n\r\nb")]);
        assert_eq!(trimmed, [TextEdit::new(3..3, "\r\n")]);
        let trimmed = minimize("a\nb", vec![TextEdit::new(0..3, "a\r\nb")]);
        assert_eq!(trimmed, [TextEdit::new(1..2, "\r\n")]);
    }

    #[test]
    fn joins_edits_that_touch_and_drops_those_that_change_nothing() {
        let edits = vec![TextEdit::new(2..3, "c"), TextEdit::new(1..2, "x"), TextEdit::new(4..5, "e")];
        assert_eq!(minimize("abcde", edits), [TextEdit::new(1..2, "x")]);
    }

    #[test]
    fn an_inverse_restores_the_text() {
        let text = "one two three";
        let edits = vec![TextEdit::new(0..3, "eins"), TextEdit::new(4..4, "und "), TextEdit::new(8..13, "")];
        let edited = apply(text, &edits);
        assert_eq!(edited, "eins und two ");
        assert_eq!(apply(&edited, &invert(text, &edits)), text);
    }
}
