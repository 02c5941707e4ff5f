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
use crate::error::{ApiError, ApiResult};
use crate::failures::HomeError;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::listed::{content, default_without_config, is_yaml};
use crate::state::open_document::Theirs;
use crate::state::open_documents::OpenDocuments;
use crate::state::store::{Kept, Store};
use crate::swap::Target as _;
use crate::swap::target::DashboardTarget;

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
        let mut target = DashboardTarget::new(&home.session, &dashboard.url_path);
        let changes = lane.changes();
        let mut read = target.read().await;
        let quiet = lane.quiet().await;
        if lane.changes() != changes {
            read = target.read().await;
        }
        (quiet, looked(&self.store, &home, dashboard, read, origin).await.map_err(ApiError::from))
    }
}

/// The content of a dashboard.
///
/// # Errors
/// It can't be read. A default dashboard that nothing was ever saved to holds nothing, which is no error.
pub(crate) async fn read(home: &Home, dashboard: &DashboardId) -> Result<Held, HomeError> {
    judged(dashboard, DashboardTarget::new(&home.session, &dashboard.url_path).read().await)
}

fn judged(dashboard: &DashboardId, read: Result<Held, CommandError>) -> Result<Held, HomeError> {
    match read {
        Err(error) if default_without_config(dashboard, &error) => Ok(None),
        read => read.map_err(HomeError::reading("read the dashboard")),
    }
}

/// Keeps the content of a dashboard, and returns the version. “No config” is no version: Home Assistant answers so
/// for a corrupt file, too.
pub(crate) async fn keep(
    store: &Store,
    home: &Home,
    dashboard: &DashboardId,
    held: &Held,
    origin: Origin,
) -> ApiResult<Option<i64>> {
    if held.is_none() {
        return Ok(None);
    }
    let (key, held, ha_version) = (dashboard.key(), held.clone(), home.ha_version());
    store.record(Kept { key, origin, held, text: None, ha_version, settings: None }).await.map(Some)
}

/// Keeps the content that a look found, and gives it to the home.
async fn looked(
    store: &Store,
    home: &Home,
    dashboard: &DashboardId,
    read: Result<Held, CommandError>,
    origin: Origin,
) -> Result<Theirs, HomeError> {
    let url_path = &dashboard.url_path;
    let held = judged(dashboard, read).inspect_err(|error| {
        if let HomeError::Unread { error, .. } = error
            && error.rejection().is_some()
        {
            home.learn_content(url_path, DashboardContent::Failed { message: error.to_string() });
        }
    })?;
    home.learn_content(url_path, content(&held));
    let yaml = home.dashboard(url_path).as_ref().is_some_and(is_yaml);
    let version = if yaml { None } else { keep(store, home, dashboard, &held, origin).await? };
    Ok(Theirs { held, version, at: now(), text: None })
}
