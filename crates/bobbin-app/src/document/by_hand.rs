//! Editing by hand: outlines, new nodes, and edits of the tree as offers of text changes.
//!
//! Changes no document: the interface applies an offer as one step of its undo history and reports it like typing. A
//! request names the revision that its paths refer to and is refused for any other, so an edit never lands on a node
//! next to the intended one.

use std::borrow::Cow;
use std::sync::{Arc, MutexGuard};

use bobbin_core::arrange::{self, Arrangement, Gesture as Hand};
use bobbin_core::catalogue::{self as core_catalogue, Given, Kind};
use bobbin_core::clip;
use bobbin_core::edit::{self, EditError, Edited, Op, Refusal, model};
use bobbin_core::respell::{RespellError, respell, spelled_along};
use bobbin_core::text_edit::{self, TextEdit};
use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{self, Dialect, EmitStyle, Parsed};

use crate::api::from_core::change;
use crate::api::utf16::Utf16;
use crate::api::{
    Arranged, CatalogueContents, DocumentApply, DocumentArrange, DocumentCopy, DocumentNode, DocumentOutline, EditOp,
    Gesture, NewNode, NodeContent, NodeNew, NodeWrite, Outline, Pasted, SuitingAsk, TextOffer, YamlMeaning, YamlText,
};
use crate::catalogue;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::open_document::OpenDocument;
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::outlined::kind_of;

/// Answers with offers and outlines.
pub(crate) struct ByHand {
    open: Arc<OpenDocuments>,
}

impl ByHand {
    pub(crate) fn new(open: Arc<OpenDocuments>) -> Self {
        Self { open }
    }

    pub(crate) async fn document_apply(&self, request: DocumentApply) -> ApiResult<TextOffer> {
        let entry = self.open.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let ops = in_place(meaning(&document)?, request.ops.into_iter().map(Op::from));
        Ok(offer(&document, &edited(&document, &ops)?))
    }

    pub(crate) async fn document_arrange(&self, request: DocumentArrange) -> ApiResult<Arranged> {
        let entry = self.open.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let texts = written(document.reading().parsed(), &request.gesture);
        let Arrangement { ops, nodes, notes } =
            arrange::arrange(meaning(&document)?.as_ref(), &hand(request.gesture)).map_err(|error| refused(&error))?;
        let edited = edited(&document, &ops)?;
        let edited = spelled_along(document.reading().parsed(), edited, &nodes, &texts);
        Ok(Arranged { offer: offer(&document, &edited), nodes, notes })
    }

    pub(crate) async fn document_copy(&self, request: DocumentCopy) -> ApiResult<YamlText> {
        let entry = self.open.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let text = clip::texts_of(document.reading().parsed(), &request.nodes).ok_or_else(|| {
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
        let entry = self.open.get(&request.id)?;
        let mut document = entry.state();
        Ok(document.outline(&request))
    }

    pub(crate) async fn document_node(&self, request: DocumentNode) -> ApiResult<NodeContent> {
        let entry = self.open.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        let whole = meaning(&document)?;
        let value =
            whole.at(&request.path).ok_or_else(|| refused(&EditError::NotFound { path: request.path.clone() }))?;
        let yaml = clip::text_of(document.reading().parsed(), &request.path).unwrap_or_default();
        Ok(NodeContent { revision: request.revision, value: value.clone(), yaml })
    }

    pub(crate) async fn catalogue(&self, _: ()) -> ApiResult<CatalogueContents> {
        Ok(catalogue::contents())
    }

    pub(crate) async fn node_new(&self, request: NodeNew) -> ApiResult<NewNode> {
        let kind = Kind::from(request.kind);
        let given = Given { entities: &request.entities, area: request.area.as_deref() };
        let value = match core_catalogue::Catalogue::get().find(kind, &request.name) {
            Some(entry) => entry.new_node(given),
            None => Value::Map(
                kind.type_key().map(|key| (key.to_owned(), Value::String(request.name))).into_iter().collect::<Map>(),
            ),
        };
        Ok(NewNode { value })
    }

    pub(crate) async fn catalogue_suiting(&self, request: SuitingAsk) -> ApiResult<Vec<String>> {
        let suiting = core_catalogue::Catalogue::get().suiting(request.kind.into(), &request.domain);
        Ok(suiting.into_iter().map(|entry| entry.name.clone()).collect())
    }

    pub(crate) async fn yaml_read(&self, request: YamlText) -> ApiResult<YamlMeaning> {
        let parsed = yaml::parse(&request.text, Dialect::Editor);
        let problem = parsed.problems.first().map(|problem| format!("Line {}: {}.", problem.at.line, problem.message));
        Ok(YamlMeaning { value: parsed.value.unwrap_or_default(), problem })
    }

    pub(crate) async fn yaml_write(&self, request: NewNode) -> ApiResult<YamlText> {
        Ok(YamlText { text: yaml::emit(&request.value, &EmitStyle::default()) })
    }

    pub(crate) async fn document_node_write(&self, request: NodeWrite) -> ApiResult<TextOffer> {
        let entry = self.open.get(&request.id)?;
        let document = at_revision(&entry, request.revision)?;
        document.refuse_read_only()?;
        let edited =
            respell(document.reading().parsed(), &request.path, &request.yaml).map_err(|error| match error {
                RespellError::Edit(error) => refused(&error),
                RespellError::Text(problem) => ApiError::new(
                    ErrorCode::InvalidText,
                    format!("Line {}: {}. The document is as it was.", problem.at.line, problem.message),
                ),
            })?;
        Ok(offer(&document, &edited))
    }
}

/// The document, if its text has this revision.
fn at_revision(entry: &Entry, revision: u32) -> ApiResult<MutexGuard<'_, OpenDocument>> {
    let document = entry.state();
    if document.revision() != revision {
        return Err(ApiError::new(ErrorCode::OutOfStep, "The text has changed meanwhile. Nothing was changed."));
    }
    Ok(document)
}

/// Edits the tree of a text. In a text with nothing but comments, the edits write the first nodes, after the comments.
fn edited(document: &OpenDocument, ops: &[Op]) -> ApiResult<Edited> {
    document.refuse_read_only()?;
    let text = document.text();
    if !document.is_blank() {
        let parsed = document.reading().parsed();
        return match edit::edit(parsed, ops) {
            // The position of a key is a preference. The key itself is not.
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

/// Gives new keys the position where a careful person would write them.
fn in_place(meaning: Cow<'_, Value>, ops: impl ExactSizeIterator<Item = Op>) -> Vec<Op> {
    let mut last = ops.len();
    let mut value = meaning;
    ops.map(|op| {
        let op = core_catalogue::in_place(&value, op);
        last -= 1;
        // An impossible operation is refused later, when it is applied to the text. A single operation needs no copy of
        // the document.
        if last > 0 && model::apply_op(value.to_mut(), &op).is_err() {
            last = 0;
        }
        op
    })
    .collect()
}

/// Drops the preferred positions of new keys.
fn wherever(ops: &[Op]) -> Vec<Op> {
    let anywhere = |op: &Op| match op {
        Op::SetBehind { path, value, .. } => Op::Set { path: path.clone(), value: value.clone() },
        op => op.clone(),
    };
    ops.iter().map(anywhere).collect()
}

/// The value of the text; a blank text counts as an empty dashboard.
fn meaning(document: &OpenDocument) -> ApiResult<Cow<'_, Value>> {
    if document.is_blank() {
        return Ok(Cow::Owned(Value::Map(Map::new())));
    }
    document.reading().value().map(Cow::Borrowed).ok_or_else(not_readable)
}

/// Turns an edited text into an offer of changes.
fn offer(document: &OpenDocument, edited: &Edited) -> TextOffer {
    let offsets = Utf16::new(document.text());
    let changes =
        edited.edits.iter().map(|TextEdit { range, text }| change(range.start, range.end, text, &offsets)).collect();
    TextOffer { revision: document.revision(), changes }
}

fn not_readable() -> ApiError {
    ApiError::new(ErrorCode::InvalidText, "The text has problems, so nothing can be edited by hand.")
        .hint("Mend the problems in the YAML first; nothing was changed.")
}

/// Describes why an edit was refused.
fn refused(error: &EditError) -> ApiError {
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

/// The source text of a gesture's new nodes, if they have one.
fn written(parsed: &Parsed, gesture: &Gesture) -> Vec<String> {
    match gesture {
        Gesture::Insert { texts, .. } => texts.clone(),
        Gesture::Copy { nodes, .. } | Gesture::Duplicate { nodes } => {
            nodes.iter().filter_map(|node| clip::text_of(parsed, node)).collect()
        }
        _ => Vec::new(),
    }
}

/// Converts a gesture into the engine's type.
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
