//! The resources of dashboards: JavaScript and CSS, mostly of custom cards.

use super::collection::CollectionChange;
use crate::command::Command;
use crate::error::CommandError;
use crate::protocol::Unknown;
use crate::session::{Event, Session, Subscription, read};
use serde::{Deserialize, Serialize};

/// Commands about resources.
#[derive(Debug, Clone, Copy)]
pub struct Resources<'a>(&'a Session);

/// A resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// The id for update and delete; none in YAML mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The kind of file, which decides how the frontend loads it.
    #[serde(rename = "type")]
    pub kind: ResourceType,
    /// The address of the file.
    pub url: String,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Resource {
    /// Whether HACS installed it. HACS manages the address itself.
    pub fn is_from_hacs(&self) -> bool {
        self.url.starts_with("/hacsfiles/") || self.url.starts_with("/local/community/")
    }
}

/// The kind of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceType {
    /// A JavaScript module.
    Module,
    /// A classic script.
    Js,
    /// A style sheet.
    Css,
    /// An HTML import, which browsers no longer support.
    Html,
    /// A kind of a newer Home Assistant.
    #[serde(untagged)]
    Other(String),
}

/// The place where Home Assistant stores resources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceMode {
    /// Home Assistant's storage: editable.
    #[default]
    Storage,
    /// A YAML file: read-only.
    Yaml,
    /// A mode of a newer Home Assistant.
    #[serde(other)]
    Other,
}

/// A resource to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResource {
    /// The kind of file.
    pub kind: ResourceType,
    /// The address of the file.
    pub url: String,
}

/// Changes to a resource. `None` leaves a field unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceUpdate {
    /// The kind of file.
    pub kind: Option<ResourceType>,
    /// The address of the file.
    pub url: Option<String>,
}

/// A change in the list.
pub type ResourceChange = CollectionChange<Resource>;

impl<'a> Resources<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// Lists the resources; empty in Home Assistant's safe mode.
    pub async fn list(self) -> Result<Vec<Resource>, CommandError> {
        // `lovelace/resources/list` does the same; Home Assistant's own frontend uses this one.
        self.0.call(Command::new("lovelace/resources")).await
    }

    /// Adds a resource. In YAML mode the command is unknown.
    pub async fn create(self, new: &NewResource) -> Result<Resource, CommandError> {
        let command = Command::new("lovelace/resources/create").with("res_type", &new.kind).with("url", &new.url);
        self.0.call(command).await
    }

    /// Changes a resource, by id.
    pub async fn update(self, id: &str, update: &ResourceUpdate) -> Result<Resource, CommandError> {
        let command = Command::new("lovelace/resources/update")
            .with("resource_id", id)
            .with_some("res_type", update.kind.as_ref())
            .with_some("url", update.url.as_ref());
        self.0.call(command).await
    }

    /// Removes a resource, by id.
    pub async fn delete(self, id: &str) -> Result<(), CommandError> {
        self.0.request(Command::new("lovelace/resources/delete").with("resource_id", id)).await.map(drop)
    }

    /// Subscribes to changes of the list. Home Assistant refuses this in YAML mode.
    pub fn subscribe(self) -> Subscription {
        self.0.subscribe(Command::new("lovelace/resources/subscribe"))
    }
}

impl ResourceChange {
    /// Reads the changes from an event of [`Resources::subscribe`].
    pub fn read(event: &Event) -> Result<Vec<Self>, CommandError> {
        read("lovelace/resources/subscribe", &event.payload)
    }
}
