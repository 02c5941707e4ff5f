//! `[a, b]` and `{a: b}`.

use super::scan::is_blank_or_break;
use super::{Context, Outcome, Parser, Stop};
use crate::yaml::ProblemCode;
use crate::yaml::tree::{Children, Entry, Item, NodeId, NodeKind, Properties, Span};
use bobbin_words::problems as words;

impl Parser<'_> {
    /// Skips spaces inside brackets, where js-yaml 5 wants deeper lines.
    fn skip_in_flow(&mut self, indent: i32) -> Outcome<()> {
        let line = self.cursor.line;
        self.skip_space()?;
        if self.rules.flow_is_indented
            && self.cursor.line_indent < indent
            && (self.cursor.line > line || self.cursor.first_tab.is_some())
            && !self.at_end()
        {
            let message = words::lines_in_brackets;
            return self.stop(ProblemCode::BadIndentation, message);
        }
        Ok(())
    }

    /// Reads a list or mapping in brackets.
    pub(super) fn flow_collection(&mut self, indent: i32, properties: Properties) -> Outcome<NodeId> {
        let start = self.cursor.position;
        let mapping = self.bytes[start] == b'{';
        let kind = if mapping { NodeKind::Mapping { flow: true } } else { NodeKind::Sequence { flow: true } };
        let id = self.add(kind, Span::new(start, start + 1), properties, Children::default());
        let first = if mapping { self.open_entries.len() } else { self.open_items.len() };
        self.cursor.position += 1;
        self.flow_depth += 1;
        let outcome = self.flow_entries(start, mapping, indent);
        self.flow_depth -= 1;
        outcome?;
        self.cursor.block_may_start = false;
        if mapping {
            self.close_mapping(id, first, self.cursor.position);
        } else {
            self.close_list(id, first, self.cursor.position);
        }
        Ok(id)
    }

    fn flow_entries(&mut self, opened: usize, mapping: bool, indent: i32) -> Outcome<()> {
        let closing = if mapping { b'}' } else { b']' };
        let mut after_comma = true;
        loop {
            self.skip_in_flow(indent)?;
            let byte = self.peek();
            if self.at_end() || (self.at_document_marker() && self.rules.libyaml) {
                return Err(unclosed(opened, self.cursor.position));
            }
            if byte == closing {
                self.cursor.position += 1;
                return Ok(());
            }
            if !after_comma {
                let message = words::comma_expected;
                let (code, at) = (ProblemCode::Syntax, self.cursor.position);
                return Err(Stop { code, at, began: Some(opened), message });
            }
            if byte == b',' {
                return self.stop(ProblemCode::Syntax, words::value_before_comma_expected);
            }
            if mapping {
                let entry = self.flow_entry(indent, true)?.unwrap_or_else(|entry| entry);
                self.open_entries.push(entry);
            } else {
                let node = self.flow_item(indent)?;
                self.open_items.push(Item { dash: None, comma: None, node });
            }
            self.skip_in_flow(indent)?;
            after_comma = self.peek() == b',';
            if after_comma {
                let comma = Some(Span::new(self.cursor.position, self.cursor.position + 1));
                if mapping {
                    if let Some(last) = self.open_entries.last_mut() {
                        last.comma = comma;
                    }
                } else if let Some(last) = self.open_items.last_mut() {
                    last.comma = comma;
                }
                self.cursor.position += 1;
            }
        }
    }

    /// Reads an item of a flow list; `a: b` is a mapping of one entry.
    fn flow_item(&mut self, indent: i32) -> Outcome<NodeId> {
        let start = self.cursor.position;
        let first = self.open_entries.len();
        match self.flow_entry(indent, false)? {
            Err(single) => Ok(single.key),
            Ok(entry) => {
                let question = entry.question.unwrap_or(Span::at(start));
                let mut end = self.full(entry.value).end().max(self.full(entry.key).end());
                end = entry.colon.map_or(end, |colon| end.max(colon.end())).max(question.end());
                let span = Span::new(start, end);
                let kind = NodeKind::Mapping { flow: true };
                let id = self.add(kind, span, Properties::default(), Children::default());
                self.open_entries.push(entry);
                self.close_mapping(id, first, end);
                Ok(id)
            }
        }
    }

    /// Reads `key: value`, `? key : value` or a lone `key`. The lone key comes back as `Err`.
    fn flow_entry(&mut self, indent: i32, mapping: bool) -> Outcome<Result<Entry, Entry>> {
        let mut question = None;
        let start = self.cursor.position;
        let next = self.peek_next();
        if self.peek() == b'?' && (is_blank_or_break(next) || self.rules.libyaml) {
            question = Some(Span::new(start, start + 1));
            self.cursor.position += 1;
            self.skip_in_flow(indent)?;
        }
        let line = self.cursor.line;
        let key_at = self.cursor.position;
        let key = self.node(indent, Context::FlowIn, false, true, true)?;
        let key_end = self.cursor.position;
        self.skip_in_flow(indent)?;
        let one_line = self.cursor.line == line && !(self.rules.libyaml && key_end - key_at > 1024);
        let joins = one_line || question.is_some() || (mapping && self.rules.flow_is_indented);
        let key = match key {
            Some(key) => key,
            None if question.is_some() || (self.peek() == b':' && !self.rules.libyaml) => {
                self.add_absent(key_at, Properties::default())
            }
            None => return self.stop(ProblemCode::Syntax, words::value_expected),
        };
        if joins && self.peek() == b':' {
            let colon = Span::new(self.cursor.position, self.cursor.position + 1);
            self.cursor.position += 1;
            let value_at = self.cursor.position;
            self.skip_in_flow(indent)?;
            let value = match self.node(indent, Context::FlowIn, false, true, true)? {
                Some(value) => value,
                None => self.add_absent(value_at, Properties::default()),
            };
            return Ok(Ok(Entry { question, key, colon: Some(colon), value, comma: None }));
        }
        if !mapping && question.is_none() {
            return Ok(Err(Entry { question, key, colon: None, value: key, comma: None }));
        }
        let value = self.add_absent(self.full(key).end(), Properties::default());
        let entry = Entry { question, key, colon: None, value, comma: None };
        Ok(if question.is_some() { Ok(entry) } else { Err(entry) })
    }
}

const fn unclosed(opened: usize, at: usize) -> Stop {
    let message = words::bracket_not_closed;
    Stop { code: ProblemCode::UnclosedBracket, at, began: Some(opened), message }
}
