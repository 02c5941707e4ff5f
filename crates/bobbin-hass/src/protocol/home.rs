//! The contents of a home that dashboards refer to: states, services, panels, themes, users.

use crate::command::Command;
use crate::current_user::CurrentUser;
use crate::error::CommandError;
use crate::protocol::Unknown;
use crate::session::Session;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Commands about the home.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a>(&'a Session);

/// How Home Assistant is set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HassConfig {
    /// The version.
    #[serde(default)]
    pub version: String,
    /// `RUNNING` once everything is loaded.
    #[serde(default)]
    pub state: String,
    /// Whether Home Assistant's own config is broken. Dashboards are missing then.
    #[serde(default)]
    pub recovery_mode: bool,
    /// Whether Home Assistant runs without custom integrations. Resources and themes are missing then.
    #[serde(default)]
    pub safe_mode: bool,
    /// The name of the home.
    #[serde(default)]
    pub location_name: String,
    /// The integrations that are loaded.
    #[serde(default)]
    pub components: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The state of an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityState {
    /// The entity id.
    pub entity_id: String,
    /// Its state.
    pub state: String,
    /// Its attributes.
    #[serde(default)]
    pub attributes: Unknown,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl EntityState {
    /// The name on screen, if it has one.
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.get("friendly_name")?.as_str()
    }
}

/// A page of Home Assistant's frontend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// The component that renders it: `lovelace` for dashboards.
    pub component_name: String,
    /// Its path in the address.
    pub url_path: String,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// Whether only administrators see it.
    #[serde(default)]
    pub require_admin: bool,
    /// The parameters of its component.
    #[serde(default)]
    pub config: serde_json::Value,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The themes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// The themes by name.
    #[serde(default)]
    pub themes: Unknown,
    /// The default theme.
    #[serde(default)]
    pub default_theme: Option<String>,
    /// The default theme in dark mode.
    #[serde(default)]
    pub default_dark_theme: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A user who can log in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// The id that `user` conditions and `visible` refer to.
    pub id: String,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether the user can log in.
    #[serde(default)]
    pub is_active: bool,
    /// Whether the user is the owner.
    #[serde(default)]
    pub is_owner: bool,
    /// Whether Home Assistant made the user for itself.
    #[serde(default)]
    pub system_generated: bool,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl<'a> Home<'a> {
    pub(crate) const fn new(session: &'a Session) -> Self {
        Self(session)
    }

    /// How Home Assistant is set up.
    pub async fn config(self) -> Result<HassConfig, CommandError> {
        self.0.call(Command::new("get_config")).await
    }

    /// The states of all entities the user may see.
    pub async fn states(self) -> Result<Vec<EntityState>, CommandError> {
        self.0.call(Command::new("get_states").large()).await
    }

    /// Descriptions of all services, by domain and name, as raw JSON.
    pub async fn services(self) -> Result<BTreeMap<String, BTreeMap<String, Box<RawValue>>>, CommandError> {
        self.0.call(Command::new("get_services").large()).await
    }

    /// The pages of the frontend, by path.
    pub async fn panels(self) -> Result<BTreeMap<String, Panel>, CommandError> {
        self.0.call(Command::new("get_panels")).await
    }

    /// The themes.
    pub async fn themes(self) -> Result<Themes, CommandError> {
        self.0.call(Command::new("frontend/get_themes")).await
    }

    /// All users who can log in; for administrators only.
    pub async fn users(self) -> Result<Vec<User>, CommandError> {
        self.0.call(Command::new("config/auth/list")).await
    }

    /// The owner of this session's token. Asks each time, since rights can change during a connection.
    pub async fn current_user(self) -> Result<CurrentUser, CommandError> {
        self.0.call(Command::new("auth/current_user")).await
    }
}
