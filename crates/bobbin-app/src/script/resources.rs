//! Resources without a window: listed, added, removed.

use bobbin_hass::CommandError;
use bobbin_hass::protocol::{self, NewResource, ResourceType};

use super::failed::{self, RemoteError};
use super::remote::Remote;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::home::resources;
use crate::state::operation::Operation;

impl Remote {
    /// All resources.
    ///
    /// # Errors
    /// Home Assistant does not answer.
    pub async fn resources(&self) -> ApiResult<Vec<protocol::Resource>> {
        match self.session.resources().list().await {
            Ok(list) => Ok(list),
            Err(error) => Err(failed::unread(&self.session, "read the resources", &error).await),
        }
    }

    /// Adds a resource.
    ///
    /// # Errors
    /// The address can't be one, resources are kept in YAML, or Home Assistant refused.
    pub async fn add_resource(&self, url: &str, kind: ResourceType) -> Result<protocol::Resource, RemoteError> {
        let new = NewResource { kind, url: resources::checked(url)? };
        match self.session.resources().create(&new).await {
            Ok(created) => Ok(created),
            Err(error) => Err(self.resource_undone("add the resource", &error).await),
        }
    }

    /// Removes a resource; the app can undo it.
    ///
    /// # Errors
    /// There is none of this id, resources are kept in YAML, or Home Assistant refused.
    pub async fn remove_resource(&self, id: &str) -> Result<(), RemoteError> {
        let list = self.resources().await?;
        let resource = list.iter().find(|one| one.id.as_deref() == Some(id)).ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, format!("Home Assistant has no resource with the id “{id}”."))
        })?;
        let resource = failures::json(resource)?;
        self.store.log(Operation::ResourceDeleted { instance: self.id.clone(), resource }).await?;
        match self.session.resources().delete(id).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.resource_undone("remove the resource", &error).await),
        }
    }

    /// With resources in YAML, Home Assistant does not know the commands that change them.
    async fn resource_undone(&self, what: &str, error: &CommandError) -> RemoteError {
        match error.rejection() {
            Some(rejection) if rejection.is_unknown_command() => {
                ApiError::new(ErrorCode::ReadOnly, resources::YAML_REASON).into()
            }
            _ => failed::undone(&self.session, what, error).await,
        }
    }
}
