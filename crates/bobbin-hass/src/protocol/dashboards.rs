//! The list of dashboards.
//!
//! A dashboard has an `id` for update and delete, and a `url_path` for everything else; they differ. Dashboards from
//! YAML have no id. The default dashboard is missing from the list until Home Assistant has migrated it; callers that
//! show a list add it themselves.

use super::collection::CollectionChange;
use super::lovelace::{self, SavedConfig};
use crate::command::Command;
use crate::error::CommandError;
use crate::protocol::Unknown;
use crate::session::{Event, Session, Subscription, read};
use serde::{Deserialize, Serialize};

/// Commands about the list of dashboards.
#[derive(Debug, Clone, Copy)]
pub struct Dashboards<'a>(&'a Session);

/// A dashboard in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The id for update and delete; none for a dashboard from YAML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its part of the address, which also names its config. It never changes.
    pub url_path: String,
    /// The title.
    #[serde(default)]
    pub title: String,
    /// The icon, such as `mdi:home`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Whether only administrators see it.
    #[serde(default)]
    pub require_admin: bool,
    /// Whether it is in the sidebar.
    #[serde(default)]
    pub show_in_sidebar: bool,
    /// The place of its config.
    #[serde(default)]
    pub mode: DashboardMode,
    /// The file of a dashboard from YAML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The place where Home Assistant stores a config.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DashboardMode {
    /// Home Assistant's storage: editable.
    #[default]
    Storage,
    /// A YAML file: read-only.
    Yaml,
    /// A mode of a newer Home Assistant.
    #[serde(other)]
    Other,
}

/// A dashboard to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDashboard {
    /// Its part of the address; has to contain a hyphen.
    pub url_path: String,
    /// The title.
    pub title: String,
    /// The icon, such as `mdi:home`.
    pub icon: Option<String>,
    /// Whether only administrators see it.
    pub require_admin: bool,
    /// Whether it is in the sidebar.
    pub show_in_sidebar: bool,
}

/// Changes to a dashboard. `None` leaves a field unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DashboardUpdate {
    /// The title.
    pub title: Option<String>,
    /// The icon; an inner `None` removes it.
    pub icon: Option<Option<String>>,
    /// Whether only administrators see it.
    pub require_admin: Option<bool>,
    /// Whether it is in the sidebar.
    pub show_in_sidebar: Option<bool>,
}

/// A change in the list.
pub type DashboardChange = CollectionChange<Dashboard>;

/// The two answers to a `[get, delete]` frame.
#[derive(Debug)]
pub struct Deletion {
    /// The config that the dashboard had last.
    pub last: Result<SavedConfig, CommandError>,
    /// Whether the dashboard was deleted.
    pub deleted: Result<(), CommandError>,
}

impl<'a> Dashboards<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// Lists the dashboards, the same for every user. In recovery mode the command is unknown.
    pub async fn list(self) -> Result<Vec<Dashboard>, CommandError> {
        self.0.call(Command::new("lovelace/dashboards/list")).await
    }

    /// Creates a dashboard without a config.
    pub async fn create(self, new: &NewDashboard) -> Result<Dashboard, CommandError> {
        let command = Command::new("lovelace/dashboards/create")
            .with("url_path", &new.url_path)
            .with("title", &new.title)
            .with_some("icon", new.icon.as_ref())
            .with("require_admin", &new.require_admin)
            .with("show_in_sidebar", &new.show_in_sidebar)
            .with("mode", "storage");
        self.0.call(command).await
    }

    /// Changes a dashboard, by id.
    pub async fn update(self, id: &str, update: &DashboardUpdate) -> Result<Dashboard, CommandError> {
        let command = Command::new("lovelace/dashboards/update")
            .with("dashboard_id", id)
            .with_some("title", update.title.as_ref())
            .with_some("icon", update.icon.as_ref())
            .with_some("require_admin", update.require_admin.as_ref())
            .with_some("show_in_sidebar", update.show_in_sidebar.as_ref());
        self.0.call(command).await
    }

    /// Deletes a dashboard and its config, by id.
    pub async fn delete(self, id: &str) -> Result<(), CommandError> {
        self.0.request(Command::new("lovelace/dashboards/delete").with("dashboard_id", id)).await.map(drop)
    }

    /// Reads the config of a dashboard and deletes the dashboard, in one frame.
    ///
    /// Another client's save can still come between the two: Home Assistant does not carry out this pair as one.
    pub async fn get_and_delete(self, id: &str, url_path: Option<&str>) -> Deletion {
        let delete = Command::new("lovelace/dashboards/delete").with("dashboard_id", id);
        let replies = self.0.frame(vec![lovelace::get(url_path, false), delete]).await;
        let [last, deleted] = replies.try_into().expect("a frame has as many answers as commands");
        Deletion { last: last.map(SavedConfig::from), deleted: deleted.map(drop) }
    }

    /// Subscribes to changes of the list. Dashboards from YAML never appear in them.
    pub fn subscribe(self) -> Subscription {
        self.0.subscribe(Command::new("lovelace/dashboards/subscribe"))
    }
}

impl DashboardChange {
    /// Reads the changes from an event of [`Dashboards::subscribe`].
    pub fn read(event: &Event) -> Result<Vec<Self>, CommandError> {
        read("lovelace/dashboards/subscribe", &event.payload)
    }
}
