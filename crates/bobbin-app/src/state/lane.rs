//! Serializes everything that changes the other side of a document, and counts the changes, so that a look knows
//! whether one came in between.
//!
//! A dashboard has its lane whether it is open or not: a look at it can meet a save as well as a deletion.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// The lane of one document.
#[derive(Default)]
pub(crate) struct Lane {
    busy: Arc<Mutex<()>>,
    /// The number of finished changes.
    changes: AtomicU64,
}

/// Held while something is changed on the other side.
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
    /// Waits for its turn to change something.
    pub(crate) async fn alone(self: &Arc<Self>) -> Alone {
        Alone { lane: Arc::clone(self), _busy: self.quiet().await }
    }

    /// Waits until nothing is being changed.
    pub(crate) async fn quiet(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.busy).lock_owned().await
    }

    /// Like [`quiet`](Self::quiet), if nothing is being changed now.
    pub(crate) fn quiet_now(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.busy).try_lock_owned().ok()
    }

    /// A number that is another one after each change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }
}
