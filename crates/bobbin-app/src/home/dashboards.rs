//! Dashboards of an instance: the list, their properties, creating and deleting them.
//!
//! Must stay true: the last config of a dashboard is in the vault before the dashboard is deleted; no content of a YAML
//! dashboard is kept or written to a file, because Home Assistant sends it with its secrets resolved.

use std::sync::Arc;

use bobbin_hass::protocol::{self, NewDashboard};
use bobbin_vault::Origin;

use super::looking::Looks;
use super::url_path;
use crate::api::{
    Dashboard, DashboardContent, DashboardCreate, DashboardDelete, DashboardList, DashboardMode, DashboardRef,
    DashboardUpdate, Difference, Event, InstanceRef, PathCheck, PathSuggest, PathSuggestion, Undoable,
};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures::HomeError;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::listed::{default_dashboard, is_yaml};
use crate::state::open_documents::OpenDocuments;
use crate::state::operation::Operation;
use crate::state::store::{Kept, Store};
use crate::swap::target::DashboardTarget;
use crate::{DEFAULT_DASHBOARD, Shell, failures};

const SNAPSHOT: &str = "dashboards";
pub(crate) const YAML_REASON: &str = "This dashboard is a YAML file on the computer of Home Assistant, which does not take changes \
     to it from outside. Edit the file there, or copy the text into a new dashboard. Its secrets are shown resolved, \
     so Bobbin keeps no copy of it.";

/// Lists, creates, changes and deletes dashboards.
pub(crate) struct Dashboards {
    homes: Arc<Homes>,
    open: Arc<OpenDocuments>,
    store: Store,
    looks: Arc<Looks>,
    shell: Arc<dyn Shell>,
}

impl Dashboards {
    pub(crate) fn new(
        homes: Arc<Homes>,
        open: Arc<OpenDocuments>,
        store: Store,
        looks: Arc<Looks>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { homes, open, store, looks, shell }
    }

    pub(crate) async fn dashboard_list(&self, request: InstanceRef) -> ApiResult<DashboardList> {
        self.list(&request.instance).await
    }

    pub(crate) async fn dashboard_suggest_path(&self, request: PathSuggest) -> ApiResult<PathSuggestion> {
        let taken = self.taken_paths(&request.instance).await?;
        Ok(PathSuggestion { url_path: url_path::suggest(&request.title, &taken) })
    }

    pub(crate) async fn dashboard_check_path(&self, request: DashboardRef) -> ApiResult<PathCheck> {
        let taken = self.taken_paths(&request.instance).await?;
        Ok(PathCheck { problem: url_path::problem(&request.url_path, &taken) })
    }

    pub(crate) async fn dashboard_create(&self, request: DashboardCreate) -> ApiResult<Dashboard> {
        let home = self.homes.get(&request.instance)?;
        let new = NewDashboard {
            url_path: request.url_path,
            title: request.title,
            icon: request.icon,
            require_admin: request.require_admin,
            show_in_sidebar: request.show_in_sidebar,
        };
        let created = create(&self.store, &home, new).await?;
        self.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(self.listed(&home.id, Some(&home), &created).await)
    }

    pub(crate) async fn dashboard_update(&self, request: DashboardUpdate) -> ApiResult<Dashboard> {
        let home = self.homes.get(&request.instance)?;
        let id = self.dashboard_id(&home, &request.url_path).await?;
        let update = protocol::DashboardUpdate {
            title: Some(request.title.trim().to_owned()),
            icon: Some(request.icon.filter(|icon| !icon.is_empty())),
            require_admin: Some(request.require_admin),
            show_in_sidebar: Some(request.show_in_sidebar),
        };
        let updated = home.session.dashboards().update(&id, &update).await;
        let updated = updated.map_err(|error| failures::command("change the dashboard", &error))?;
        keep_settings(&self.store, &home, &updated).await;
        self.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(self.listed(&home.id, Some(&home), &updated).await)
    }

    pub(crate) async fn dashboard_delete(&self, request: DashboardDelete) -> ApiResult<Undoable> {
        let home = self.homes.get(&request.instance)?;
        let asked = DashboardId::new(&home.id, &request.url_path);
        let id = self.dashboard_id(&home, &request.url_path).await?;
        let Some(dashboard) = home.dashboard(&request.url_path) else {
            return Err(ApiError::new(ErrorCode::NotFound, "Home Assistant does not have this dashboard any more."));
        };
        if request.confirm.trim() != dashboard.title.trim() {
            let words = format!("To delete “{}”, its title has to be typed exactly.", dashboard.title);
            return Err(ApiError::new(ErrorCode::BadRequest, words));
        }
        let earlier = self.looks.look(&asked).await?;
        let _alone = self.open.lane_of(&asked).alone().await;
        let operation = delete(&self.store, &home, &dashboard, &id, earlier.held).await?;
        self.open.mark_deleted(&asked);
        self.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(Undoable { operation })
    }

    /// The list of dashboards: Home Assistant's while connected, or else the last known one.
    pub(crate) async fn list(&self, instance: &str) -> ApiResult<DashboardList> {
        let home = self.homes.find(instance);
        let (dashboards, as_of, live) = if let Some(home) = &self.homes.connected(instance) {
            let list = read_list(&self.store, home).await?;
            self.read_contents(home, &list);
            (list, now(), true)
        } else {
            let Some((list, at)) = self.store.snapshot(instance, SNAPSHOT).await? else {
                return Err(ApiError::new(
                    ErrorCode::NotConnected,
                    "There is no connection to Home Assistant, and Bobbin has not seen its dashboards before.",
                )
                .hint("They appear once the connection is there."));
            };
            (list, at, false)
        };
        let mut listed = Vec::with_capacity(dashboards.len());
        for dashboard in &dashboards {
            listed.push(self.listed(instance, home.as_ref(), dashboard).await);
        }
        Ok(DashboardList { dashboards: listed, as_of, live })
    }

    /// A dashboard's entry in the list.
    pub(crate) async fn listed(
        &self,
        instance: &str,
        home: Option<&Arc<Home>>,
        dashboard: &protocol::Dashboard,
    ) -> Dashboard {
        let id = DashboardId::new(instance, &dashboard.url_path);
        let has_draft = match self.open.dashboard(&id) {
            Some(entry) => matches!(entry.state().difference(), Difference::Meaning),
            None => matches!(self.store.draft(&id.target()).await, Ok(Some(_))),
        };
        Dashboard {
            url_path: dashboard.url_path.clone(),
            id: dashboard.id.clone(),
            title: if dashboard.title.is_empty() { dashboard.url_path.clone() } else { dashboard.title.clone() },
            icon: dashboard.icon.clone(),
            require_admin: dashboard.require_admin,
            show_in_sidebar: dashboard.show_in_sidebar,
            is_default: dashboard.url_path == DEFAULT_DASHBOARD,
            mode: if is_yaml(dashboard) { DashboardMode::Yaml } else { DashboardMode::Storage },
            filename: dashboard.filename.clone(),
            content: home.map_or(DashboardContent::Unread, |home| home.content(&dashboard.url_path)),
            has_draft,
        }
    }

    /// Reads every dashboard in the background, to show its kind in the list and so that it can be opened offline.
    fn read_contents(&self, home: &Arc<Home>, dashboards: &[protocol::Dashboard]) {
        let unread: Vec<_> = dashboards
            .iter()
            .filter(|dashboard| home.content(&dashboard.url_path) == DashboardContent::Unread)
            .map(|dashboard| dashboard.url_path.clone())
            .collect();
        if unread.is_empty() {
            return;
        }
        let (looks, shell, home) = (Arc::clone(&self.looks), Arc::clone(&self.shell), Arc::clone(home));
        tokio::spawn(async move {
            let mut news = false;
            for url_path in unread {
                let before = home.content(&url_path);
                if looks.look(&DashboardId::new(&home.id, &url_path)).await.is_err()
                    && home.session.connected().is_none()
                {
                    break;
                }
                news |= home.content(&url_path) != before;
            }
            if news {
                shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
            }
        });
    }

    /// The properties of a dashboard: from the current list, or else from the last known one.
    pub(crate) async fn known(&self, dashboard: &DashboardId) -> ApiResult<Option<protocol::Dashboard>> {
        if let Some(home) = self.homes.connected(&dashboard.instance) {
            if home.dashboard(&dashboard.url_path).is_none() {
                self.list(&dashboard.instance).await?;
            }
            return Ok(home.dashboard(&dashboard.url_path));
        }
        let snapshot = self.store.snapshot(&dashboard.instance, SNAPSHOT).await?;
        let list = snapshot.map(|(list, _): (Vec<protocol::Dashboard>, _)| list);
        Ok(list.into_iter().flatten().find(|one| one.url_path == dashboard.url_path))
    }

    async fn dashboard_id(&self, home: &Arc<Home>, url_path: &str) -> ApiResult<String> {
        // Read again, so that the change or deletion applies to Home Assistant's current dashboard and not to an
        // outdated list.
        self.list(&home.id).await?;
        let dashboard = home.dashboard(url_path).ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, format!("Home Assistant has no dashboard “{url_path}”."))
        })?;
        if is_yaml(&dashboard) {
            return Err(ApiError::new(ErrorCode::ReadOnly, YAML_REASON));
        }
        dashboard.id.ok_or_else(|| {
            ApiError::new(
                ErrorCode::ReadOnly,
                "Home Assistant itself makes this dashboard; it has no properties until something is saved to it.",
            )
        })
    }

    /// Paths that are not free for a new dashboard: those of dashboards and of Home Assistant's own pages.
    async fn taken_paths(&self, instance: &str) -> ApiResult<Vec<String>> {
        let home = self.homes.get(instance)?;
        Ok(taken_paths(&self.store, &home).await?)
    }
}

/// Reads the list of dashboards, with the default one also where Home Assistant leaves it out, and keeps it.
pub(crate) async fn read_list(store: &Store, home: &Home) -> Result<Vec<protocol::Dashboard>, HomeError> {
    let list = home.session.dashboards().list().await;
    let mut list = list.map_err(HomeError::reading("read the list of dashboards"))?;
    if !list.iter().any(|dashboard| dashboard.url_path == DEFAULT_DASHBOARD) {
        list.insert(0, default_dashboard());
    }
    home.learn_dashboards(&list);
    store.put_snapshot(&home.id, SNAPSHOT, failures::json(&list)?).await?;
    store.see_dashboards(&home.id, list.iter().map(seen).collect::<ApiResult<_>>()?).await?;
    Ok(list)
}

/// Creates a dashboard, after its title and its path were checked, and keeps its properties.
pub(crate) async fn create(store: &Store, home: &Home, new: NewDashboard) -> Result<protocol::Dashboard, HomeError> {
    let title = new.title.trim().to_owned();
    if title.is_empty() {
        return Err(ApiError::new(ErrorCode::BadRequest, "A dashboard needs a title.").into());
    }
    if let Some(problem) = url_path::problem(&new.url_path, &taken_paths(store, home).await?) {
        return Err(ApiError::new(ErrorCode::BadRequest, problem).into());
    }
    let new = NewDashboard { title, icon: new.icon.filter(|icon| !icon.is_empty()), ..new };
    let created = home.session.dashboards().create(&new).await;
    let created = created.map_err(HomeError::changing("create the dashboard"))?;
    keep_settings(store, home, &created).await;
    Ok(created)
}

/// Creates a deleted dashboard again, with the properties that it had. It holds nothing yet.
pub(crate) async fn create_again(
    home: &Home,
    dashboard: &DashboardId,
    settings: Option<protocol::Dashboard>,
) -> Result<(), HomeError> {
    // Home Assistant does not let the default dashboard be created; a config saved to it brings it back.
    if dashboard.is_default() {
        return Ok(());
    }
    let settings = settings.unwrap_or_else(|| protocol::Dashboard {
        title: dashboard.url_path.clone(),
        icon: None,
        ..default_dashboard()
    });
    let new = NewDashboard {
        url_path: dashboard.url_path.clone(),
        title: settings.title,
        icon: settings.icon,
        require_admin: settings.require_admin,
        show_in_sidebar: settings.show_in_sidebar,
    };
    let created = home.session.dashboards().create(&new).await;
    created.map(drop).map_err(HomeError::changing("bring the dashboard back"))
}

/// Deletes a dashboard of the list, whose content `earlier` is in the vault already. Keeps its last content, and returns
/// the operation that can be undone.
pub(crate) async fn delete(
    store: &Store,
    home: &Home,
    listed: &protocol::Dashboard,
    id: &str,
    earlier: Held,
) -> Result<i64, HomeError> {
    let dashboard = DashboardId::new(&home.id, &listed.url_path);
    let settings = failures::json(listed)?;
    let (last, deleted) = DashboardTarget::new(&home.session, &dashboard.url_path).read_and_delete(id).await;
    deleted.map_err(HomeError::changing("delete the dashboard"))?;
    let version = store.record(Kept {
        key: dashboard.key(),
        origin: Origin::DeletedByUs,
        held: last.or(earlier),
        text: None,
        ha_version: home.ha_version(),
        settings: Some(settings.clone()),
    });
    let version = version.await?;
    Ok(store.log(Operation::DashboardDeleted { dashboard, settings, version }).await?)
}

/// Paths that a new dashboard can't have: those of dashboards and of Home Assistant's own pages.
async fn taken_paths(store: &Store, home: &Home) -> Result<Vec<String>, HomeError> {
    let panels = home.session.home().panels().await.map_err(HomeError::reading("read the list of pages"))?;
    let listed = read_list(store, home).await?.into_iter().map(|dashboard| dashboard.url_path);
    Ok(panels.into_keys().chain(listed).collect())
}

async fn keep_settings(store: &Store, home: &Home, dashboard: &protocol::Dashboard) {
    let id = DashboardId::new(&home.id, &dashboard.url_path);
    let kept = async { store.put_dashboard_settings(id, failures::json(dashboard)?).await };
    if let Err(error) = kept.await {
        tracing::warn!(%error, "the properties of a dashboard were not kept");
    }
}

/// A dashboard of the list, for the history, which keeps nothing of YAML dashboards.
fn seen(dashboard: &protocol::Dashboard) -> ApiResult<(String, Option<String>)> {
    let settings = if is_yaml(dashboard) { None } else { Some(failures::json(dashboard)?) };
    Ok((dashboard.url_path.clone(), settings))
}
