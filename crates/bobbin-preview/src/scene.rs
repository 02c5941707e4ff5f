//! The scene: everything about a preview that the user can choose.
//!
//! Plain values. The bridge decides how they reach the page. A change of the language or of the viewer needs a reload,
//! because the page reads them once; all others apply live.

use crate::draft::Draft;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that determines the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The dashboard that the draft replaces.
    pub dashboard: Dashboard,
    /// The config to show.
    pub draft: Draft,
    /// The viewer.
    pub viewer: Viewer,
    /// The language, if it differs from the user's.
    pub language: Option<String>,
    /// The theme, if it differs from the user's; `default` is Home Assistant's.
    pub theme: Option<String>,
    /// Dark or light mode, unless the system decides.
    pub dark: Option<bool>,
    /// Overridden states.
    pub what_if: WhatIf,
    /// Whether everything is visible regardless of its conditions.
    pub ignore_visibility: bool,
    /// Whether the view is shown without sidebar and header.
    pub kiosk: bool,
}

impl Scene {
    /// The draft with the user's own settings.
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

    /// The config for the page.
    pub(crate) fn config(&self) -> Arc<str> {
        if self.ignore_visibility { self.draft.without_conditions() } else { Arc::clone(self.draft.json()) }
    }

    /// Whether a path in Home Assistant's protocol means this dashboard: the default one has two names.
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

/// The viewer of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewer {
    /// The owner of the token, with all rights.
    #[default]
    Oneself,
    /// The same user without administrator rights.
    Ordinary,
}

/// What-if states by entity.
pub type WhatIf = BTreeMap<String, Override>;

/// The override of an entity.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Override {
    /// The state, if it is overridden.
    pub state: Option<String>,
    /// The overridden attributes; all others stay.
    pub attributes: Map<String, Value>,
}
