//! Lists with `-` and mappings with `key:`, structured by indentation.

use super::scan::{is_blank, is_boundary};
use super::{Context, Outcome, Parser};
use crate::yaml::ProblemCode;
use crate::yaml::tree::{Children, Entry, Item, NodeId, NodeKind, Properties, Span};
use bobbin_words::problems as words;

/// The longest key libyaml takes for one without a `?`, in characters.
const LIBYAML_KEY: usize = 1024;

impl Parser<'_> {
    /// Reads a list whose dashes stand at `indent`, if one starts here.
    pub(super) fn block_list(&mut self, indent: i32, properties: Properties) -> Outcome<Option<NodeId>> {
        if self.cursor.first_tab.is_some() || !self.at_indicator(b'-') {
            return Ok(None);
        }
        let kind = NodeKind::Sequence { flow: false };
        let start = self.cursor.position;
        let id = self.add(kind, Span::new(start, start + 1), properties, Children::default());
        let first = self.open_items.len();
        let mut end = start + 1;
        self.block_items(indent, &mut end, |_| false)?;
        self.close_list(id, first, end);
        Ok(Some(id))
    }

    /// Reads the items of a list, from a dash to the end of the list or to the dash where reading may stop. Returns
    /// whether it stopped there.
    pub(super) fn block_items(
        &mut self,
        indent: i32,
        end: &mut usize,
        mut until: impl FnMut(usize) -> bool,
    ) -> Outcome<bool> {
        while self.at_indicator(b'-') {
            if until(self.cursor.position) {
                return Ok(true);
            }
            if let Some(tab) = self.cursor.first_tab {
                return self.stop_at(tab, ProblemCode::TabIndentation, words::tab_indents);
            }
            let dash = Span::new(self.cursor.position, self.cursor.position + 1);
            let mut line = self.cursor.line;
            self.cursor.position += 1;
            self.cursor.block_may_start = true;
            let broke = self.skip_space()?;
            if self.cursor.first_tab.is_some() && self.rules.comment_needs_space && self.at_indicator(b'-') {
                return self.stop(ProblemCode::TabIndentation, words::tab_between_dashes);
            }
            let node = if broke && self.cursor.line_indent <= indent && !self.at_unindented_block_scalar(indent) {
                None
            } else {
                if !self.rules.comment_needs_space {
                    line = self.cursor.line;
                }
                self.node(indent, Context::BlockIn, false, true, true)?
            };
            let empty = node.is_none();
            let node = match node {
                Some(node) => node,
                None => self.add_absent(dash.end(), Properties::default()),
            };
            *end = self.full(node).end().max(dash.end());
            self.open_items.push(Item { dash: Some(dash), comma: None, node });
            if empty && broke && self.cursor.line_indent <= indent && self.rules.completes_last_line {
                // js-yaml 4 goes on with any dash here, also one that stands further left.
                continue;
            }
            self.skip_space()?;
            if self.at_end() {
                break;
            }
            let same_line = self.cursor.line == line && (!self.rules.comment_needs_space || self.at_indicator(b'-'));
            let glued = self.rules.libyaml && !self.cursor.block_may_start;
            if self.cursor.line_indent > indent || (same_line && self.cursor.line_indent >= indent) || glued {
                return self.stop(ProblemCode::BadIndentation, words::fits_no_list);
            }
            if self.cursor.line_indent < indent {
                break;
            }
        }
        Ok(false)
    }

    /// Reads a mapping whose keys stand at `indent`, if one starts here.
    ///
    /// A node without a colon after it is no mapping and is returned as it was read. With properties before it that is
    /// not possible, because they belong to that node; the caller reads it again.
    pub(super) fn block_mapping(
        &mut self,
        indent: i32,
        flow_indent: i32,
        properties: Properties,
    ) -> Outcome<Option<NodeId>> {
        if self.cursor.first_tab.is_some() {
            return Ok(None);
        }
        let first = self.open_entries.len();
        let mut id = None;
        let mut pending: Option<Entry> = None;
        let mut end = self.cursor.position;
        while !self.at_end() {
            if pending.is_none()
                && let Some(tab) = self.cursor.first_tab
            {
                return self.stop_at(tab, ProblemCode::TabIndentation, words::tab_indents);
            }
            let line = self.cursor.line;
            let start = self.cursor.position;
            let mut explicit = false;
            let mut entry;
            if self.at_indicator(b'?') || self.at_indicator(b':') {
                let question = self.peek() == b'?';
                let mark = Span::new(start, start + 1);
                if question || pending.is_none() {
                    self.flush(&mut pending, &mut end);
                    if !question && !self.rules.empty_key {
                        return self.stop(ProblemCode::Syntax, words::key_missing);
                    }
                    let key = NodeId::NONE;
                    entry = Entry { question: question.then_some(mark), key, colon: None, value: key, comma: None };
                    if !question {
                        entry.key = self.add_absent(start, Properties::default());
                        entry.colon = Some(mark);
                    }
                } else {
                    entry = pending.take().unwrap_or(NO_ENTRY);
                    entry.colon = Some(mark);
                }
                if id.is_none() {
                    id = Some(self.open_mapping(start, properties));
                }
                self.cursor.position += 1;
                self.cursor.block_may_start = true;
                explicit = true;
            } else {
                self.flush(&mut pending, &mut end);
                let before = self.snapshot();
                let Some(key) = self.node(flow_indent, Context::FlowOut, false, true, true)? else { break };
                let key_end = self.cursor.position;
                if self.cursor.line == line {
                    while is_blank(self.peek()) {
                        self.cursor.position += 1;
                    }
                }
                let colon = self.cursor.line == line && self.peek() == b':';
                if colon {
                    let mark = Span::new(self.cursor.position, self.cursor.position + 1);
                    self.check_key(start, key_end)?;
                    self.cursor.position += 1;
                    self.cursor.block_may_start = false;
                    if id.is_none() {
                        id = Some(self.open_mapping(start, properties));
                    }
                    entry = Entry { question: None, key, colon: Some(mark), value: NodeId::NONE, comma: None };
                } else if id.is_some() {
                    let message =
                        if self.cursor.line == line { words::colon_expected } else { words::key_over_several_lines };
                    return self.stop_at(start, ProblemCode::Syntax, message);
                } else if properties == Properties::default() {
                    return Ok(Some(key));
                } else {
                    self.restore(&before);
                    return Ok(None);
                }
            }
            self.entry_value(&mut entry, indent, explicit, &mut end)?;
            if entry.value == NodeId::NONE {
                pending = Some(entry);
            } else {
                self.open_entries.push(entry);
            }
            self.skip_space()?;
            if self.at_end() {
                break;
            }
            let glued = self.rules.libyaml && !self.cursor.block_may_start;
            if self.cursor.line == line || self.cursor.line_indent > indent || glued {
                return self.stop(ProblemCode::BadIndentation, words::fits_no_mapping);
            }
            if self.cursor.line_indent < indent {
                break;
            }
        }
        let Some(id) = id else { return Ok(None) };
        self.flush(&mut pending, &mut end);
        self.close_mapping(id, first, end);
        Ok(Some(id))
    }

    /// libyaml reads `|` and `>` as a value even at the indentation of their container.
    pub(super) fn at_unindented_block_scalar(&self, indent: i32) -> bool {
        self.rules.libyaml && self.cursor.line_indent == indent && matches!(self.peek(), b'|' | b'>')
    }

    fn open_mapping(&mut self, start: usize, properties: Properties) -> NodeId {
        self.add(NodeKind::Mapping { flow: false }, Span::new(start, start), properties, Children::default())
    }

    /// Reads the value after a `:` or, for a key without one so far, after a `?`.
    fn entry_value(&mut self, entry: &mut Entry, indent: i32, explicit: bool, end: &mut usize) -> Outcome<()> {
        let at = self.cursor.position;
        let node = match self.node(indent, Context::BlockOut, true, explicit, true)? {
            Some(node) => node,
            None => self.add_absent(at, Properties::default()),
        };
        *end = (*end).max(at).max(self.full(node).end());
        if entry.colon.is_some() {
            entry.value = node;
        } else {
            entry.key = node;
        }
        Ok(())
    }

    /// Closes an explicit key that no `:` followed.
    fn flush(&mut self, pending: &mut Option<Entry>, end: &mut usize) {
        if let Some(mut entry) = pending.take() {
            entry.value = self.add_absent(*end, Properties::default());
            self.open_entries.push(entry);
        }
    }

    fn check_key(&self, start: usize, end: usize) -> Outcome<()> {
        if self.rules.libyaml && end - start > LIBYAML_KEY && self.text[start..end].chars().count() > LIBYAML_KEY {
            let message = words::key_too_long;
            return self.stop_at(start, ProblemCode::BadKey, message);
        }
        if !is_boundary(self.peek_next()) {
            let message = words::space_after_colon_missing;
            return self.stop(ProblemCode::MissingSpaceAfterColon, message);
        }
        Ok(())
    }
}

const NO_ENTRY: Entry = Entry { question: None, key: NodeId::NONE, colon: None, value: NodeId::NONE, comma: None };
