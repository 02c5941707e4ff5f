//! The user a token belongs to, as `auth/current_user` describes them.

use serde::Deserialize;

/// The user a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CurrentUser {
    /// Home Assistant's id.
    pub id: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// Whether the user may change things; others can only read.
    #[serde(default)]
    pub is_admin: bool,
    /// Whether the user is the owner.
    #[serde(default)]
    pub is_owner: bool,
}
