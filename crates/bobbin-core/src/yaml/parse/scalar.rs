//! Scalars: finds their ends. `yaml::scalar` decodes their characters on demand.
//!
//! A scalar that needs no decoding is marked, because nearly all need none.

use super::scan::{is_blank, is_break, is_flow_indicator};
use super::{Context, Outcome, Parser, Stop};
use crate::yaml::ProblemCode;
use crate::yaml::escape::{hex_digits, simple_escape};
use crate::yaml::tree::{Children, Chomping, NO_TEXT, NodeId, NodeKind, Properties, ScalarStyle, Span};
use bobbin_words::problems as words;

/// Marks a scalar whose characters are not just those between its ends.
const NEEDS_DECODING: Children = Children { start: 1, end: 0 };
const AS_WRITTEN: Children = Children { start: 0, end: 0 };

impl Parser<'_> {
    /// Reads `'text'` or `"text"`.
    pub(super) fn quoted(&mut self, indent: i32, properties: Properties) -> Outcome<NodeId> {
        let start = self.cursor.position;
        let quote = self.bytes[start];
        let mut layout = AS_WRITTEN;
        self.cursor.position += 1;
        loop {
            let byte = self.peek();
            if byte == quote {
                self.cursor.position += 1;
                if quote == b'"' || self.peek() != b'\'' {
                    break;
                }
                layout = NEEDS_DECODING;
                self.cursor.position += 1;
            } else if byte == b'\\' && quote == b'"' {
                layout = NEEDS_DECODING;
                self.escape(start, indent)?;
            } else if is_break(byte) {
                layout = NEEDS_DECODING;
                self.break_in_quotes(start, indent)?;
            } else if byte == 0 {
                let message = words::quote_not_closed;
                return Err(Stop { code: ProblemCode::UnclosedQuote, at: start, began: Some(start), message });
            } else if byte < b' ' && byte != b'\t' {
                return self.stop(ProblemCode::Syntax, words::control_character);
            } else {
                self.cursor.position += 1;
            }
        }
        self.cursor.block_may_start = false;
        let style = if quote == b'"' { ScalarStyle::Double } else { ScalarStyle::Single };
        Ok(self.add(NodeKind::Scalar { style }, Span::new(start, self.cursor.position), properties, layout))
    }

    fn escape(&mut self, opened: usize, indent: i32) -> Outcome<()> {
        self.cursor.position += 1;
        let escape = self.peek();
        if is_break(escape) {
            return self.break_in_quotes(opened, indent);
        }
        if simple_escape(escape).is_some() {
            self.cursor.position += 1;
            return Ok(());
        }
        let digits = hex_digits(escape);
        if digits == 0 {
            let message = words::unknown_escape;
            return self.stop_at(self.cursor.position - 1, ProblemCode::Syntax, message);
        }
        self.cursor.position += 1;
        for _ in 0..digits {
            if !self.peek().is_ascii_hexdigit() {
                return self.stop(ProblemCode::Syntax, words::hexadecimal_digit_expected);
            }
            self.cursor.position += 1;
        }
        Ok(())
    }

    fn break_in_quotes(&mut self, opened: usize, indent: i32) -> Outcome<()> {
        self.skip_in_scalar(0)?;
        let mut message: Option<fn() -> String> = None;
        if self.rules.flow_is_indented && self.cursor.line_indent < indent && !self.at_end() {
            message = Some(words::quoted_text_indentation);
        }
        if self.at_document_marker() {
            message = Some(words::document_ends_in_quotes);
        }
        match message {
            Some(message) => {
                let at = self.cursor.position;
                Err(Stop { code: ProblemCode::UnclosedQuote, at, began: Some(opened), message })
            }
            None => Ok(()),
        }
    }

    fn can_start_plain(&self, context: Context) -> bool {
        let in_flow = context == Context::FlowIn;
        match self.peek() {
            0 | b' ' | b'\t' | b'\n' | b'\r' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@'
            | b'`' | b',' | b'[' | b']' | b'{' | b'}' => false,
            b'?' | b':' if in_flow && self.rules.libyaml => false,
            b'?' | b'-' => {
                let next = self.peek_next();
                !(super::scan::is_boundary(next) || in_flow && is_flow_indicator(next) && !self.rules.libyaml)
            }
            _ => true,
        }
    }

    /// Reads unquoted text, over several lines where they are indented enough.
    pub(super) fn plain(&mut self, indent: i32, context: Context, properties: Properties) -> Outcome<Option<NodeId>> {
        if !self.can_start_plain(context) {
            return Ok(None);
        }
        let in_flow = context == Context::FlowIn;
        let start = self.cursor.position;
        let mut end = start;
        let mut layout = AS_WRITTEN;
        let mut odd = false;
        loop {
            let byte = self.peek();
            match byte {
                b' ' | b'\t' => {
                    self.cursor.position += 1;
                    continue;
                }
                b':' => {
                    let next = self.peek_next();
                    if super::scan::is_boundary(next) || in_flow && is_flow_indicator(next) {
                        break;
                    }
                }
                b'#' => {
                    if super::scan::is_blank_or_break(self.bytes[self.cursor.position - 1]) {
                        break;
                    }
                }
                b',' | b'[' | b']' | b'{' | b'}' if in_flow => break,
                b'\n' | b'\r' => {
                    let before = self.cursor;
                    self.skip_in_scalar(indent)?;
                    let goes_on = self.cursor.line_indent >= indent || in_flow && self.rules.libyaml;
                    if !goes_on || self.at_end() {
                        // libyaml has read the spaces after the text, tabs too, and does not look again.
                        if self.rules.libyaml {
                            self.cursor.first_tab = None;
                        } else {
                            self.reset_line(before);
                        }
                        break;
                    }
                    if self.at_document_marker() || self.peek() == b'#' {
                        break;
                    }
                    layout = NEEDS_DECODING;
                    continue;
                }
                0 => break,
                b'-' | b'.' if self.at_document_marker() => break,
                _ => odd |= !(b' '..0x7f).contains(&byte),
            }
            self.cursor.position += 1;
            end = self.cursor.position;
        }
        if end == start {
            return Ok(None);
        }
        if odd {
            self.check_printable(start, end)?;
        }
        self.cursor.block_may_start = self.cursor.line_start > end;
        let style = ScalarStyle::Plain;
        Ok(Some(self.add(NodeKind::Scalar { style }, Span::new(start, end), properties, layout)))
    }

    /// Reads `|` or `>` with its lines. `indent` is the least that its lines must be indented by.
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "widths are small and positive here")]
    pub(super) fn block_scalar(&mut self, indent: i32, properties: Properties) -> Outcome<NodeId> {
        let start = self.cursor.position;
        let folded = self.bytes[start] == b'>';
        self.cursor.position += 1;
        let (chomping, digit) = self.block_header()?;
        let header_end = self.cursor.position;
        if is_break(self.peek()) {
            self.take_break();
        } else if !self.at_end() {
            return self.stop(ProblemCode::Syntax, words::line_must_end);
        }
        let least = if self.rules.libyaml { indent.max(1) } else { indent };
        // The explicit width counts from the node's parent, which is one less than the least indentation;
        // at the top of a document the parent stands at -1, which libyaml takes for 0.
        let explicit = digit.map(|digit| if self.rules.libyaml && indent == 0 { digit } else { indent - 1 + digit });
        let content = self.cursor.position + usize::from(self.cursor.position == header_end);
        let lines = self.block_lines(explicit, least)?;
        self.check_printable(content.min(lines.end), lines.end)?;
        self.cursor.block_may_start = true;
        let end = if chomping == Chomping::Keep { lines.region_end } else { lines.end };
        let span = Span::new(start, end.max(header_end));
        let style = if folded { ScalarStyle::Folded } else { ScalarStyle::Literal };
        let layout = Children { start: content as u32, end: lines.indent.map_or(NO_TEXT, |indent| indent as u32) };
        Ok(self.add(NodeKind::Scalar { style }, span, properties, layout))
    }

    fn block_header(&mut self) -> Outcome<(Chomping, Option<i32>)> {
        let mut chomping = Chomping::Clip;
        let mut digit = None;
        loop {
            match self.peek() {
                sign @ (b'+' | b'-') => {
                    if chomping != Chomping::Clip {
                        return self.stop(ProblemCode::Syntax, words::one_chomping_sign);
                    }
                    chomping = if sign == b'+' { Chomping::Keep } else { Chomping::Strip };
                }
                b'0' => return self.stop(ProblemCode::Syntax, words::indentation_of_zero),
                width @ b'1'..=b'9' => {
                    if digit.is_some() {
                        return self.stop(ProblemCode::Syntax, words::indentation_of_one_digit);
                    }
                    digit = Some(i32::from(width - b'0'));
                }
                _ => break,
            }
            self.cursor.position += 1;
        }
        let before = self.cursor.position;
        while is_blank(self.peek()) {
            self.cursor.position += 1;
        }
        if self.peek() == b'#' && (self.cursor.position > before || self.rules.libyaml) {
            let comment = self.cursor.position;
            self.skip_line();
            let span = Span::new(comment, self.cursor.position);
            self.tree.comments.push(crate::yaml::Comment { span, own_line: false });
        }
        Ok((chomping, digit))
    }

    /// Reads the lines of a block scalar up to the first that is not indented enough.
    #[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "texts are below 64 MiB")]
    fn block_lines(&mut self, explicit: Option<i32>, least: i32) -> Outcome<BlockLines> {
        let mut lines = BlockLines { indent: explicit, end: 0, region_end: 0 };
        let mut widest_blank = 0;
        loop {
            let line = self.cursor.position;
            let mut position = line;
            while self.byte_at(position) == b' ' {
                position += 1;
            }
            let width = (position - line) as i32;
            let first = self.byte_at(position);
            if position >= self.bytes.len() {
                // Spaces at the very end are a line of their own when they reach beyond the indentation.
                if lines.indent.map_or(width > 0 && !self.rules.libyaml, |indent| width > indent) {
                    self.cursor.position = position;
                    (lines.end, lines.region_end) = (position, position);
                } else if width > 0 {
                    self.cursor.position = position;
                }
                self.cursor.line_indent = width;
                return Ok(lines);
            }
            let blank = is_break(first);
            let indented = lines.indent.unwrap_or(least);
            if !blank {
                let tab_indents = first == b'\t' && width < least && !self.rules.completes_last_line;
                if lines.indent.is_none() && tab_indents {
                    let message = words::tab_indents;
                    return self.stop_at(position, ProblemCode::TabIndentation, message);
                }
                let marker = self.at_document_marker() && !(self.rules.completes_last_line && indented == 0);
                let too_wide = !marker && lines.indent.is_none() && width >= least && width < widest_blank;
                if too_wide && self.rules.comment_needs_space {
                    let message = words::blank_line_deeper;
                    return self.stop_at(position, ProblemCode::BadIndentation, message);
                }
                if width < indented || too_wide || marker {
                    self.cursor.position = position;
                    self.cursor.line_indent = width;
                    if marker {
                        self.cursor.position = line;
                        self.cursor.line_indent = 0;
                    }
                    return Ok(lines);
                }
                lines.indent = Some(lines.indent.unwrap_or(width));
            } else if lines.indent.is_none() {
                widest_blank = widest_blank.max(width);
            }
            self.cursor.position = position;
            self.skip_line();
            let end = self.cursor.position;
            if !blank || lines.indent.is_some_and(|indent| width > indent) {
                lines.end = end;
            }
            lines.region_end = end;
            if self.at_end() {
                return Ok(lines);
            }
            self.take_break();
        }
    }
}

/// Where the lines of a block scalar end.
struct BlockLines {
    /// The indentation taken off each line; `None` when there is no line with text.
    indent: Option<i32>,
    /// The end of the last line with text, without its break; 0 when there is none.
    end: usize,
    /// The end of the last line, blank ones included, without its break; 0 when there is none.
    region_end: usize,
}
