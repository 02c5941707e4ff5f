//! Saving a document, and deciding a conflict.
//!
//! Owns the order of things: read the text, note the intent, swap and detect, keep what was displaced,
//! read back, keep what was saved, and only then forget the draft. A save that is cut off anywhere leaves
//! an open intent, which is settled on the next connection ([`Inner::settle`]).

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_hass::CommandError;
use bobbin_vault::{DocumentKey, Origin};

use crate::api::{
    Analysis, Conflict, ConflictChoice, ConflictResolve, ConflictResolved, Difference, DocumentRef, DocumentTarget,
    Event, Remote, SaveOutcome, TextProposal,
};
use crate::app::{App, Inner};
use crate::comparing;
use crate::document::{Base, Theirs};
use crate::documents::Entry;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::home::{Home, now};
use crate::place::DashboardPlace;
use crate::store::{Intention, Kept, Store};
use crate::swap::{self, Failure, Held, Journal, Outcome, Place as _, Settled};
use crate::text::one_change;

impl App {
    pub(crate) async fn document_save(&self, request: DocumentRef) -> ApiResult<SaveOutcome> {
        let entry = self.inner.documents.get(&request.id)?;
        let _only_one = entry.busy.lock().await;
        let target = entry.state().target.clone();
        match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                self.inner.save_dashboard(&entry, &instance, &url_path).await
            }
            DocumentTarget::File { .. } => self.inner.save_file(&entry).await,
            DocumentTarget::Untitled { .. } => Err(ApiError::new(
                ErrorCode::BadRequest,
                "This text has no place yet: choose a file to save it to, or send it to a dashboard.",
            )),
        }
    }

    pub(crate) async fn document_resolve(&self, request: ConflictResolve) -> ApiResult<ConflictResolved> {
        let entry = self.inner.documents.get(&request.id)?;
        let _only_one = entry.busy.lock().await;
        let target = entry.state().target.clone();
        let proposal = match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                self.inner.resolve_dashboard(&entry, &instance, &url_path, &request.choice).await?
            }
            DocumentTarget::File { .. } => self.inner.resolve_file(&entry, &request.choice).await?,
            DocumentTarget::Untitled { .. } => {
                return Err(ApiError::new(ErrorCode::BadRequest, "There is no other side to this text."));
            }
        };
        self.inner.set_remote(&entry, Remote::InStep);
        entry.state().drafted = None;
        entry.touch();
        let document = entry.state().view();
        Ok(ConflictResolved { document, proposal })
    }
}

/// What a save needs to know of a draft.
struct Draft {
    value: Value,
    text: String,
    base: Base,
}

impl Inner {
    async fn save_dashboard(
        self: &Arc<Self>,
        entry: &Arc<Entry>,
        instance: &str,
        url_path: &str,
    ) -> ApiResult<SaveOutcome> {
        let (draft, difference) = {
            let document = entry.state();
            if let Some(reason) = &document.read_only {
                return Err(ApiError::new(ErrorCode::ReadOnly, reason.clone()));
            }
            if let Some(problem) = document.reading.first_error() {
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
            let draft = Draft { value, text: document.text.as_str().to_owned(), base: document.base.clone() };
            (draft, document.difference())
        };
        if !matches!(difference, Difference::Meaning) {
            return self.saved(entry, instance, url_path, draft, false, None).await;
        }
        let home = self.home(instance)?;
        if home.session.connected().is_none() {
            return Err(failures::command("save the dashboard", &CommandError::NotConnected)
                .hint("Your draft is kept. Save again when the connection is back."));
        }
        let intent = self.store.begin(Intention {
            instance: instance.to_owned(),
            url_path: url_path.to_owned(),
            base: draft.base.held.clone(),
            base_version: draft.base.version,
            value: draft.value.clone(),
            text: draft.text.clone(),
            putting_back: None,
        });
        let intent = intent.await?;
        let mut place = DashboardPlace::new(&home.session, url_path);
        let mut journal = Displaced { store: &self.store, home: &home, url_path, intent };
        let outcome = match swap::save(&mut place, &mut journal, &draft.base.held, &draft.value).await {
            Ok(outcome) => outcome,
            Err(failure) => {
                self.store.finish(intent, "failed").await?;
                return Err(match failure {
                    Failure::Journal(error) => error,
                    Failure::Command(error) => failures::command("save the dashboard", &error),
                });
            }
        };
        self.conclude(entry, &home, url_path, draft, intent, outcome).await
    }

    /// Turns an outcome into what the document becomes and what the user is told.
    async fn conclude(
        self: &Arc<Self>,
        entry: &Arc<Entry>,
        home: &Arc<Home>,
        url_path: &str,
        draft: Draft,
        intent: i64,
        outcome: Outcome,
    ) -> ApiResult<SaveOutcome> {
        match outcome {
            Outcome::Saved { sent } => {
                let read_back = if sent { self.read_back(entry, home, url_path, &draft.value).await } else { None };
                let saved = self.saved(entry, &home.id, url_path, draft, sent, read_back).await?;
                self.store.finish(intent, "saved").await?;
                Ok(saved)
            }
            Outcome::Changed { theirs, put_back } => {
                let origin = if put_back { Origin::PutBack } else { Origin::SavedByOthers };
                let version = match &theirs {
                    Some(_) => Some(self.keep(home, url_path, &theirs, origin).await?),
                    None => None,
                };
                self.store.finish(intent, "changed_on_server").await?;
                let theirs = Theirs { held: theirs, version, at: now(), text: None };
                let conflict = conflict(&draft, &theirs, put_back);
                self.note_theirs(entry, theirs);
                Ok(SaveOutcome::ChangedOnServer { conflict })
            }
            Outcome::Rejected(rejection) => {
                self.store.finish(intent, "rejected").await?;
                let message =
                    failures::command("save the dashboard", &CommandError::Rejected(rejection.clone())).message;
                Ok(SaveOutcome::Rejected { code: rejection.code, message: format!("{message} Your draft is kept.") })
            }
            Outcome::Unknown { putting_back } => {
                tracing::info!(url_path, putting_back = putting_back.is_some(), "a save's answer was lost");
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
    async fn read_back(&self, entry: &Entry, home: &Home, url_path: &str, value: &Value) -> Option<String> {
        match DashboardPlace::new(&home.session, url_path).read().await {
            Ok(held) if held.as_ref() == Some(value) => None,
            Ok(held) => {
                let version = self.keep(home, url_path, &held, Origin::SavedByOthers).await.ok();
                let mut document = entry.state();
                document.theirs = Some(Theirs { held, version, at: now(), text: None });
                Some(
                    "Reading back showed another version: somebody saved right after you. Yours is in the history."
                        .to_owned(),
                )
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
        instance: &str,
        url_path: &str,
        draft: Draft,
        sent: bool,
        read_back_differs: Option<String>,
    ) -> ApiResult<SaveOutcome> {
        let key = DocumentKey::dashboard(instance, url_path);
        let mut version = draft.base.version;
        if sent || draft.base.held.as_ref() != Some(&draft.value) {
            let kept = Kept {
                key: key.clone(),
                origin: Origin::SavedByUs,
                held: Some(draft.value.clone()),
                text: Some(draft.text.clone()),
                ha_version: self.home(instance).ok().and_then(|home| home.ha_version()),
                settings: None,
            };
            version = Some(self.store.record(kept).await?);
        }
        self.store.put_local_text(key, draft.text.clone(), &draft.value).await?;
        let at = now();
        let (analysis, target, later) = {
            let mut document = entry.state();
            document.base = Base { held: Some(draft.value), text: draft.text, version, as_of: at, live: true };
            document.restored_draft = None;
            let later = document
                .theirs
                .take()
                .filter(|theirs| read_back_differs.is_some() && theirs.held != document.base.held);
            // What was typed while the save was under way is the next draft.
            document.drafted = document.drafted.map(|_| u32::MAX);
            (document.analysis(), document.target.clone(), later)
        };
        if matches!(analysis.difference, Difference::None) {
            self.store.remove_draft(&target).await?;
            entry.state().drafted = None;
        } else {
            self.write_draft(entry).await?;
        }
        match later {
            Some(theirs) => self.note_theirs(entry, theirs),
            None => self.set_remote(entry, Remote::InStep),
        }
        Ok(SaveOutcome::Saved { sent, at, analysis, read_back_differs })
    }

    /// Settles in a task of its own: the save that is unknown still holds its document.
    pub(crate) fn settle_soon(self: &Arc<Self>, instance: String) {
        let inner = Arc::clone(self);
        let settling: crate::BoxFuture<'static, ()> = Box::pin(async move { inner.settle(&instance).await });
        tokio::spawn(settling);
    }

    /// Settles every save to an instance whose outcome is not known: those of this run and of one that died.
    pub(crate) async fn settle(self: &Arc<Self>, instance: &str) {
        let Ok(home) = self.home(instance) else { return };
        let intents = match self.store.open_intents(instance).await {
            Ok(intents) => intents,
            Err(error) => return tracing::error!(%error, "unfinished saves could not be read"),
        };
        for (intent, intention) in intents {
            if let Err(error) = self.settle_one(&home, intent, intention).await {
                tracing::warn!(%error, "an unfinished save is still not settled");
            }
        }
    }

    async fn settle_one(self: &Arc<Self>, home: &Arc<Home>, intent: i64, intention: Intention) -> ApiResult<()> {
        let url_path = intention.url_path.clone();
        let target = DocumentTarget::Dashboard { instance: home.id.clone(), url_path: url_path.clone() };
        // Opening it holds the save's outcome for whoever asks: its draft, its base, its conflict.
        let opened = self.documents.get(&crate::document::id(&target));
        let entry = match opened {
            Ok(entry) => entry,
            Err(_) => {
                let _one_at_a_time = self.documents.opening.lock().await;
                let document = self.open_dashboard(&home.id, &url_path).await?;
                self.add(document)
            }
        };
        let _only_one = entry.busy.lock().await;
        // It may have been settled while this waited for its turn.
        if !self.store.open_intents(&home.id).await?.iter().any(|(open, _)| *open == intent) {
            return Ok(());
        }
        let mut place = DashboardPlace::new(&home.session, &url_path);
        let mut journal = Displaced { store: &self.store, home, url_path: &url_path, intent };
        let settled = swap::settle(&mut place, &mut journal, &intention.base, &intention.value, intention.putting_back);
        let settled = settled.await.map_err(|failure| match failure {
            Failure::Journal(error) => error,
            Failure::Command(error) => failures::command("look at the dashboard", &error),
        })?;
        let base = Base { held: intention.base, version: intention.base_version, ..entry.state().base.clone() };
        let draft = Draft { value: intention.value, text: intention.text, base };
        let outcome = match settled {
            Settled::Outcome(outcome) => self.conclude(&entry, home, &url_path, draft, intent, outcome).await?,
            Settled::NeverArrived => {
                self.store.finish(intent, "not_received").await?;
                SaveOutcome::Rejected {
                    code: "not_received".to_owned(),
                    message: "The save did not reach Home Assistant before the connection broke. Nothing was changed \
                              there; your draft is kept. Save again."
                        .to_owned(),
                }
            }
        };
        let id = entry.state().id.clone();
        self.shell.emit(&Event::SaveSettled { id, outcome });
        Ok(())
    }

    async fn resolve_dashboard(
        self: &Arc<Self>,
        entry: &Entry,
        instance: &str,
        url_path: &str,
        choice: &ConflictChoice,
    ) -> ApiResult<TextProposal> {
        let (theirs, base, mine, text, revision, dialect) = {
            let document = entry.state();
            let Some(theirs) = document.theirs.clone() else {
                return Err(ApiError::new(ErrorCode::BadRequest, "There is no conflict any more."));
            };
            let text = document.text.as_str().to_owned();
            (theirs, document.base.clone(), document.value(), text, document.text.revision(), document.dialect)
        };
        let their_text = match &theirs.held {
            // The base's text has the comments; their value is carried into it.
            Some(value) if !base.text.is_empty() => comparing::carried(&base.text, value, dialect),
            held => self.text_of(instance, url_path, held, dialect).await?,
        };
        let next = match choice {
            ConflictChoice::TakeTheirs => {
                self.keep_draft(entry).await?;
                their_text.clone()
            }
            ConflictChoice::OverwriteTheirs => text.clone(),
            ConflictChoice::Merge => {
                self.keep_draft(entry).await?;
                let (Some(base), Some(mine), Some(theirs)) = (&base.held, &mine, &theirs.held) else {
                    return Err(ApiError::new(
                        ErrorCode::InvalidText,
                        "One side can't be read, so they can't be merged.",
                    ));
                };
                let merged = comparing::merged(base, mine, theirs).ok_or_else(|| {
                    ApiError::new(
                        ErrorCode::BadRequest,
                        "Both sides changed the same thing, so they can't be merged by themselves.",
                    )
                    .hint("Take theirs, overwrite theirs, or keep editing until both fit.")
                })?;
                comparing::carried(&text, &merged, dialect)
            }
        };
        let mut document = entry.state();
        if document.text.revision() != revision {
            return Err(ApiError::new(ErrorCode::OutOfStep, "The text was edited meanwhile. Nothing was changed."));
        }
        document.base =
            Base { held: theirs.held, text: their_text, version: theirs.version, as_of: theirs.at, live: true };
        document.theirs = None;
        Ok(TextProposal { revision, changes: one_change(&text, &next) })
    }

    /// Keeps a draft in the history before something else takes its place.
    pub(crate) async fn keep_draft(&self, entry: &Entry) -> ApiResult<()> {
        let draft = crate::store::Draft::of(&entry.state(), now());
        self.store.keep_draft(draft).await
    }
}

fn conflict(draft: &Draft, theirs: &Theirs, put_back: bool) -> Conflict {
    let (their_changes, _) = comparing::sentences(&draft.base.held, &theirs.held);
    let (my_changes, _) = comparing::sentences(&draft.base.held, &Some(draft.value.clone()));
    let merges_cleanly = match (&draft.base.held, &theirs.held) {
        (Some(base), Some(theirs)) => comparing::merged(base, &draft.value, theirs).is_some(),
        _ => false,
    };
    Conflict { theirs: theirs.version, at: theirs.at, their_changes, my_changes, put_back, merges_cleanly }
}

/// Keeps displaced versions in the vault, and notes with the intent which one has to be put back.
struct Displaced<'a> {
    store: &'a Store,
    home: &'a Home,
    url_path: &'a str,
    intent: i64,
}

impl Journal for Displaced<'_> {
    async fn displaced(&mut self, value: &Value) -> Result<(), ApiError> {
        let held: Held = Some(value.clone());
        let kept = Kept {
            key: DocumentKey::dashboard(&self.home.id, self.url_path),
            origin: Origin::Displaced,
            held,
            text: None,
            ha_version: self.home.ha_version(),
            settings: None,
        };
        self.store.displaced(self.intent, kept).await.map(drop)
    }
}

/// What the interface gets after a file was saved.
pub(crate) fn saved_file(analysis: Analysis) -> SaveOutcome {
    SaveOutcome::Saved { sent: true, at: now(), analysis, read_back_differs: None }
}
