//! Who talks to the other side about a document does so alone, and a look can tell whether somebody did meanwhile.
//!
//! A dashboard has its lane whether it is open or not: a look at it meets a save as well as a deletion.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// The lane of one document.
#[derive(Default)]
pub(crate) struct Lane {
    busy: Arc<Mutex<()>>,
    /// How many changes have come to their end.
    changes: AtomicU64,
}

/// Held by the one that changes something on the other side.
pub(crate) struct Alone {
    lane: Arc<Lane>,
    _busy: OwnedMutexGuard<()>,
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Before the next one is let in.
        self.lane.changes.fetch_add(1, Ordering::Relaxed);
    }
}

impl Lane {
    /// Waits until nobody else is on it, to change something.
    pub(crate) async fn alone(self: &Arc<Self>) -> Alone {
        Alone { lane: Arc::clone(self), _busy: self.quiet().await }
    }

    /// Waits until nobody else is on it, to change nothing.
    pub(crate) async fn quiet(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.busy).lock_owned().await
    }

    /// Like [`quiet`](Self::quiet) if nobody is on it.
    pub(crate) fn quiet_now(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.busy).try_lock_owned().ok()
    }

    /// Another number after each change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }
}
