//! Resources of an instance: scripts and style sheets that Home Assistant's frontend loads.

use std::sync::Arc;

use bobbin_hass::CommandError;
use bobbin_hass::protocol::{self, NewResource, ResourceMode, ResourceType};

use crate::Shell;
use crate::api::{
    Event, InstanceRef, RemovedResource, Resource, ResourceCreate, ResourceDelete, ResourceKind, ResourceList,
    ResourceUpdate, Undoable,
};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::failures::HomeError;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::operation::Operation;
use crate::state::store::Store;

const SNAPSHOT: &str = "resources";
const YAML_REASON: &str = "Resources are kept in configuration.yaml on the computer of Home Assistant, which does not \
     take changes to it from outside. Edit them there, then call the action lovelace.reload_resources.";
const READER_REASON: &str =
    "The user of this token is not an administrator of Home Assistant, and only administrators can change resources.";

/// Lists, adds, changes and removes resources.
pub(crate) struct Resources {
    homes: Arc<Homes>,
    store: Store,
    shell: Arc<dyn Shell>,
}

impl Resources {
    pub(crate) fn new(homes: Arc<Homes>, store: Store, shell: Arc<dyn Shell>) -> Self {
        Self { homes, store, shell }
    }

    pub(crate) async fn resource_list(&self, request: InstanceRef) -> ApiResult<ResourceList> {
        let Some(home) = self.homes.connected(&request.instance) else {
            let Some((resources, as_of)) = self.store.snapshot(&request.instance, SNAPSHOT).await? else {
                return Err(ApiError::new(
                    ErrorCode::NotConnected,
                    "There is no connection to Home Assistant, and Bobbin has not seen its resources before.",
                ));
            };
            let resources: Vec<protocol::Resource> = resources;
            let read_only = Some("There is no connection to Home Assistant.".to_owned());
            return Ok(ResourceList {
                resources: resources.iter().map(listed).collect(),
                read_only,
                as_of,
                live: false,
            });
        };
        let resources = self.look(&home).await?;
        // Home Assistant versions that lack this command keep resources in their storage, or refuse a later change.
        let mode = home.session.lovelace().info().await.map(|info| info.resource_mode);
        let read_only = if matches!(mode, Ok(ResourceMode::Yaml)) {
            Some(YAML_REASON.to_owned())
        } else {
            home.is_admin().filter(|is_admin| !is_admin).map(|_| READER_REASON.to_owned())
        };
        Ok(ResourceList { resources: resources.iter().map(listed).collect(), read_only, as_of: now(), live: true })
    }

    pub(crate) async fn resource_create(&self, request: ResourceCreate) -> ApiResult<Resource> {
        let home = self.homes.get(&request.instance)?;
        let created = add(&home, kind(&request.kind), &request.url).await?;
        self.changed(&home.id);
        Ok(listed(&created))
    }

    pub(crate) async fn resource_update(&self, request: ResourceUpdate) -> ApiResult<Resource> {
        let home = self.homes.get(&request.instance)?;
        let update = protocol::ResourceUpdate { kind: Some(kind(&request.kind)), url: Some(checked(&request.url)?) };
        let updated = home.session.resources().update(&request.id, &update).await;
        let updated = updated.map_err(|error| failures::command("change the resource", &error))?;
        self.changed(&home.id);
        Ok(listed(&updated))
    }

    pub(crate) async fn history_resources(&self, request: InstanceRef) -> ApiResult<Vec<RemovedResource>> {
        let operations = self.store.operations(&request.instance).await?;
        let removed = operations.into_iter().filter_map(|(operation, at, what)| {
            let Operation::ResourceDeleted { resource, .. } = what else { return None };
            let resource = serde_json::from_str(&resource)
                .inspect_err(|error| tracing::warn!(%error, operation, "a removed resource can't be read any more"));
            let resource = listed(&resource.ok()?);
            Some(RemovedResource { operation, at, url: resource.url, kind: resource.kind })
        });
        Ok(removed.collect())
    }

    pub(crate) async fn resource_delete(&self, request: ResourceDelete) -> ApiResult<Undoable> {
        let home = self.homes.get(&request.instance)?;
        let operation = remove(&self.store, &home, &request.id).await?.ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, "Home Assistant does not have this resource any more.")
        })?;
        self.changed(&home.id);
        Ok(Undoable { operation })
    }

    /// Reads the resources of a home and keeps them.
    pub(crate) async fn look(&self, home: &Home) -> ApiResult<Vec<protocol::Resource>> {
        Ok(read(&self.store, home).await?)
    }

    /// Adds a removed resource again.
    pub(crate) async fn recreate(&self, instance: &str, resource: &str) -> ApiResult<()> {
        let home = self.homes.get(instance)?;
        let resource: protocol::Resource = serde_json::from_str(resource).map_err(|error| {
            ApiError::new(ErrorCode::Storage, "The log of what was removed can't be read.").details(error)
        })?;
        let new = NewResource { kind: resource.kind, url: resource.url };
        let created = home.session.resources().create(&new).await;
        created.map_err(|error| failures::command("add the resource again", &error))?;
        self.changed(instance);
        Ok(())
    }

    /// Reports a changed list of resources to the interface.
    pub(crate) fn changed(&self, instance: &str) {
        self.shell.emit(&Event::ResourcesChanged { instance: instance.to_owned() });
    }
}

/// Reads the resources of a home, and keeps the list.
pub(crate) async fn read(store: &Store, home: &Home) -> Result<Vec<protocol::Resource>, HomeError> {
    let resources = home.session.resources().list().await.map_err(HomeError::reading("read the resources"))?;
    store.put_snapshot(&home.id, SNAPSHOT, failures::json(&resources)?).await?;
    Ok(resources)
}

/// Adds a resource.
pub(crate) async fn add(home: &Home, kind: ResourceType, url: &str) -> Result<protocol::Resource, HomeError> {
    let new = NewResource { kind, url: checked(url)? };
    home.session.resources().create(&new).await.map_err(undone("add the resource"))
}

/// Removes a resource and returns the operation that can be undone; none if Home Assistant has no such resource.
pub(crate) async fn remove(store: &Store, home: &Home, id: &str) -> Result<Option<i64>, HomeError> {
    let resources = read(store, home).await?;
    let Some(resource) = resources.iter().find(|resource| resource.id.as_deref() == Some(id)) else { return Ok(None) };
    // In the log before it is gone, so that nothing is lost between the two.
    let resource = failures::json(resource)?;
    let operation = store.log(Operation::ResourceDeleted { instance: home.id.clone(), resource }).await?;
    home.session.resources().delete(id).await.map_err(undone("remove the resource"))?;
    Ok(Some(operation))
}

/// Where resources are kept in YAML, Home Assistant does not know the commands that change them.
fn undone(what: &'static str) -> impl FnOnce(CommandError) -> HomeError {
    move |error| match error.rejection() {
        Some(rejection) if rejection.is_unknown_command() => ApiError::new(ErrorCode::ReadOnly, YAML_REASON).into(),
        _ => HomeError::Unchanged { what, error },
    }
}

fn checked(url: &str) -> ApiResult<String> {
    let url = url.trim();
    if url.is_empty() {
        return Err(ApiError::new(ErrorCode::BadRequest, "A resource needs an address."));
    }
    if url.contains(char::is_whitespace) {
        return Err(ApiError::new(ErrorCode::BadRequest, "The address of a resource has no spaces."));
    }
    let known = ["/", "http://", "https://"].iter().any(|start| url.starts_with(start));
    if !known {
        return Err(ApiError::new(
            ErrorCode::BadRequest,
            "The address of a resource starts with “/local/”, “/hacsfiles/” or “https://”.",
        )
        .hint("A file “www/card.js” in the config folder of Home Assistant has the address “/local/card.js”."));
    }
    Ok(url.to_owned())
}

fn listed(resource: &protocol::Resource) -> Resource {
    Resource {
        id: resource.id.clone(),
        kind: match resource.kind {
            ResourceType::Js => ResourceKind::Js,
            ResourceType::Css => ResourceKind::Css,
            ResourceType::Html => ResourceKind::Html,
            _ => ResourceKind::Module,
        },
        url: resource.url.clone(),
        hacs: resource.is_from_hacs(),
    }
}

const fn kind(kind: &ResourceKind) -> ResourceType {
    match kind {
        ResourceKind::Module => ResourceType::Module,
        ResourceKind::Js => ResourceType::Js,
        ResourceKind::Css => ResourceType::Css,
        ResourceKind::Html => ResourceType::Html,
    }
}
