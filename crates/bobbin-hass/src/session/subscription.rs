//! Subscriptions, as their owners see them.
//!
//! A subscription survives reconnects. Each time it is established (again), events may have been missed, so the owner
//! has to read again. A slow owner never blocks the session; it receives a note about missed events instead.

use super::state::Epoch;
use super::{Request, dashboard_key};
use crate::command::Command;
use crate::error::Rejection;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

/// A lasting request for events. Dropping it ends it.
#[derive(Debug)]
pub struct Subscription {
    key: u64,
    items: mpsc::Receiver<SubscriptionItem>,
    requests: mpsc::WeakUnboundedSender<Request>,
}

/// An item of a subscription.
#[derive(Debug)]
pub enum SubscriptionItem {
    /// Home Assistant accepted it on this connection. Earlier events are unknown: read again.
    Established {
        /// The connection.
        epoch: Epoch,
    },
    /// An event.
    Event(Event),
    /// The owner was too slow and missed events: read again.
    Missed,
    /// Home Assistant refused it on this connection. The session asks again on the next one.
    Refused(Rejection),
}

/// An event of a subscription.
#[derive(Debug)]
pub struct Event {
    /// The JSON that came over the wire.
    pub payload: Box<RawValue>,
    /// The connection that it came over.
    pub epoch: Epoch,
    /// Its position in everything that this session has received.
    pub sequence: u64,
    /// Whether this session caused it.
    pub origin: Origin,
}

/// The cause of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The save of a `[get, save]` frame of this session.
    OwnSave {
        /// The id of that save.
        command: u64,
    },
    /// Somebody else, or another command of this session.
    Other,
}

impl Subscription {
    pub(crate) const fn new(
        key: u64,
        items: mpsc::Receiver<SubscriptionItem>,
        requests: mpsc::WeakUnboundedSender<Request>,
    ) -> Self {
        Self { key, items, requests }
    }

    /// Waits for the next item; none once the session has stopped.
    pub async fn next(&mut self) -> Option<SubscriptionItem> {
        self.items.recv().await
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(requests) = self.requests.upgrade() {
            // A stopped session has no subscriptions to end.
            let _stopped = requests.send(Request::Unsubscribe(self.key));
        }
    }
}

/// The actor's side of a subscription.
pub(crate) struct Registered {
    pub(crate) command: Command,
    items: mpsc::Sender<SubscriptionItem>,
    missed: bool,
}

impl Registered {
    pub(crate) const fn new(command: Command, items: mpsc::Sender<SubscriptionItem>) -> Self {
        Self { command, items, missed: false }
    }

    /// Delivers an item, or notes that one was missed.
    pub(crate) fn deliver(&mut self, item: SubscriptionItem) {
        if self.missed {
            match self.items.try_send(SubscriptionItem::Missed) {
                Ok(()) => self.missed = false,
                Err(_) => return,
            }
        }
        if let Err(TrySendError::Full(_)) = self.items.try_send(item) {
            tracing::warn!(command = self.command.kind(), "a subscriber is too slow and misses events");
            self.missed = true;
        }
    }
}

/// The part of an event that identifies its dashboard.
#[derive(Deserialize)]
struct BusEvent<'a> {
    #[serde(borrow)]
    event_type: std::borrow::Cow<'a, str>,
    data: LovelaceData,
}

#[derive(Deserialize)]
struct LovelaceData {
    #[serde(default)]
    url_path: Option<String>,
}

/// Whether an event is `lovelace_updated` about this dashboard.
pub(crate) fn is_update_of(event: &RawValue, key: &str) -> bool {
    serde_json::from_str::<BusEvent<'_>>(event.get())
        .is_ok_and(|e| e.event_type == "lovelace_updated" && dashboard_key(e.data.url_path.as_deref()) == key)
}
