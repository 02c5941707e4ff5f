//! The base of a push: the version that a file was pulled or pushed as.
//!
//! A file has a base of its own; one that has none goes by the dashboard's last pull or push. Must stay true: only a
//! version that the caller of the command has seen becomes a base, because a push may overwrite its base.

use bobbin_core::value::Value;
use bobbin_vault::Origin;

use crate::error::ApiResult;
use crate::home::looking;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::store::Store;

/// The base of a file, or of a text without a file.
pub(crate) async fn of(store: &Store, dashboard: &DashboardId, file: Option<String>) -> ApiResult<Held> {
    store.base(dashboard.key(), file).await
}

/// Keeps a pulled value as the base of its file, and of the dashboard in general.
pub(crate) async fn pulled(
    store: &Store,
    home: &Home,
    dashboard: &DashboardId,
    file: Option<String>,
    value: &Value,
) -> ApiResult<()> {
    match looking::keep(store, home, dashboard, &Some(value.clone()), Origin::Fetched).await? {
        Some(version) => remember(store, dashboard, file, version).await,
        None => Ok(()),
    }
}

/// Makes a version the base of a file, and of the dashboard in general.
pub(super) async fn remember(
    store: &Store,
    dashboard: &DashboardId,
    file: Option<String>,
    version: i64,
) -> ApiResult<()> {
    store.set_base(dashboard.key(), file, version).await
}

/// Lets a file keep the present base when the dashboard's general one changes.
pub(crate) async fn pin(store: &Store, dashboard: &DashboardId, file: String) -> ApiResult<()> {
    store.pin_base(dashboard.key(), file).await
}
