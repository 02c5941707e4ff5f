//! The registries of entities, devices, areas, floors and labels, and the uploaded pictures.

use crate::command::Command;
use crate::error::CommandError;
use crate::protocol::Unknown;
use crate::session::Session;
use serde::{Deserialize, Serialize};

/// Commands about registries.
#[derive(Debug, Clone, Copy)]
pub struct Registries<'a>(&'a Session);

/// An entity in the registry. Some entities with a state are not in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The entity id.
    pub entity_id: String,
    /// The name that the user gave it.
    #[serde(default)]
    pub name: Option<String>,
    /// The name from the integration.
    #[serde(default)]
    pub original_name: Option<String>,
    /// The integration.
    #[serde(default)]
    pub platform: Option<String>,
    /// Its device.
    #[serde(default)]
    pub device_id: Option<String>,
    /// Its area, if it differs from the device's.
    #[serde(default)]
    pub area_id: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The source of its being disabled, such as `user`.
    #[serde(default)]
    pub disabled_by: Option<String>,
    /// The source of its being hidden, such as `user`.
    #[serde(default)]
    pub hidden_by: Option<String>,
    /// `config` or `diagnostic` for an entity that serves the upkeep of its device.
    #[serde(default)]
    pub entity_category: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A device. A part of another device has fewer keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// The device id.
    pub id: String,
    /// The name from the integration.
    #[serde(default)]
    pub name: Option<String>,
    /// The name that the user gave it.
    #[serde(default)]
    pub name_by_user: Option<String>,
    /// Its area.
    #[serde(default)]
    pub area_id: Option<String>,
    /// The device that it is part of. Their area is the same unless the part has its own.
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
    /// The area id.
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
    /// The floor id.
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
    /// The label id.
    pub label_id: String,
    /// The name.
    pub name: String,
    /// The icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// The color.
    #[serde(default)]
    pub color: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A picture that was uploaded to Home Assistant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Image {
    /// Its id in the address `/api/image/serve/<id>/original`.
    pub id: String,
    /// The name of the uploaded file.
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
