//! Undoing one change, as an offer for the draft: a change of the draft itself, or one from the history.
//!
//! The offer is reviewed and saved like any other edit. Must stay true: a change is only undone if nothing else is
//! undone with it, which a second comparison proves, and otherwise the user gets the reason; restored nodes have their
//! comments if the text with them was kept.

use std::sync::Arc;

use bobbin_core::diff::{self, ChangeKind};
use bobbin_core::edit::Op;
use bobbin_core::merge::Sides;
use bobbin_core::path::Path;
use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect};
use bobbin_core::{clip, merge, respell};

use super::kept_value;
use crate::api::utf16::one_change;
use crate::api::{ChangeTakeBack, TakenBack, TextChange, TextOffer};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::open_documents::OpenDocuments;
use crate::state::store::Store;

/// Offers texts without a change.
pub(crate) struct TakingBack {
    open: Arc<OpenDocuments>,
    store: Store,
}

impl TakingBack {
    pub(crate) fn new(open: Arc<OpenDocuments>, store: Store) -> Self {
        Self { open, store }
    }

    pub(crate) async fn history_bring_back(&self, request: ChangeTakeBack) -> ApiResult<TakenBack> {
        self.take_back(request, bring_back).await
    }

    pub(crate) async fn history_undo_change(&self, request: ChangeTakeBack) -> ApiResult<TakenBack> {
        self.take_back(request, undo).await
    }

    async fn take_back(
        &self,
        request: ChangeTakeBack,
        how: fn(&TakeBack) -> Result<(Value, String)>,
    ) -> ApiResult<TakenBack> {
        let entry = self.open.get(&request.id)?;
        let (draft, base, text, revision, dialect) = {
            let document = entry.state();
            document.refuse_read_only()?;
            let draft = document.value().ok_or_else(|| {
                ApiError::new(ErrorCode::InvalidText, "The text has problems. Mend them, then take changes back.")
            })?;
            let text = document.text().to_owned();
            (draft, document.base().clone(), text, document.revision(), document.dialect())
        };
        let (old, old_text) = match request.old {
            Some(old) => kept_value(&self.store, old, dialect).await?,
            None => {
                let nothing = || ApiError::new(ErrorCode::NotFound, "This draft started from nothing.");
                (base.held.ok_or_else(nothing)?, Some(base.text))
            }
        };
        let new = match request.new {
            Some(new) => kept_value(&self.store, new, dialect).await?.0,
            None => draft.clone(),
        };
        let ask = TakeBack { old, old_text, new, draft, change: request.change as usize };
        let work = tokio::task::spawn_blocking(move || {
            let (value, sentence) = how(&ask)?;
            Ok((ask.changes(&text, &value, dialect), sentence))
        });
        let done = work.await.map_err(|error| {
            ApiError::new(ErrorCode::Internal, "The change could not be taken back.").details(error)
        })?;
        Ok(match done {
            Ok((changes, sentence)) => TakenBack::Offered { offer: TextOffer { revision, changes }, sentence },
            Err(reason) => TakenBack::NotPossible { reason },
        })
    }
}

/// The sides of merging the draft with a version that lacks the change.
const UNDOING: Sides = Sides { local: "you", remote: "the undoing", by_remote: "the undoing" };

/// A request to undo a change.
struct TakeBack {
    old: Value,
    /// The text with the comments of the old side, if it was kept.
    old_text: Option<String>,
    new: Value,
    draft: Value,
    change: usize,
}

/// The new value of the draft with a description, or the reason why the change can't be undone.
type Result<T> = std::result::Result<T, String>;

impl TakeBack {
    /// The changes that give the draft's text a value. Restored nodes are written as they were, comments included.
    fn changes(&self, text: &str, value: &Value, dialect: Dialect) -> Vec<TextChange> {
        let carried = carry::carry(text, value, dialect);
        let mut written = carried.text.clone();
        let old = self.old_text.as_deref().map(|text| yaml::parse(text, dialect));
        for (old_path, path) in self.came_back(value) {
            let was = old.as_ref().and_then(|old| clip::text_of(old, &old_path));
            // If a node can't be written that way, its current text stays, which means the same.
            if let Some(was) = was
                && let Ok(edited) = respell::respell(&yaml::parse(&written, dialect), &path, &was)
            {
                written = edited.text;
            }
        }
        if written == carried.text { carried.changes } else { one_change(text, &written) }
    }

    /// The paths of the restored nodes, on the old side and in the result.
    fn came_back(&self, value: &Value) -> Vec<(Path, Path)> {
        let taken = diff::diff(&self.old, &self.new);
        let Some(change) = taken.changes.get(self.change).filter(|change| change.kind == ChangeKind::Removed) else {
            return Vec::new();
        };
        let added = diff::diff(&self.draft, value);
        let added = added.changes.iter().filter(|change| change.kind == ChangeKind::Added);
        let mut places: Vec<Path> =
            added.flat_map(|change| change.members().filter_map(|(_, new)| new.cloned())).collect();
        let old_paths = change.members().filter_map(|(old, _)| old.cloned());
        old_paths
            .filter_map(|old| {
                let is_it = |place: &Path| self.old.at(&old).is_some_and(|was| value.at(place) == Some(was));
                let at = places.iter().position(is_it)?;
                Some((old, places.remove(at)))
            })
            .collect()
    }
}

/// Undoes one change between two versions in the draft, if that undoes nothing else.
fn undo(ask: &TakeBack) -> Result<(Value, String)> {
    let all = diff::diff(&ask.old, &ask.new);
    let change = all.changes.get(ask.change).ok_or("This change is not there any more.")?;
    let sentence = change.sentence.text();
    let reverted = all
        .revert(ask.change, &ask.old, &ask.new)
        .map_err(|why| format!("This can't be undone alone: {why}. Restore the whole version, or edit by hand."))?;
    if ask.new == ask.draft {
        return Ok((reverted, format!("Undid: {sentence}")));
    }
    // More has changed since, so the undo is merged with the later changes.
    let merged = merge::merge(&ask.new, &ask.draft, &reverted);
    if let Some(conflict) = merged.conflicts.first() {
        return Err(format!(
            "This can't be undone alone, because the same was changed again later: {}. Compare the versions, and \
             edit by hand.",
            conflict.sentence_with(&UNDOING).text()
        ));
    }
    if merged.value == ask.draft {
        return Err("There is nothing to undo: your draft does not have this change any more.".to_owned());
    }
    Ok((merged.value, format!("Undid: {sentence}")))
}

/// Restores the nodes that a change removed, at their old places, in the draft with all later changes.
fn bring_back(ask: &TakeBack) -> Result<(Value, String)> {
    let all = diff::diff(&ask.old, &ask.new);
    let change = all.changes.get(ask.change).ok_or("This change is not there any more.")?;
    if change.kind != ChangeKind::Removed {
        return Err("This was not removed, so there is nothing to bring back. Undo the change instead.".to_owned());
    }
    let mut things: Vec<Path> = change.members().filter_map(|(old, _)| old.cloned()).collect();
    // From the end, so that the positions before stay valid.
    things.sort_by(|one, other| other.cmp(one));
    let mut without = ask.old.clone();
    let ops: Vec<_> = things.into_iter().map(|path| Op::Remove { path }).collect();
    bobbin_core::edit::model::apply_ops(&mut without, &ops)
        .map_err(|error| format!("It can't be brought back alone: {error}."))?;
    // As if somebody had added only this to the old version without it.
    let merged = merge::merge(&without, &ask.draft, &ask.old);
    if !merged.conflicts.is_empty() {
        return Err("What it was in is gone as well. Bring that back instead, or restore the whole version.".to_owned());
    }
    if merged.value == ask.draft {
        return Err("It is there already.".to_owned());
    }
    Ok((merged.value, format!("Brought back. Undid: {}", change.sentence.text())))
}
