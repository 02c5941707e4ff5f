//! The identity of a dashboard: its instance and its `url_path`.
//!
//! One type instead of two strings, so that the two can't be mixed up unnoticed.

use bobbin_vault::DocumentKey;
use serde::{Deserialize, Serialize};

use crate::DEFAULT_DASHBOARD;
use crate::api::{DashboardRef, DocumentTarget};

/// A dashboard of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct DashboardId {
    pub(crate) instance: String,
    pub(crate) url_path: String,
}

impl DashboardId {
    pub(crate) fn new(instance: impl Into<String>, url_path: impl Into<String>) -> Self {
        Self { instance: instance.into(), url_path: url_path.into() }
    }

    /// The dashboard of a document; none for a file or an untitled text.
    pub(crate) fn of(target: &DocumentTarget) -> Option<Self> {
        match target {
            DocumentTarget::Dashboard { instance, url_path } => Some(Self::new(instance, url_path)),
            DocumentTarget::File { .. } | DocumentTarget::Untitled { .. } => None,
        }
    }

    /// Its key in the vault.
    pub(crate) fn key(&self) -> DocumentKey {
        DocumentKey::dashboard(&self.instance, &self.url_path)
    }

    /// Its name in the interface.
    pub(crate) fn target(&self) -> DocumentTarget {
        DocumentTarget::Dashboard { instance: self.instance.clone(), url_path: self.url_path.clone() }
    }

    /// The id of its document.
    pub(crate) fn document(&self) -> String {
        super::names::id(&self.target())
    }

    /// Whether it is the default dashboard, which every home has.
    pub(crate) fn is_default(&self) -> bool {
        self.url_path == DEFAULT_DASHBOARD
    }
}

impl From<DashboardRef> for DashboardId {
    fn from(dashboard: DashboardRef) -> Self {
        Self::new(dashboard.instance, dashboard.url_path)
    }
}
