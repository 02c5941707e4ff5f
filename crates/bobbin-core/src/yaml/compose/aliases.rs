//! Which node each alias stands for.
//!
//! The last anchor of that name before the alias, in the order of the text; that is how both js-yaml read
//! it. libyaml refuses a name that comes twice.

use bobbin_words::problems as words;
use std::collections::HashMap;
use std::sync::Arc;

use crate::yaml::report::Report;
use crate::yaml::tree::{NodeId, NodeKind, Tree};
use crate::yaml::{Dialect, ProblemCode};

/// Links every alias to its node, and reports those that have none.
pub(crate) fn link(tree: &mut Tree, report: &mut Report<'_>) {
    let Some(root) = tree.root() else { return };
    if tree.properties.is_empty() && !tree.nodes.iter().any(|node| matches!(node.kind, NodeKind::Alias { .. })) {
        return;
    }
    let text = Arc::clone(&tree.text);
    let mut links = Linker { text: &text, tree, report, anchors: HashMap::new(), open: Vec::new() };
    links.visit(root);
}

struct Linker<'t, 'm, 'r, 'x> {
    text: &'t str,
    tree: &'m mut Tree,
    report: &'r mut Report<'x>,
    anchors: HashMap<&'t str, NodeId>,
    open: Vec<NodeId>,
}

impl Linker<'_, '_, '_, '_> {
    fn visit(&mut self, id: NodeId) {
        let node = *self.tree.node(id);
        if let Some(span) = self.tree.properties(id).anchor {
            let name = &self.text[span.start() + 1..span.end()];
            if self.anchors.insert(name, id).is_some() && self.tree.dialect == Dialect::Core {
                let message = || words::anchor_is_there_already(name);
                self.report.problem(ProblemCode::BadAlias, span, message);
            }
        }
        match node.kind {
            NodeKind::Scalar { .. } => {}
            NodeKind::Alias { .. } => self.link(id),
            NodeKind::Sequence { .. } => {
                self.open.push(id);
                for index in node.children.start..node.children.end {
                    self.visit(self.tree.items[index as usize].node);
                }
                self.close(id);
            }
            NodeKind::Mapping { .. } => {
                self.open.push(id);
                for index in node.children.start..node.children.end {
                    let entry = self.tree.entries[index as usize];
                    self.visit(entry.key);
                    self.visit(entry.value);
                }
                self.close(id);
            }
        }
    }

    /// js-yaml 4 notes an anchor once more where its node ends, so that it wins over those inside.
    fn close(&mut self, id: NodeId) {
        self.open.pop();
        if self.tree.dialect == Dialect::EditorLegacy
            && let Some(span) = self.tree.properties(id).anchor
        {
            self.anchors.insert(&self.text[span.start() + 1..span.end()], id);
        }
    }

    fn link(&mut self, id: NodeId) {
        let span = self.tree.node(id).span;
        let name = &self.text[span.start() + 1..span.end()];
        let target = self.anchors.get(name).copied();
        match target {
            None => {
                let message = || words::no_anchor(name);
                self.report.problem(ProblemCode::BadAlias, span, message);
            }
            Some(target) if self.open.contains(&target) => {
                let message = || words::alias_inside_its_anchor(name);
                self.report.problem(ProblemCode::BadAlias, span, message);
            }
            Some(_) => self.tree.nodes[id.index()].kind = NodeKind::Alias { target },
        }
    }
}
