//! Undoing a deletion: of a dashboard, with its settings and its config, or of a resource.

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_hass::CommandError;
use bobbin_hass::protocol::{self, NewDashboard};
use bobbin_vault::Origin;

use crate::api::{Dashboard, DashboardRecreate, Event, Undoable};
use crate::document::documents::Documents;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::dashboards::Dashboards;
use crate::home::resources::Resources;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::listed::default_dashboard;
use crate::state::open_documents::OpenDocuments;
use crate::state::operation::Operation;
use crate::state::store::Store;
use crate::swap::Place as _;
use crate::swap::place::DashboardPlace;
use crate::{Shell, failures};

/// Undoes deletions.
pub(crate) struct Operations {
    homes: Arc<Homes>,
    open: Arc<OpenDocuments>,
    store: Store,
    dashboards: Arc<Dashboards>,
    resources: Arc<Resources>,
    documents: Arc<Documents>,
    shell: Arc<dyn Shell>,
}

impl Operations {
    pub(crate) fn new(
        homes: Arc<Homes>,
        open: Arc<OpenDocuments>,
        store: Store,
        dashboards: Arc<Dashboards>,
        resources: Arc<Resources>,
        documents: Arc<Documents>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { homes, open, store, dashboards, resources, documents, shell }
    }

    pub(crate) async fn operation_undo(&self, request: Undoable) -> ApiResult<()> {
        match self.store.operation(request.operation).await? {
            Operation::DashboardDeleted { instance, url_path, settings, version } => {
                self.recreate(&DashboardId::new(instance, url_path), &settings, Some(version)).await?;
            }
            Operation::ResourceDeleted { instance, resource } => {
                self.resources.recreate(&instance, &resource).await?;
            }
        }
        self.store.undone(request.operation).await
    }

    pub(crate) async fn dashboard_recreate(&self, request: DashboardRecreate) -> ApiResult<Dashboard> {
        let dashboard = DashboardId::new(request.instance, request.url_path);
        let home = self.homes.get(&dashboard.instance)?;
        let listed = self.dashboards.list(&dashboard.instance).await?;
        if !dashboard.is_default() && listed.dashboards.iter().any(|one| one.url_path == dashboard.url_path) {
            return Err(ApiError::new(ErrorCode::BadRequest, "Home Assistant has this dashboard: it is not deleted."));
        }
        let known = self.store.known_dashboards(&dashboard.instance).await?;
        let known = known.into_iter().find(|known| known.url_path == dashboard.url_path);
        let settings = match known.and_then(|known| known.settings) {
            Some(settings) => settings,
            None => failures::json(&protocol::Dashboard {
                url_path: dashboard.url_path.clone(),
                title: dashboard.url_path.clone(),
                icon: None,
                ..default_dashboard()
            })?,
        };
        let version = match request.version {
            Some(version) => Some(version),
            None => self.store.last_version(dashboard.key()).await?.map(|(id, ..)| id),
        };
        self.recreate(&dashboard, &settings, version).await?;
        self.dashboards.list(&dashboard.instance).await?;
        let made = home.dashboard(&dashboard.url_path).unwrap_or_else(default_dashboard);
        Ok(self.dashboards.listed(&dashboard.instance, Some(&home), &made).await)
    }

    /// Recreates a dashboard with these properties and the content of a version.
    async fn recreate(&self, dashboard: &DashboardId, settings: &str, version: Option<i64>) -> ApiResult<()> {
        let home = self.homes.get(&dashboard.instance)?;
        let settings: protocol::Dashboard = serde_json::from_str(settings).map_err(|error| {
            ApiError::new(ErrorCode::Storage, "The log of what was deleted can't be read.").details(error)
        })?;
        let held = match version {
            Some(version) => self.store.version(version).await?.1,
            None => None,
        };
        // Home Assistant does not allow creating the default dashboard; saving a config to it brings it back.
        if !dashboard.is_default() {
            let new = NewDashboard {
                url_path: dashboard.url_path.clone(),
                title: settings.title,
                icon: settings.icon,
                require_admin: settings.require_admin,
                show_in_sidebar: settings.show_in_sidebar,
            };
            let created = home.session.dashboards().create(&new).await;
            created.map_err(|error| failures::command("bring the dashboard back", &error))?;
        }
        if let Some(value) = held {
            let _alone = self.open.lane_of(dashboard).alone().await;
            self.fill_again(&home, dashboard, value).await?;
        }
        self.shell.emit(&Event::DashboardsChanged { instance: dashboard.instance.clone() });
        self.documents.look_at_dashboard(dashboard).await;
        Ok(())
    }

    /// Saves the former content of a dashboard to its recreated namesake.
    ///
    /// The dashboard is read first: Home Assistant loads a new dashboard at the first command for it, and a read and a
    /// save that meet there can end with “no config” (listing the dashboards reads the new one, too).
    async fn fill_again(&self, home: &Home, dashboard: &DashboardId, value: Value) -> ApiResult<()> {
        let mut place = DashboardPlace::new(&home.session, &dashboard.url_path);
        let now = place.read().await.map_err(|error| not_filled(&error))?;
        // Somebody can be faster with a config of their own, above all for the default dashboard.
        let theirs = async |held: Held| match held {
            Some(theirs) if theirs != value => {
                self.store.keep(dashboard, &Some(theirs), Origin::Displaced, home.ha_version()).await.map(|_| ())
            }
            _ => Ok(()),
        };
        if now.as_ref() != Some(&value) {
            theirs(now).await?;
            let swapped = place.swap(&value).await.map_err(|error| not_filled(&error))?;
            theirs(swapped.before).await?;
            swapped.saved.map_err(|error| not_filled(&error))?;
        }
        self.store.keep(dashboard, &Some(value), Origin::Restored, home.ha_version()).await?;
        Ok(())
    }
}

/// The dashboard exists again, but without its content.
fn not_filled(error: &CommandError) -> ApiError {
    failures::command("save what the dashboard held", error).hint(
        "The dashboard is there again without its config. Its history has every version, to be restored from there.",
    )
}
