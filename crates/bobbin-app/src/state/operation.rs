//! A deletion that can be undone, with everything that undoing it needs.

use serde::{Deserialize, Serialize};

use super::dashboard_id::DashboardId;

/// Something that can be undone, as it is written to the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Operation {
    /// A dashboard was deleted.
    DashboardDeleted {
        /// The dashboard; its two names stand in the log beside the others.
        #[serde(flatten)]
        dashboard: DashboardId,
        /// Its properties, as Home Assistant listed them.
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
            Self::DashboardDeleted { dashboard, .. } => &dashboard.instance,
            Self::ResourceDeleted { instance, .. } => instance,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_is_read_as_it_was_always_written() {
        let text = r#"{"kind":"dashboard_deleted","instance":"home","url_path":"a-b","settings":"{}","version":7}"#;
        let operation: Operation = serde_json::from_str(text).expect("an operation");
        assert_eq!((operation.instance(), operation.kind()), ("home", "dashboard_deleted"));
        assert_eq!(serde_json::to_string(&operation).expect("JSON"), text);
    }
}
