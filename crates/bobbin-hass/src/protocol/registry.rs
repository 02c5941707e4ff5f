//! The registries: what entities, devices, areas, floors and labels there are.

use crate::command::Command;
use crate::error::CommandError;
use crate::protocol::Unknown;
use crate::session::Session;
use serde::{Deserialize, Serialize};

/// Commands about registries.
#[derive(Debug, Clone, Copy)]
pub struct Registries<'a>(&'a Session);

/// An entity in its registry; not every entity with a state is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Which one.
    pub entity_id: String,
    /// The name its owner gave it.
    #[serde(default)]
    pub name: Option<String>,
    /// The name it came with.
    #[serde(default)]
    pub original_name: Option<String>,
    /// The integration.
    #[serde(default)]
    pub platform: Option<String>,
    /// Its device.
    #[serde(default)]
    pub device_id: Option<String>,
    /// Its area, if it isn't its device's.
    #[serde(default)]
    pub area_id: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Who disabled it.
    #[serde(default)]
    pub disabled_by: Option<String>,
    /// Who hid it.
    #[serde(default)]
    pub hidden_by: Option<String>,
    /// `config` or `diagnostic` for what belongs to a device's upkeep.
    #[serde(default)]
    pub entity_category: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A device; a child of another one has fewer keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// Which one.
    pub id: String,
    /// The name it came with.
    #[serde(default)]
    pub name: Option<String>,
    /// The name its owner gave it.
    #[serde(default)]
    pub name_by_user: Option<String>,
    /// Its area.
    #[serde(default)]
    pub area_id: Option<String>,
    /// The device it is a part of, whose area it has unless it has its own.
    #[serde(default)]
    pub parent_device_id: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Which one.
    pub area_id: String,
    /// The name.
    pub name: String,
    /// Its floor.
    #[serde(default)]
    pub floor_id: Option<String>,
    /// The icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Floor {
    /// Which one.
    pub floor_id: String,
    /// The name.
    pub name: String,
    /// The icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// The level; 0 is the ground floor.
    #[serde(default)]
    pub level: Option<i64>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Which one.
    pub label_id: String,
    /// The name.
    pub name: String,
    /// The icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// The colour.
    #[serde(default)]
    pub color: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A picture that was uploaded to Home Assistant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Image {
    /// Its number: it is served under `/api/image/serve/<id>/original`.
    pub id: String,
    /// The name of the file it was.
    #[serde(default)]
    pub name: String,
}

impl<'a> Registries<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// All entities, disabled ones included.
    pub async fn entities(self) -> Result<Vec<Entity>, CommandError> {
        self.0.call(Command::new("config/entity_registry/list").large()).await
    }

    /// All uploaded pictures.
    pub async fn images(self) -> Result<Vec<Image>, CommandError> {
        self.0.call(Command::new("image/list")).await
    }

    /// All devices.
    pub async fn devices(self) -> Result<Vec<Device>, CommandError> {
        self.0.call(Command::new("config/device_registry/list").large()).await
    }

    /// All areas, in the user's order.
    pub async fn areas(self) -> Result<Vec<Area>, CommandError> {
        self.0.call(Command::new("config/area_registry/list")).await
    }

    /// All floors.
    pub async fn floors(self) -> Result<Vec<Floor>, CommandError> {
        self.0.call(Command::new("config/floor_registry/list")).await
    }

    /// All labels.
    pub async fn labels(self) -> Result<Vec<Label>, CommandError> {
        self.0.call(Command::new("config/label_registry/list")).await
    }
}
