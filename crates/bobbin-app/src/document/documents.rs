//! Open documents: opening, typing, drafts, closing.
//!
//! Owns the table of open documents and the task that writes each one's draft. A draft is on disk at most
//! [`DRAFT_AFTER`] and a write after the last key; what a draft replaced or gave up stays in the vault.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bobbin_core::yaml::Dialect;
use bobbin_vault::Origin;
use tokio::sync::Notify;

use crate::api::{
    Analysis, Difference, Document, DocumentClose, DocumentEdit, DocumentOpen, DocumentRef, DocumentSync,
    DocumentTarget, DocumentViewState, Event, Remote, TextProposal,
};
use crate::app::{App, Inner};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::draft::Draft;
use crate::state::open_document::{self as document, Base, OpenDocument, Theirs};
use crate::state::open_documents::{Entry, refuse_read_only};
use crate::state::opening::Opening;

/// How long after a key its draft is written; more keys in that time go with it.
const DRAFT_AFTER: Duration = Duration::from_millis(300);

impl App {
    pub(crate) async fn document_open(&self, request: DocumentOpen) -> ApiResult<Document> {
        let mut target = request.target;
        let _one_at_a_time = self.inner.documents.opening.lock().await;
        if let DocumentTarget::Untitled { number } = &mut target
            && *number == 0
        {
            *number = self.inner.documents.free_number();
        }
        let id = document::id(&target);
        if let Ok(entry) = self.inner.documents.get(&id) {
            entry.attend();
            let view = entry.state().view();
            return Ok(view);
        }
        let opened = match &target {
            DocumentTarget::Dashboard { instance, url_path } => self.inner.open_dashboard(instance, url_path).await?,
            DocumentTarget::File { path } => self.inner.open_file(path).await?,
            DocumentTarget::Untitled { .. } => self.inner.open_untitled(target).await?,
        };
        let view = opened.view();
        self.inner.add(opened).attend();
        Ok(view)
    }

    pub(crate) async fn document_close(&self, request: DocumentClose) -> ApiResult<()> {
        let Ok(entry) = self.inner.documents.get(&request.id) else { return Ok(()) };
        let _quiet = entry.lane.quiet().await;
        if request.discard {
            self.inner.discard_draft(&entry).await?;
        } else {
            self.inner.write_draft(&entry).await?;
        }
        self.inner.documents.forget(&request.id);
        entry.touch();
        Ok(())
    }

    pub(crate) async fn document_edit(&self, request: DocumentEdit) -> ApiResult<Analysis> {
        let entry = self.inner.documents.get(&request.id)?;
        let (analysis, turned) = {
            let mut document = entry.state();
            refuse_read_only(&document)?;
            document.text.apply(request.revision, &request.changes, request.length)?;
            document.read();
            let turned = document.turn();
            (document.analysis(), turned)
        };
        entry.touch();
        self.inner.turned(&request.id, turned);
        Ok(analysis)
    }

    pub(crate) async fn document_sync(&self, request: DocumentSync) -> ApiResult<Analysis> {
        let entry = self.inner.documents.get(&request.id)?;
        let (analysis, turned) = {
            let mut document = entry.state();
            refuse_read_only(&document)?;
            document.text.replace(request.text);
            document.read();
            let turned = document.turn();
            (document.analysis(), turned)
        };
        entry.touch();
        self.inner.turned(&request.id, turned);
        Ok(analysis)
    }

    pub(crate) async fn document_view_state(&self, request: DocumentViewState) -> ApiResult<()> {
        let entry = self.inner.documents.get(&request.id)?;
        entry.state().view_state = request.view_state;
        Ok(())
    }

    pub(crate) async fn document_refresh(&self, request: DocumentRef) -> ApiResult<Remote> {
        let entry = self.inner.documents.get(&request.id)?;
        let target = entry.state().target.clone();
        match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                let (_quiet, seen) = self.inner.look_as(&instance, &url_path, Origin::Fetched).await;
                self.inner.note_theirs(&entry, seen?).await;
            }
            DocumentTarget::File { .. } => self.inner.look_at_file(&entry).await?,
            DocumentTarget::Untitled { .. } => {}
        }
        let remote = entry.state().remote.clone();
        Ok(remote)
    }
}

impl Inner {
    /// Adds a document to the table and starts writing its drafts.
    pub(crate) fn add(self: &Arc<Self>, document: OpenDocument) -> Arc<Entry> {
        let (entry, typed) = self.documents.add(document);
        tokio::spawn(write_drafts(Arc::downgrade(self), Arc::downgrade(&entry), typed));
        entry
    }

    async fn open_untitled(&self, target: DocumentTarget) -> ApiResult<OpenDocument> {
        let id = document::id(&target);
        let draft = self.store.draft(&target).await?;
        let DocumentTarget::Untitled { number } = &target else {
            return Err(ApiError::new(ErrorCode::BadRequest, "This is no untitled document."));
        };
        let title = if *number == 1 { "Untitled".to_owned() } else { format!("Untitled {number}") };
        let (icon, read_only, on_disk) = (None, None, None);
        Ok(Opening {
            id,
            target,
            title,
            icon,
            read_only,
            dialect: Dialect::Editor,
            base: Base::default(),
            on_disk,
            draft,
        }
        .finish())
    }

    /// Tells an open dashboard what its place holds by now. Without a draft it is carried into the text.
    pub(crate) async fn note_theirs(self: &Arc<Self>, entry: &Arc<Entry>, seen: Theirs) {
        if self.carry_theirs(entry, &seen).await {
            return;
        }
        let changed = {
            let mut document = entry.state();
            let remote = if seen.held == document.base.held {
                document.base.live = true;
                document.base.as_of = seen.at;
                document.theirs = None;
                Remote::InStep
            } else {
                let remote = carry::remote(&document.base.held, &seen);
                document.theirs = Some(seen);
                remote
            };
            let news = !same_remote(&document.remote, &remote) || document.untold;
            document.untold = false;
            news.then(|| {
                document.remote = remote.clone();
                (document.id.clone(), remote)
            })
        };
        if let Some((id, remote)) = changed {
            self.shell.emit(&Event::RemoteChanged { id, remote });
        }
    }

    /// Proposes what somebody else saved as the text of a document without a draft. Says whether it did; else it
    /// has to be told.
    async fn carry_theirs(self: &Arc<Self>, entry: &Arc<Entry>, seen: &Theirs) -> bool {
        let (text, base, dialect, revision) = {
            let document = entry.state();
            let draft = matches!(document.difference(), Difference::Meaning) || document.queued_at.is_some();
            let known = document.theirs.as_ref().is_some_and(|known| known.held == seen.held);
            if draft || known || document.read_only.is_some() || !entry.is_attended() || seen.held == document.base.held
            {
                // What was proposed already is not proposed again.
                return known && document.untold;
            }
            let text = document.text.as_str().to_owned();
            (text, document.base.clone(), document.dialect, document.text.revision())
        };
        let Some(value) = seen.held.clone() else { return false };
        let work = tokio::task::spawn_blocking(move || {
            let base_text = if text == base.text { None } else { Some(carry::carried(&base.text, &value, dialect)) };
            let carried = carry::carry(&text, &value, dialect);
            (base_text.unwrap_or_else(|| carried.text.clone()), carried)
        });
        let Ok((base_text, carried)) = work.await else { return false };
        self.tell_lost_comments(entry, carried.lost).await;
        let event = {
            let mut document = entry.state();
            if document.text.revision() != revision {
                return false;
            }
            let (sentences, changes) = carry::sentences(&document.base.held, &seen.held);
            document.remote = carry::remote(&document.base.held, seen);
            document.theirs = Some(seen.clone());
            document.untold = true;
            let base =
                Base { held: seen.held.clone(), text: base_text, version: seen.version, as_of: seen.at, live: true };
            document.turn_to(carried.text, base, false);
            let proposal = TextProposal { revision, changes: carried.changes };
            Event::RemoteCarried { id: document.id.clone(), proposal, sentences, changes, at: seen.at }
        };
        self.shell.emit(&event);
        true
    }

    /// Keeps a text whose comments are about to lose their place, and says so.
    pub(crate) async fn tell_lost_comments(&self, entry: &Entry, comments: Vec<String>) {
        if comments.is_empty() {
            return;
        }
        let version = match self.keep_draft(entry).await {
            Ok(version) => Some(version),
            Err(error) => {
                tracing::error!(%error, "a text with comments was not kept");
                None
            }
        };
        self.comments_lost(entry, comments, version);
    }

    /// Says that comments lost their place. A version in the history has them.
    pub(crate) fn comments_lost(&self, entry: &Entry, comments: Vec<String>, version: Option<i64>) {
        if !comments.is_empty() {
            let id = entry.state().id.clone();
            self.shell.emit(&Event::CommentsLost { id, comments, version });
        }
    }

    /// Tells what is known of the other side after an edit brought another base with it.
    fn turned(&self, id: &str, turned: Option<Remote>) {
        if let Some(remote) = turned {
            self.shell.emit(&Event::RemoteChanged { id: id.to_owned(), remote });
        }
    }

    /// Sets and tells what is known of the other side.
    pub(crate) fn set_remote(&self, entry: &Entry, remote: Remote) {
        let id = {
            let mut document = entry.state();
            if same_remote(&document.remote, &remote) {
                return;
            }
            document.remote = remote.clone();
            document.id.clone()
        };
        self.shell.emit(&Event::RemoteChanged { id, remote });
    }

    /// Writes the draft of a document, or takes it away when the text is the base's again.
    pub(crate) async fn write_draft(&self, entry: &Entry) -> ApiResult<()> {
        let ((id, target), revision, draft) = {
            let document = entry.state();
            let revision = document.text.revision();
            if document.drafted == Some(revision) || document.read_only.is_some() {
                return Ok(());
            }
            let untouched = matches!(document.difference(), Difference::None);
            if untouched && document.drafted.is_none() {
                return Ok(());
            }
            (
                (document.id.clone(), document.target.clone()),
                revision,
                (!untouched).then(|| Draft::of(&document, now())),
            )
        };
        let written = match &draft {
            Some(draft) => self.store.save_draft(draft.clone()).await,
            None => self.store.remove_draft(&target).await,
        };
        match written {
            Ok(()) => {
                entry.state().drafted = draft.is_some().then_some(revision);
                self.shell.emit(&Event::DraftSaved { id, revision, at: now() });
                Ok(())
            }
            Err(error) => {
                let message = format!(
                    "The draft could not be written: {} It is kept in memory while Bobbin runs.",
                    error.message
                );
                self.shell.emit(&Event::DraftFailed { id, message });
                Err(error)
            }
        }
    }

    /// Takes the draft of a document away; its text goes to the history.
    async fn discard_draft(&self, entry: &Entry) -> ApiResult<()> {
        let (target, draft) = {
            let document = entry.state();
            let kept = !matches!(document.difference(), Difference::None);
            (document.target.clone(), kept.then(|| Draft::of(&document, now())))
        };
        if let Some(draft) = draft {
            return self.store.discard_draft(draft).await;
        }
        self.store.remove_draft(&target).await
    }

    /// Writes every draft that is not on disk yet.
    pub(crate) async fn write_all_drafts(&self) {
        for entry in self.documents.all() {
            if let Err(error) = self.write_draft(&entry).await {
                tracing::error!(%error, "a draft could not be written");
            }
        }
    }
}

fn same_remote(a: &Remote, b: &Remote) -> bool {
    match (a, b) {
        (Remote::Changed { version: a, .. }, Remote::Changed { version: b, .. }) if a.is_some() => a == b,
        _ => a == b,
    }
}

async fn write_drafts(inner: Weak<Inner>, entry: Weak<Entry>, typed: Arc<Notify>) {
    loop {
        typed.notified().await;
        tokio::time::sleep(DRAFT_AFTER).await;
        let (Some(inner), Some(entry)) = (inner.upgrade(), entry.upgrade()) else { return };
        // A failure is told to the user by `write_draft`; the next key tries again.
        if let Err(error) = inner.write_draft(&entry).await {
            tracing::error!(%error, "a draft could not be written");
        }
    }
}
