//! The table of open documents, with the locks of each.

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
    /// The lanes by document id, whether the document is open or not.
    lanes: Mutex<HashMap<String, Arc<Lane>>>,
    /// Held while a document is opened, so that none is ever opened twice.
    pub(crate) opening: tokio::sync::Mutex<()>,
}

/// An open document with its locks.
pub(crate) struct Entry {
    state: Mutex<OpenDocument>,
    /// Admits one operation at a time that changes the other side.
    pub(crate) lane: Arc<Lane>,
    typed: Arc<Notify>,
    /// Held while the draft is written or removed: two writes must reach the disk in the order of their texts.
    pub(crate) writing: tokio::sync::Mutex<()>,
    /// Whether the interface has it open, and not only a save that Bobbin settles.
    attended: AtomicBool,
    /// The number of changes to the text.
    changed: watch::Sender<u64>,
}

impl Entry {
    /// Whether the interface has it open.
    pub(crate) fn is_attended(&self) -> bool {
        self.attended.load(Ordering::Relaxed)
    }

    /// Marks the document as open in the interface.
    pub(crate) fn attend(&self) {
        self.attended.store(true, Ordering::Relaxed);
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, OpenDocument> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Requests a write of the draft, and reports the change to subscribers.
    pub(crate) fn touch(&self) {
        self.typed.notify_one();
        self.changed.send_modify(|times| *times += 1);
    }
}

impl Entry {
    /// Subscribes to changes of the text.
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

    /// The lane of a document, by its id.
    pub(crate) fn lane(&self, id: &str) -> Arc<Lane> {
        Arc::clone(self.lanes.lock().unwrap_or_else(PoisonError::into_inner).entry(id.to_owned()).or_default())
    }

    /// The open document with an id.
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

    /// All open documents.
    pub(crate) fn all(&self) -> Vec<Arc<Entry>> {
        self.table().values().cloned().collect()
    }

    /// The kept versions that open documents start from or may be merged with.
    pub(crate) fn versions(&self) -> HashSet<VersionId> {
        let versions = |entry: Arc<Entry>| {
            let document = entry.state();
            [document.base().version, document.theirs().and_then(|theirs| theirs.version)]
        };
        self.all().into_iter().flat_map(versions).flatten().map(VersionId).collect()
    }

    /// Adds a document. Returns its entry and the signal for writing its draft.
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

    /// Changes the id of a document, as when an untitled text becomes a file.
    pub(crate) fn rename(&self, old: &str, entry: &Arc<Entry>) {
        let id = entry.state().id().to_owned();
        let mut table = self.table();
        table.remove(old);
        table.insert(id, Arc::clone(entry));
    }

    /// Applies a change of the other side's state, and sends the new state to the interface if the change returns one.
    pub(crate) fn tell(&self, entry: &Entry, change: impl FnOnce(&mut OpenDocument) -> Option<Remote>) {
        let news = {
            let mut document = entry.state();
            change(&mut document).map(|remote| (document.id().to_owned(), remote))
        };
        if let Some((id, remote)) = news {
            self.shell.emit(&Event::RemoteChanged { id, remote });
        }
    }

    /// Notes in an open document that its dashboard was deleted.
    pub(crate) fn mark_deleted(&self, dashboard: &DashboardId) {
        if let Some(entry) = self.dashboard(dashboard) {
            self.tell(&entry, |document| document.note(Found::Deleted));
        }
    }

    /// Removes a document.
    pub(crate) fn forget(&self, id: &str) {
        self.table().remove(id);
    }

    /// A number that no open untitled document has.
    pub(crate) fn free_number(&self) -> u32 {
        let table = self.table();
        (1..).find(|number| !table.contains_key(&format!("untitled:{number}"))).unwrap_or(u32::MAX)
    }
}
