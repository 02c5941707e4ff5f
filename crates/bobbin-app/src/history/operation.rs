//! What the user did and can take back: a deletion, with all that is needed to undo it.

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_hass::CommandError;
use bobbin_hass::protocol::{self, NewDashboard, NewResource};
use bobbin_vault::Origin;

use crate::DEFAULT_DASHBOARD;
use crate::api::{Event, Undoable};
use crate::app::{App, Inner};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::operation::Operation;
use crate::swap::Place as _;
use crate::swap::place::DashboardPlace;

impl App {
    pub(crate) async fn operation_undo(&self, request: Undoable) -> ApiResult<()> {
        match self.inner.store.operation(request.operation).await? {
            Operation::DashboardDeleted { instance, url_path, settings, version } => {
                self.inner.recreate_dashboard(&instance, &url_path, &settings, Some(version)).await?;
            }
            Operation::ResourceDeleted { instance, resource } => {
                self.inner.recreate_resource(&instance, &resource).await?;
            }
        }
        self.inner.store.undone(request.operation).await
    }
}

impl Inner {
    /// Makes a dashboard again, with these properties and what a version holds.
    pub(crate) async fn recreate_dashboard(
        self: &Arc<Self>,
        instance: &str,
        url_path: &str,
        settings: &str,
        version: Option<i64>,
    ) -> ApiResult<()> {
        let home = self.home(instance)?;
        let dashboard: protocol::Dashboard = serde_json::from_str(settings).map_err(|error| {
            ApiError::new(ErrorCode::Storage, "The log of what was deleted can't be read.").details(error)
        })?;
        let held = match version {
            Some(version) => self.store.version(version).await?.1,
            None => None,
        };
        // Home Assistant does not let the default dashboard be created; a config saved to it brings it back.
        if url_path != DEFAULT_DASHBOARD {
            let new = NewDashboard {
                url_path: url_path.to_owned(),
                title: dashboard.title,
                icon: dashboard.icon,
                require_admin: dashboard.require_admin,
                show_in_sidebar: dashboard.show_in_sidebar,
            };
            let created = home.session.dashboards().create(&new).await;
            created.map_err(|error| failures::command("bring the dashboard back", &error))?;
        }
        if let Some(value) = held {
            let _alone = self.lane(instance, url_path).alone().await;
            self.fill_again(&home, url_path, value).await?;
        }
        self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        self.look_at_dashboard(instance, url_path).await;
        Ok(())
    }

    /// Saves what a dashboard held to the dashboard that was just made again.
    ///
    /// It is read first: Home Assistant loads a new dashboard at the first command for it, and a read and a save that
    /// meet there can end with “no config” (whoever lists the dashboards reads the new one, too).
    async fn fill_again(&self, home: &Home, url_path: &str, value: Value) -> ApiResult<()> {
        let mut place = DashboardPlace::new(&home.session, url_path);
        let now = place.read().await.map_err(|error| not_filled(&error))?;
        // Somebody can be quicker with a config of their own, above all for the default dashboard.
        let theirs = async |held: Held| match held {
            Some(theirs) if theirs != value => {
                self.keep(home, url_path, &Some(theirs), Origin::Displaced).await.map(|_| ())
            }
            _ => Ok(()),
        };
        if now.as_ref() != Some(&value) {
            theirs(now).await?;
            let swapped = place.swap(&value).await.map_err(|error| not_filled(&error))?;
            theirs(swapped.before).await?;
            swapped.saved.map_err(|error| not_filled(&error))?;
        }
        self.keep(home, url_path, &Some(value), Origin::Restored).await?;
        Ok(())
    }

    async fn recreate_resource(&self, instance: &str, resource: &str) -> ApiResult<()> {
        let home = self.home(instance)?;
        let resource: protocol::Resource = serde_json::from_str(resource).map_err(|error| {
            ApiError::new(ErrorCode::Storage, "The log of what was removed can't be read.").details(error)
        })?;
        let new = NewResource { kind: resource.kind, url: resource.url };
        let created = home.session.resources().create(&new).await;
        created.map_err(|error| failures::command("add the resource again", &error))?;
        self.resources_changed(instance);
        Ok(())
    }
}

/// The dashboard is there again, but what it held is not.
fn not_filled(error: &CommandError) -> ApiError {
    failures::command("save what the dashboard held", error).hint(
        "The dashboard is there again without its config. Its history has every version, to be restored from there.",
    )
}
