//! What there is in a home, as far as dashboards refer to it.

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
    /// Whether its own config is broken: dashboards are missing then.
    #[serde(default)]
    pub recovery_mode: bool,
    /// Whether it was started without custom integrations: resources and themes are missing then.
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
    /// Which entity.
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
    /// What it is called, if it has a name.
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.get("friendly_name")?.as_str()
    }
}

/// A page of Home Assistant's frontend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What shows it: `lovelace` for dashboards.
    pub component_name: String,
    /// Where it is.
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
    /// What else its component needs to know.
    #[serde(default)]
    pub config: serde_json::Value,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The themes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// Each by name.
    #[serde(default)]
    pub themes: Unknown,
    /// The one in use.
    #[serde(default)]
    pub default_theme: Option<String>,
    /// The one in use when it is dark.
    #[serde(default)]
    pub default_dark_theme: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Somebody who can log in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Home Assistant's id, as `user` conditions and `visible` name it.
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
    /// Whether it is no person but Home Assistant's own.
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

    /// Descriptions of all services, by domain and name, as they were on the wire.
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

    /// Everybody who can log in; for administrators only.
    pub async fn users(self) -> Result<Vec<User>, CommandError> {
        self.0.call(Command::new("config/auth/list")).await
    }

    /// Whose token this session has; asked afresh, since rights can change while it is connected.
    pub async fn current_user(self) -> Result<CurrentUser, CommandError> {
        self.0.call(Command::new("auth/current_user")).await
    }
}
