//! Resources without a window: listed, added, removed.

use bobbin_hass::CommandError;
use bobbin_hass::protocol::{self, NewResource, ResourceType};

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
        let list = self.session.resources().list().await;
        list.map_err(|error| failures::command("read the resources", &error))
    }

    /// Adds a resource.
    ///
    /// # Errors
    /// The address can't be one, resources are kept in YAML, or Home Assistant refused.
    pub async fn add_resource(&self, url: &str, kind: ResourceType) -> ApiResult<protocol::Resource> {
        let new = NewResource { kind, url: resources::checked(url)? };
        let created = self.session.resources().create(&new).await;
        created.map_err(|error| resource_failure("add the resource", &error))
    }

    /// Removes a resource; the app can undo it.
    ///
    /// # Errors
    /// There is none of this id, resources are kept in YAML, or Home Assistant refused.
    pub async fn remove_resource(&self, id: &str) -> ApiResult<()> {
        let list = self.resources().await?;
        let resource = list.iter().find(|one| one.id.as_deref() == Some(id)).ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, format!("Home Assistant has no resource with the id “{id}”."))
        })?;
        let resource = failures::json(resource)?;
        self.store.log(Operation::ResourceDeleted { instance: self.id.clone(), resource }).await?;
        let deleted = self.session.resources().delete(id).await;
        deleted.map_err(|error| resource_failure("remove the resource", &error))
    }
}

/// With resources in YAML, Home Assistant does not know the commands that change them.
fn resource_failure(what: &str, error: &CommandError) -> ApiError {
    match error.rejection() {
        Some(rejection) if rejection.is_unknown_command() => ApiError::new(ErrorCode::ReadOnly, resources::YAML_REASON),
        _ => failures::command(what, error),
    }
}
