//! The tree of a YAML text: its nodes with their spans in bytes.
//!
//! Owns the text and an arena of nodes over it. Comments and blank lines are not nodes: they lie between the spans, and
//! [`Tree::comments`] lists them. The tree does not know the *meaning* of a node, which depends on the dialect (see
//! `yaml::compose`).
//!
//! Must stay true: spans are byte offsets into the exact text (byte order mark and CR LF included), a child's full span
//! lies inside its parent's, siblings are in order and do not overlap. The order of node ids means nothing.

use std::ops::Range;
use std::sync::Arc;

use super::dialect::Dialect;

/// A stretch of the text, in bytes. Texts end before 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[expect(clippy::cast_possible_truncation, reason = "a text of 4 GiB or more is refused before it is read")]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// No bytes, at a place.
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The first byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last one.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there are no bytes.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to slice the text with.
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies inside this span (both ends may coincide).
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A node of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    pub(crate) const NONE: Self = Self(u32::MAX);

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Not at all: `key:` alone. The span is empty and follows the `:` or `-`.
    Absent,
    /// `text`, on one line or several.
    Plain,
    /// `'text'`.
    Single,
    /// `"text"`.
    Double,
    /// `|`, with the header and the lines.
    Literal,
    /// `>`, with the header and the lines.
    Folded,
}

impl ScalarStyle {
    /// Whether it stands on lines of its own.
    pub(crate) const fn is_block(self) -> bool {
        matches!(self, Self::Literal | Self::Folded)
    }
}

/// Stands for the indentation of a block scalar that has no line with text.
pub(crate) const NO_TEXT: u32 = u32::MAX;

/// Whether a block scalar keeps the line breaks at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Chomping {
    /// One (`|`).
    #[default]
    Clip,
    /// None (`|-`).
    Strip,
    /// All (`|+`).
    Keep,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A text, number, boolean or nothing.
    Scalar {
        /// How it is written.
        style: ScalarStyle,
    },
    /// A list; [`Tree::items`] has its items.
    Sequence {
        /// Written as `[a, b]`.
        flow: bool,
    },
    /// A mapping; [`Tree::entries`] has its entries.
    Mapping {
        /// Written as `{a: b}`. The one-entry mapping `a: b` inside `[…]` counts as flow too.
        flow: bool,
    },
    /// `*name`, standing for the node that has the anchor.
    Alias {
        /// The node meant; `None` when no such anchor stands before it.
        target: Option<NodeId>,
    },
}

/// One node: its kind and its place.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// The kind of node.
    pub kind: NodeKind,
    /// Its own content. A block list or mapping runs from its first `-` or key to the end of its last
    /// child; a block scalar from its `|` to the end of its last line, without that line's break (with
    /// `|+` the blank lines after it are its lines).
    pub span: Span,
    /// Its content with its anchor and tag in front.
    pub full: Span,
    pub(crate) parent: NodeId,
    pub(crate) properties: u32,
    pub(crate) children: Children,
}

/// The stretch of the tree's entries or items that a collection holds; for a block scalar, its layout.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Children {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Where a node's anchor and tag are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// `&name`, with the `&`.
    pub anchor: Option<Span>,
    /// `!tag`, with the `!`.
    pub tag: Option<Span>,
}

/// One item of a list.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The `-` in front of it; `None` in a flow list.
    pub dash: Option<Span>,
    /// The `,` after it in a flow list.
    pub comma: Option<Span>,
    /// The item.
    pub node: NodeId,
}

/// One entry of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The `?` in front of an explicit key.
    pub question: Option<Span>,
    /// The key.
    pub key: NodeId,
    /// The `:`; `None` for `{a, b}` and for an explicit key without value.
    pub colon: Option<Span>,
    /// The value.
    pub value: NodeId,
    /// The `,` after it in a flow mapping.
    pub comma: Option<Span>,
}

/// One comment, from its `#` to the end of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment without the line break.
    pub span: Span,
    /// Whether nothing but spaces stands before it on its line.
    pub own_line: bool,
}

/// The nodes of one text. The module lists the invariants.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    pub(crate) dialect: Dialect,
    pub(crate) nodes: Vec<Node>,
    pub(crate) properties: Vec<Properties>,
    pub(crate) items: Vec<Item>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) root: NodeId,
    pub(crate) document_start: Option<Span>,
    pub(crate) document_end: Option<Span>,
    pub(crate) tag_handles: Vec<(String, String)>,
}

impl Tree {
    /// The tree of no text.
    pub(crate) fn empty(dialect: Dialect) -> Self {
        Self {
            text: Arc::from(""),
            dialect,
            nodes: Vec::new(),
            properties: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
            comments: Vec::new(),
            root: NodeId::NONE,
            document_start: None,
            document_end: None,
            tag_handles: Vec::new(),
        }
    }

    /// The text the spans count in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The dialect it was read in.
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The document's node. `None` for a text without any, such as an empty one or comments alone.
    pub fn root(&self) -> Option<NodeId> {
        (self.root != NodeId::NONE).then_some(self.root)
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, in no order to rely on.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer nodes than bytes")]
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The node that holds this one, as its item, key or value.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id).parent;
        (parent != NodeId::NONE).then_some(parent)
    }

    /// Where the node's anchor and tag are written.
    pub fn properties(&self, id: NodeId) -> Properties {
        self.properties.get(self.node(id).properties as usize).copied().unwrap_or_default()
    }

    /// The name of the node's anchor.
    pub fn anchor(&self, id: NodeId) -> Option<&str> {
        self.properties(id).anchor.map(|span| &self.text[span.start() + 1..span.end()])
    }

    /// The node's tag as written, `!include` or `!!str`.
    pub fn tag(&self, id: NodeId) -> Option<&str> {
        self.properties(id).tag.map(|span| &self.text[span.range()])
    }

    /// The items of a list; empty for every other node.
    pub fn items(&self, id: NodeId) -> &[Item] {
        let node = self.node(id);
        match node.kind {
            NodeKind::Sequence { .. } => &self.items[node.children.start as usize..node.children.end as usize],
            _ => &[],
        }
    }

    /// The entries of a mapping as written, merge keys included; empty for every other node.
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        let node = self.node(id);
        match node.kind {
            NodeKind::Mapping { .. } => &self.entries[node.children.start as usize..node.children.end as usize],
            _ => &[],
        }
    }

    /// Every comment, in order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The comments that lie inside a stretch of the text.
    pub fn comments_in(&self, span: Span) -> &[Comment] {
        let first = self.comments.partition_point(|comment| comment.span.start < span.start);
        let last = self.comments.partition_point(|comment| comment.span.end <= span.end);
        &self.comments[first..last.max(first)]
    }

    /// The `---` in front of the document.
    pub const fn document_start(&self) -> Option<Span> {
        self.document_start
    }

    /// The `...` after the document.
    pub const fn document_end(&self) -> Option<Span> {
        self.document_end
    }
}
