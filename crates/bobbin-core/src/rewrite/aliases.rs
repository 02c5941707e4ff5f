//! Keeps the meaning of aliases when the node with their anchor changes, moves or is removed.
//!
//! Goes through a plan in the order of the new document. For every alias that stays, the last anchor of its name before
//! it must have the old value of the alias; otherwise the alias is written out. If the anchor is gone, the first alias
//! that is written out becomes the anchor of the others. A merge key whose source changed is written out as entries.

use std::collections::{HashMap, HashSet};

use super::error::{EditError, Refusal};
use super::plan::{self, Plan, Row, plan_value};
use super::rows::From;
use super::source::Source;
use crate::path::Path;
use crate::value::Value;
use crate::yaml::{NodeId, NodeKind, Span};

/// The meaning of an anchor's name at some place of the new document.
#[derive(Clone, Debug)]
enum Meaning {
    /// A node of the old text, unchanged.
    Node(NodeId),
    Changed(Value),
}

struct Mender<'s, 't> {
    source: &'s Source<'t>,
    names: HashMap<String, Meaning>,
    /// The names that have an anchor somewhere in the new document.
    anchored: HashSet<String>,
    /// How many aliases of each name follow.
    ahead: HashMap<String, usize>,
}

/// Restores an alias or a merge key that was opened but did not change.
pub(crate) fn settle(source: &Source<'_>, row: &mut Row) {
    if source.aliases().is_empty() {
        return;
    }
    let origin = source.origin(row.from);
    let (Plan::List(rows) | Plan::Map(rows)) = &mut row.plan else { return };
    rows.iter_mut().for_each(|row| settle(source, row));
    let Some(node) = origin else { return };
    let opened = match source.tree.node(node).kind {
        NodeKind::Alias { .. } => true,
        NodeKind::Mapping { .. } => {
            let merges = (0..source.tree.entries(node).len()).any(|index| source.key(node, index).is_none());
            merges && rows.iter().all(|row| row.key.is_some())
        }
        _ => false,
    };
    // Rows from elsewhere bring comments, which need a place.
    let own = |row: &Row| match row.from {
        From::New => is_new(row),
        From::Row(from) => from.collection == node && matches!(row.plan, Plan::Keep),
        From::Root(_) => false,
    };
    if opened && rows.iter().all(own) && plan_value(source, &row.plan, origin).same_meaning(&source.value(node)) {
        row.plan = Plan::Keep;
    }
}

/// Whether a row has no old text.
fn is_new(row: &Row) -> bool {
    row.from == From::New
        && match &row.plan {
            Plan::List(rows) | Plan::Map(rows) => rows.iter().all(is_new),
            Plan::Fresh { .. } | Plan::Keep => true,
        }
}

/// Writes out the aliases whose meaning would change.
pub(crate) fn mend(source: &Source<'_>, root: &mut Row) -> Result<(), EditError> {
    if source.aliases().is_empty() {
        return Ok(());
    }
    let mut census = Census { source, anchored: HashSet::new(), ahead: HashMap::new() };
    census.row(root);
    let Census { anchored, ahead, .. } = census;
    let mut mender = Mender { source, names: HashMap::new(), anchored, ahead };
    mender.plan(&mut root.plan, source.origin(root.from), &Path::root())
}

/// Counts the anchors and aliases of a plan.
struct Census<'s, 't> {
    source: &'s Source<'t>,
    anchored: HashSet<String>,
    ahead: HashMap<String, usize>,
}

impl Census<'_, '_> {
    fn row(&mut self, row: &Row) {
        let origin = self.source.origin(row.from);
        if let From::Row(from) = row.from
            && !self.source.is_list(from.collection)
        {
            self.stretch(self.source.tree.node(self.source.tree.entries(from.collection)[from.index].key).full);
        }
        match (&row.plan, origin) {
            (Plan::Keep, Some(node)) => self.stretch(self.source.tree.node(node).full),
            (Plan::List(rows) | Plan::Map(rows), node) => {
                self.anchor(node);
                rows.iter().for_each(|row| self.row(row));
            }
            (Plan::Fresh { .. }, node) => self.anchor(node),
            (Plan::Keep, None) => {}
        }
    }

    fn anchor(&mut self, node: Option<NodeId>) {
        if let Some(name) = node.and_then(|node| self.source.tree.anchor(node)) {
            self.anchored.insert(name.to_owned());
        }
    }

    fn stretch(&mut self, span: Span) {
        for node in within(self.source, self.source.anchors(), span) {
            self.anchor(Some(*node));
        }
        for alias in within(self.source, self.source.aliases(), span) {
            *self.ahead.entry(name_of(self.source, *alias).to_owned()).or_default() += 1;
        }
    }
}

/// The nodes of a sorted list inside a stretch of the text.
fn within<'l>(source: &Source<'_>, nodes: &'l [NodeId], span: Span) -> &'l [NodeId] {
    let start = |id: &NodeId| source.tree.node(*id).full.start();
    let first = nodes.partition_point(|id| start(id) < span.start());
    let last = nodes.partition_point(|id| start(id) < span.end());
    &nodes[first..last.max(first)]
}

fn name_of<'t>(source: &Source<'t>, alias: NodeId) -> &'t str {
    let span = source.tree.node(alias).span;
    &source.text()[span.start() + 1..span.end()]
}

impl Mender<'_, '_> {
    fn plan(&mut self, plan: &mut Plan, origin: Option<NodeId>, path: &Path) -> Result<(), EditError> {
        if let (Plan::Keep, Some(node)) = (&*plan, origin) {
            let span = self.source.tree.node(node).full;
            let broken = self.broken_in(span);
            if broken.is_empty() {
                self.pass(span);
                return Ok(());
            }
            if broken.contains(&node) {
                *plan = self.written_out(node);
                return Ok(());
            }
            // The alias is deeper: open the nodes on the way to it.
            plan::open(self.source, plan, origin, path)?;
        }
        match plan {
            Plan::Keep => Ok(()),
            Plan::Fresh { value, anchor } => {
                let name = origin.and_then(|node| self.source.tree.anchor(node)).or(anchor.as_deref());
                if let Some(name) = name {
                    self.names.insert(name.to_owned(), Meaning::Changed(value.clone()));
                }
                Ok(())
            }
            Plan::List(_) | Plan::Map(_) => {
                if let Some(name) = origin.and_then(|node| self.source.tree.anchor(node)) {
                    let value = plan_value(self.source, plan, origin);
                    self.names.insert(name.to_owned(), Meaning::Changed(value));
                }
                let is_map = matches!(plan, Plan::Map(_));
                let (Plan::List(rows) | Plan::Map(rows)) = plan else { return Ok(()) };
                if is_map && self.merge_is_broken(rows) {
                    plan::expand_merges(self.source, rows, origin);
                }
                for (index, row) in rows.iter_mut().enumerate() {
                    let path = row.key.as_ref().map_or_else(|| path.join(index), |key| path.join(key.as_str()));
                    self.key(row, &path)?;
                    self.plan(&mut row.plan, self.source.origin(row.from), &path)?;
                }
                Ok(())
            }
        }
    }

    fn key(&mut self, row: &Row, path: &Path) -> Result<(), EditError> {
        let From::Row(from) = row.from else { return Ok(()) };
        if self.source.is_list(from.collection) {
            return Ok(());
        }
        let span = self.source.tree.node(self.source.tree.entries(from.collection)[from.index].key).full;
        if !self.broken_in(span).is_empty() {
            return Err(EditError::refused(path.clone(), Refusal::AnchoredKey));
        }
        self.pass(span);
        Ok(())
    }

    /// Whether the meaning of a merge key of this mapping would change. Anchors in the rows before it count, so this
    /// goes through the rows in order.
    fn merge_is_broken(&self, rows: &[Row]) -> bool {
        let mut probe =
            Mender { source: self.source, names: self.names.clone(), anchored: HashSet::new(), ahead: HashMap::new() };
        for row in rows {
            let Some(node) = self.source.origin(row.from) else { continue };
            let span = self.source.tree.node(node).full;
            if row.key.is_none() && !probe.broken_in(span).is_empty() {
                return true;
            }
            match &row.plan {
                Plan::Keep => probe.pass(span),
                plan => {
                    if let Some(name) = self.source.tree.anchor(node) {
                        let value = plan_value(self.source, plan, Some(node));
                        probe.names.insert(name.to_owned(), Meaning::Changed(value));
                    }
                }
            }
        }
        false
    }

    /// The aliases in an unchanged stretch whose meaning would change.
    fn broken_in(&self, span: Span) -> Vec<NodeId> {
        let aliases = within(self.source, self.source.aliases(), span);
        let anchors = within(self.source, self.source.anchors(), span);
        let start = |id: NodeId| self.source.tree.node(id).full.start();
        aliases
            .iter()
            .copied()
            .filter(|alias| {
                let NodeKind::Alias { target: Some(target) } = self.source.tree.node(*alias).kind else { return false };
                let name = name_of(self.source, *alias);
                let here = anchors
                    .iter()
                    .rfind(|anchor| start(**anchor) < start(*alias) && self.source.tree.anchor(**anchor) == Some(name));
                match here.map(|anchor| Meaning::Node(*anchor)).as_ref().or_else(|| self.names.get(name)) {
                    Some(Meaning::Node(node)) if *node == target => false,
                    Some(Meaning::Node(node)) => !self.source.value(*node).same_meaning(&self.source.value(target)),
                    Some(Meaning::Changed(value)) => !self.source.value(target).same_meaning(value),
                    None => true,
                }
            })
            .collect()
    }

    /// Notes the names in a stretch that does not change.
    fn pass(&mut self, span: Span) {
        for anchor in within(self.source, self.source.anchors(), span) {
            if let Some(name) = self.source.tree.anchor(*anchor) {
                self.names.insert(name.to_owned(), Meaning::Node(*anchor));
            }
        }
        for alias in within(self.source, self.source.aliases(), span) {
            self.count(name_of(self.source, *alias));
        }
    }

    /// Counts an alias as passed; returns how many follow.
    fn count(&mut self, name: &str) -> usize {
        let Some(ahead) = self.ahead.get_mut(name) else { return 0 };
        *ahead = ahead.saturating_sub(1);
        *ahead
    }

    fn written_out(&mut self, alias: NodeId) -> Plan {
        let value = self.source.value(alias).into_owned();
        let name = name_of(self.source, alias);
        let ahead = self.count(name);
        if ahead == 0 || self.anchored.contains(name) {
            return Plan::fresh(value);
        }
        self.anchored.insert(name.to_owned());
        self.names.insert(name.to_owned(), Meaning::Changed(value.clone()));
        Plan::Fresh { value, anchor: Some(name.to_owned()) }
    }
}
