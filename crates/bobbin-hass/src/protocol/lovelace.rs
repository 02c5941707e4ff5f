//! Configs of dashboards: read, save, delete, and the event about a change.
//!
//! The url path of the default dashboard is `None`. `"lovelace"` means the same dashboard and is sent as null, which
//! works before and after Home Assistant has migrated it to that name.

use super::resources::ResourceMode;
use crate::command::Command;
use crate::error::{CommandError, Rejection};
use crate::session::{Epoch, Origin, Reply, Session, Subscription, SubscriptionItem, read};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Commands about configs.
#[derive(Debug, Clone, Copy)]
pub struct Lovelace<'a>(&'a Session);

/// How Lovelace is set up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LovelaceInfo {
    /// The place of the resources. Those in YAML can't be changed.
    #[serde(default)]
    pub resource_mode: ResourceMode,
}

/// A config as Home Assistant has it.
#[derive(Debug)]
pub struct SavedConfig {
    /// The JSON that came over the wire.
    pub config: Box<RawValue>,
    /// The connection that the config was read on. The dashboard stays warm until that connection ends or the config is
    /// deleted.
    pub epoch: Epoch,
    /// The position of the answer in everything that the session received, comparable with [`LovelaceUpdate::Changed`].
    pub sequence: u64,
}

impl From<Reply> for SavedConfig {
    fn from(reply: Reply) -> Self {
        Self { config: reply.result, epoch: reply.epoch, sequence: reply.sequence }
    }
}

/// The two answers to a `[get, save]` frame.
#[derive(Debug)]
pub struct Swap {
    /// The config that the save displaced, if the dashboard was warm.
    pub displaced: Result<SavedConfig, CommandError>,
    /// Whether it was saved.
    pub saved: Result<(), CommandError>,
    /// The position of the event about this save, if it was seen. A save from elsewhere came later exactly if its event
    /// has a higher position.
    pub own_event: Option<u64>,
}

impl<'a> Lovelace<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// How Lovelace is set up.
    pub async fn info(self) -> Result<LovelaceInfo, CommandError> {
        self.0.call(Command::new("lovelace/info")).await
    }

    /// Reads a config. With `force`, Home Assistant reads the file of a YAML dashboard again and notifies all clients.
    ///
    /// The config of a YAML dashboard has its secrets resolved: it must not be stored, logged or exported.
    pub async fn config(self, url_path: Option<&str>, force: bool) -> Result<SavedConfig, CommandError> {
        self.0.request(get(url_path, force)).await.map(SavedConfig::from)
    }

    /// Saves a config and overwrites any other version. [`Self::get_and_save`] loses nothing.
    pub async fn save(self, url_path: Option<&str>, config: &RawValue) -> Result<(), CommandError> {
        self.0.request(save(url_path, config)).await.map(drop)
    }

    /// Reads and saves in one frame, so that the answer holds exactly the config that the save displaced.
    ///
    /// This is true of a warm dashboard only: `warm_since` is the epoch of an answered read (or save) of it. If the
    /// session has reconnected since, both answers are [`CommandError::Renewed`] and nothing was sent.
    pub async fn get_and_save(self, url_path: Option<&str>, config: &RawValue, warm_since: Epoch) -> Swap {
        let [displaced, saved] =
            self.0.swap_frame(get(url_path, false), save(url_path, config), url_path, warm_since).await;
        let own_event = saved.as_ref().ok().and_then(|reply| reply.own_event);
        Swap { displaced: displaced.map(SavedConfig::from), saved: saved.map(drop), own_event }
    }

    /// Deletes a config; the dashboard stays in the list. Succeeds when there is none. The dashboard is cold
    /// afterwards.
    pub async fn delete_config(self, url_path: Option<&str>) -> Result<(), CommandError> {
        let command = Command::new("lovelace/config/delete").with("url_path", &wire_path(url_path));
        self.0.request(command).await.map(drop)
    }

    /// Subscribes to changes of configs.
    pub fn subscribe_updates(self) -> LovelaceUpdates {
        LovelaceUpdates(self.0.subscribe(Command::new("subscribe_events").with("event_type", "lovelace_updated")))
    }

    /// Subscribes to changes of the sidebar, such as created and deleted dashboards. The events have no content.
    pub fn subscribe_panels(self) -> Subscription {
        self.0.subscribe(Command::new("subscribe_events").with("event_type", "panels_updated"))
    }
}

/// The path as it goes over the wire: `"lovelace"` is unknown until Home Assistant has migrated the default dashboard.
fn wire_path(url_path: Option<&str>) -> Option<&str> {
    url_path.filter(|path| *path != "lovelace")
}

pub(super) fn get(url_path: Option<&str>, force: bool) -> Command {
    let command = Command::new("lovelace/config").with("url_path", &wire_path(url_path)).large();
    if force { command.with("force", &true) } else { command }
}

fn save(url_path: Option<&str>, config: &RawValue) -> Command {
    Command::new("lovelace/config/save").with_raw("config", config).with("url_path", &wire_path(url_path)).large()
}

/// The changes of configs, in order.
#[derive(Debug)]
pub struct LovelaceUpdates(Subscription);

/// An item of [`LovelaceUpdates`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LovelaceUpdate {
    /// A config was saved or deleted, or a YAML file was read again.
    Changed {
        /// The dashboard; none for the default one, under either of its names.
        url_path: Option<String>,
        /// Whether this session caused the change.
        origin: Origin,
        /// The connection.
        epoch: Epoch,
        /// Its position in everything that the session received.
        sequence: u64,
    },
    /// Changes may have been missed. Read again everything that matters.
    ReadAfresh {
        /// The connection, if it is a new one.
        epoch: Option<Epoch>,
    },
    /// Home Assistant refuses the subscription.
    Refused(Rejection),
}

impl LovelaceUpdates {
    /// Waits for the next item; none once the session has stopped.
    pub async fn next(&mut self) -> Option<LovelaceUpdate> {
        loop {
            return Some(match self.0.next().await? {
                SubscriptionItem::Established { epoch } => LovelaceUpdate::ReadAfresh { epoch: Some(epoch) },
                SubscriptionItem::Missed => LovelaceUpdate::ReadAfresh { epoch: None },
                SubscriptionItem::Refused(rejection) => LovelaceUpdate::Refused(rejection),
                SubscriptionItem::Event(event) => match read::<BusEvent>("lovelace_updated", &event.payload) {
                    Ok(BusEvent { data }) => LovelaceUpdate::Changed {
                        url_path: data.url_path.filter(|path| path != "lovelace"),
                        origin: event.origin,
                        epoch: event.epoch,
                        sequence: event.sequence,
                    },
                    Err(error) => {
                        tracing::warn!(%error, "an event without a dashboard was ignored");
                        continue;
                    }
                },
            });
        }
    }
}

#[derive(Deserialize)]
struct BusEvent {
    data: Updated,
}

#[derive(Deserialize)]
struct Updated {
    #[serde(default)]
    url_path: Option<String>,
}
