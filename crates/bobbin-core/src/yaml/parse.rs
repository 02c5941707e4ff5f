//! The grammar: from characters to the nodes of a [`Tree`].
//!
//! Owns the syntax of each dialect. One recursive descent serves all three: the two js-yaml versions and libyaml agree
//! on nearly everything that people write, and [`Rules`] lists the differences. The meaning of scalars is not decided
//! here.
//!
//! Must stay true: the parser moves forward only, except that a node which turns out to be the key of a mapping with
//! properties is read a second time, once; so the time is linear. It stops at the first syntax error, with the tree of
//! the text before it.

mod block;
mod flow;
mod node;
mod properties;
mod scalar;
mod scan;
mod stream;

use std::sync::Arc;

use super::tree::{Children, Entry, Item, Node, NodeId, NodeKind, Properties, ScalarStyle, Span, Tree};
use super::{Dialect, ProblemCode};

/// How deep lists and mappings may lie in each other.
///
/// js-yaml 5 stops at 100. js-yaml 4 has no limit and libyaml one of 1,000, but HA writes with orjson, which
/// refuses more than 254 levels: a deeper document can be read and never be saved.
pub(crate) const fn max_depth(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Editor => 100,
        Dialect::EditorLegacy | Dialect::Core => 250,
    }
}

/// The longest text that is read. HA refuses messages above 4 MiB; files may hold comments beside that.
pub(crate) const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The most nodes that room is made for before they are read.
const MOST_RESERVED: usize = 1 << 20;

/// Where the grammars of the three libraries part.
#[derive(Clone, Copy, Debug)]
struct Rules {
    /// A `#` needs a space before it, also after a quote or a bracket.
    comment_needs_space: bool,
    /// Lines inside brackets and quotes must be indented deeper than their container.
    flow_is_indented: bool,
    /// libyaml's rules for tabs, anchors, keys and brackets.
    libyaml: bool,
    /// An anchor or tag on the line of the first key belongs to the key.
    properties_on_first_key: bool,
    /// `: value` without a key means the key null.
    empty_key: bool,
    /// A text without a last line break is read as if it had one.
    completes_last_line: bool,
}

impl Rules {
    const fn of(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Editor => Self {
                comment_needs_space: true,
                flow_is_indented: true,
                libyaml: false,
                properties_on_first_key: true,
                empty_key: true,
                completes_last_line: false,
            },
            Dialect::EditorLegacy => Self {
                comment_needs_space: false,
                flow_is_indented: false,
                libyaml: false,
                properties_on_first_key: false,
                empty_key: false,
                completes_last_line: true,
            },
            Dialect::Core => Self {
                comment_needs_space: false,
                flow_is_indented: false,
                libyaml: true,
                properties_on_first_key: true,
                empty_key: false,
                completes_last_line: false,
            },
        }
    }
}

/// Why reading stopped, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    pub(crate) code: ProblemCode,
    pub(crate) at: usize,
    /// Where the thing began that was never finished, when that is the better place to look.
    pub(crate) began: Option<usize>,
    /// Makes the message, once the stop is reported.
    pub(crate) message: fn() -> String,
}

type Outcome<T> = Result<T, Stop>;

/// Which styles a node may have where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    FlowIn,
    FlowOut,
    BlockIn,
    BlockOut,
}

impl Context {
    const fn is_block(self) -> bool {
        matches!(self, Self::BlockIn | Self::BlockOut)
    }
}

/// Everything that a second reading takes back.
#[derive(Clone, Copy, Debug)]
struct Snapshot {
    cursor: Cursor,
    nodes: usize,
    properties: usize,
    items: usize,
    entries: usize,
    open_items: usize,
    open_entries: usize,
    comments: usize,
}

/// Where the reader stands.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    position: usize,
    line: usize,
    line_start: usize,
    line_indent: i32,
    /// The first tab among the spaces before the next content of this line.
    first_tab: Option<usize>,
    /// libyaml only: a block list or mapping could start here, so that a tab is an indentation.
    block_may_start: bool,
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    rules: Rules,
    max_depth: usize,
    depth: usize,
    flow_depth: usize,
    cursor: Cursor,
    tree: Tree,
    open_items: Vec<Item>,
    open_entries: Vec<Entry>,
}

/// Reads a text into a tree, and returns the reason if it stopped early.
pub(crate) fn parse(text: &str, dialect: Dialect) -> (Tree, Option<Stop>) {
    let mut parser = Parser::new(text, dialect);
    let stop = parser.stream().err();
    (parser.tree, stop)
}

/// Where reading goes on in a text of which all before is known: at a dash that begins a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resume {
    /// The dash.
    pub(crate) dash: usize,
    /// How many spaces stand before it.
    pub(crate) indent: usize,
    /// How many nodes the list is in, itself included.
    pub(crate) depth: usize,
}

/// What came of reading on.
#[derive(Debug)]
pub(crate) struct ReadOn {
    /// The nodes that were read; they count from 0.
    pub(crate) tree: Tree,
    /// The items that were read.
    pub(crate) items: Vec<Item>,
    /// Where the last of them ends.
    pub(crate) end: usize,
    /// Where reading ended: at the expected dash, or after the list.
    pub(crate) at: usize,
    /// Whether it ended at such a dash.
    pub(crate) met: bool,
    pub(crate) stop: Option<Stop>,
}

/// Reads the items of a list on from a dash, until one that is waited for or the end of the list.
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "texts are below 64 MiB")]
pub(crate) fn read_on(text: &Arc<str>, like: &Tree, from: Resume, until: impl FnMut(usize) -> bool) -> ReadOn {
    let mut parser = Parser::with_room(text, Arc::clone(text), like.dialect, 0);
    parser.tree.tag_handles.clone_from(&like.tag_handles);
    parser.depth = from.depth;
    parser.cursor.position = from.dash;
    parser.cursor.line_start = from.dash - from.indent;
    parser.cursor.line_indent = from.indent as i32;
    let mut end = from.dash + 1;
    let read = parser.block_items(from.indent as i32, &mut end, until);
    let (met, stop) = match read {
        Ok(met) => (met, None),
        Err(stop) => (false, Some(stop)),
    };
    ReadOn { at: parser.cursor.position, tree: parser.tree, items: parser.open_items, end, met, stop }
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, dialect: Dialect) -> Self {
        Self::with_room(text, Arc::from(text), dialect, (text.len() / 12).min(MOST_RESERVED))
    }

    fn with_room(text: &'t str, shared: Arc<str>, dialect: Dialect, expected_nodes: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            rules: Rules::of(dialect),
            max_depth: max_depth(dialect),
            depth: 0,
            flow_depth: 0,
            cursor: Cursor::default(),
            tree: Tree {
                text: shared,
                nodes: Vec::with_capacity(expected_nodes),
                items: Vec::with_capacity(expected_nodes / 8),
                entries: Vec::with_capacity(expected_nodes / 2),
                ..Tree::empty(dialect)
            },
            open_items: Vec::new(),
            open_entries: Vec::new(),
        }
    }

    fn stop<T>(&self, code: ProblemCode, message: fn() -> String) -> Outcome<T> {
        self.stop_at(self.cursor.position, code, message)
    }

    #[expect(clippy::unused_self, reason = "reads as the parser stopping")]
    const fn stop_at<T>(&self, at: usize, code: ProblemCode, message: fn() -> String) -> Outcome<T> {
        Err(Stop { code, at, began: None, message })
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            cursor: self.cursor,
            nodes: self.tree.nodes.len(),
            properties: self.tree.properties.len(),
            items: self.tree.items.len(),
            entries: self.tree.entries.len(),
            open_items: self.open_items.len(),
            open_entries: self.open_entries.len(),
            comments: self.tree.comments.len(),
        }
    }

    fn restore(&mut self, snapshot: &Snapshot) {
        self.cursor = snapshot.cursor;
        self.tree.nodes.truncate(snapshot.nodes);
        self.tree.properties.truncate(snapshot.properties);
        self.tree.items.truncate(snapshot.items);
        self.tree.entries.truncate(snapshot.entries);
        self.open_items.truncate(snapshot.open_items);
        self.open_entries.truncate(snapshot.open_entries);
        self.tree.comments.truncate(snapshot.comments);
    }

    #[expect(clippy::cast_possible_truncation, reason = "there are fewer nodes than bytes, and those fit")]
    fn add(&mut self, kind: NodeKind, span: Span, properties: Properties, children: Children) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        let mut full = span;
        let mut index = u32::MAX;
        if properties != Properties::default() {
            index = self.tree.properties.len() as u32;
            self.tree.properties.push(properties);
            for property in [properties.anchor, properties.tag].into_iter().flatten() {
                full = full.join(property);
            }
        }
        self.tree.nodes.push(Node { kind, span, full, parent: NodeId::NONE, properties: index, children });
        id
    }

    /// A scalar that is not written, standing at a place.
    fn add_absent(&mut self, at: usize, properties: Properties) -> NodeId {
        self.add(NodeKind::Scalar { style: ScalarStyle::Absent }, Span::at(at), properties, Children::default())
    }

    /// Closes a list: the items collected since `first` are its children.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer items than bytes, and those fit")]
    fn close_list(&mut self, id: NodeId, first: usize, end: usize) {
        let start = self.tree.items.len() as u32;
        for item in self.open_items.drain(first..) {
            self.tree.nodes[item.node.index()].parent = id;
            self.tree.items.push(item);
        }
        self.close(id, Children { start, end: self.tree.items.len() as u32 }, end);
    }

    /// Closes a mapping: the entries collected since `first` are its children.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer entries than bytes, and those fit")]
    fn close_mapping(&mut self, id: NodeId, first: usize, end: usize) {
        let start = self.tree.entries.len() as u32;
        for entry in self.open_entries.drain(first..) {
            self.tree.nodes[entry.key.index()].parent = id;
            self.tree.nodes[entry.value.index()].parent = id;
            self.tree.entries.push(entry);
        }
        self.close(id, Children { start, end: self.tree.entries.len() as u32 }, end);
    }

    fn close(&mut self, id: NodeId, children: Children, end: usize) {
        let node = &mut self.tree.nodes[id.index()];
        node.children = children;
        node.span = Span::new(node.span.start(), end);
        node.full = Span::new(node.full.start(), end);
    }

    fn full(&self, id: NodeId) -> Span {
        self.tree.nodes[id.index()].full
    }
}
