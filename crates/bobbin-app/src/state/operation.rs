//! A deletion that can be undone, with everything that undoing it needs.

use serde::{Deserialize, Serialize};

/// Something that can be undone, as it is written to the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Operation {
    /// A dashboard was deleted.
    DashboardDeleted {
        /// The instance.
        instance: String,
        /// Its path.
        url_path: String,
        /// Its properties, as Home Assistant listed them.
        settings: String,
        /// The version that it held last.
        version: i64,
    },
    /// A resource was removed.
    ResourceDeleted {
        /// The instance.
        instance: String,
        /// The resource, as Home Assistant listed it.
        resource: String,
    },
}

impl Operation {
    /// A short name for the log.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::DashboardDeleted { .. } => "dashboard_deleted",
            Self::ResourceDeleted { .. } => "resource_deleted",
        }
    }

    /// The instance it happened in.
    pub(crate) fn instance(&self) -> &str {
        match self {
            Self::DashboardDeleted { instance, .. } | Self::ResourceDeleted { instance, .. } => instance,
        }
    }
}
