//! Resources without a window: listed, added, removed.

use bobbin_hass::protocol::{self, ResourceType};

use super::failed::RemoteError;
use super::remote::Remote;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::resources;

impl Remote {
    /// All resources.
    ///
    /// # Errors
    /// Home Assistant does not answer.
    pub async fn resources(&self) -> ApiResult<Vec<protocol::Resource>> {
        match resources::read(&self.store, &self.home).await {
            Ok(list) => Ok(list),
            Err(error) => Err(self.unread(error).await),
        }
    }

    /// Adds a resource.
    ///
    /// # Errors
    /// The address can't be one, resources are kept in YAML, or Home Assistant refused.
    pub async fn add_resource(&self, url: &str, kind: ResourceType) -> Result<protocol::Resource, RemoteError> {
        match resources::add(&self.home, kind, url).await {
            Ok(created) => Ok(created),
            Err(error) => Err(self.undone(error).await),
        }
    }

    /// Removes a resource; the app can undo it.
    ///
    /// # Errors
    /// There is none of this id, resources are kept in YAML, or Home Assistant refused.
    pub async fn remove_resource(&self, id: &str) -> Result<(), RemoteError> {
        match resources::remove(&self.store, &self.home, id).await {
            Ok(Some(_)) => Ok(()),
            Ok(None) => {
                let words = format!("Home Assistant has no resource with the id “{id}”.");
                Err(ApiError::new(ErrorCode::NotFound, words).into())
            }
            Err(error) => Err(self.undone(error).await),
        }
    }
}
