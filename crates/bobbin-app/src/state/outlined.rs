//! The last outline of an open document, kept so that only changed nodes are sent again.

use bobbin_core::outline;

use super::reading::Reading;
use super::text::Text;
use crate::api::from_core::number;
use crate::api::utf16::Utf16;
use crate::api::{DocumentOutline, NodeKind, NodeLayout, Outline, OutlineChange, OutlineNode, Shift};

/// The last outline of a document. Typing a name changes one node of thousands, and only that one is sent.
#[derive(Default)]
pub(crate) struct Outlined {
    revision: Option<u32>,
    tree: u32,
    outline: Option<outline::Outline>,
    /// The nodes of the last text that could be read; `tree` is their number.
    nodes: Vec<outline::Node>,
    /// The first tree with these nodes at these positions.
    placed: u32,
    /// For each node, the tree in which it got its current content.
    said: Vec<u32>,
    /// The range of each node in the text, start and end alternating.
    ranges: Vec<u32>,
    /// The ranges of an earlier revision, with its number.
    earlier: Option<(u32, Vec<u32>)>,
}

impl Outlined {
    /// The outline of a text, reduced to the parts that the interface lacks.
    pub(crate) fn since(&mut self, asked: &DocumentOutline, text: &Text, reading: &Reading) -> Outline {
        self.bring_up(text.revision(), text.as_str(), || match text.is_blank() {
            true => Some(outline::Outline::empty(text.as_str().len())),
            false => outline::Outline::of(reading.parsed()),
        });
        let (nodes, changed) = match self.outline {
            Some(_) => self.nodes_since(asked.tree),
            None => (None, Vec::new()),
        };
        let shifts = asked.ranges_of.filter(|_| nodes.is_none()).and_then(|of| self.shifts(of));
        Outline {
            revision: text.revision(),
            tree: self.outline.is_some().then_some(self.tree),
            nodes,
            changed,
            ranges: shifts.is_none().then(|| self.ranges.clone()),
            shifts: shifts.unwrap_or_default(),
        }
    }

    fn bring_up(&mut self, revision: u32, text: &str, outline: impl FnOnce() -> Option<outline::Outline>) {
        if self.revision == Some(revision) {
            return;
        }
        self.earlier = self.revision.map(|earlier| (earlier, std::mem::take(&mut self.ranges)));
        self.revision = Some(revision);
        self.outline = outline();
        let offsets = Utf16::new(text);
        let spans = self.outline.iter().flat_map(|outline| &outline.spans);
        self.ranges = spans.flat_map(|span| [offsets.offset(span.start()), offsets.offset(span.end())]).collect();
        if let Some(outline) = &mut self.outline {
            let nodes = std::mem::take(&mut outline.nodes);
            self.take(nodes);
        }
    }

    fn take(&mut self, nodes: Vec<outline::Node>) {
        if nodes == self.nodes && self.tree != 0 {
            return;
        }
        self.tree += 1;
        let place = |node: &outline::Node| (node.parent, node.kind);
        let stayed = nodes.len() == self.nodes.len()
            && nodes.iter().zip(&self.nodes).all(|(new, old)| place(new) == place(old) && new.steps == old.steps);
        if stayed {
            for ((new, old), said) in nodes.iter().zip(&self.nodes).zip(&mut self.said) {
                if new != old {
                    *said = self.tree;
                }
            }
        } else {
            self.placed = self.tree;
            self.said = vec![self.tree; nodes.len()];
        }
        self.nodes = nodes;
    }

    /// The shifts of the ranges since a revision; none when sending the ranges is shorter.
    fn shifts(&self, since: u32) -> Option<Vec<Shift>> {
        if self.revision == Some(since) {
            return Some(Vec::new());
        }
        let (_, earlier) = self.earlier.as_ref().filter(|(revision, _)| *revision == since)?;
        if earlier.len() != self.ranges.len() {
            return None;
        }
        let mut shifts = Vec::new();
        let mut last = 0;
        for (at, (now, then)) in self.ranges.iter().zip(earlier).enumerate() {
            let by = i32::try_from(i64::from(*now) - i64::from(*then)).ok()?;
            if by != last {
                shifts.push(Shift { from: number(at), by });
                last = by;
            }
        }
        (shifts.len() <= earlier.len() / 4).then_some(shifts)
    }

    /// All nodes, or only the changed ones if the interface has a tree with the same positions.
    fn nodes_since(&self, tree: Option<u32>) -> (Option<Vec<OutlineNode>>, Vec<OutlineChange>) {
        let Some(tree) = tree.filter(|tree| (self.placed..=self.tree).contains(tree)) else {
            return (Some(self.nodes.iter().map(node).collect()), Vec::new());
        };
        let changed = self.nodes.iter().zip(&self.said).enumerate().filter(|(_, (_, said))| **said > tree);
        let changed = changed.map(|(index, (now, _))| OutlineChange { index: number(index), node: node(now) });
        (None, changed.collect())
    }
}

fn node(node: &outline::Node) -> OutlineNode {
    let outline::Facts { kind, name, icon, entity, entities, conditional, disabled, strategy, path, subview } =
        node.facts.clone();
    let layout = &node.layout;
    OutlineNode {
        parent: node.parent.map(number),
        steps: node.steps.clone(),
        kind: kind_of(node.kind),
        r#type: kind,
        name,
        icon,
        entity,
        entities: number(entities),
        conditional,
        disabled,
        strategy,
        path,
        subview,
        layout: (*layout != outline::Layout::default()).then_some(NodeLayout {
            columns: layout.columns,
            full: layout.full,
            rows: layout.rows,
            column_span: layout.column_span,
            row_span: layout.row_span,
            dense: layout.dense,
            in_sidebar: layout.in_sidebar,
        }),
    }
}

pub(crate) const fn kind_of(kind: outline::Kind) -> NodeKind {
    match kind {
        outline::Kind::Dashboard => NodeKind::Dashboard,
        outline::Kind::View => NodeKind::View,
        outline::Kind::Badge => NodeKind::Badge,
        outline::Kind::Section => NodeKind::Section,
        outline::Kind::Card => NodeKind::Card,
    }
}
