//! A deletion that can be undone, with everything that undoing it needs.

use serde::{Deserialize, Serialize};

/// An operation in its stored form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Operation {
    /// A dashboard was deleted.
    DashboardDeleted {
        /// The instance's id.
        instance: String,
        /// The dashboard's `url_path`.
        url_path: String,
        /// Its properties, as Home Assistant listed them, in JSON.
        settings: String,
        /// Its last version.
        version: i64,
    },
    /// A resource was removed.
    ResourceDeleted {
        /// The instance's id.
        instance: String,
        /// The resource, as Home Assistant listed it, in JSON.
        resource: String,
    },
}

impl Operation {
    /// Its kind in the log.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::DashboardDeleted { .. } => "dashboard_deleted",
            Self::ResourceDeleted { .. } => "resource_deleted",
        }
    }

    /// The id of its instance.
    pub(crate) fn instance(&self) -> &str {
        match self {
            Self::DashboardDeleted { instance, .. } | Self::ResourceDeleted { instance, .. } => instance,
        }
    }
}
