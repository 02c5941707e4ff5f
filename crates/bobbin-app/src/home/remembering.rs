//! Keeps the state of a home for offline use: its dashboards with their content, its resources, and its contents
//! (entities, devices, areas, labels and so on).
//!
//! Reads once after each connection, in the background, so it does not depend on which screens were opened. It never
//! fails: a part that can't be read now keeps its last state and age.

use std::sync::Arc;

use super::contents::Contents;
use super::dashboards::Dashboards;
use super::looking::Looks;
use super::resources::Resources;
use crate::error::ApiResult;
use crate::state::dashboard_id::DashboardId;
use crate::state::home::Home;
use crate::state::homes::Homes;

/// Reads and keeps the state of homes.
pub(crate) struct Memory {
    homes: Arc<Homes>,
    dashboards: Arc<Dashboards>,
    looks: Arc<Looks>,
    resources: Arc<Resources>,
    contents: Arc<Contents>,
}

impl Memory {
    pub(crate) fn new(
        homes: Arc<Homes>,
        dashboards: Arc<Dashboards>,
        looks: Arc<Looks>,
        resources: Arc<Resources>,
        contents: Arc<Contents>,
    ) -> Self {
        Self { homes, dashboards, looks, resources, contents }
    }

    /// Reads and keeps the state of a home.
    pub(crate) async fn remember(&self, instance: &str) {
        let Some(home) = self.homes.find(instance) else { return };
        kept(self.remember_dashboards(&home).await, "its dashboards");
        kept(self.resources.look(&home).await, "its resources");
        kept(self.contents.look_around(&home).await, "what there is in it");
    }

    /// Looks at every dashboard, not only at those never read: others may have saved any of them while there was no
    /// connection.
    async fn remember_dashboards(&self, home: &Home) -> ApiResult<()> {
        for dashboard in self.dashboards.list(&home.id).await?.dashboards {
            let seen = self.looks.look(&DashboardId::new(&home.id, dashboard.url_path)).await;
            if home.session.connected().is_none() {
                return seen.map(drop);
            }
        }
        Ok(())
    }
}

fn kept<T>(result: ApiResult<T>, what: &str) {
    if let Err(error) = result {
        tracing::info!(%error, "{what} can't be kept for when there is no connection");
    }
}
