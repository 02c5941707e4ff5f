//! Undoing a deletion: of a dashboard, with its settings and its config, or of a resource.

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_hass::CommandError;
use bobbin_hass::protocol;

use crate::Shell;
use crate::api::{Dashboard, DashboardRecreate, Event, Undoable};
use crate::document::documents::Documents;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures::HomeError;
use crate::home::dashboards::{Dashboards, create_again};
use crate::home::looking;
use crate::home::resources::Resources;
use crate::save::sending::{self, Ended};
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::intention::{Asked, Intention};
use crate::state::listed::default_dashboard;
use crate::state::open_documents::OpenDocuments;
use crate::state::operation::Operation;
use crate::state::store::Store;

/// Saves over others at most so often: each round means that yet somebody else saved in the same moment.
const ROUNDS: usize = 5;

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
            Operation::DashboardDeleted { dashboard, settings, version } => {
                let settings = Some(listed_in(&settings)?);
                self.recreate(&dashboard, settings, Some(version)).await?;
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
        let settings = known.and_then(|known| known.settings).map(|settings| listed_in(&settings)).transpose()?;
        let version = match request.version {
            Some(version) => Some(version),
            None => self.store.last_version(dashboard.key()).await?.map(|(id, ..)| id),
        };
        self.recreate(&dashboard, settings, version).await?;
        self.dashboards.list(&dashboard.instance).await?;
        let made = home.dashboard(&dashboard.url_path).unwrap_or_else(default_dashboard);
        Ok(self.dashboards.listed(&dashboard.instance, Some(&home), &made).await)
    }

    /// Makes a dashboard again, with these properties and the content of a version.
    async fn recreate(
        &self,
        dashboard: &DashboardId,
        settings: Option<protocol::Dashboard>,
        version: Option<i64>,
    ) -> ApiResult<()> {
        let home = self.homes.get(&dashboard.instance)?;
        let held = match version {
            Some(version) => self.store.version(version).await?.1,
            None => None,
        };
        create_again(&home, dashboard, settings).await?;
        if let Some(value) = held {
            let _alone = self.open.lane_of(dashboard).alone().await;
            self.fill_again(&home, dashboard, value).await?;
        }
        self.shell.emit(&Event::DashboardsChanged { instance: dashboard.instance.clone() });
        self.documents.look_at_dashboard(dashboard).await;
        Ok(())
    }

    /// Saves the last content of a dashboard to the one that was just made again. Somebody can be quicker with a config of
    /// their own, above all for the default dashboard: it is kept as displaced.
    async fn fill_again(&self, home: &Home, dashboard: &DashboardId, value: Value) -> ApiResult<()> {
        let text = text_of(&self.store, dashboard, &Some(value.clone()), home.dialect()).await?;
        let asked = Asked { restores: true, ..Asked::default() };
        let mut intention = Intention {
            dashboard: dashboard.clone(),
            base: None,
            base_version: None,
            value,
            text,
            asked,
            progress: None,
        };
        // It is read first: Home Assistant loads a new dashboard at the first command for it, and a read and a save that
        // meet there can end with “no config” (listing the dashboards reads the new one, too).
        let mut there = looking::read(home, dashboard).await.map_err(not_filled)?;
        for _ in 0..ROUNDS {
            let ended;
            (ended, intention) =
                sending::send_over(&self.store, home, intention, there, false).await.map_err(not_filled)?;
            match ended {
                Ended::Saved { note, .. } | Ended::Merged { note, .. } => return note.close(&self.store).await,
                Ended::Changed { theirs, .. } => there = theirs.held,
                Ended::Rejected(rejection) => return Err(not_filled(unfilled(CommandError::Rejected(rejection)))),
                Ended::NotReceived => return Err(not_filled(unfilled(CommandError::NotConnected))),
                Ended::Unknown { .. } => return Err(not_filled(unfilled(CommandError::ConnectionLost { sent: true }))),
            }
        }
        Err(not_filled(ApiError::new(ErrorCode::Rejected, "Somebody else keeps saving this dashboard.")))
    }
}

/// A dashboard as Home Assistant listed it, read from the log.
fn listed_in(settings: &str) -> ApiResult<protocol::Dashboard> {
    serde_json::from_str(settings)
        .map_err(|error| ApiError::new(ErrorCode::Storage, "The log of what was deleted can't be read.").details(error))
}

fn unfilled(error: CommandError) -> HomeError {
    HomeError::Unchanged { what: "save what the dashboard held", error }
}

/// The dashboard is there again, but without its content.
fn not_filled(error: impl Into<HomeError>) -> ApiError {
    ApiError::from(error.into()).hint(
        "The dashboard is there again without its config. Its history has every version, to be restored from there.",
    )
}
