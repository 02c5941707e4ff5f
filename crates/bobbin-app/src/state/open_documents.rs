//! The table of open documents, and what guards each of them.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_vault::VersionId;
use tokio::sync::{Notify, watch};

use super::dashboard_id::DashboardId;
use super::lane::Lane;
use super::open_document::{Found, OpenDocument};
use crate::Shell;
use crate::api::{Event, Remote};
use crate::error::{ApiError, ApiResult, ErrorCode};

/// The open documents.
pub(crate) struct OpenDocuments {
    shell: Arc<dyn Shell>,
    open: Mutex<HashMap<String, Arc<Entry>>>,
    /// By the id of the document, open or not.
    lanes: Mutex<HashMap<String, Arc<Lane>>>,
    /// Only one opening at a time, so that a document is never open twice.
    pub(crate) opening: tokio::sync::Mutex<()>,
}

/// An open document with what guards it.
pub(crate) struct Entry {
    state: Mutex<OpenDocument>,
    /// Of the one operation on the document that talks to the other side.
    pub(crate) lane: Arc<Lane>,
    typed: Arc<Notify>,
    /// Held by whoever writes the draft or takes it away: two writes must reach the disk in the order of their texts.
    pub(crate) writing: tokio::sync::Mutex<()>,
    /// Whether the interface has it open, and not only a save that is settled.
    attended: AtomicBool,
    /// Counts the times the text was changed.
    changed: watch::Sender<u64>,
}

impl Entry {
    /// Whether the interface has it open.
    pub(crate) fn is_attended(&self) -> bool {
        self.attended.load(Ordering::Relaxed)
    }

    /// The interface has it open.
    pub(crate) fn attend(&self) {
        self.attended.store(true, Ordering::Relaxed);
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, OpenDocument> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the draft written soon.
    pub(crate) fn touch(&self) {
        self.typed.notify_one();
        self.changed.send_modify(|times| *times += 1);
    }
}

impl Entry {
    /// Hears whenever the text changed.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

impl OpenDocuments {
    pub(crate) fn new(shell: Arc<dyn Shell>) -> Self {
        Self { shell, open: Mutex::default(), lanes: Mutex::default(), opening: tokio::sync::Mutex::default() }
    }

    fn table(&self) -> MutexGuard<'_, HashMap<String, Arc<Entry>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lane of the document of an id.
    pub(crate) fn lane(&self, id: &str) -> Arc<Lane> {
        Arc::clone(self.lanes.lock().unwrap_or_else(PoisonError::into_inner).entry(id.to_owned()).or_default())
    }

    /// The open document of an id.
    pub(crate) fn get(&self, id: &str) -> ApiResult<Arc<Entry>> {
        self.table()
            .get(id)
            .cloned()
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound, "This document is not open any more."))
    }

    /// The document of a dashboard, if it is open.
    pub(crate) fn dashboard(&self, dashboard: &DashboardId) -> Option<Arc<Entry>> {
        self.table().get(&dashboard.document()).cloned()
    }

    /// The lane of a dashboard.
    pub(crate) fn lane_of(&self, dashboard: &DashboardId) -> Arc<Lane> {
        self.lane(&dashboard.document())
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<Arc<Entry>> {
        self.table().values().cloned().collect()
    }

    /// The kept versions that open documents start from, or are to be merged with.
    pub(crate) fn versions(&self) -> HashSet<VersionId> {
        let versions = |entry: Arc<Entry>| {
            let document = entry.state();
            [document.base().version, document.theirs().and_then(|theirs| theirs.version)]
        };
        self.all().into_iter().flat_map(versions).flatten().map(VersionId).collect()
    }

    /// Adds a document, and says what is notified when its draft is to be written.
    pub(crate) fn add(&self, document: OpenDocument) -> (Arc<Entry>, Arc<Notify>) {
        let id = document.id().to_owned();
        let typed = Arc::new(Notify::new());
        let entry = Arc::new(Entry {
            state: Mutex::new(document),
            lane: self.lane(&id),
            typed: Arc::clone(&typed),
            writing: tokio::sync::Mutex::default(),
            attended: AtomicBool::new(false),
            changed: watch::Sender::new(0),
        });
        self.table().insert(id, Arc::clone(&entry));
        (entry, typed)
    }

    /// Gives a document another id, as when an untitled text becomes a file.
    pub(crate) fn rename(&self, old: &str, entry: &Arc<Entry>) {
        let id = entry.state().id().to_owned();
        let mut table = self.table();
        table.remove(old);
        table.insert(id, Arc::clone(entry));
    }

    /// Changes what a document knows of the other side, and tells the interface if that is news.
    pub(crate) fn tell(&self, entry: &Entry, change: impl FnOnce(&mut OpenDocument) -> Option<Remote>) {
        let news = {
            let mut document = entry.state();
            change(&mut document).map(|remote| (document.id().to_owned(), remote))
        };
        if let Some((id, remote)) = news {
            self.shell.emit(&Event::RemoteChanged { id, remote });
        }
    }

    /// Tells an open document that its dashboard is gone.
    pub(crate) fn mark_deleted(&self, dashboard: &DashboardId) {
        if let Some(entry) = self.dashboard(dashboard) {
            self.tell(&entry, |document| document.note(Found::Deleted));
        }
    }

    /// Takes a document out of the table.
    pub(crate) fn forget(&self, id: &str) {
        self.table().remove(id);
    }

    /// A number that no untitled document has.
    pub(crate) fn free_number(&self) -> u32 {
        let table = self.table();
        (1..).find(|number| !table.contains_key(&format!("untitled:{number}"))).unwrap_or(u32::MAX)
    }
}
