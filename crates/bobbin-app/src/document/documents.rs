//! Open documents: opening, typing, closing, and offering other texts for the draft.
//!
//! Must stay true: a document is never open twice; a draft that was replaced or discarded stays in the vault.

use std::sync::Arc;

use bobbin_core::yaml::Dialect;
use bobbin_vault::Origin;

use super::files::Files;
use crate::Shell;
use crate::api::utf16::one_change;
use crate::api::{
    Analysis, Difference, Document, DocumentClose, DocumentEdit, DocumentOpen, DocumentRef, DocumentRestore,
    DocumentSend, DocumentSent, DocumentSync, DocumentTarget, DocumentViewState, Remote, TextOffer,
};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::dashboards::Dashboards;
use crate::home::looking::Looks;
use crate::state::dashboard_id::DashboardId;
use crate::state::drafts::Drafts;
use crate::state::homes::Homes;
use crate::state::open_document::{Base, OpenDocument};
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::opening::Opening;
use crate::state::store::Store;
use crate::state::{carry, names};

/// Opens, changes and closes documents.
pub(crate) struct Documents {
    pub(super) open: Arc<OpenDocuments>,
    pub(super) store: Store,
    pub(super) drafts: Arc<Drafts>,
    pub(super) files: Arc<Files>,
    pub(super) homes: Arc<Homes>,
    pub(super) looks: Arc<Looks>,
    pub(super) dashboards: Arc<Dashboards>,
    pub(super) shell: Arc<dyn Shell>,
}

impl Documents {
    #[expect(clippy::too_many_arguments, reason = "each is one of the parts that opening a document needs")]
    pub(crate) fn new(
        open: Arc<OpenDocuments>,
        store: Store,
        drafts: Arc<Drafts>,
        files: Arc<Files>,
        homes: Arc<Homes>,
        looks: Arc<Looks>,
        dashboards: Arc<Dashboards>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { open, store, drafts, files, homes, looks, dashboards, shell }
    }

    pub(crate) async fn document_open(&self, request: DocumentOpen) -> ApiResult<Document> {
        let mut target = request.target;
        let _one_at_a_time = self.open.opening.lock().await;
        if let DocumentTarget::Untitled { number } = &mut target
            && *number == 0
        {
            *number = self.open.free_number();
        }
        let id = names::id(&target);
        if let Ok(entry) = self.open.get(&id) {
            entry.attend();
            let view = entry.state().view();
            return Ok(view);
        }
        let opened = match &target {
            DocumentTarget::Dashboard { instance, url_path } => {
                self.open_dashboard(&DashboardId::new(instance, url_path)).await?
            }
            DocumentTarget::File { path } => self.files.open_file(path).await?,
            DocumentTarget::Untitled { .. } => self.open_untitled(target).await?,
        };
        let view = opened.view();
        self.add(opened).attend();
        Ok(view)
    }

    pub(crate) async fn document_close(&self, request: DocumentClose) -> ApiResult<()> {
        let Ok(entry) = self.open.get(&request.id) else { return Ok(()) };
        let _quiet = entry.lane.quiet().await;
        if request.discard {
            self.drafts.discard(&entry).await?;
        } else {
            self.drafts.write(&entry).await?;
        }
        self.open.forget(&request.id);
        entry.touch();
        Ok(())
    }

    pub(crate) async fn document_edit(&self, request: DocumentEdit) -> ApiResult<Analysis> {
        let entry = self.open.get(&request.id)?;
        self.change(&entry, |document| document.edit(request.revision, &request.changes, request.length))
    }

    pub(crate) async fn document_sync(&self, request: DocumentSync) -> ApiResult<Analysis> {
        let entry = self.open.get(&request.id)?;
        self.change(&entry, |document| document.replace(request.text))
    }

    pub(crate) async fn document_view_state(&self, request: DocumentViewState) -> ApiResult<()> {
        let entry = self.open.get(&request.id)?;
        entry.state().keep_view_state(request.view_state);
        Ok(())
    }

    pub(crate) async fn document_refresh(&self, request: DocumentRef) -> ApiResult<Remote> {
        let entry = self.open.get(&request.id)?;
        let target = entry.state().target().clone();
        match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                let dashboard = DashboardId::new(instance, url_path);
                let (_quiet, seen) = self.looks.look_as(&dashboard, Origin::Fetched).await;
                self.note_theirs(&entry, seen?).await;
            }
            DocumentTarget::File { .. } => self.files.look_at(&entry).await?,
            DocumentTarget::Untitled { .. } => {}
        }
        let remote = entry.state().remote();
        Ok(remote)
    }

    pub(crate) async fn document_send(&self, request: DocumentSend) -> ApiResult<DocumentSent> {
        let source = self.open.get(&request.id)?;
        let text = source.state().text().to_owned();
        let target = DocumentTarget::Dashboard { instance: request.instance, url_path: request.url_path };
        let document = self.document_open(DocumentOpen { target }).await?;
        if let Some(reason) = &document.read_only {
            return Err(ApiError::new(ErrorCode::ReadOnly, reason.clone()));
        }
        let offer = TextOffer { revision: document.revision, changes: one_change(&document.text, &text) };
        Ok(DocumentSent { document, offer })
    }

    pub(crate) async fn document_revert(&self, request: DocumentRef) -> ApiResult<TextOffer> {
        let entry = self.open.get(&request.id)?;
        if !matches!(entry.state().difference(), Difference::None) {
            self.drafts.keep(&entry).await?;
        }
        let document = entry.state();
        let changes = one_change(document.text(), &document.base().text);
        Ok(TextOffer { revision: document.revision(), changes })
    }

    pub(crate) async fn document_restore(&self, request: DocumentRestore) -> ApiResult<TextOffer> {
        let entry = self.open.get(&request.id)?;
        let (_, held, text) = self.store.version(request.version).await?;
        if !matches!(entry.state().difference(), Difference::None) {
            self.drafts.keep(&entry).await?;
        }
        let document = entry.state();
        let next = match (text, held) {
            (Some(text), _) => text,
            (None, Some(value)) => carry::carried(document.text(), &value, document.dialect()),
            (None, None) => String::new(),
        };
        let changes = one_change(document.text(), &next);
        Ok(TextOffer { revision: document.revision(), changes })
    }

    /// Adds a document to the table and starts writing its drafts.
    fn add(&self, document: OpenDocument) -> Arc<Entry> {
        let (entry, typed) = self.open.add(document);
        self.drafts.follow(&entry, typed);
        entry
    }

    /// Returns the document of a dashboard, opening it if necessary.
    pub(crate) async fn opened(&self, dashboard: &DashboardId) -> ApiResult<Arc<Entry>> {
        if let Some(entry) = self.open.dashboard(dashboard) {
            return Ok(entry);
        }
        let _one_at_a_time = self.open.opening.lock().await;
        // Another task may have opened it first.
        if let Some(entry) = self.open.dashboard(dashboard) {
            return Ok(entry);
        }
        let document = self.open_dashboard(dashboard).await?;
        Ok(self.add(document))
    }

    /// Closes a document that only a save had opened.
    pub(crate) async fn leave(&self, entry: &Entry) -> ApiResult<()> {
        self.drafts.write(entry).await?;
        if !entry.is_attended() {
            let id = entry.state().id().to_owned();
            self.open.forget(&id);
            entry.touch();
        }
        Ok(())
    }

    async fn open_untitled(&self, target: DocumentTarget) -> ApiResult<OpenDocument> {
        let draft = self.store.draft(&target).await?;
        let DocumentTarget::Untitled { number } = &target else {
            return Err(ApiError::new(ErrorCode::BadRequest, "This is no untitled document."));
        };
        let title = if *number == 1 { "Untitled".to_owned() } else { format!("Untitled {number}") };
        Ok(OpenDocument::new(Opening {
            target,
            title,
            icon: None,
            read_only: None,
            dialect: Dialect::Editor,
            base: Base::default(),
            on_disk: None,
            draft,
            queued_at: None,
            has_local_text: false,
            lost_comments: None,
        }))
    }

    /// Changes the text. If another base came with it, sends the other side's new state to the interface.
    fn change(
        &self,
        entry: &Entry,
        change: impl FnOnce(&mut OpenDocument) -> ApiResult<Option<Remote>>,
    ) -> ApiResult<Analysis> {
        let (analysis, news) = {
            let mut document = entry.state();
            let news = change(&mut document)?;
            (document.analysis(), news)
        };
        entry.touch();
        self.open.tell(entry, |_| news);
        Ok(analysis)
    }
}
