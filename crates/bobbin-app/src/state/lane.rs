//! Serializes everything that changes the other side of a document, and counts the changes, so that a look can detect a
//! change that came in between.
//!
//! A dashboard has a lane whether it is open or not, because a look at it can coincide with a save as well as with a
//! deletion.

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

/// A guard for changing the other side.
pub(crate) struct Alone {
    lane: Arc<Lane>,
    _busy: OwnedMutexGuard<()>,
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Counted before the next waiting task is let in.
        self.lane.changes.fetch_add(1, Ordering::Relaxed);
    }
}

impl Lane {
    /// Waits for exclusive access, to change something.
    pub(crate) async fn alone(self: &Arc<Self>) -> Alone {
        Alone { lane: Arc::clone(self), _busy: self.quiet().await }
    }

    /// Waits until nothing is being changed, and keeps it that way while the guard lives.
    pub(crate) async fn quiet(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.busy).lock_owned().await
    }

    /// Like [`quiet`](Self::quiet), but returns none instead of waiting.
    pub(crate) fn quiet_now(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.busy).try_lock_owned().ok()
    }

    /// A number that differs after each change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }
}
