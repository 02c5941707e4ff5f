//! Subscriptions as their owners see them.
//!
//! A subscription outlives connections: each time it is established (again), events may have been missed, and
//! its owner reads what it needs afresh. A slow owner never holds up the session; it is told that it missed
//! something instead.

use super::state::Epoch;
use super::{Request, dashboard_key};
use crate::command::Command;
use crate::error::Rejection;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

/// A standing request for events; dropping it ends it.
#[derive(Debug)]
pub struct Subscription {
    key: u64,
    items: mpsc::Receiver<SubscriptionItem>,
    requests: mpsc::WeakUnboundedSender<Request>,
}

/// What a subscription brings.
#[derive(Debug)]
pub enum SubscriptionItem {
    /// Home Assistant accepted it, on this connection. What happened before is not known: read afresh.
    Established {
        /// The connection.
        epoch: Epoch,
    },
    /// Something happened.
    Event(Event),
    /// More happened than was taken from here in time: read afresh.
    Missed,
    /// Home Assistant refused it on this connection; it is asked again on the next.
    Refused(Rejection),
}

/// An event of a subscription.
#[derive(Debug)]
pub struct Event {
    /// What Home Assistant sent, as it was on the wire.
    pub payload: Box<RawValue>,
    /// The connection it came over.
    pub epoch: Epoch,
    /// Its place among everything this session ever received.
    pub sequence: u64,
    /// Whether this session caused it.
    pub origin: Origin,
}

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The save of a `[get, save]` frame of this session.
    OwnSave {
        /// The id of that save on the wire.
        command: u64,
    },
    /// Somebody else, or this session by other means.
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

    /// Hands over an item, or remembers that one was missed.
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

/// As much of an event as tells whether it is about a dashboard.
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

/// Whether this is `lovelace_updated` about this dashboard.
pub(crate) fn is_update_of(event: &RawValue, key: &str) -> bool {
    serde_json::from_str::<BusEvent<'_>>(event.get())
        .is_ok_and(|e| e.event_type == "lovelace_updated" && dashboard_key(e.data.url_path.as_deref()) == key)
}
