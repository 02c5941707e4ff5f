//! What the user did and can take back: a deletion, with all that is needed to undo it.

use std::sync::Arc;

use bobbin_hass::protocol::{self, NewDashboard, NewResource};
use serde::{Deserialize, Serialize};

use crate::DEFAULT_DASHBOARD;
use crate::api::{Event, Undoable};
use crate::app::{App, Inner};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// Something that can be undone, as it is written to the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Operation {
    /// A dashboard was deleted.
    DashboardDeleted {
        /// The instance.
        instance: String,
        /// Its path.
        url_path: String,
        /// Its properties, as Home Assistant listed them.
        settings: String,
        /// The version that it held last.
        version: i64,
    },
    /// A resource was removed.
    ResourceDeleted {
        /// The instance.
        instance: String,
        /// The resource, as Home Assistant listed it.
        resource: String,
    },
}

impl Operation {
    /// A short name for the log.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::DashboardDeleted { .. } => "dashboard_deleted",
            Self::ResourceDeleted { .. } => "resource_deleted",
        }
    }

    /// The instance it happened in.
    pub(crate) fn instance(&self) -> &str {
        match self {
            Self::DashboardDeleted { instance, .. } | Self::ResourceDeleted { instance, .. } => instance,
        }
    }
}

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
            let json = crate::place::json(&value).map_err(|error| failures::command("save the dashboard", &error))?;
            let saved = home.session.lovelace().save(Some(url_path), &json).await;
            saved.map_err(|error| failures::command("save what the dashboard held", &error))?;
            self.keep(&home, url_path, &Some(value), bobbin_vault::Origin::Restored).await?;
        }
        self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        self.look_at_dashboard(instance, url_path).await;
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
