//! The lowest level: characters, line breaks, spaces and comments.
//!
//! Owns the cursor's moves and the classes of characters. Must stay true: the cursor is never inside a character, and
//! the text has no zero byte, so that 0 can mean the end.

use super::{Cursor, Outcome, Parser};
use crate::yaml::ProblemCode;
use crate::yaml::tree::{Comment, Span};
use bobbin_words::problems as words;

pub(super) const fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

pub(super) const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

pub(super) const fn is_blank_or_break(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A space, a line break or the end.
pub(super) const fn is_boundary(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0)
}

pub(super) const fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// Finds a character that no YAML text may hold outside quotes: control characters, and the two code
/// points that are no characters. Returns its offset.
pub(super) fn unprintable(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().find_map(|(offset, &byte)| {
        let bad = match byte {
            0..=0x08 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f => true,
            // U+0080 to U+009F without U+0085.
            0xc2 => bytes.get(offset + 1).is_some_and(|&next| next < 0xa0 && next != 0x85),
            // U+FFFE and U+FFFF.
            0xef => bytes.get(offset + 1) == Some(&0xbf) && bytes.get(offset + 2).is_some_and(|&last| last >= 0xbe),
            _ => false,
        };
        bad.then_some(offset)
    })
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> u8 {
        self.byte_at(self.cursor.position)
    }

    pub(super) fn peek_next(&self) -> u8 {
        self.byte_at(self.cursor.position + 1)
    }

    pub(super) fn byte_at(&self, position: usize) -> u8 {
        self.bytes.get(position).copied().unwrap_or(0)
    }

    pub(super) fn at_end(&self) -> bool {
        self.cursor.position >= self.bytes.len()
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "texts are below 64 MiB")]
    pub(super) fn column(&self) -> i32 {
        (self.cursor.position - self.cursor.line_start) as i32
    }

    pub(super) fn take_break(&mut self) {
        let cursor = &mut self.cursor;
        let carriage_return = self.bytes[cursor.position] == b'\r';
        cursor.position += 1;
        if carriage_return && self.bytes.get(cursor.position) == Some(&b'\n') {
            cursor.position += 1;
        }
        cursor.line += 1;
        cursor.line_start = cursor.position;
        cursor.line_indent = 0;
        cursor.first_tab = None;
    }

    /// Skips spaces, comments and line breaks between nodes. Returns whether a line ended.
    pub(super) fn skip_space(&mut self) -> Outcome<bool> {
        self.skip(true, 0)
    }

    /// Skips spaces and line breaks inside a scalar, whose lines start with at least so many spaces before
    /// libyaml takes a tab. Returns whether a line ended.
    pub(super) fn skip_in_scalar(&mut self, tab_indent: i32) -> Outcome<bool> {
        self.skip(false, tab_indent)
    }

    fn skip(&mut self, comments: bool, tab_indent: i32) -> Outcome<bool> {
        let mut broke = false;
        let start = self.cursor.position;
        let mut separated = !self.rules.comment_needs_space
            || start == self.cursor.line_start
            || is_blank_or_break(self.bytes[start - 1]);
        loop {
            let mut byte = self.peek();
            while is_blank(byte) {
                separated = true;
                if byte == b'\t' {
                    let indents =
                        if comments { self.cursor.block_may_start } else { broke && self.column() < tab_indent };
                    if indents && self.rules.libyaml && self.flow_depth == 0 {
                        return self.stop(ProblemCode::TabIndentation, words::tab_indents);
                    }
                    if self.cursor.first_tab.is_none() {
                        self.cursor.first_tab = Some(self.cursor.position);
                    }
                }
                self.cursor.position += 1;
                byte = self.peek();
            }
            if comments && separated && byte == b'#' {
                self.take_comment();
                byte = self.peek();
            }
            if !is_break(byte) {
                return Ok(broke);
            }
            self.take_break();
            broke = true;
            separated = true;
            self.cursor.block_may_start = true;
            while self.peek() == b' ' {
                self.cursor.line_indent += 1;
                self.cursor.position += 1;
            }
        }
    }

    fn take_comment(&mut self) {
        let start = self.cursor.position;
        self.skip_line();
        let own_line = self.bytes[self.cursor.line_start..start].iter().all(|&byte| is_blank(byte));
        self.tree.comments.push(Comment { span: Span::new(start, self.cursor.position), own_line });
    }

    /// Moves to the line break that ends this line.
    pub(super) fn skip_line(&mut self) {
        let rest = &self.bytes[self.cursor.position..];
        self.cursor.position += rest.iter().position(|&byte| is_break(byte)).unwrap_or(rest.len());
    }

    /// Whether `---` or `...` stands here, alone or before a space.
    pub(super) fn at_document_marker(&self) -> bool {
        self.cursor.position == self.cursor.line_start && {
            let byte = self.peek();
            (byte == b'-' || byte == b'.')
                && self.byte_at(self.cursor.position + 1) == byte
                && self.byte_at(self.cursor.position + 2) == byte
                && is_boundary(self.byte_at(self.cursor.position + 3))
        }
    }

    /// Whether an indicator such as `-` stands here, followed by a space or the end of the line.
    pub(super) fn at_indicator(&self, indicator: u8) -> bool {
        self.peek() == indicator && is_boundary(self.peek_next())
    }

    pub(super) fn check_printable(&self, start: usize, end: usize) -> Outcome<()> {
        match unprintable(&self.text[start..end]) {
            Some(offset) => self.stop_at(start + offset, ProblemCode::Syntax, words::control_character),
            None => Ok(()),
        }
    }

    pub(super) fn reset_line(&mut self, cursor: Cursor) {
        self.cursor = Cursor { first_tab: self.cursor.first_tab, ..cursor };
    }
}
