//! Saving a document.
//!
//! Owns the order of steps: read the text, note the intent, swap and detect, keep the displaced version, read back,
//! keep the saved version, and only then forget the draft. A save that is cut off anywhere leaves an open intent,
//! which is settled on the next connection (`settling`). Without a connection a save waits in the queue (`queue`).

use std::sync::Arc;

use bobbin_core::diff;
use bobbin_core::value::Value;
use bobbin_hass::CommandError;
use bobbin_vault::Origin;

use super::unsaved::{ReadBack, Unsaved, conflict};
use crate::api::{Analysis, Difference, DocumentRef, DocumentTarget, MergedIn, Remote, SaveOutcome, TextOffer};
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
use crate::state::intention::{Ending, Intention};
use crate::state::open_document::{Base, Found, Theirs};
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::store::{Kept, Store};
use crate::swap::journal::Displaced;
use crate::swap::place::DashboardPlace;
use crate::swap::{self, Failure, Outcome, Place as _};
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
        let (draft, difference) = {
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
            let draft = Unsaved { value, text: document.text().to_owned(), base: document.base().clone() };
            (draft, document.difference())
        };
        if !matches!(difference, Difference::Meaning) {
            return self.saved(entry, dashboard, draft, false, None).await;
        }
        // What is saved is on disk as a draft first: however this ends, no older text takes its place.
        self.drafts.write(entry).await?;
        let Some(home) = self.homes.connected(&dashboard.instance) else {
            return self.queue(entry, dashboard, draft).await;
        };
        let outcome = self.send(entry, &home, dashboard, draft).await?;
        // Whatever waited for a connection is older than what was saved just now.
        self.unqueue(entry, Ending::Replaced).await?;
        Ok(outcome)
    }

    /// Sends a draft where its base was, and merges it with what was saved in the same moment.
    pub(super) async fn send(
        self: &Arc<Self>,
        entry: &Entry,
        home: &Home,
        dashboard: &DashboardId,
        draft: Unsaved,
    ) -> ApiResult<SaveOutcome> {
        let intent = self.store.begin(Intention {
            dashboard: dashboard.clone(),
            base: draft.base.held.clone(),
            base_version: draft.base.version,
            value: draft.value.clone(),
            text: draft.text.clone(),
            progress: None,
        });
        let intent = intent.await?;
        let mut place = DashboardPlace::new(&home.session, &dashboard.url_path);
        let mut journal = Displaced { store: &self.store, dashboard, ha_version: home.ha_version(), intent };
        let base = draft.base.held.clone();
        let join = |ours: &Value, theirs: &Value| carry::merged(base.as_ref()?, ours, theirs);
        let outcome = match swap::save(&mut place, &mut journal, &draft.base.held, &draft.value, &join).await {
            Ok(outcome) => outcome,
            Err(failure) => {
                self.store.finish(intent, Ending::Failed).await?;
                return Err(match failure {
                    Failure::Journal(error) => error,
                    Failure::Command(error) => failures::command("save the dashboard", &error),
                });
            }
        };
        self.conclude(entry, home, dashboard, draft, intent, outcome).await
    }

    /// Turns an outcome into what the document becomes and what the user is told.
    pub(super) async fn conclude(
        self: &Arc<Self>,
        entry: &Entry,
        home: &Home,
        dashboard: &DashboardId,
        draft: Unsaved,
        intent: i64,
        outcome: Outcome,
    ) -> ApiResult<SaveOutcome> {
        match outcome {
            Outcome::Saved { sent, merged: None } => {
                let read_back = if sent { self.read_back(home, dashboard, &draft.value).await } else { None };
                let saved = self.saved(entry, dashboard, draft, sent, read_back).await?;
                self.store.finish(intent, Ending::Saved).await?;
                Ok(saved)
            }
            Outcome::Saved { merged: Some(merged), .. } => {
                let read_back = self.read_back(home, dashboard, &merged).await;
                let mut saved = self.saved_merged(entry, dashboard, draft, merged).await?;
                self.store.finish(intent, Ending::Merged).await?;
                if let (Some(later), SaveOutcome::Saved { read_back_differs, .. }) = (read_back, &mut saved) {
                    self.documents.note_theirs(entry, later.theirs).await;
                    *read_back_differs = Some(later.words);
                }
                Ok(saved)
            }
            Outcome::Changed { theirs, put_back } => {
                let origin = if put_back { Origin::PutBack } else { Origin::SavedByOthers };
                let version = match &theirs {
                    Some(_) => Some(self.store.keep(dashboard, &theirs, origin, home.ha_version()).await?),
                    None => None,
                };
                self.store.finish(intent, Ending::ChangedOnServer).await?;
                let theirs = Theirs { held: theirs, version, at: now(), text: None };
                let conflict = conflict(&draft, &theirs, put_back);
                self.documents.note_theirs(entry, theirs).await;
                Ok(SaveOutcome::ChangedOnServer { conflict })
            }
            Outcome::Rejected(rejection) => {
                self.store.finish(intent, Ending::Rejected).await?;
                let message =
                    failures::command("save the dashboard", &CommandError::Rejected(rejection.clone())).message;
                Ok(SaveOutcome::Rejected { code: rejection.code, message: format!("{message} Your draft is kept.") })
            }
            Outcome::Unknown { progress } => {
                tracing::info!(
                    url_path = dashboard.url_path,
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

    /// Reads what was just saved. Something else means that somebody saved right after, or that Home Assistant
    /// keeps it differently.
    async fn read_back(&self, home: &Home, dashboard: &DashboardId, value: &Value) -> Option<ReadBack> {
        match DashboardPlace::new(&home.session, &dashboard.url_path).read().await {
            Ok(held) if held.as_ref() == Some(value) => None,
            Ok(held) => {
                let kept = self.store.keep(dashboard, &held, Origin::SavedByOthers, home.ha_version()).await;
                let version = match kept {
                    Ok(version) => Some(version),
                    Err(error) => {
                        // The save itself is done. Home Assistant still holds this version, so it is not lost.
                        tracing::error!(%error, "the version that reading back found was not kept");
                        None
                    }
                };
                let (sentences, changes) = carry::sentences(&Some(value.clone()), &held);
                let more = if changes as usize > sentences.len() { ", …" } else { "" };
                let words = format!(
                    "Home Assistant took your version, but reading it back showed another one: somebody saved right \
                     after you, or Home Assistant keeps it differently. Yours is in the history. Different: {}{more}.",
                    sentences.join("; ")
                );
                Some(ReadBack { words, theirs: Theirs { held, version, at: now(), text: None } })
            }
            Err(error) => {
                tracing::info!(%error, "a saved dashboard could not be read back");
                None
            }
        }
    }

    /// The place holds the draft's value now: it becomes the base.
    async fn saved(
        &self,
        entry: &Entry,
        dashboard: &DashboardId,
        draft: Unsaved,
        sent: bool,
        read_back: Option<ReadBack>,
    ) -> ApiResult<SaveOutcome> {
        let version = if sent || draft.base.held.as_ref() != Some(&draft.value) {
            Some(self.record_ours(dashboard, &draft.value, &draft.text).await?)
        } else {
            draft.base.version
        };
        self.store.put_local_text(dashboard.key(), draft.text.clone(), &draft.value).await?;
        let base = Base { held: Some(draft.value), text: draft.text, version, as_of: now(), live: true };
        let (at, analysis, news) = self.rebase(entry, base).await?;
        let (later, read_back_differs) = read_back.map(|back| (back.theirs, back.words)).unzip();
        match later {
            Some(theirs) => self.documents.note_theirs(entry, theirs).await,
            None => self.open.tell(entry, |_| news),
        }
        Ok(SaveOutcome::Saved { sent, at, analysis, read_back_differs, merged: None })
    }

    /// The place holds the draft's value merged with what somebody saved in the same moment. Ours was there for a
    /// moment: it becomes the base, and the merged version comes on top of it as a step of undo.
    async fn saved_merged(
        &self,
        entry: &Entry,
        dashboard: &DashboardId,
        draft: Unsaved,
        merged: Value,
    ) -> ApiResult<SaveOutcome> {
        let dialect = entry.state().dialect();
        let mine = draft.base.held.as_ref().map_or(1, |base| diff::diff(base, &draft.value).changes.len());
        let carry::Carried { text, lost, .. } = carry::carry(&draft.text, &merged, dialect);
        let (their_changes, theirs) = carry::sentences(&Some(draft.value.clone()), &Some(merged.clone()));
        let ours = self.record_ours(dashboard, &draft.value, &draft.text).await?;
        let version = self.record_ours(dashboard, &merged, &text).await?;
        self.store.put_local_text(dashboard.key(), text.clone(), &merged).await?;
        self.drafts.comments_lost(entry, lost, Some(ours));
        let mine_text = draft.text.clone();
        let base = Base { held: Some(draft.value), text: draft.text, version: Some(ours), as_of: now(), live: true };
        let (at, analysis, _) = self.rebase(entry, base).await?;
        let next = Base { held: Some(merged), text, version: Some(version), as_of: at, live: true };
        let offer = self.offer_base(entry, next, &mine_text);
        let merged = MergedIn { summary: wording::summary(theirs as usize, mine, 0), their_changes, offer };
        Ok(SaveOutcome::Saved { sent: true, at, analysis, read_back_differs: None, merged: Some(merged) })
    }

    async fn record_ours(&self, dashboard: &DashboardId, value: &Value, text: &str) -> ApiResult<i64> {
        let kept = Kept {
            key: dashboard.key(),
            origin: Origin::SavedByUs,
            held: Some(value.clone()),
            text: Some(text.to_owned()),
            ha_version: self.homes.ha_version(&dashboard.instance),
            settings: None,
        };
        self.store.record(kept).await
    }

    /// Gives a document the base that was just saved. Keys typed meanwhile are the next draft. Says what is to be told
    /// about the other side, if that is news.
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
