//! Reading the current version of a dashboard from Home Assistant, and keeping it.
//!
//! A look can coincide with a change of ours. A version that a save sent must not be kept as somebody else's, nor the
//! version from before a save or a deletion as a newer one. So a look reads while changes may be under way, then waits
//! for them before it keeps anything, and reads again if there was a change. Only that second reading makes other tasks
//! wait.

use std::sync::Arc;

use bobbin_hass::CommandError;
use bobbin_vault::Origin;
use tokio::sync::OwnedMutexGuard;

use crate::api::DashboardContent;
use crate::clock::now;
use crate::error::ApiResult;
use crate::failures;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::listed::{content, default_without_config, is_yaml};
use crate::state::open_document::Theirs;
use crate::state::open_documents::OpenDocuments;
use crate::state::store::Store;
use crate::swap::Place as _;
use crate::swap::place::DashboardPlace;

/// Looks at dashboards.
pub(crate) struct Looks {
    homes: Arc<Homes>,
    open: Arc<OpenDocuments>,
    store: Store,
}

impl Looks {
    pub(crate) fn new(homes: Arc<Homes>, open: Arc<OpenDocuments>, store: Store) -> Self {
        Self { homes, open, store }
    }

    /// Reads the current version of a dashboard from Home Assistant and keeps it.
    pub(crate) async fn look(&self, dashboard: &DashboardId) -> ApiResult<Theirs> {
        self.look_as(dashboard, Origin::Fetched).await.1
    }

    /// Looks, and keeps the version under an origin. The returned guard keeps others from changing the dashboard until
    /// the caller has updated the document, too.
    pub(crate) async fn look_as(
        &self,
        dashboard: &DashboardId,
        origin: Origin,
    ) -> (OwnedMutexGuard<()>, ApiResult<Theirs>) {
        let lane = self.open.lane_of(dashboard);
        let home = match self.homes.get(&dashboard.instance) {
            Ok(home) => home,
            Err(error) => return (lane.quiet().await, Err(error)),
        };
        let mut place = DashboardPlace::new(&home.session, &dashboard.url_path);
        let changes = lane.changes();
        let mut read = place.read().await;
        let quiet = lane.quiet().await;
        if lane.changes() != changes {
            read = place.read().await;
        }
        (quiet, self.looked(&home, dashboard, read, origin).await)
    }

    async fn looked(
        &self,
        home: &Home,
        dashboard: &DashboardId,
        read: Result<Held, CommandError>,
        origin: Origin,
    ) -> ApiResult<Theirs> {
        let url_path = &dashboard.url_path;
        let held = match read {
            Ok(held) => held,
            // This error marks a dashboard without config for as long as nothing was ever saved to it.
            Err(error) if default_without_config(dashboard, &error) => None,
            Err(error) => {
                if error.rejection().is_some() {
                    home.learn_content(url_path, DashboardContent::Failed { message: error.to_string() });
                }
                return Err(failures::command("read the dashboard", &error));
            }
        };
        home.learn_content(url_path, content(&held));
        let yaml = home.dashboard(url_path).as_ref().is_some_and(is_yaml);
        let version = match &held {
            Some(_) if !yaml => Some(self.store.keep(dashboard, &held, origin, home.ha_version()).await?),
            _ => None,
        };
        Ok(Theirs { held, version, at: now(), text: None })
    }
}
