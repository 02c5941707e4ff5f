//! The resources of dashboards: the JavaScript and CSS that custom cards come in.

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
    /// What update and delete want; none in YAML mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How it is loaded.
    #[serde(rename = "type")]
    pub kind: ResourceType,
    /// From where.
    pub url: String,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Resource {
    /// Whether HACS installed it; HACS keeps its address itself.
    pub fn is_from_hacs(&self) -> bool {
        self.url.starts_with("/hacsfiles/") || self.url.starts_with("/local/community/")
    }
}

/// How a resource is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceType {
    /// As a JavaScript module.
    Module,
    /// As plain JavaScript, the old way.
    Js,
    /// As a style sheet.
    Css,
    /// As an HTML import, which no browser has any more.
    Html,
    /// Something newer.
    #[serde(untagged)]
    Other(String),
}

/// Where resources are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceMode {
    /// In Home Assistant's storage: they can be edited.
    #[default]
    Storage,
    /// In a YAML file: they can only be read.
    Yaml,
    /// Something newer.
    #[serde(other)]
    Other,
}

/// A resource to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResource {
    /// How it is loaded.
    pub kind: ResourceType,
    /// From where.
    pub url: String,
}

/// What to change about a resource; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceUpdate {
    /// How it is loaded.
    pub kind: Option<ResourceType>,
    /// From where.
    pub url: Option<String>,
}

/// A change in the list.
pub type ResourceChange = CollectionChange<Resource>;

impl<'a> Resources<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// All resources; none in Home Assistant's safe mode, whatever is stored.
    pub async fn list(self) -> Result<Vec<Resource>, CommandError> {
        // `lovelace/resources/list` is the same; this is the one Home Assistant's own frontend uses.
        self.0.call(Command::new("lovelace/resources")).await
    }

    /// Adds one. In YAML mode the command is unknown.
    pub async fn create(self, new: &NewResource) -> Result<Resource, CommandError> {
        let command = Command::new("lovelace/resources/create").with("res_type", &new.kind).with("url", &new.url);
        self.0.call(command).await
    }

    /// Changes one, by id.
    pub async fn update(self, id: &str, update: &ResourceUpdate) -> Result<Resource, CommandError> {
        let command = Command::new("lovelace/resources/update")
            .with("resource_id", id)
            .with_some("res_type", update.kind.as_ref())
            .with_some("url", update.url.as_ref());
        self.0.call(command).await
    }

    /// Removes one, by id.
    pub async fn delete(self, id: &str) -> Result<(), CommandError> {
        self.0.request(Command::new("lovelace/resources/delete").with("resource_id", id)).await.map(drop)
    }

    /// Subscribes to changes of the list; refused in YAML mode.
    pub fn subscribe(self) -> Subscription {
        self.0.subscribe(Command::new("lovelace/resources/subscribe"))
    }
}

impl ResourceChange {
    /// Reads the changes out of an event of [`Resources::subscribe`].
    pub fn read(event: &Event) -> Result<Vec<Self>, CommandError> {
        read("lovelace/resources/subscribe", &event.payload)
    }
}
