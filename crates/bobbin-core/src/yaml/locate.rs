//! Finding nodes: by path, and by place in the text.
//!
//! Must stay true: [`Tree::at`] and [`Tree::path`] invert each other for every node that is written under its own path,
//! unlike the nodes that come from aliases and merge keys.

use std::borrow::Cow;

use super::compose::key_text;
use super::tree::{Entry, NodeId, NodeKind, Tree};
use crate::path::{Path, Step};

/// Where a path leads, when aliases and merge keys are followed too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The node whose text has the value.
    pub node: NodeId,
    /// The aliases (or `<<` keys) on the path, in order. A change of the node changes every place with an alias of
    /// these anchors.
    pub through: Vec<NodeId>,
}

impl Tree {
    /// The text a key has in the JSON value; `None` for a merge key, and for a key that cannot be one.
    pub fn key(&self, entry: &Entry) -> Option<Cow<'_, str>> {
        key_text(self, entry.key).filter(|(_, merge)| !merge).map(|(text, _)| text)
    }

    /// Whether the entry is a `<<` that merges.
    pub fn is_merge(&self, entry: &Entry) -> bool {
        key_text(self, entry.key).is_some_and(|(_, merge)| merge)
    }

    /// The entry of a mapping with a key, written in this very mapping. Of two with the same key, the one
    /// that counts, which is the last.
    pub fn entry(&self, mapping: NodeId, key: &str) -> Option<&Entry> {
        self.entries(mapping).iter().rev().find(|entry| self.key(entry).is_some_and(|text| text == key))
    }

    /// The node written at a path. Does not follow aliases and merge keys, whose content is written elsewhere; see
    /// [`Tree::resolve`].
    pub fn at(&self, path: &Path) -> Option<NodeId> {
        path.0.iter().try_fold(self.root()?, |node, step| match step {
            Step::Key(key) => self.entry(node, key).map(|entry| entry.value),
            Step::Index(index) => self.items(node).get(*index).map(|item| item.node),
        })
    }

    /// The node that has the value at a path, wherever it is written.
    pub fn resolve(&self, path: &Path) -> Option<Resolved> {
        let mut through = Vec::new();
        let mut node = self.follow(self.root()?, &mut through)?;
        for step in &path.0 {
            let next = match step {
                Step::Key(key) => self.value_of(node, key, &mut through, 0)?,
                Step::Index(index) => self.items(node).get(*index)?.node,
            };
            node = self.follow(next, &mut through)?;
        }
        Some(Resolved { node, through })
    }

    fn follow(&self, node: NodeId, through: &mut Vec<NodeId>) -> Option<NodeId> {
        let NodeKind::Alias { target } = self.node(node).kind else { return Some(node) };
        through.push(node);
        target
    }

    fn value_of(&self, mapping: NodeId, key: &str, through: &mut Vec<NodeId>, depth: usize) -> Option<NodeId> {
        if let Some(entry) = self.entry(mapping, key) {
            return Some(entry.value);
        }
        if depth > super::parse::max_depth(self.dialect) {
            return None;
        }
        self.entries(mapping).iter().filter(|entry| self.is_merge(entry)).find_map(|entry| {
            let before = through.len();
            through.push(entry.key);
            let source = self.follow(entry.value, through)?;
            let mut sources = vec![source];
            if matches!(self.node(source).kind, NodeKind::Sequence { .. }) {
                sources = self.items(source).iter().map(|item| item.node).collect();
            }
            let found = sources.into_iter().find_map(|source| {
                let before = through.len();
                let source = self.follow(source, through)?;
                let found = self.value_of(source, key, through, depth + 1);
                if found.is_none() {
                    through.truncate(before);
                }
                found
            });
            if found.is_none() {
                through.truncate(before);
            }
            found
        })
    }

    /// The path of a node, or, for a key, of the value it belongs to. `None` inside a key that is a list or
    /// mapping, and below a merge key.
    pub fn path(&self, node: NodeId) -> Option<Path> {
        let mut steps = Vec::new();
        let mut child = node;
        while let Some(parent) = self.parent(child) {
            let step = match self.node(parent).kind {
                NodeKind::Sequence { .. } => {
                    Step::Index(self.items(parent).iter().position(|item| item.node == child)?)
                }
                _ => {
                    let holds = |entry: &&Entry| entry.value == child || (entry.key == child && child == node);
                    let entry = self.entries(parent).iter().find(holds)?;
                    Step::Key(self.key(entry)?.into_owned())
                }
            };
            steps.push(step);
            child = parent;
        }
        steps.reverse();
        Some(Path(steps))
    }

    /// The innermost node whose text, anchor and tag included, reaches over an offset; after the last
    /// character of a node counts as inside. Block lists and mappings reach to their last item only.
    pub fn node_at(&self, offset: usize) -> Option<NodeId> {
        let mut node = self.root()?;
        if !self.touches(node, offset) {
            return None;
        }
        loop {
            let inner = match self.node(node).kind {
                NodeKind::Sequence { .. } => {
                    let items = self.items(node);
                    let last = items.partition_point(|item| self.node(item.node).full.start() <= offset);
                    items[..last].last().map(|item| item.node).filter(|&item| self.touches(item, offset))
                }
                NodeKind::Mapping { .. } => {
                    let entries = self.entries(node);
                    let last = entries.partition_point(|entry| self.node(entry.key).full.start() <= offset);
                    let entry = entries[..last].last();
                    entry.and_then(|entry| {
                        [entry.value, entry.key].into_iter().find(|&inner| self.touches(inner, offset))
                    })
                }
                NodeKind::Scalar { .. } | NodeKind::Alias { .. } => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return Some(node),
            }
        }
    }

    fn touches(&self, node: NodeId, offset: usize) -> bool {
        let full = self.node(node).full;
        full.start() <= offset && offset <= full.end()
    }
}
