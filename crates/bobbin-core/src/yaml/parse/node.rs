//! One node: its properties, and which kind of content may follow where it stands.

use super::{Context, Outcome, Parser};
use crate::yaml::ProblemCode;
use crate::yaml::tree::{NodeId, NodeKind, Properties};
use bobbin_words::problems as words;

/// The indentation of a node's line relative to its container.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indented {
    Deeper,
    Same,
    Less,
}

impl Parser<'_> {
    fn indented(&self, parent: i32) -> Indented {
        match self.cursor.line_indent.cmp(&parent) {
            std::cmp::Ordering::Greater => Indented::Deeper,
            std::cmp::Ordering::Equal => Indented::Same,
            std::cmp::Ordering::Less => Indented::Less,
        }
    }

    /// Reads a node, if one stands here.
    ///
    /// `parent` is the column of its container. `seek` skips to it first, over lines. `compact` allows a block list or
    /// mapping on this line, as after a `-`. `first_key` allows properties on this line to belong to the first key of a
    /// mapping.
    pub(super) fn node(
        &mut self,
        parent: i32,
        context: Context,
        seek: bool,
        compact: bool,
        first_key: bool,
    ) -> Outcome<Option<NodeId>> {
        if self.depth >= self.max_depth {
            return self.stop(ProblemCode::TooBig, words::lists_too_deep);
        }
        self.depth += 1;
        let node = self.node_inside(parent, context, seek, compact, first_key);
        self.depth -= 1;
        node
    }

    fn node_inside(
        &mut self,
        parent: i32,
        context: Context,
        seek: bool,
        compact: bool,
        first_key: bool,
    ) -> Outcome<Option<NodeId>> {
        let came_from = self.cursor.position;
        let mut new_line = false;
        let mut indented = Indented::Deeper;
        if seek && self.skip_space()? {
            new_line = true;
            indented = self.indented(parent);
        }
        let mut properties = Properties::default();
        let started_line = new_line;
        let mut before_properties = None;
        let mut block = context.is_block();
        if indented == Indented::Deeper && matches!(self.peek(), b'!' | b'&') {
            let before = self.snapshot();
            if let Some(mapping) =
                self.properties_before(parent, context, &mut properties, &mut new_line, &mut indented, &mut block)?
            {
                return Ok(Some(mapping));
            }
            before_properties = Some(before);
        }
        let after_properties = self.cursor.position;
        block = block && (new_line || compact);
        let flow_indent = if context.is_block() { parent + 1 } else { parent };
        let column = self.column();
        if indented == Indented::Deeper {
            if block {
                if let Some(node) = self.block_list(column, properties)? {
                    return Ok(Some(node));
                }
                if let Some(node) = self.block_mapping(column, flow_indent, properties)? {
                    return Ok(Some(node));
                }
            }
            let byte = self.peek();
            // js-yaml never takes `&a [b]` for the start of a mapping whose first key is a list.
            if matches!(byte, b'[' | b'{') && !self.rules.libyaml {
                return self.flow_collection(flow_indent, properties).map(Some);
            }
            if let Some(before) = &before_properties
                && self.rules.properties_on_first_key
                && first_key
                && context.is_block()
                && !block
                && (started_line || compact || !self.rules.libyaml)
                && !matches!(byte, b'|' | b'>')
                && let Some(node) = self.mapping_from_properties(before, flow_indent)?
            {
                return Ok(Some(node));
            }
            let node = match byte {
                b'[' | b'{' => Some(self.flow_collection(flow_indent, properties)?),
                b'|' | b'>' if context.is_block() => Some(self.block_scalar(flow_indent, properties)?),
                b'\'' | b'"' => Some(self.quoted(flow_indent, properties)?),
                b'*' => Some(self.alias(properties)?),
                _ => self.plain(flow_indent, context, properties)?,
            };
            if node.is_some() {
                return Ok(node);
            }
        } else if indented == Indented::Same && context.is_block() && self.at_unindented_block_scalar(parent) {
            return self.block_scalar(flow_indent, properties).map(Some);
        } else if indented == Indented::Same
            && context == Context::BlockOut
            && block
            && let Some(node) = self.block_list(column, properties)?
        {
            return Ok(Some(node));
        }
        // js-yaml 4 forgets an anchor and a tag in front of the end of the document.
        let forgotten = self.rules.completes_last_line && self.at_document_marker();
        if properties == Properties::default() || forgotten {
            return Ok(None);
        }
        let end = properties.anchor.into_iter().chain(properties.tag).map(|span| span.end()).max();
        let at = end.unwrap_or(after_properties.max(came_from));
        Ok(Some(self.add_absent(at, properties)))
    }

    /// Reads anchors and tags. On a line of their own they belong to the next node; if the first key of a mapping has
    /// its own, this returns the complete mapping.
    fn properties_before(
        &mut self,
        parent: i32,
        context: Context,
        properties: &mut Properties,
        new_line: &mut bool,
        indented: &mut Indented,
        block: &mut bool,
    ) -> Outcome<Option<NodeId>> {
        // js-yaml 4 goes on taking properties on lines that are not deeper.
        while (*indented == Indented::Deeper || self.rules.completes_last_line) && matches!(self.peek(), b'!' | b'&') {
            let some = *properties != Properties::default();
            if *new_line && some && context.is_block() && self.rules.properties_on_first_key {
                let before = self.snapshot();
                let node = self.block_mapping(self.column(), parent + 1, *properties)?;
                if let Some(mapping) = node
                    && matches!(self.tree.nodes[mapping.index()].kind, NodeKind::Mapping { .. })
                {
                    return Ok(Some(mapping));
                }
                self.restore(&before);
                let taken = if self.peek() == b'!' { properties.tag } else { properties.anchor };
                if taken.is_some() {
                    break;
                }
            }
            self.property(properties, context)?;
            if self.skip_space()? {
                *new_line = true;
                *block = context.is_block();
                *indented = self.indented(parent);
            } else {
                *block = false;
            }
        }
        Ok(None)
    }

    /// `&a key: value`: goes back to the properties and reads a mapping there, in whose first key they stand.
    fn mapping_from_properties(&mut self, before: &super::Snapshot, flow_indent: i32) -> Outcome<Option<NodeId>> {
        let after = self.snapshot();
        let (kept_nodes, kept_properties) = (self.tree.nodes.len(), self.tree.properties.len());
        debug_assert_eq!((kept_nodes, kept_properties), (before.nodes, before.properties), "properties add no nodes");
        self.restore(before);
        let node = self.block_mapping(self.column(), flow_indent, Properties::default())?;
        if node.is_none() {
            self.restore(&after);
        }
        Ok(node)
    }
}
