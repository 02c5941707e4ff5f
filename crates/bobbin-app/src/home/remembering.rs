//! What is kept of a home for when there is no connection: its dashboards with what they hold, its resources, and
//! what there is to choose from (entities, devices, areas, labels …).
//!
//! Read once after each connection, in the background, so that it does not depend on which screens were looked at.
//! Decides nothing and fails for nobody: what can't be read now keeps its last state, with its age.

use std::sync::Arc;

use crate::app::Inner;
use crate::error::ApiResult;
use crate::state::home::Home;

impl Inner {
    /// Reads and keeps what a home has.
    pub(crate) async fn remember(self: &Arc<Self>, instance: &str) {
        let Ok(home) = self.home(instance) else { return };
        self.kept(self.remember_dashboards(&home).await, "its dashboards");
        self.kept(self.look_at_resources(&home).await, "its resources");
        self.kept(self.look_around(&home).await, "what there is in it");
    }

    /// Every dashboard is looked at, not only those that were never read: while there was no connection others may
    /// have saved any of them.
    async fn remember_dashboards(self: &Arc<Self>, home: &Arc<Home>) -> ApiResult<()> {
        let list = self.dashboards(&home.id).await?;
        for dashboard in list.dashboards {
            let seen = self.look(&home.id, &dashboard.url_path).await;
            if home.session.connected().is_none() {
                return seen.map(drop);
            }
        }
        Ok(())
    }

    fn kept<T>(&self, result: ApiResult<T>, what: &str) {
        if let Err(error) = result {
            tracing::info!(%error, "{what} can't be kept for when there is no connection");
        }
    }
}
