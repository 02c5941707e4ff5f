//! Puts nodes that were read again into the arenas of a [`Tree`], in the place of the old ones.
//!
//! All arenas are in the order of parsing: the entries of a node are one stretch, after everything read before it and
//! before everything read or closed later. The lists and mappings around the stretch were opened before it and are
//! closed after it.
//!
//! Must stay true: the tree is the same as from reading the whole text, including the position of each node.

use std::ops::Range;
use std::sync::Arc;

use super::change::Change;
use crate::yaml::parse::ReadOn;
use crate::yaml::tree::{Children, NodeId, NodeKind, Span, Tree};

/// The items of a list that are read again.
pub(super) struct Stretch {
    /// The list and its containers, up to the root.
    pub(super) around: Vec<NodeId>,
    /// The first item that was read again.
    pub(super) first: usize,
    /// The first item after those.
    pub(super) last: usize,
    /// Where the first one's dash stands.
    pub(super) from: usize,
    /// Where the text begins that is as it was.
    pub(super) until: usize,
    /// Whether the stretch goes to the end of the list.
    pub(super) reaches_end: bool,
}

/// The old entries of the stretch in the arenas.
pub(super) struct Ranges {
    nodes: Range<usize>,
    properties: Range<usize>,
    items: Range<usize>,
    entries: Range<usize>,
    comments: Range<usize>,
}

impl Ranges {
    pub(super) fn of(tree: &Tree, stretch: &Stretch) -> Self {
        let list = tree.items(stretch.around[0]);
        let first = ids(tree, list[stretch.first].node).start;
        let end = match list.get(stretch.last) {
            Some(item) => ids(tree, item.node).start,
            None => list.last().map_or(first, |item| ids(tree, item.node).end),
        };
        let mut starts =
            Starts { items: tree.items.len(), entries: tree.entries.len(), properties: tree.properties.len() };
        for around in &stretch.around {
            starts.see(tree, around.index());
        }
        (end..tree.nodes.len()).for_each(|id| starts.see(tree, id));
        let behind = Starts { ..starts };
        (first..end).for_each(|id| starts.see(tree, id));
        let comment = |offset: usize| tree.comments.partition_point(|comment| comment.span.start() < offset);
        Self {
            nodes: first..end,
            properties: starts.properties..behind.properties,
            items: starts.items..behind.items,
            entries: starts.entries..behind.entries,
            comments: comment(stretch.from)..comment(stretch.until),
        }
    }

    /// Whether something in the stretch is referred to, or refers to something.
    pub(super) fn refer(&self, tree: &Tree) -> bool {
        tree.properties[self.properties.clone()].iter().any(|properties| properties.anchor.is_some())
            || tree.nodes[self.nodes.clone()].iter().any(|node| matches!(node.kind, NodeKind::Alias { .. }))
    }
}

/// The first places in the arenas that belong to some nodes.
struct Starts {
    items: usize,
    entries: usize,
    properties: usize,
}

impl Starts {
    fn see(&mut self, tree: &Tree, id: usize) {
        let node = &tree.nodes[id];
        let start = node.children.start as usize;
        match node.kind {
            NodeKind::Sequence { .. } => self.items = self.items.min(start),
            NodeKind::Mapping { .. } => self.entries = self.entries.min(start),
            _ => {}
        }
        if node.properties != u32::MAX {
            self.properties = self.properties.min(node.properties as usize);
        }
    }
}

/// The ids of a node and all inside it.
fn ids(tree: &Tree, node: NodeId) -> Range<usize> {
    let mut ids = node.index()..node.index() + 1;
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        ids = ids.start.min(node.index())..ids.end.max(node.index() + 1);
        open.extend(tree.items(node).iter().map(|item| item.node));
        open.extend(tree.entries(node).iter().flat_map(|entry| [entry.key, entry.value]));
    }
    ids
}

/// The shift of a position in an arena after entries were replaced, to be added with wrapping.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer nodes than bytes, and those fit")]
const fn difference(old: usize, new: usize) -> u32 {
    (new as u32).wrapping_sub(old as u32)
}

const fn moved(id: NodeId, by: u32) -> NodeId {
    NodeId(id.0.wrapping_add(by))
}

const fn moved_range(range: Children, by: u32) -> Children {
    Children { start: range.start.wrapping_add(by), end: range.end.wrapping_add(by) }
}

/// Numbers nodes that were read alone as they stand in the tree.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer nodes than bytes, and those fit")]
fn place(read: &mut Tree, ranges: &Ranges) {
    let [nodes, items, entries, properties] =
        [&ranges.nodes, &ranges.items, &ranges.entries, &ranges.properties].map(|range| range.start as u32);
    for node in &mut read.nodes {
        if node.parent != NodeId::NONE {
            node.parent = moved(node.parent, nodes);
        }
        if node.properties != u32::MAX {
            node.properties += properties;
        }
        // A node that was not closed, because reading stopped, has no children yet.
        let is_open = node.children.end == 0 && node.span.len() < 2;
        match node.kind {
            NodeKind::Sequence { .. } if !is_open => node.children = moved_range(node.children, items),
            NodeKind::Mapping { .. } if !is_open => node.children = moved_range(node.children, entries),
            _ => {}
        }
    }
    for item in &mut read.items {
        item.node = moved(item.node, nodes);
    }
    for entry in &mut read.entries {
        (entry.key, entry.value) = (moved(entry.key, nodes), moved(entry.value, nodes));
    }
}

/// The tree with a stretch read again.
pub(super) fn whole(mut tree: Tree, ranges: &Ranges, stretch: Stretch, on: ReadOn, change: &Change) -> Tree {
    let ReadOn { tree: mut read, items: mut own, end, .. } = on;
    let list = stretch.around[0];
    place(&mut read, ranges);
    for item in &mut own {
        let id = item.node.index();
        read.nodes[id].parent = list;
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer nodes than bytes, and those fit")]
        let first = ranges.nodes.start as u32;
        item.node = moved(item.node, first);
    }
    let by = By {
        text: change.by(),
        nodes: difference(ranges.nodes.len(), read.nodes.len()),
        properties: difference(ranges.properties.len(), read.properties.len()),
        items: difference(ranges.items.len(), read.items.len()),
        own: difference(stretch.last - stretch.first, own.len()),
        entries: difference(ranges.entries.len(), read.entries.len()),
        first_node: ranges.nodes.end,
        list_closed: tree.node(list).children.end,
    };
    let own_at = tree.node(list).children.start.wrapping_add(by.items) as usize;
    by.move_around(&mut tree, &stretch, end);
    by.move_behind(&mut tree, ranges);

    tree.nodes.splice(ranges.nodes.clone(), read.nodes);
    tree.properties.splice(ranges.properties.clone(), read.properties);
    tree.items.splice(ranges.items.clone(), read.items);
    tree.items.splice(own_at + stretch.first..own_at + stretch.last, own);
    tree.entries.splice(ranges.entries.clone(), read.entries);
    tree.comments.splice(ranges.comments.clone(), read.comments);
    tree.text = Arc::clone(&read.text);
    tree
}

/// The shifts of places after the stretch.
struct By {
    text: u32,
    nodes: u32,
    properties: u32,
    items: u32,
    /// The same of the list's own items, which lie where the list is closed.
    own: u32,
    entries: u32,
    /// The first node after the stretch.
    first_node: usize,
    /// Lists from here on were closed later than the one with the stretch.
    list_closed: u32,
}

impl By {
    const fn span(&self, span: Span) -> Span {
        let (start, end) = (span.start() as u64 as u32, span.end() as u64 as u32);
        Span::new(start.wrapping_add(self.text) as usize, end.wrapping_add(self.text) as usize)
    }

    fn node(&self, id: NodeId) -> NodeId {
        if id != NodeId::NONE && id.index() >= self.first_node { moved(id, self.nodes) } else { id }
    }

    fn items_of(&self, range: Children) -> Children {
        let later = if range.start >= self.list_closed { self.own } else { 0 };
        moved_range(range, self.items.wrapping_add(later))
    }

    /// Shifts the children and the ends of the lists and mappings around the stretch.
    fn move_around(&self, tree: &mut Tree, stretch: &Stretch, end: usize) {
        let mut reaches_end = stretch.reaches_end;
        for (at, id) in stretch.around.iter().enumerate() {
            if at > 0 {
                let inner = stretch.around[at - 1];
                let is_last = tree.items(*id).last().is_some_and(|item| item.node == inner)
                    || tree.entries(*id).last().is_some_and(|entry| entry.value == inner);
                reaches_end &= is_last;
            }
            let node = tree.nodes[id.index()];
            let end = if reaches_end { end } else { self.span(Span::at(node.span.end())).start() };
            let children = match node.kind {
                NodeKind::Sequence { .. } if at == 0 => {
                    let mut children = moved_range(node.children, self.items);
                    children.end = children.end.wrapping_add(self.own);
                    children
                }
                NodeKind::Sequence { .. } => self.items_of(node.children),
                _ => moved_range(node.children, self.entries),
            };
            let node = &mut tree.nodes[id.index()];
            node.span = Span::new(node.span.start(), end);
            node.full = Span::new(node.full.start(), end);
            node.children = children;
        }
    }

    /// Everything that was read after the stretch.
    fn move_behind(&self, tree: &mut Tree, ranges: &Ranges) {
        for node in &mut tree.nodes[ranges.nodes.end..] {
            (node.span, node.full) = (self.span(node.span), self.span(node.full));
            node.parent = self.node(node.parent);
            if node.properties != u32::MAX {
                node.properties = node.properties.wrapping_add(self.properties);
            }
            match &mut node.kind {
                NodeKind::Sequence { .. } => node.children = self.items_of(node.children),
                NodeKind::Mapping { .. } => node.children = moved_range(node.children, self.entries),
                NodeKind::Scalar { style } if style.is_block() => {
                    node.children.start = node.children.start.wrapping_add(self.text);
                }
                NodeKind::Scalar { .. } => {}
                NodeKind::Alias { target } => *target = target.map(|target| self.node(target)),
            }
        }
        for item in &mut tree.items[ranges.items.end..] {
            if item.node.index() >= self.first_node {
                item.node = moved(item.node, self.nodes);
                item.dash = item.dash.map(|span| self.span(span));
                item.comma = item.comma.map(|span| self.span(span));
            }
        }
        for entry in &mut tree.entries[ranges.entries.end..] {
            if entry.key.index() >= self.first_node {
                (entry.key, entry.value) = (moved(entry.key, self.nodes), moved(entry.value, self.nodes));
                entry.question = entry.question.map(|span| self.span(span));
                entry.colon = entry.colon.map(|span| self.span(span));
                entry.comma = entry.comma.map(|span| self.span(span));
            }
        }
        for properties in &mut tree.properties[ranges.properties.end..] {
            properties.anchor = properties.anchor.map(|span| self.span(span));
            properties.tag = properties.tag.map(|span| self.span(span));
        }
        for comment in &mut tree.comments[ranges.comments.end..] {
            comment.span = self.span(comment.span);
        }
        tree.document_end = tree.document_end.map(|span| self.span(span));
    }
}

/// The tree of a text that stops being YAML in the stretch: all that was read before, and nothing closed
/// that was open there.
pub(super) fn broken(tree: &Tree, stretch: &Stretch, on: ReadOn) -> Tree {
    let ranges = Ranges::of(tree, stretch);
    let ReadOn { tree: mut read, .. } = on;
    place(&mut read, &ranges);
    let mut nodes = Vec::with_capacity(ranges.nodes.start + read.nodes.len());
    nodes.extend_from_slice(&tree.nodes[..ranges.nodes.start]);
    // The targets of aliases are resolved in whole texts only.
    for node in &mut nodes {
        if let NodeKind::Alias { target } = &mut node.kind {
            *target = None;
        }
    }
    for around in &stretch.around {
        let children = tree.items(*around).iter().map(|item| item.node);
        let children = children.chain(tree.entries(*around).iter().flat_map(|entry| [entry.key, entry.value]));
        for child in children.filter(|child| child.index() < ranges.nodes.start) {
            nodes[child.index()].parent = NodeId::NONE;
        }
    }
    for around in &stretch.around {
        let node = &mut nodes[around.index()];
        let start = node.span.start();
        let opened = usize::from(matches!(node.kind, NodeKind::Sequence { .. }));
        node.span = Span::new(start, start + opened);
        node.full = node.span;
        node.children = Children::default();
    }
    nodes.append(&mut read.nodes);
    Tree {
        text: Arc::clone(&read.text),
        dialect: tree.dialect,
        nodes,
        properties: [&tree.properties[..ranges.properties.start], &read.properties].concat(),
        items: [&tree.items[..ranges.items.start], &read.items].concat(),
        entries: [&tree.entries[..ranges.entries.start], &read.entries].concat(),
        comments: [&tree.comments[..ranges.comments.start], &read.comments].concat(),
        root: NodeId::NONE,
        document_start: tree.document_start,
        document_end: None,
        tag_handles: tree.tag_handles.clone(),
    }
}
