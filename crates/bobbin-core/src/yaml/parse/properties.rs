//! Anchors, tags and aliases: their places in the text, and their characters.
//!
//! The effect of a tag and the target of an alias are decided when the value is composed.

use super::scan::{is_blank_or_break, is_boundary, is_flow_indicator};
use super::{Context, Outcome, Parser};
use crate::yaml::ProblemCode;
use crate::yaml::tree::{Children, NodeId, NodeKind, Properties, Span};
use bobbin_words::problems as words;

impl Parser<'_> {
    /// Reads one tag or anchor, if one stands here.
    pub(super) fn property(&mut self, properties: &mut Properties, context: Context) -> Outcome<bool> {
        match self.peek() {
            b'!' => self.tag(properties, context == Context::FlowIn).map(|()| true),
            b'&' => self.anchor(properties).map(|()| true),
            _ => Ok(false),
        }
    }

    fn anchor(&mut self, properties: &mut Properties) -> Outcome<()> {
        if properties.anchor.is_some() {
            return self.stop(ProblemCode::Syntax, words::second_anchor);
        }
        properties.anchor = Some(self.name(words::anchor_without_name)?);
        Ok(())
    }

    pub(super) fn alias(&mut self, properties: Properties) -> Outcome<NodeId> {
        if properties != Properties::default() {
            return self.stop(ProblemCode::Syntax, words::alias_with_properties);
        }
        let span = self.name(words::alias_without_name)?;
        self.cursor.block_may_start = false;
        Ok(self.add(NodeKind::Alias { target: None }, span, properties, Children::default()))
    }

    /// Reads the name of an anchor or alias with the character in front of it.
    fn name(&mut self, missing: fn() -> String) -> Outcome<Span> {
        let start = self.cursor.position;
        self.cursor.position += 1;
        if self.rules.libyaml {
            while matches!(self.peek(), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-') {
                self.cursor.position += 1;
            }
            let next = self.peek();
            let ends = is_boundary(next) || matches!(next, b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
            if !ends {
                return self.stop(ProblemCode::Syntax, words::anchor_name);
            }
            self.cursor.block_may_start = false;
        } else {
            while !self.at_end() && !is_blank_or_break(self.peek()) && !is_flow_indicator(self.peek()) {
                self.cursor.position += 1;
            }
        }
        if self.cursor.position == start + 1 {
            return self.stop(ProblemCode::Syntax, missing);
        }
        Ok(Span::new(start, self.cursor.position))
    }

    fn tag(&mut self, properties: &mut Properties, in_flow: bool) -> Outcome<()> {
        if properties.tag.is_some() {
            return self.stop(ProblemCode::Syntax, words::second_tag);
        }
        let start = self.cursor.position;
        self.cursor.position += 1;
        if self.peek() == b'<' {
            self.verbatim_tag(start)?;
        } else {
            let stops_at_flow = in_flow && (self.rules.comment_needs_space || self.rules.libyaml);
            while !(is_boundary(self.peek()) || stops_at_flow && is_flow_indicator(self.peek())) {
                self.cursor.position += 1;
            }
            self.check_tag(start)?;
        }
        let ends = is_boundary(self.peek()) || in_flow && self.peek() == b',';
        if self.rules.libyaml && !ends {
            return self.stop(ProblemCode::Syntax, words::space_after_tag_missing);
        }
        self.cursor.block_may_start = false;
        properties.tag = Some(Span::new(start, self.cursor.position));
        Ok(())
    }

    fn verbatim_tag(&mut self, start: usize) -> Outcome<()> {
        while !self.at_end() && self.peek() != b'>' {
            if is_blank_or_break(self.peek()) {
                return self.stop(ProblemCode::Syntax, words::verbatim_tag);
            }
            self.cursor.position += 1;
        }
        if self.at_end() {
            return self.stop_at(start, ProblemCode::Syntax, words::verbatim_tag);
        }
        self.cursor.position += 1;
        Ok(())
    }

    fn check_tag(&self, start: usize) -> Outcome<()> {
        let written = &self.text[start..self.cursor.position];
        let (handle, suffix) = match written[1..].find('!') {
            Some(end) => written.split_at(end + 2),
            None => written.split_at(1),
        };
        let bad = |byte: u8| !(byte.is_ascii_alphanumeric() || b"-#;/?:@&=+$_.~*'()%".contains(&byte));
        if suffix.contains('!') {
            return self.stop_at(start, ProblemCode::Syntax, words::tag_exclamation_marks);
        }
        if let Some(offset) = suffix.bytes().position(bad) {
            return self.stop_at(start + handle.len() + offset, ProblemCode::Syntax, words::tag_character);
        }
        if handle.len() > 2 && !self.tree.tag_handles.iter().any(|(known, _)| known == handle) {
            return self.stop_at(start, ProblemCode::UnknownTag, words::tag_handle_unknown);
        }
        Ok(())
    }
}
