//! Editing by hand: outlines, and edits of the tree as proposals of text changes.
//!
//! Nothing here changes a document: the interface applies what is proposed, as one step of its undo
//! history, and tells it back as if it was typed. A request names the revision its paths are meant in;
//! for any other it is refused, so that an edit never lands beside what was pointed at.

use std::borrow::Cow;
use std::sync::MutexGuard;

use bobbin_core::arrange::{self, Arrangement, Gesture as Hand};
use bobbin_core::catalogue;
use bobbin_core::clip;
use bobbin_core::edit::{self, EditError, Edited, Op, Refusal, model};
use bobbin_core::outline;
use bobbin_core::respell::spelled_along;
use bobbin_core::text_edit::{self, TextEdit};
use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{self, EmitStyle, Parsed};

use crate::api::from_core::{change, number};
use crate::api::utf16::Utf16;
use crate::api::{
    Arranged, DocumentApply, DocumentArrange, DocumentCopy, DocumentNode, DocumentOutline, EditOp, Gesture,
    NodeContent, NodeKind, NodeLayout, Outline, OutlineChange, OutlineNode, Pasted, Shift, TextProposal, YamlText,
};
use crate::app::App;
use crate::document::OpenDocument;
use crate::documents::{Entry, refuse_read_only};
use crate::error::{ApiError, ApiResult, ErrorCode};

/// The last outline of a document, so that only what says something else is sent again: typing a name changes one
/// node of thousands.
#[derive(Default)]
pub(crate) struct Outlined {
    revision: Option<u32>,
    tree: u32,
    outline: Option<outline::Outline>,
    /// The nodes of the last text that could be read, which `tree` is the number of.
    nodes: Vec<outline::Node>,
    /// The first tree with these nodes at these places.
    placed: u32,
    /// For each node the tree in which it began to say what it says.
    said: Vec<u32>,
    /// Where each node is written, start and end in turns.
    ranges: Vec<u32>,
    /// The ranges of the revision before, and which one that was.
    earlier: Option<(u32, Vec<u32>)>,
}

impl App {
    pub(crate) async fn document_apply(&self, request: DocumentApply) -> ApiResult<TextProposal> {
        let entry = self.inner.documents.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let ops = in_place(meaning(&document)?, request.ops.into_iter().map(Op::from));
        propose(&document, &ops)
    }

    pub(crate) async fn document_arrange(&self, request: DocumentArrange) -> ApiResult<Arranged> {
        let entry = self.inner.documents.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let texts = written(document.reading.parsed(), &request.gesture);
        let Arrangement { ops, nodes, notes } =
            arrange::arrange(meaning(&document)?.as_ref(), &hand(request.gesture)).map_err(|error| refused(&error))?;
        let edited = edited(&document, &ops)?;
        let edited = spelled_along(document.reading.parsed(), edited, &nodes, &texts);
        Ok(Arranged { proposal: proposal(&document, &edited), nodes, notes })
    }

    pub(crate) async fn document_copy(&self, request: DocumentCopy) -> ApiResult<YamlText> {
        let entry = self.inner.documents.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let text = clip::texts_of(document.reading.parsed(), &request.nodes).ok_or_else(|| {
            refused(&EditError::NotFound { path: request.nodes.first().cloned().unwrap_or_default() })
        })?;
        Ok(YamlText { text })
    }

    pub(crate) async fn yaml_identify(&self, request: YamlText) -> ApiResult<Pasted> {
        Ok(match clip::identify(&request.text) {
            Ok(clip::Clip { kind, values, texts }) => {
                Pasted { kind: Some(kind_of(kind)), values, texts, problem: None }
            }
            Err(problem) => Pasted { kind: None, values: Vec::new(), texts: Vec::new(), problem: Some(problem) },
        })
    }

    pub(crate) async fn document_outline(&self, request: DocumentOutline) -> ApiResult<Outline> {
        let entry = self.inner.documents.get(&request.id)?;
        let mut document = entry.state();
        let OpenDocument { outline: kept, reading, text, .. } = &mut *document;
        kept.bring_up(text.revision(), text.as_str(), || match is_blank(text.as_str()) {
            true => Some(outline::Outline::empty(text.as_str().len())),
            false => outline::Outline::of(reading.parsed()),
        });
        let (nodes, changed) = match kept.outline {
            Some(_) => kept.since(request.tree),
            None => (None, Vec::new()),
        };
        let shifts = request.ranges_of.filter(|_| nodes.is_none()).and_then(|of| kept.shifts(of));
        Ok(Outline {
            revision: text.revision(),
            tree: kept.outline.is_some().then_some(kept.tree),
            nodes,
            changed,
            ranges: shifts.is_none().then(|| kept.ranges.clone()),
            shifts: shifts.unwrap_or_default(),
        })
    }

    pub(crate) async fn document_node(&self, request: DocumentNode) -> ApiResult<NodeContent> {
        let entry = self.inner.documents.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let whole = meaning(&document)?;
        let value =
            whole.at(&request.path).ok_or_else(|| refused(&EditError::NotFound { path: request.path.clone() }))?;
        let yaml = clip::text_of(document.reading.parsed(), &request.path).unwrap_or_default();
        Ok(NodeContent { revision: request.revision, value: value.clone(), yaml })
    }
}

impl Outlined {
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

    /// How the ranges moved since those of a revision; none when it is shorter to tell where they are.
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

    /// What somebody who has a tree has to be told: all nodes, or those that say something else now.
    fn since(&self, tree: Option<u32>) -> (Option<Vec<OutlineNode>>, Vec<OutlineChange>) {
        let Some(tree) = tree.filter(|tree| (self.placed..=self.tree).contains(tree)) else {
            return (Some(self.nodes.iter().map(node).collect()), Vec::new());
        };
        let changed = self.nodes.iter().zip(&self.said).enumerate().filter(|(_, (_, said))| **said > tree);
        let changed = changed.map(|(index, (now, _))| OutlineChange { index: number(index), node: node(now) });
        (None, changed.collect())
    }
}

/// The document, if its text is the one that is meant.
pub(crate) fn at_revision(entry: &Entry, revision: u32) -> ApiResult<MutexGuard<'_, OpenDocument>> {
    let document = entry.state();
    if document.text.revision() != revision {
        return Err(ApiError::new(ErrorCode::OutOfStep, "The text has changed meanwhile. Nothing was changed."));
    }
    Ok(document)
}

/// Edits of the tree as changes of the text.
fn propose(document: &OpenDocument, ops: &[Op]) -> ApiResult<TextProposal> {
    Ok(proposal(document, &edited(document, ops)?))
}

/// The text with edits of the tree. In one with nothing but comments they make the first of it, behind those.
fn edited(document: &OpenDocument, ops: &[Op]) -> ApiResult<Edited> {
    refuse_read_only(document)?;
    let text = document.text.as_str();
    if !is_blank(text) {
        let parsed = document.reading.parsed();
        return match edit::edit(parsed, ops) {
            // Where a key stands is a wish; that it is there is not.
            Err(EditError::Refused { reason: Refusal::MergedKeys, .. }) => edit::edit(parsed, &wherever(ops)),
            outcome => outcome,
        }
        .map_err(|error| refused(&error));
    }
    let mut value = Value::Map(Map::new());
    model::apply_ops(&mut value, ops).map_err(|error| refused(&error))?;
    let new_line = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let new = format!("{new_line}{}", yaml::emit(&value, &EmitStyle::default()));
    let edits = vec![TextEdit::new(text.len()..text.len(), new)];
    Ok(Edited { text: text_edit::apply(text, &edits), edits })
}

/// The operations with new keys where a careful person would write them.
fn in_place(meaning: Cow<'_, Value>, ops: impl ExactSizeIterator<Item = Op>) -> Vec<Op> {
    let mut last = ops.len();
    let mut value = meaning;
    ops.map(|op| {
        let op = catalogue::in_place(&value, op);
        last -= 1;
        // What is not possible is refused when it is made in the text. A single one needs no copy of the document.
        if last > 0 && model::apply_op(value.to_mut(), &op).is_err() {
            last = 0;
        }
        op
    })
    .collect()
}

/// The operations without a wish where new keys stand.
fn wherever(ops: &[Op]) -> Vec<Op> {
    let anywhere = |op: &Op| match op {
        Op::SetBehind { path, value, .. } => Op::Set { path: path.clone(), value: value.clone() },
        op => op.clone(),
    };
    ops.iter().map(anywhere).collect()
}

/// What the text means; one with nothing in it is a dashboard to begin with.
fn meaning(document: &OpenDocument) -> ApiResult<Cow<'_, Value>> {
    if is_blank(document.text.as_str()) {
        return Ok(Cow::Owned(Value::Map(Map::new())));
    }
    document.reading.value().map(Cow::Borrowed).ok_or_else(not_readable)
}

/// Whether nothing is written yet, or comments only.
fn is_blank(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

/// What was edited, as changes of the document's text.
pub(crate) fn proposal(document: &OpenDocument, edited: &Edited) -> TextProposal {
    let offsets = Utf16::new(document.text.as_str());
    let changes =
        edited.edits.iter().map(|TextEdit { range, text }| change(range.start, range.end, text, &offsets)).collect();
    TextProposal { revision: document.text.revision(), changes }
}

fn not_readable() -> ApiError {
    ApiError::new(ErrorCode::InvalidText, "The text has problems, so nothing can be edited by hand.")
        .hint("Mend the problems in the YAML first; nothing was changed.")
}

/// Why an edit was not made, in words.
pub(crate) fn refused(error: &EditError) -> ApiError {
    match error {
        EditError::NotReadable => not_readable(),
        EditError::NotFound { path } => {
            ApiError::new(ErrorCode::NotFound, format!("There is no {path} any more. Nothing was changed."))
        }
        EditError::AlreadyThere { path } => {
            ApiError::new(ErrorCode::EditRefused, format!("There is a {path} already. Nothing was changed."))
        }
        EditError::Refused { path, reason } => {
            ApiError::new(ErrorCode::EditRefused, format!("This can’t be done: {reason}. Nothing was changed."))
                .details(path)
        }
        EditError::WouldChangeMeaning { path } => ApiError::new(
            ErrorCode::Internal,
            "The edit was not made, for the text would not mean what was asked for. Nothing was changed.",
        )
        .hint("Make this change in the YAML.")
        .details(path),
    }
}

/// What the new nodes of a gesture are written as where they come from.
fn written(parsed: &Parsed, gesture: &Gesture) -> Vec<String> {
    match gesture {
        Gesture::Insert { texts, .. } => texts.clone(),
        Gesture::Copy { nodes, .. } | Gesture::Duplicate { nodes } => {
            nodes.iter().filter_map(|node| clip::text_of(parsed, node)).collect()
        }
        _ => Vec::new(),
    }
}

/// A gesture as the engine knows it.
fn hand(gesture: Gesture) -> Hand {
    match gesture {
        Gesture::Move { nodes, list, index } => Hand::Move { nodes, list, index: index as usize },
        Gesture::Copy { nodes, list, index } => Hand::Copy { nodes, list, index: index as usize },
        Gesture::Insert { values, list, index, .. } => Hand::Insert { values, list, index: index as usize },
        Gesture::Duplicate { nodes } => Hand::Duplicate { nodes },
        Gesture::Delete { nodes } => Hand::Delete { nodes },
        Gesture::Wrap { nodes, with } => Hand::Wrap { nodes, with },
        Gesture::Unwrap { nodes } => Hand::Unwrap { nodes },
        Gesture::Set { nodes, key, value } => Hand::Set { nodes, key, value },
        Gesture::ConvertView { view, to } => Hand::ConvertView { view, to },
    }
}

impl From<EditOp> for Op {
    fn from(op: EditOp) -> Self {
        match op {
            EditOp::Set { path, value } => Self::Set { path, value },
            EditOp::SetBehind { path, value, behind } => Self::SetBehind { path, value, behind },
            EditOp::Remove { path } => Self::Remove { path },
            EditOp::Insert { path, value } => Self::Insert { path, value },
            EditOp::Move { from, to } => Self::Move { from, to },
            EditOp::RenameKey { path, key } => Self::RenameKey { path, key },
            EditOp::Wrap { path, with, hole, count } => Self::Wrap { path, with, hole, count: count as usize },
            EditOp::Unwrap { path, key } => Self::Unwrap { path, key },
            EditOp::Replace { path, value } => Self::Replace { path, value },
        }
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
