//! The document: byte order mark, directives, `---` and `...`, and that there is only one.

use super::scan::{is_boundary, unprintable};
use super::{Context, MAX_BYTES, Outcome, Parser};
use crate::yaml::tree::{Properties, Span};
use crate::yaml::{Dialect, ProblemCode};
use bobbin_words::problems as words;

impl Parser<'_> {
    pub(super) fn stream(&mut self) -> Outcome<()> {
        if self.bytes.len() > MAX_BYTES {
            return self.stop(ProblemCode::TooBig, words::text_too_long);
        }
        if let Some(zero) = self.bytes.iter().position(|&byte| byte == 0) {
            return self.stop_at(zero, ProblemCode::Syntax, words::zero_byte);
        }
        if self.rules.libyaml
            && let Some(offset) = unprintable(self.text)
        {
            let message = words::control_character;
            return self.stop_at(offset, ProblemCode::Syntax, message);
        }
        if self.rules.libyaml {
            self.check_line_separators()?;
        }
        if self.text.starts_with('\u{feff}') {
            self.cursor.position = '\u{feff}'.len_utf8();
            self.cursor.line_start = self.cursor.position;
        }
        self.cursor.block_may_start = true;
        while self.rules.completes_last_line && self.peek() == b' ' {
            self.cursor.position += 1;
            self.cursor.line_indent += 1;
        }
        self.skip_space()?;
        if self.at_end() {
            return Ok(());
        }
        self.document()
    }

    /// YAML 1.1 takes three more characters for line breaks. Nobody means them so, and Home Assistant nearly
    /// always fails on them.
    fn check_line_separators(&self) -> Outcome<()> {
        let separators = ['\u{85}', '\u{2028}', '\u{2029}'];
        if self.text.is_ascii() {
            return Ok(());
        }
        match self.text.find(separators) {
            Some(offset) => {
                let message = words::line_separator;
                self.stop_at(offset, ProblemCode::Syntax, message)
            }
            None => Ok(()),
        }
    }

    fn document(&mut self) -> Outcome<()> {
        let directives = self.directives()?;
        let mut compact = true;
        if self.starts_document() {
            self.tree.document_start = Some(Span::new(self.cursor.position, self.cursor.position + 3));
            let line = self.cursor.line;
            self.cursor.position += 3;
            self.cursor.block_may_start = false;
            self.skip_space()?;
            compact = self.cursor.line > line || self.rules.completes_last_line;
        } else if directives {
            return self.stop(ProblemCode::Syntax, words::directive_without_dashes);
        }
        let at = self.cursor.position;
        if self.tree.document_start.is_none() && self.at_document_marker() {
            return self.end_without_document();
        }
        if !self.at_document_marker() {
            let parent = self.cursor.line_indent - 1;
            let parent = if self.rules.libyaml { -1 } else { parent };
            if let Some(root) = self.node(parent, Context::BlockOut, false, compact, compact)? {
                self.tree.root = root;
            }
            self.skip_space()?;
        }
        if self.tree.root == super::NodeId::NONE {
            let here = at.min(self.cursor.position);
            self.tree.root = self.add_absent(here, Properties::default());
        }
        self.end_of_document()
    }

    fn starts_document(&self) -> bool {
        if self.rules.completes_last_line {
            // js-yaml 4 wants no space after the dashes.
            return self.cursor.line_indent == 0 && self.bytes[self.cursor.position..].starts_with(b"---");
        }
        let dashes = self.bytes[self.cursor.position..].starts_with(b"---");
        let starts_line = self.cursor.position == self.cursor.line_start || !self.rules.libyaml;
        dashes && starts_line && self.cursor.line_indent == 0 && is_boundary(self.byte_at(self.cursor.position + 3))
    }

    /// `...` with no document before it.
    fn end_without_document(&mut self) -> Outcome<()> {
        if self.rules.libyaml {
            return self.stop(ProblemCode::Empty, words::document_ends_early);
        }
        if self.rules.completes_last_line {
            self.tree.root = self.add_absent(self.cursor.position, Properties::default());
            return self.end_of_document();
        }
        self.cursor.position += 3;
        self.skip_space()?;
        if self.at_end() { Ok(()) } else { self.document() }
    }

    fn end_of_document(&mut self) -> Outcome<()> {
        if self.at_end() {
            return Ok(());
        }
        if !self.at_document_marker() {
            return self.stop(ProblemCode::Syntax, words::after_the_document);
        }
        if self.peek() == b'.' {
            self.tree.document_end = Some(Span::new(self.cursor.position, self.cursor.position + 3));
            self.cursor.position += 3;
            self.cursor.block_may_start = false;
            self.skip_space()?;
            while self.at_document_marker() && self.peek() == b'.' && !self.rules.completes_last_line {
                self.cursor.position += 3;
                self.skip_space()?;
            }
            if self.at_end() {
                return Ok(());
            }
        }
        let message = words::second_document;
        self.stop(ProblemCode::SeveralDocuments, message)
    }

    /// Reads `%YAML` and `%TAG` lines; returns whether there are any.
    fn directives(&mut self) -> Outcome<bool> {
        let mut any = false;
        let mut version = false;
        while self.cursor.line_indent == 0 && self.peek() == b'%' {
            any = true;
            let start = self.cursor.position;
            self.skip_line();
            let line = &self.text[start + 1..self.cursor.position];
            let mut words = line.split([' ', '\t']);
            let name = words.next().unwrap_or_default();
            let arguments: Vec<&str> =
                words.filter(|word| !word.is_empty()).take_while(|word| !word.starts_with('#')).collect();
            let bad_name = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            match (name, arguments.as_slice()) {
                ("YAML", [number]) if !version && self.reads_version(number) => version = true,
                ("TAG", [handle, prefix]) if is_handle(handle) => {
                    if self.tree.tag_handles.iter().any(|(known, _)| known == handle) {
                        return self.stop_at(start, ProblemCode::Syntax, words::handle_declared_twice);
                    }
                    self.tree.tag_handles.push(((*handle).to_owned(), (*prefix).to_owned()));
                }
                _ if self.rules.libyaml && name.bytes().any(bad_name) => {
                    return self.stop_at(start, ProblemCode::Syntax, words::bad_directive);
                }
                ("YAML" | "TAG" | "", _) => {
                    return self.stop_at(start, ProblemCode::Syntax, words::bad_directive);
                }
                _ => {}
            }
            self.skip_space()?;
        }
        Ok(any)
    }

    fn reads_version(&self, number: &str) -> bool {
        let Some((major, minor)) = number.split_once('.') else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(minor)
            && digits(major)
            && major.trim_start_matches('0') == "1"
            && (self.tree.dialect != Dialect::Core || matches!(minor, "1" | "2"))
    }
}

fn is_handle(handle: &str) -> bool {
    handle == "!"
        || handle.len() >= 2
            && handle.starts_with('!')
            && handle.ends_with('!')
            && handle[1..handle.len() - 1].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
