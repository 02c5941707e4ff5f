//! Saving an open document.
//!
//! Owns the steps around the save itself (`sending`): the text is read and on disk as a draft before, the document gets its
//! new base after, and only then the draft goes and the note of the save is closed. A save that is cut off anywhere leaves
//! an open note, which is settled on the next connection (`settling`). Without a connection a save waits (`queue`).

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_core::{diff, merge};
use bobbin_hass::CommandError;

use super::sending::{self, Ended, Merged, ReadBack};
use crate::api::{
    Analysis, Conflict, Difference, DocumentRef, DocumentTarget, MergedIn, Remote, SaveOutcome, TextOffer,
};
use crate::clock::now;
use crate::conflict::wording;
use crate::document::documents::Documents;
use crate::document::files::Files;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::dashboard_id::DashboardId;
use crate::state::drafts::Drafts;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::intention::{Asked, Ending, Intention};
use crate::state::open_document::{Base, Found, Theirs};
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::store::Store;
use crate::{Shell, failures};

/// Saves documents.
pub(crate) struct Saves {
    pub(super) open: Arc<OpenDocuments>,
    pub(super) documents: Arc<Documents>,
    pub(super) files: Arc<Files>,
    pub(super) homes: Arc<Homes>,
    pub(super) store: Store,
    pub(super) drafts: Arc<Drafts>,
    pub(super) shell: Arc<dyn Shell>,
}

impl Saves {
    pub(crate) fn new(
        open: Arc<OpenDocuments>,
        documents: Arc<Documents>,
        files: Arc<Files>,
        homes: Arc<Homes>,
        store: Store,
        drafts: Arc<Drafts>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { open, documents, files, homes, store, drafts, shell }
    }

    pub(crate) async fn document_save(self: &Arc<Self>, request: DocumentRef) -> ApiResult<SaveOutcome> {
        let entry = self.open.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        let target = entry.state().target().clone();
        match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                self.save_dashboard(&entry, &DashboardId::new(instance, url_path)).await
            }
            DocumentTarget::File { .. } => self.files.save(&entry).await,
            DocumentTarget::Untitled { .. } => Err(ApiError::new(
                ErrorCode::BadRequest,
                "This text has no place yet: choose a file to save it to, or send it to a dashboard.",
            )),
        }
    }

    async fn save_dashboard(self: &Arc<Self>, entry: &Entry, dashboard: &DashboardId) -> ApiResult<SaveOutcome> {
        let (intention, difference) = {
            let document = entry.state();
            document.refuse_read_only()?;
            if let Some(problem) = document.reading().first_error() {
                let words = format!("Line {}, column {}: {}.", problem.line, problem.column, problem.message);
                return Err(ApiError::new(
                    ErrorCode::InvalidText,
                    format!("This text can't be saved. {words} Your draft is kept."),
                )
                .hint(problem.hint.clone().unwrap_or_else(|| "Mend it, then save again.".to_owned())));
            }
            let Some(value) = document.value() else {
                return Err(ApiError::new(ErrorCode::InvalidText, "This text has no meaning yet. Your draft is kept."));
            };
            let base = document.base();
            let intention = Intention {
                dashboard: dashboard.clone(),
                base: base.held.clone(),
                base_version: base.version,
                value,
                text: document.text().to_owned(),
                asked: Asked::default(),
                progress: None,
            };
            (intention, document.difference())
        };
        if !matches!(difference, Difference::Meaning) {
            // Only the text with its comments is new, and Home Assistant keeps none.
            let ha_version = self.homes.ha_version(&dashboard.instance);
            let version = sending::remember(&self.store, ha_version, &intention, false).await?;
            let (outcome, news) = self.saved(entry, intention, version, false).await?;
            self.open.tell(entry, |_| news);
            return Ok(outcome);
        }
        // The draft is on disk first: however the save ends, no older text takes its place.
        self.drafts.write(entry).await?;
        let Some(home) = self.homes.connected(&dashboard.instance) else {
            return self.queue(entry, intention).await;
        };
        let outcome = self.send(entry, &home, intention).await?;
        // A save that waited for a connection is older than the one that was just made.
        self.unqueue(entry, Ending::Replaced).await?;
        Ok(outcome)
    }

    /// Sends a draft where its base was, and merges it with a version that was saved in the same moment.
    pub(super) async fn send(
        self: &Arc<Self>,
        entry: &Entry,
        home: &Home,
        intention: Intention,
    ) -> ApiResult<SaveOutcome> {
        let base = intention.base.clone();
        let join = |ours: &Value, theirs: &Value| carry::merged(base.as_ref()?, ours, theirs);
        let ended = sending::send(&self.store, home, &intention, &join).await?;
        self.conclude(entry, home, intention, ended).await
    }

    /// Gives the document its new state after a save, and returns the outcome for the interface.
    pub(super) async fn conclude(
        self: &Arc<Self>,
        entry: &Entry,
        home: &Home,
        intention: Intention,
        ended: Ended,
    ) -> ApiResult<SaveOutcome> {
        match ended {
            Ended::Saved { note, sent, version } => {
                let later = if sent { self.read_back(home, &intention).await } else { None };
                let (mut outcome, news) = self.saved(entry, intention, version, sent).await?;
                note.close(&self.store).await?;
                match later {
                    Some(later) => self.show_later(entry, later, &mut outcome).await,
                    None => self.open.tell(entry, |_| news),
                }
                Ok(outcome)
            }
            Ended::Merged { note, merged } => {
                let after = Intention { value: merged.value.clone(), ..intention.clone() };
                let later = self.read_back(home, &after).await;
                let mut outcome = self.saved_merged(entry, intention, merged).await?;
                note.close(&self.store).await?;
                if let Some(later) = later {
                    self.show_later(entry, later, &mut outcome).await;
                }
                Ok(outcome)
            }
            Ended::Changed { theirs, put_back } => {
                let conflict = conflict(&intention, &theirs, put_back);
                self.documents.note_theirs(entry, theirs).await;
                Ok(SaveOutcome::ChangedOnServer { conflict })
            }
            Ended::Rejected(rejection) => {
                let message =
                    failures::command("save the dashboard", &CommandError::Rejected(rejection.clone())).message;
                Ok(SaveOutcome::Rejected { code: rejection.code, message: format!("{message} Your draft is kept.") })
            }
            Ended::NotReceived => Ok(SaveOutcome::NotReceived {
                message: "The save did not reach Home Assistant before the connection broke. Nothing was changed \
                          there; your draft is kept. Save again."
                    .to_owned(),
            }),
            Ended::Unknown { progress, .. } => {
                tracing::info!(
                    url_path = intention.dashboard.url_path,
                    displaced = progress.is_some(),
                    "a save's answer was lost"
                );
                // A timeout leaves the connection in place: then it can be settled at once.
                if home.session.connected().is_some() {
                    self.settle_soon(home.id.clone());
                }
                Ok(SaveOutcome::Unknown {
                    message: "The connection broke before Home Assistant answered, so whether it has your version is \
                              not known yet. Bobbin looks as soon as it is connected again. Your draft is kept."
                        .to_owned(),
                })
            }
        }
    }

    /// Reads back the saved value.
    async fn read_back(&self, home: &Home, intention: &Intention) -> Option<Later> {
        let ReadBack { held, kept } = sending::read_back(&self.store, home, intention).await?;
        let version = match kept {
            Ok(version) => version,
            Err(error) => {
                tracing::error!(%error, "the version that reading back found was not kept");
                None
            }
        };
        let (sentences, changes) = carry::sentences(&Some(intention.value.clone()), &held);
        let more = if changes as usize > sentences.len() { ", …" } else { "" };
        let words = format!(
            "Home Assistant took your version, but reading it back showed another one: somebody saved right \
             after you, or Home Assistant keeps it differently. Yours is in the history. Different: {}{more}.",
            sentences.join("; ")
        );
        Some(Later { words, theirs: Theirs { held, version, at: now(), text: None } })
    }

    /// Shows what reading back found, after the document has its new base.
    async fn show_later(&self, entry: &Entry, later: Later, outcome: &mut SaveOutcome) {
        self.documents.note_theirs(entry, later.theirs).await;
        if let SaveOutcome::Saved { read_back_differs, .. } = outcome {
            *read_back_differs = Some(later.words);
        }
    }

    /// Home Assistant holds the draft's value now: it becomes the base. Returns the news about the
    /// other side, if there is any.
    async fn saved(
        &self,
        entry: &Entry,
        intention: Intention,
        version: i64,
        sent: bool,
    ) -> ApiResult<(SaveOutcome, Option<Remote>)> {
        let Intention { value, text, .. } = intention;
        let base = Base { held: Some(value), text, version: Some(version), as_of: now(), live: true };
        let (at, analysis, news) = self.rebase(entry, base).await?;
        Ok((SaveOutcome::Saved { sent, at, analysis, read_back_differs: None, merged: None }, news))
    }

    /// Home Assistant holds the draft's value merged with a version that was saved in the same moment. Ours was there for a
    /// moment: it becomes the base, and the merged version comes on top of it as a step of undo.
    async fn saved_merged(&self, entry: &Entry, intention: Intention, merged: Merged) -> ApiResult<SaveOutcome> {
        let Intention { base, value, text: mine_text, .. } = intention;
        let Merged { value: merged, text, version, ours, lost } = merged;
        let mine = base.as_ref().map_or(1, |base| diff::diff(base, &value).changes.len());
        let (their_changes, theirs) = carry::sentences(&Some(value.clone()), &Some(merged.clone()));
        self.drafts.comments_lost(entry, lost, Some(ours));
        let base = Base { held: Some(value), text: mine_text.clone(), version: Some(ours), as_of: now(), live: true };
        let (at, analysis, _) = self.rebase(entry, base).await?;
        let next = Base { held: Some(merged), text, version: Some(version), as_of: at, live: true };
        let offer = self.offer_base(entry, next, &mine_text);
        let merged = MergedIn { summary: wording::summary(theirs as usize, mine, 0), their_changes, offer };
        Ok(SaveOutcome::Saved { sent: true, at, analysis, read_back_differs: None, merged: Some(merged) })
    }

    /// Gives a document its new base after a save. Keys typed meanwhile are the next draft. Returns the news about the
    /// other side, if there is any.
    async fn rebase(&self, entry: &Entry, base: Base) -> ApiResult<(u64, Analysis, Option<Remote>)> {
        let at = base.as_of;
        let (analysis, news) = {
            let mut document = entry.state();
            let news = document.saved(base);
            (document.analysis(), news)
        };
        self.drafts.write(entry).await?;
        Ok((at, analysis, news))
    }

    /// Offers the text of a version that the place holds already, where nothing was typed; else tells of it.
    fn offer_base(&self, entry: &Entry, next: Base, shown: &str) -> Option<TextOffer> {
        let theirs = Theirs { held: next.held.clone(), version: next.version, at: next.as_of, text: None };
        let mut document = entry.state();
        if document.text() != shown {
            drop(document);
            self.open.tell(entry, |document| document.note(Found::Version(theirs)));
            return None;
        }
        let revision = document.revision();
        let changes = next
            .held
            .as_ref()
            .map_or_else(Vec::new, |value| carry::carry(document.text(), value, document.dialect()).changes);
        document.offer(theirs, next.text.clone(), next.text, true);
        Some(TextOffer { revision, changes })
    }
}

/// The version that reading back found, and the words about it.
struct Later {
    words: String,
    theirs: Theirs,
}

/// The conflict of a draft with a version that somebody else saved.
fn conflict(draft: &Intention, theirs: &Theirs, put_back: bool) -> Conflict {
    let (their_changes, _) = carry::sentences(&draft.base, &theirs.held);
    let (my_changes, _) = carry::sentences(&draft.base, &Some(draft.value.clone()));
    let merged = match (&draft.base, &theirs.held) {
        (Some(base), Some(theirs)) => Some(merge::merge(base, &draft.value, theirs)),
        _ => None,
    };
    let merges = merged
        .filter(|merged| merged.conflicts.is_empty())
        .map(|merged| wording::summary(merged.from_remote.len(), merged.from_local.len(), 0));
    Conflict { theirs: theirs.version, at: theirs.at, their_changes, my_changes, put_back, merges }
}
