//! Dashboards without a window: created, created again after their deletion, deleted.

use bobbin_hass::Command;
use bobbin_hass::protocol::{self, NewDashboard};
use bobbin_vault::Origin;

use super::failed::{self, RemoteError};
use super::remote::Remote;
use crate::error::{ApiError, ErrorCode};
use crate::home::url_path;
use crate::state::listed;
use crate::state::operation::Operation;
use crate::state::store::Kept;
use crate::swap::place::{self, DashboardPlace};
use crate::{DEFAULT_DASHBOARD, failures};

impl Remote {
    /// Makes a storage dashboard in the sidebar.
    ///
    /// # Errors
    /// The path can't be one or is taken, or Home Assistant refused.
    pub async fn create(
        &self,
        url_path: &str,
        title: &str,
        icon: Option<&str>,
    ) -> Result<protocol::Dashboard, RemoteError> {
        let title = title.trim();
        if title.is_empty() {
            return Err(ApiError::new(ErrorCode::BadRequest, "A dashboard needs a title.").into());
        }
        let panels = match self.session.home().panels().await {
            Ok(panels) => panels,
            Err(error) => return Err(failed::unread(&self.session, "read the list of pages", &error).await.into()),
        };
        let taken: Vec<_> =
            self.dashboards().await?.into_iter().map(|one| one.url_path).chain(panels.into_keys()).collect();
        if let Some(problem) = url_path::problem(url_path, &taken) {
            return Err(ApiError::new(ErrorCode::BadRequest, problem).into());
        }
        let new = NewDashboard {
            url_path: url_path.to_owned(),
            title: title.to_owned(),
            icon: icon.filter(|icon| !icon.is_empty()).map(str::to_owned),
            require_admin: false,
            show_in_sidebar: true,
        };
        match self.session.dashboards().create(&new).await {
            Ok(created) => Ok(created),
            Err(error) => Err(failed::undone(&self.session, "create the dashboard", &error).await),
        }
    }

    /// Makes a deleted dashboard again, with the properties it had.
    ///
    /// # Errors
    /// Home Assistant refused.
    pub async fn recreate(&self, url_path: &str, settings: Option<protocol::Dashboard>) -> Result<(), RemoteError> {
        // Home Assistant does not let the default dashboard be created; a config saved to it brings it back.
        if url_path == DEFAULT_DASHBOARD {
            return Ok(());
        }
        let settings = settings.unwrap_or_else(|| protocol::Dashboard {
            title: url_path.to_owned(),
            icon: None,
            ..listed::default_dashboard()
        });
        let new = NewDashboard {
            url_path: url_path.to_owned(),
            title: settings.title,
            icon: settings.icon,
            require_admin: settings.require_admin,
            show_in_sidebar: settings.show_in_sidebar,
        };
        match self.session.dashboards().create(&new).await {
            Ok(_) => Ok(()),
            Err(error) => Err(failed::undone(&self.session, "make the dashboard again", &error).await),
        }
    }

    /// Deletes a dashboard, after what it held is in the vault. The app can undo it.
    ///
    /// # Errors
    /// There is no such dashboard, it can't be deleted, or Home Assistant refused.
    pub async fn delete(&self, url_path: &str) -> Result<(), RemoteError> {
        let dashboard = self.refuse_yaml(url_path).await?;
        let Some(id) = &dashboard.id else {
            let words = "Home Assistant itself makes this dashboard; it can't be deleted.";
            return Err(ApiError::new(ErrorCode::ReadOnly, words).into());
        };
        let settings = failures::json(&dashboard)?;
        let earlier = self.held(url_path, &mut DashboardPlace::new(&self.session, url_path)).await?;
        self.keep(url_path, &earlier, Origin::Fetched).await?;
        // Read once more in the frame that deletes, so that a save in between is as unlikely as can be.
        let frame = vec![
            Command::new("lovelace/config").with("url_path", url_path).large(),
            Command::new("lovelace/dashboards/delete").with("dashboard_id", id),
        ];
        let mut replies = self.session.frame(frame).await.into_iter();
        let (last, deleted) = (replies.next(), replies.next());
        if let Some(Err(error)) = deleted {
            return Err(failed::undone(&self.session, "delete the dashboard", &error).await);
        }
        let held = match last {
            Some(Ok(reply)) => place::value(&reply.result).map_or(earlier, Some),
            _ => earlier,
        };
        let kept = Kept { settings: Some(settings.clone()), ..self.kept(url_path, &held, Origin::DeletedByUs) };
        let version = self.store.record(kept).await?;
        let (instance, url_path) = (self.id.clone(), url_path.to_owned());
        self.store.log(Operation::DashboardDeleted { instance, url_path, settings, version }).await?;
        Ok(())
    }
}
