//! Decodes scalars: from the characters in the text to those of the value.
//!
//! Undoes quoting, escapes, folding and indentation. `resolve` makes numbers and booleans of the result. The libraries
//! differ in two places here, both marked: escaped line breaks, and a block scalar at the end of a text without a last
//! line break.

use std::borrow::Cow;

use super::Dialect;
use super::escape::{hex_digits, simple_escape};
use super::tree::{Chomping, NO_TEXT, Node, NodeId, NodeKind, ScalarStyle, Tree};

/// A code point that no text can hold: half of a surrogate pair, or beyond Unicode.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BadEscape;

impl Tree {
    /// The characters a scalar stands for, before a dialect makes a number or a boolean of them. Empty for
    /// every other node.
    pub fn scalar(&self, id: NodeId) -> Cow<'_, str> {
        decode(self, id).unwrap_or_default()
    }
}

/// The characters that a scalar stands for.
pub(crate) fn decode(tree: &Tree, id: NodeId) -> Result<Cow<'_, str>, BadEscape> {
    let node = tree.node(id);
    let NodeKind::Scalar { style } = node.kind else { return Ok(Cow::Borrowed("")) };
    let (start, end) = (node.span.start(), node.span.end());
    let as_written = node.children.start == 0;
    let text = &tree.text;
    Ok(match style {
        ScalarStyle::Absent => Cow::Borrowed(""),
        ScalarStyle::Plain if as_written => Cow::Borrowed(&text[start..end]),
        ScalarStyle::Plain => Cow::Owned(fold_plain(&text[start..end])),
        ScalarStyle::Single | ScalarStyle::Double if as_written => Cow::Borrowed(&text[start + 1..end - 1]),
        ScalarStyle::Single => Cow::Owned(unquote_single(&text[start + 1..end - 1], tree.dialect)),
        ScalarStyle::Double => Cow::Owned(unquote_double(&text[start + 1..end - 1], tree.dialect)?),
        ScalarStyle::Literal | ScalarStyle::Folded => Cow::Owned(block(tree, node, style == ScalarStyle::Folded)),
    })
}

/// The chomping of a block scalar by its header.
fn chomping(header: &str) -> Chomping {
    for byte in header.bytes().skip(1).take(2) {
        match byte {
            b'-' => return Chomping::Strip,
            b'+' => return Chomping::Keep,
            b'1'..=b'9' => {}
            _ => break,
        }
    }
    Chomping::Clip
}

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

const fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Skips line breaks and the spaces around them; returns where the text goes on and how many breaks.
fn skip_breaks(bytes: &[u8], mut position: usize) -> (usize, usize) {
    let mut breaks = 0;
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b'\r' if bytes.get(position + 1) == Some(&b'\n') => {
                breaks += 1;
                position += 1;
            }
            b'\n' | b'\r' => breaks += 1,
            b' ' | b'\t' => {}
            _ => break,
        }
        position += 1;
    }
    (position, breaks)
}

/// One line break is a space, each further one stays.
fn push_folded(out: &mut String, breaks: usize) {
    if breaks == 1 {
        out.push(' ');
    }
    push_breaks(out, breaks.saturating_sub(1));
}

fn push_breaks(out: &mut String, breaks: usize) {
    out.extend(std::iter::repeat_n('\n', breaks));
}

fn trim_blanks(text: &str) -> &str {
    text.trim_end_matches([' ', '\t'])
}

/// A quoted line without the spaces before its break, which js-yaml 4 keeps.
fn before_break(line: &str, dialect: Dialect) -> &str {
    if dialect == Dialect::EditorLegacy { line } else { trim_blanks(line) }
}

fn fold_plain(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(offset) = bytes[from..].iter().position(|&byte| is_break(byte)) {
        out.push_str(trim_blanks(&text[from..from + offset]));
        let (next, breaks) = skip_breaks(bytes, from + offset);
        push_folded(&mut out, breaks);
        from = next;
    }
    out.push_str(&text[from..]);
    out
}

fn unquote_single(text: &str, dialect: Dialect) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let stop = |&byte: &u8| byte == b'\'' || is_break(byte);
    while let Some(offset) = bytes[from..].iter().position(stop) {
        let at = from + offset;
        if bytes[at] == b'\'' {
            out.push_str(&text[from..=at]);
            from = at + 2;
        } else {
            out.push_str(before_break(&text[from..at], dialect));
            let (next, breaks) = skip_breaks(bytes, at);
            push_folded(&mut out, breaks);
            from = next;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn unquote_double(text: &str, dialect: Dialect) -> Result<String, BadEscape> {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let stop = |&byte: &u8| byte == b'\\' || is_break(byte);
    while let Some(offset) = bytes[from..].iter().position(stop) {
        let at = from + offset;
        if bytes[at] != b'\\' {
            out.push_str(before_break(&text[from..at], dialect));
            let (next, breaks) = skip_breaks(bytes, at);
            push_folded(&mut out, breaks);
            from = next;
            continue;
        }
        out.push_str(&text[from..at]);
        let escape = bytes[at + 1];
        from = at + 2;
        if is_break(escape) {
            let (next, breaks) = skip_breaks(bytes, at + 1);
            // libyaml keeps the blank lines after an escaped line break, js-yaml drops them.
            if dialect == Dialect::Core {
                push_breaks(&mut out, breaks - 1);
            }
            from = next;
        } else if let Some(character) = simple_escape(escape) {
            out.push(character);
        } else {
            from += hex_digits(escape);
            let mut code = hexadecimal(&text[at + 2..from]);
            // JavaScript joins the two halves of a pair; HA Core cannot write them.
            if dialect != Dialect::Core
                && (0xd800..0xdc00).contains(&code)
                && let Some(low) = text[from..].strip_prefix("\\u").and_then(|rest| rest.get(..4)).map(hexadecimal)
                && (0xdc00..0xe000).contains(&low)
            {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                from += 6;
            }
            out.push(char::from_u32(code).ok_or(BadEscape)?);
        }
    }
    out.push_str(&text[from..]);
    Ok(out)
}

fn hexadecimal(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap_or(u32::MAX)
}

fn block(tree: &Tree, node: &Node, folded: bool) -> String {
    let text: &str = &tree.text;
    let start = node.children.start as usize;
    let indent = node.children.end as usize;
    let end = node.span.end();
    let chomping = chomping(&text[node.span.range()]);
    let mut out = String::new();
    if end < start {
        return out;
    }
    out.reserve(end - start);
    let mut rest = &text[start..end];
    let mut had_text = false;
    let mut blank_lines = 0;
    let mut in_deeper = false;
    let mut more = true;
    while more {
        let stop = rest.bytes().position(is_break).unwrap_or(rest.len());
        let line = &rest[..stop];
        more = stop < rest.len();
        let break_length = if rest[stop..].starts_with("\r\n") { 2 } else { usize::from(more) };
        rest = &rest[stop + break_length..];
        let spaces = line.bytes().take(indent).take_while(|&byte| byte == b' ').count();
        let content = &line[spaces..];
        if content.is_empty() || node.children.end == NO_TEXT {
            blank_lines += 1;
            continue;
        }
        let deeper = folded && is_blank(content.as_bytes()[0]);
        match (folded, deeper, in_deeper) {
            (false, ..) | (true, true, _) => push_breaks(&mut out, blank_lines + usize::from(had_text)),
            (true, false, true) => push_breaks(&mut out, blank_lines + 1),
            (true, false, false) if blank_lines > 0 => push_breaks(&mut out, blank_lines),
            (true, false, false) if had_text => out.push(' '),
            (true, false, false) => {}
        }
        in_deeper = deeper;
        out.push_str(content);
        had_text = true;
        blank_lines = 0;
    }
    // The last line of the span is without its break. libyaml adds none where the text has none.
    let ended = tree.dialect != Dialect::Core || text.as_bytes().get(end).is_some_and(|&byte| is_break(byte));
    match chomping {
        Chomping::Strip => {}
        Chomping::Clip if had_text => push_breaks(&mut out, usize::from(ended)),
        Chomping::Clip => {}
        Chomping::Keep => {
            let last = usize::from(had_text) + blank_lines;
            push_breaks(&mut out, if ended { last } else { last.saturating_sub(1) });
        }
    }
    out
}
