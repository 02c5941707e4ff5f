//! What is shown, and to whom: everything about a picture that the user can choose.
//!
//! Plain values. What of it reaches the page in which way is the bridge's business; what a page loads only once
//! (the language of its first texts, who it is for) needs a reload, everything else is live.

use crate::draft::Draft;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The dashboard that the draft stands in for.
    pub dashboard: Dashboard,
    /// What it shows instead of what is saved.
    pub draft: Draft,
    /// Who looks.
    pub viewer: Viewer,
    /// The language, when it is not the user's own.
    pub language: Option<String>,
    /// The theme, when it is not the user's own; `default` is Home Assistant's.
    pub theme: Option<String>,
    /// Whether it is dark, when that is not left to the system.
    pub dark: Option<bool>,
    /// States that are other than they are.
    pub what_if: WhatIf,
    /// Whether everything is visible, whatever its conditions say.
    pub ignore_visibility: bool,
    /// Whether it is the view alone, without sidebar and header.
    pub kiosk: bool,
}

impl Scene {
    /// A draft as its user would see it.
    pub fn new(dashboard: Dashboard, draft: Draft) -> Self {
        Self {
            dashboard,
            draft,
            viewer: Viewer::default(),
            language: None,
            theme: None,
            dark: None,
            what_if: WhatIf::default(),
            ignore_visibility: false,
            kiosk: true,
        }
    }

    /// The config that the page gets.
    pub(crate) fn config(&self) -> Arc<str> {
        if self.ignore_visibility { self.draft.without_conditions() } else { Arc::clone(self.draft.json()) }
    }

    /// Whether a path of Home Assistant's protocol means this dashboard: the default one has two names.
    pub(crate) fn is_this(&self, url_path: Option<&str>) -> bool {
        url_path.unwrap_or(Dashboard::DEFAULT) == self.dashboard.url_path
    }
}

/// The dashboard of a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Its path; [`Dashboard::DEFAULT`] for the default dashboard.
    pub url_path: String,
    /// Its title.
    pub title: String,
    /// Its icon.
    pub icon: Option<String>,
    /// Whether Home Assistant does not have it yet.
    pub is_new: bool,
}

impl Dashboard {
    /// The path of the default dashboard, which Home Assistant's commands also call null.
    pub const DEFAULT: &str = "lovelace";
}

/// Who looks at a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewer {
    /// The user whose token it is, as what they are.
    #[default]
    Oneself,
    /// The same user, as if they were no administrator.
    Ordinary,
}

/// Entities whose states are other than they are.
pub type WhatIf = BTreeMap<String, Override>;

/// What is other about an entity.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Override {
    /// The state, when it is another.
    pub state: Option<String>,
    /// Attributes that are others; those not named stay.
    pub attributes: Map<String, Value>,
}
