//! Limits the connections to the preview.
//!
//! Any program of this computer can connect to loopback. A connection is a stranger until it names a stage by its host
//! name. There is room for a fixed number of strangers; when it is full, a new one replaces the one that has waited
//! longest, so that idle connections never keep a page out. Each stage has a fixed number of connections too, so that a
//! program that knows only its host name can't use up the app's file handles.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// Connections without a stage so far. A browser's name theirs within milliseconds.
pub(crate) const MOST_STRANGERS: usize = 64;

/// Connections of one stage. A browser opens six to a host, and a WebSocket for each frame.
pub(crate) const MOST_OF_A_STAGE: usize = 64;

/// Counts connections.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    last: u64,
    /// The longest waiting first.
    strangers: VecDeque<(u64, AbortHandle)>,
    stages: HashMap<String, usize>,
}

/// The permit of a connection. Dropping it makes room for another one.
#[derive(Debug)]
pub(crate) struct Permit {
    limits: Arc<Limits>,
    number: u64,
    stage: Mutex<Option<String>>,
}

impl Limits {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Admits a connection, as a stranger at first. If there are too many, ends the one that has waited longest.
    pub(crate) fn admit(self: &Arc<Self>, spawn: impl FnOnce(Permit) -> AbortHandle) {
        let mut counts = self.counts();
        counts.last += 1;
        let number = counts.last;
        // Under the lock, so that the connection counts as a stranger before it can name a stage.
        let connection = spawn(Permit { limits: Arc::clone(self), number, stage: Mutex::default() });
        counts.strangers.push_back((number, connection));
        let too_many = counts.strangers.len().saturating_sub(MOST_STRANGERS);
        let longest: Vec<_> = counts.strangers.drain(..too_many).collect();
        drop(counts);
        longest.iter().for_each(|(_, connection)| connection.abort());
    }
}

impl Permit {
    /// Assigns the connection to a stage. Returns false if the stage has too many.
    pub(crate) fn belongs_to(&self, label: &str) -> bool {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if stage.is_some() {
            // Counts for its first stage; a browser uses one host per connection.
            return true;
        }
        let mut counts = self.limits.counts();
        let count = counts.stages.entry(label.to_owned()).or_default();
        if *count >= MOST_OF_A_STAGE {
            return false;
        }
        *count += 1;
        counts.strangers.retain(|(number, _)| *number != self.number);
        *stage = Some(label.to_owned());
        true
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let stage = self.stage.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let mut counts = self.limits.counts();
        counts.strangers.retain(|(number, _)| *number != self.number);
        let Some(label) = stage else { return };
        if let Some(count) = counts.stages.get_mut(&label) {
            *count -= 1;
            if *count == 0 {
                counts.stages.remove(&label);
            }
        }
    }
}
