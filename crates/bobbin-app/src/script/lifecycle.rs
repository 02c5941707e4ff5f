//! Dashboards without a window: created, created again after their deletion, deleted.

use bobbin_hass::protocol::{self, NewDashboard};
use bobbin_vault::Origin;

use super::failed::RemoteError;
use super::remote::Remote;
use crate::error::{ApiError, ErrorCode};
use crate::home::{dashboards, looking};

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
        let new = NewDashboard {
            url_path: url_path.to_owned(),
            title: title.to_owned(),
            icon: icon.map(str::to_owned),
            require_admin: false,
            show_in_sidebar: true,
        };
        match dashboards::create(&self.store, &self.home, new).await {
            Ok(created) => Ok(created),
            Err(error) => Err(self.undone(error).await),
        }
    }

    /// Makes a deleted dashboard again, with the properties it had.
    ///
    /// # Errors
    /// Home Assistant refused.
    pub async fn recreate(&self, url_path: &str, settings: Option<protocol::Dashboard>) -> Result<(), RemoteError> {
        match dashboards::create_again(&self.home, &self.dashboard(url_path), settings).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.undone(error).await),
        }
    }

    /// Deletes a dashboard, after its content is in the vault. The app can undo it.
    ///
    /// # Errors
    /// There is no such dashboard, it can't be deleted, or Home Assistant refused.
    pub async fn delete(&self, url_path: &str) -> Result<(), RemoteError> {
        let listed = self.refuse_yaml(url_path).await?;
        let Some(id) = &listed.id else {
            let words = "Home Assistant itself makes this dashboard; it can't be deleted.";
            return Err(ApiError::new(ErrorCode::ReadOnly, words).into());
        };
        let dashboard = self.dashboard(url_path);
        let earlier = self.held(&dashboard).await?;
        looking::keep(&self.store, &self.home, &dashboard, &earlier, Origin::Fetched).await?;
        match dashboards::delete(&self.store, &self.home, &listed, id, earlier).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.undone(error).await),
        }
    }
}
