//! The drafts of open documents on disk.
//!
//! A draft is on disk at most [`DRAFT_AFTER`] plus one write after the last keystroke; a draft that was replaced or
//! discarded stays in the vault.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Notify;

use super::open_document::Unwritten;
use super::open_documents::{Entry, OpenDocuments};
use super::store::Store;
use crate::Shell;
use crate::api::{Difference, Event};
use crate::clock::now;
use crate::error::ApiResult;

/// The delay between a keystroke and writing the draft. Later keystrokes within that time are part of the same write.
const DRAFT_AFTER: Duration = Duration::from_millis(300);

/// Writes and keeps drafts.
pub(crate) struct Drafts {
    store: Store,
    open: Arc<OpenDocuments>,
    shell: Arc<dyn Shell>,
}

impl Drafts {
    pub(crate) fn new(store: Store, open: Arc<OpenDocuments>, shell: Arc<dyn Shell>) -> Self {
        Self { store, open, shell }
    }

    /// Writes the draft of a document soon after each change, for as long as the document is open.
    pub(crate) fn follow(self: &Arc<Self>, entry: &Arc<Entry>, typed: Arc<Notify>) {
        tokio::spawn(write_soon(Arc::downgrade(self), Arc::downgrade(entry), typed));
    }

    /// Writes the draft of a document, or removes it if the text equals the base again.
    pub(crate) async fn write(&self, entry: &Entry) -> ApiResult<()> {
        let _one_at_a_time = entry.writing.lock().await;
        let Some(unwritten) = entry.state().unwritten(now()) else { return Ok(()) };
        let written = match &unwritten.draft {
            Some(draft) => self.store.save_draft(draft.clone()).await,
            None => self.store.remove_draft(&unwritten.target).await,
        };
        match written {
            Ok(()) => {
                entry.state().written(&unwritten);
                let Unwritten { id, revision, .. } = unwritten;
                self.shell.emit(&Event::DraftSaved { id, revision, at: now() });
                Ok(())
            }
            Err(error) => {
                let message = format!(
                    "The draft could not be written: {} It is kept in memory while Bobbin runs.",
                    error.message
                );
                self.shell.emit(&Event::DraftFailed { id: unwritten.id, message });
                Err(error)
            }
        }
    }

    /// Removes the draft of a document; its text goes to the history.
    pub(crate) async fn discard(&self, entry: &Entry) -> ApiResult<()> {
        let _one_at_a_time = entry.writing.lock().await;
        let (target, draft) = {
            let document = entry.state();
            let kept = !matches!(document.difference(), Difference::None);
            (document.target().clone(), kept.then(|| document.draft(now())))
        };
        if let Some(draft) = draft {
            return self.store.discard_draft(draft).await;
        }
        self.store.remove_draft(&target).await
    }

    /// Writes every draft that is not on disk yet.
    pub(crate) async fn write_all(&self) {
        for entry in self.open.all() {
            if let Err(error) = self.write(&entry).await {
                tracing::error!(%error, "a draft could not be written");
            }
        }
    }

    /// Keeps a draft in the history before another text replaces it.
    pub(crate) async fn keep(&self, entry: &Entry) -> ApiResult<i64> {
        let draft = entry.state().draft(now());
        self.store.keep_draft(draft).await
    }

    /// Keeps a text whose comments are about to lose their node, and reports them to the interface.
    pub(crate) async fn tell_lost_comments(&self, entry: &Entry, comments: Vec<String>) {
        if comments.is_empty() {
            return;
        }
        let version = match self.keep(entry).await {
            Ok(version) => Some(version),
            Err(error) => {
                tracing::error!(%error, "a text with comments was not kept");
                None
            }
        };
        self.comments_lost(entry, comments, version);
    }

    /// Reports comments that lost their node to the interface. `version` is the version in the history that has them.
    pub(crate) fn comments_lost(&self, entry: &Entry, comments: Vec<String>, version: Option<i64>) {
        if !comments.is_empty() {
            let id = entry.state().id().to_owned();
            self.shell.emit(&Event::CommentsLost { id, comments, version });
        }
    }
}

async fn write_soon(drafts: Weak<Drafts>, entry: Weak<Entry>, typed: Arc<Notify>) {
    loop {
        typed.notified().await;
        tokio::time::sleep(DRAFT_AFTER).await;
        let (Some(drafts), Some(entry)) = (drafts.upgrade(), entry.upgrade()) else { return };
        // `write` reports the failure to the user; the next keystroke tries again.
        if let Err(error) = drafts.write(&entry).await {
            tracing::error!(%error, "a draft could not be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use bobbin_core::yaml::Dialect;
    use bobbin_vault::{Timestamp, Vault};

    use super::*;
    use crate::BoxFuture;
    use crate::api::DocumentTarget;
    use crate::state::open_document::{Base, OpenDocument};
    use crate::state::opening::Opening;

    struct Unseen;

    impl Shell for Unseen {
        fn emit(&self, _: &Event) {}

        fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>> {
            Box::pin(async { None })
        }

        fn choose_save(&self, _: &str) -> BoxFuture<'_, Option<PathBuf>> {
            Box::pin(async { None })
        }

        fn show_preview(&self, _: &str, _: &str) -> BoxFuture<'static, ()> {
            Box::pin(async {})
        }

        fn close_window(&self) {}
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn the_newest_text_is_on_disk_whatever_the_order_of_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(Vault::open(folder.path(), Timestamp(1)).expect("a vault").vault);
        let open = Arc::new(OpenDocuments::new(Arc::new(Unseen)));
        let drafts = Arc::new(Drafts::new(store.clone(), Arc::clone(&open), Arc::new(Unseen)));
        let target = DocumentTarget::Untitled { number: 1 };
        let (entry, _typed) = open.add(OpenDocument::new(Opening {
            target: target.clone(),
            title: "Untitled".to_owned(),
            icon: None,
            read_only: None,
            dialect: Dialect::Editor,
            base: Base { text: "a: 0\n".to_owned(), ..Base::default() },
            on_disk: None,
            draft: None,
            queued_at: None,
            has_local_text: false,
            lost_comments: None,
        }));
        for round in 1..=100 {
            let mut writes = tokio::task::JoinSet::new();
            for key in 0..4 {
                entry.state().replace(format!("a: {round}{key}\n")).expect("it can be changed");
                let (drafts, entry) = (Arc::clone(&drafts), Arc::clone(&entry));
                writes.spawn(async move { drafts.write(&entry).await });
                tokio::task::yield_now().await;
            }
            while let Some(written) = writes.join_next().await {
                written.expect("no panic").expect("it is written");
            }
            let on_disk = store.draft(&target).await.expect("a vault").expect("a draft");
            assert_eq!(on_disk.text, format!("a: {round}3\n"));
        }
    }
}
