//! The user a token belongs to, as `auth/current_user` describes them.

use serde::Deserialize;

/// The user a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CurrentUser {
    /// The id in Home Assistant.
    pub id: String,
    /// The name on screen.
    #[serde(default)]
    pub name: String,
    /// Whether the user may change things. Other users have read-only access.
    #[serde(default)]
    pub is_admin: bool,
    /// Whether the user is the owner.
    #[serde(default)]
    pub is_owner: bool,
}
