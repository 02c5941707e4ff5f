//! Merging a draft with the other side's version: the state of the merge screen, its decisions, its end.
//!
//! `bobbin-core` repeats the whole merge for each answer, from the three values and the decisions; only the decisions
//! are kept, on disk with the draft. Must stay true: a merge is finished exactly as it was shown, or not at all; their
//! version becomes the base only together with the merged text (`turn`); the unmerged draft stays in the history.

use bobbin_core::merge::{Choice, Choices, Conflict, ConflictKind, Merge, Merged};
use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_core::{diff, replace};
use bobbin_vault::content_hash;

use super::comparing::Conflicts;
use super::wording::{on_screen, summary};
use crate::api::from_core::{self, LineStarts, number};
use crate::api::utf16::one_change;
use crate::api::{
    ConflictResolved, DocumentRef, MergeChoice, MergeChoose, MergeConflict, MergeConflictKind, MergeFinish, MergeState,
    Remote,
};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::draft::Decisions;
use crate::state::open_document::{Base, OpenDocument, Theirs};
use crate::state::open_documents::Entry;

/// The number of sentences shown for each side.
const MANY: usize = 200;

impl Conflicts {
    pub(crate) async fn document_merge(&self, request: DocumentRef) -> ApiResult<MergeState> {
        let entry = self.open.get(&request.id)?;
        let (sides, decisions) = {
            let document = entry.state();
            (Sides::of(&document)?, document.decisions().cloned().unwrap_or_default())
        };
        self.decide(&entry, Some(decisions.clone())).await?;
        Ok(sides.merged(decisions).await?.state)
    }

    pub(crate) async fn document_merge_choose(&self, request: MergeChoose) -> ApiResult<MergeState> {
        let entry = self.open.get(&request.id)?;
        let sides = Sides::of(&entry.state())?;
        let mut decisions = entry.state().decisions().cloned().unwrap_or_default();
        let known = sides.clone().merged(decisions.clone()).await?.state.conflicts;
        for id in request.conflicts {
            let conflict = known.iter().find(|conflict| conflict.id == id).ok_or_else(|| {
                ApiError::new(ErrorCode::OutOfStep, "This conflict is not there any more: one side changed meanwhile.")
                    .hint("Look at the merge again; what was decided and still fits is kept.")
            })?;
            match &request.choice {
                Some(MergeChoice::Both) if !conflict.can_keep_both => {
                    return Err(ApiError::new(ErrorCode::BadRequest, "Only one of the two can be kept here."));
                }
                Some(choice) => drop(decisions.insert(id, choice.clone())),
                None => drop(decisions.remove(&id)),
            }
        }
        let state = sides.merged(decisions.clone()).await?.state;
        self.decide(&entry, Some(decisions)).await?;
        Ok(state)
    }

    pub(crate) async fn document_merge_finish(&self, request: MergeFinish) -> ApiResult<ConflictResolved> {
        let entry = self.open.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        let sides = Sides::of(&entry.state())?;
        if sides.revision != request.revision || sides.theirs.version != request.theirs {
            return Err(out_of_step());
        }
        let decisions = entry.state().decisions().cloned().unwrap_or_default();
        let merge = sides.merged(decisions).await?;
        if merge.state.open > 0 {
            let words = format!("{} of the conflicts are not decided yet.", merge.state.open);
            return Err(ApiError::new(ErrorCode::BadRequest, words));
        }
        self.drafts.keep(&entry).await?;
        let mut document = entry.state();
        if document.revision() != request.revision {
            return Err(out_of_step());
        }
        let changes = one_change(document.text(), &merge.state.text);
        let offer = crate::api::TextOffer { revision: request.revision, changes };
        let mut view = document.view();
        document.turn_to(merge.state.text, merge.base, true);
        // The interface gets the document as it will be with the offer in its text.
        view.remote = Remote::InStep;
        view.merge_started = false;
        Ok(ConflictResolved { document: view, offer })
    }

    pub(crate) async fn document_merge_leave(&self, request: DocumentRef) -> ApiResult<()> {
        let entry = self.open.get(&request.id)?;
        self.decide(&entry, None).await
    }

    /// Sets the decisions. They are on disk before the interface shows them.
    async fn decide(&self, entry: &Entry, decisions: Option<Decisions>) -> ApiResult<()> {
        entry.state().decide(decisions);
        self.drafts.write(entry).await
    }
}

fn out_of_step() -> ApiError {
    ApiError::new(ErrorCode::OutOfStep, "Something changed since the merge was shown. Nothing was merged.")
        .hint("Look at it again, then finish.")
}

/// The three sides of a merge at one moment.
#[derive(Clone)]
struct Sides {
    id: String,
    base: Base,
    mine: Value,
    text: String,
    revision: u32,
    theirs: Theirs,
    their_value: Value,
    dialect: Dialect,
}

/// A merge, and the base that belongs to its text.
struct Made {
    state: MergeState,
    base: Base,
}

impl Sides {
    fn of(document: &OpenDocument) -> ApiResult<Self> {
        let Some(theirs) = document.theirs().cloned().filter(|_| document.is_dashboard()) else {
            return Err(ApiError::new(ErrorCode::BadRequest, "There is nothing to merge: nobody else saved."));
        };
        let Some(their_value) = theirs.held.clone() else {
            return Err(ApiError::new(
                ErrorCode::BadRequest,
                "Home Assistant has no config for this dashboard any more, so there is nothing to merge with.",
            )
            .hint("Saving puts yours there; what it held before is in the history."));
        };
        let mine = document.value().filter(|_| document.reading().first_error().is_none()).ok_or_else(|| {
            ApiError::new(ErrorCode::InvalidText, "Your text has problems, so it can't be merged yet.")
                .hint("Mend them, then merge. Both versions are kept.")
        })?;
        Ok(Self {
            id: document.id().to_owned(),
            base: document.base().clone(),
            mine,
            text: document.text().to_owned(),
            revision: document.revision(),
            theirs,
            their_value,
            dialect: document.dialect(),
        })
    }

    /// Merges with these decisions. It takes a while for large dashboards, so it runs on a thread of its own.
    async fn merged(self, decisions: Decisions) -> ApiResult<Made> {
        let made = tokio::task::spawn_blocking(move || self.merge(&decisions)).await;
        made.map_err(|error| ApiError::new(ErrorCode::Internal, "The merge failed.").details(error))?
    }

    fn merge(&self, decisions: &Decisions) -> ApiResult<Made> {
        let nothing = Value::Null;
        let base = self.base.held.as_ref().unwrap_or(&nothing);
        let merge = Merge::new(base, &self.mine, &self.their_value);
        let decided = Decided::of(&merge, decisions, self.dialect);
        let parsed = yaml::parse(&self.text, self.dialect);
        let replaced = replace::replace(&parsed, &decided.merged.value).map_err(|error| {
            ApiError::new(ErrorCode::InvalidText, "Your text has problems, so it can't be merged yet.").details(error)
        })?;
        let result = yaml::parse(&replaced.text, self.dialect);
        let lines = LineStarts::new(&replaced.text);
        let line = |path: &bobbin_core::path::Path| lines.of_node(&result, path);
        let old = |_: &bobbin_core::path::Path| None;
        let changes = |from| from_core::changes_between(&diff::diff(from, &decided.merged.value), &old, &line);
        let their_text = if self.base.text.is_empty() {
            yaml::emit(&self.their_value, &EmitStyle::default())
        } else {
            carry::carried(&self.base.text, &self.their_value, self.dialect)
        };
        let parts = |changes: &[diff::Change]| {
            changes.iter().take(MANY).map(|change| from_core::parts(&change.sentence)).collect::<Vec<_>>()
        };
        let conflicts: Vec<_> = decided.conflicts.iter().map(|known| known.shown(&line)).collect();
        let open = conflicts.iter().filter(|conflict| conflict.choice.is_none() || conflict.problem.is_some()).count();
        Ok(Made {
            state: MergeState {
                id: self.id.clone(),
                revision: self.revision,
                theirs: self.theirs.version,
                theirs_at: self.theirs.at,
                base_at: self.base.as_of,
                summary: summary(decided.merged.from_remote.len(), decided.merged.from_local.len(), open),
                my_changes: parts(&decided.merged.from_local),
                their_changes: parts(&decided.merged.from_remote),
                conflicts,
                open: number(open),
                against_theirs: changes(&self.their_value),
                against_mine: changes(&self.mine),
                lost_comments: carry::lost_words(replaced.lost_comments),
                text: replaced.text,
            },
            base: Base {
                held: self.theirs.held.clone(),
                text: their_text,
                version: self.theirs.version,
                as_of: self.theirs.at,
                live: true,
            },
        })
    }
}

/// A merge with the decisions that apply to it.
struct Decided {
    merged: Merged,
    conflicts: Vec<Known>,
}

/// A conflict, decided or not.
struct Known {
    id: String,
    conflict: Conflict,
    choice: Option<MergeChoice>,
    problem: Option<String>,
}

impl Decided {
    /// Applies one decision after the other, since a decision may bring up further conflicts.
    fn of(merge: &Merge<'_>, decisions: &Decisions, dialect: Dialect) -> Self {
        let mut choices = Choices::new();
        let mut conflicts: Vec<Known> = Vec::new();
        loop {
            let decided = choices.len();
            let merged = merge.merged(&choices);
            for conflict in &merged.conflicts {
                if let Some(known) = conflicts.iter_mut().find(|known| known.conflict.id == conflict.id) {
                    // Its current place, after the decisions about other conflicts.
                    known.conflict.place.clone_from(&conflict.place);
                    continue;
                }
                let id = fingerprint(conflict, &conflicts);
                let choice = decisions.get(&id).cloned();
                let mut problem = None;
                match choice.as_ref().map(|choice| meant(choice, dialect)) {
                    Some(Ok(choice)) => drop(choices.insert(conflict.id, choice)),
                    Some(Err(words)) => problem = Some(words),
                    None => {}
                }
                conflicts.push(Known { id, conflict: conflict.clone(), choice, problem });
            }
            if choices.len() == decided {
                return Self { merged, conflicts };
            }
        }
    }
}

fn meant(choice: &MergeChoice, dialect: Dialect) -> Result<Choice, String> {
    Ok(match choice {
        MergeChoice::Mine => Choice::Local,
        MergeChoice::Theirs => Choice::Remote,
        MergeChoice::Both => Choice::Both,
        MergeChoice::Edited { text } => {
            let parsed = yaml::parse(text, dialect);
            match (parsed.value, parsed.problems.first()) {
                (Some(value), None) => Choice::Custom(value.as_json()),
                (_, problem) => {
                    return Err(problem.map_or_else(|| "This means nothing.".to_owned(), ToString::to_string));
                }
            }
        }
    })
}

/// Identifies a conflict across restarts and across changes elsewhere in the dashboard, by its subject and the values
/// of the sides. Its place is left out, because places shift.
fn fingerprint(conflict: &Conflict, others: &[Known]) -> String {
    let (kind, sides) = (conflict.kind, (&conflict.base, &conflict.local, &conflict.remote));
    let words = serde_json::to_string(&(kind, conflict.sentence.text(), sides)).expect("values and words are JSON");
    let mut id = content_hash(words.as_bytes()).to_string();
    id.truncate(16);
    let alike = others.iter().filter(|other| other.id.starts_with(&id)).count();
    if alike > 0 {
        id.push_str(&format!("-{alike}"));
    }
    id
}

impl Known {
    fn shown(&self, line: &dyn Fn(&bobbin_core::path::Path) -> Option<u32>) -> MergeConflict {
        let conflict = &self.conflict;
        let yaml = |value: &Option<Value>| value.as_ref().map(|value| yaml::emit(value, &EmitStyle::default()));
        MergeConflict {
            id: self.id.clone(),
            kind: match conflict.kind {
                ConflictKind::ChangedApart => MergeConflictKind::ChangedApart,
                ConflictKind::RemovedByRemote => MergeConflictKind::RemovedByThem,
                ConflictKind::RemovedByLocal => MergeConflictKind::RemovedByMe,
                ConflictKind::MovedApart => MergeConflictKind::MovedApart,
            },
            sentence: on_screen(conflict),
            path: conflict.place.to_string(),
            line: line(&conflict.place).or_else(|| line(&conflict.place.split_last()?.0)),
            base: yaml(&conflict.base),
            mine: yaml(&conflict.local),
            theirs: yaml(&conflict.remote),
            can_keep_both: conflict.can_keep_both(),
            choice: self.choice.clone(),
            problem: self.problem.clone(),
        }
    }
}
