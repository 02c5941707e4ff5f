//! Dashboards of an instance: the list, opening one, its properties, its life and its versions.
//!
//! Must stay true: what a dashboard held is in the vault before anything is deleted; nothing that came from
//! a YAML dashboard is ever kept or written to a file, because Home Assistant hands it out with its secrets
//! resolved; “no config” is never taken as a proof that there never was one.

use std::sync::Arc;

use bobbin_core::yaml::Dialect;
use bobbin_hass::Command;
use bobbin_hass::protocol::{self, NewDashboard};
use bobbin_vault::{DocumentKey, Origin};

use crate::DEFAULT_DASHBOARD;
use crate::api::from_core;
use crate::api::{
    Dashboard, DashboardContent, DashboardCreate, DashboardDelete, DashboardList, DashboardMode, DashboardRef,
    DashboardUpdate, DocumentTarget, Event, InstanceRef, LostComments, PathCheck, PathSuggest, PathSuggestion, Remote,
    Undoable, Version,
};
use crate::app::{App, Inner};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::home::url_path;
use crate::state::carry;
use crate::state::commented_text;
use crate::state::draft::Draft;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::listed::{default_dashboard, is_offline, is_yaml};
use crate::state::open_document::{self as document, Base, OpenDocument, Theirs};
use crate::state::opening::Opening;
use crate::state::operation::Operation;
use crate::state::store::Kept;

const YAML_REASON: &str = "This dashboard is a YAML file on the computer of Home Assistant, which does not take changes \
     to it from outside. Edit the file there, or copy the text into a new dashboard. Its secrets are shown resolved, \
     so Bobbin keeps no copy of it.";
const YAML_NOT_KEPT: &str = "It is a YAML file there and comes with its secrets, so Bobbin keeps no copy of it for when \
     there is no connection.";
const READER_REASON: &str = "The user of this token is not an administrator of Home Assistant, and only administrators \
     can save dashboards. You can read, search and compare; to edit, give this instance the token of an administrator.";

impl App {
    pub(crate) async fn dashboard_list(&self, request: InstanceRef) -> ApiResult<DashboardList> {
        self.inner.dashboards(&request.instance).await
    }

    pub(crate) async fn dashboard_suggest_path(&self, request: PathSuggest) -> ApiResult<PathSuggestion> {
        let taken = self.inner.taken_paths(&request.instance).await?;
        Ok(PathSuggestion { url_path: url_path::suggest(&request.title, &taken) })
    }

    pub(crate) async fn dashboard_check_path(&self, request: DashboardRef) -> ApiResult<PathCheck> {
        let taken = self.inner.taken_paths(&request.instance).await?;
        Ok(PathCheck { problem: url_path::problem(&request.url_path, &taken) })
    }

    pub(crate) async fn dashboard_create(&self, request: DashboardCreate) -> ApiResult<Dashboard> {
        let home = self.inner.home(&request.instance)?;
        let title = request.title.trim();
        if title.is_empty() {
            return Err(ApiError::new(ErrorCode::BadRequest, "A dashboard needs a title."));
        }
        if let Some(problem) = url_path::problem(&request.url_path, &self.inner.taken_paths(&request.instance).await?) {
            return Err(ApiError::new(ErrorCode::BadRequest, problem));
        }
        let new = NewDashboard {
            url_path: request.url_path,
            title: title.to_owned(),
            icon: request.icon.filter(|icon| !icon.is_empty()),
            require_admin: request.require_admin,
            show_in_sidebar: request.show_in_sidebar,
        };
        let created = home.session.dashboards().create(&new).await;
        let created = created.map_err(|error| failures::command("create the dashboard", &error))?;
        self.inner.keep_settings(&home, &created).await;
        self.inner.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(self.inner.listed(&home.id, Some(&home), &created).await)
    }

    pub(crate) async fn dashboard_update(&self, request: DashboardUpdate) -> ApiResult<Dashboard> {
        let home = self.inner.home(&request.instance)?;
        let id = self.inner.dashboard_id(&home, &request.url_path).await?;
        let update = protocol::DashboardUpdate {
            title: Some(request.title.trim().to_owned()),
            icon: Some(request.icon.filter(|icon| !icon.is_empty())),
            require_admin: Some(request.require_admin),
            show_in_sidebar: Some(request.show_in_sidebar),
        };
        let updated = home.session.dashboards().update(&id, &update).await;
        let updated = updated.map_err(|error| failures::command("change the dashboard", &error))?;
        self.inner.keep_settings(&home, &updated).await;
        self.inner.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(self.inner.listed(&home.id, Some(&home), &updated).await)
    }

    pub(crate) async fn dashboard_delete(&self, request: DashboardDelete) -> ApiResult<Undoable> {
        let home = self.inner.home(&request.instance)?;
        let id = self.inner.dashboard_id(&home, &request.url_path).await?;
        let Some(dashboard) = home.dashboard(&request.url_path) else {
            return Err(ApiError::new(ErrorCode::NotFound, "Home Assistant does not have this dashboard any more."));
        };
        if request.confirm.trim() != dashboard.title.trim() {
            let words = format!("To delete “{}”, its title has to be typed exactly.", dashboard.title);
            return Err(ApiError::new(ErrorCode::BadRequest, words));
        }
        // Read and deleted in one frame, so that a save in between is as unlikely as can be; Home Assistant
        // does not carry out this pair as one. The earlier read makes sure that there is something kept at all.
        let earlier = self.inner.look(&home.id, &request.url_path).await?;
        let _alone = self.inner.lane(&home.id, &request.url_path).alone().await;
        let path = (request.url_path != DEFAULT_DASHBOARD).then_some(request.url_path.as_str());
        let frame = vec![
            Command::new("lovelace/config").with("url_path", &path).large(),
            Command::new("lovelace/dashboards/delete").with("dashboard_id", &id),
        ];
        let mut replies = home.session.frame(frame).await.into_iter();
        let (last, deleted) = (replies.next(), replies.next());
        let held = match last {
            Some(Ok(reply)) => crate::swap::place::value(&reply.result).ok(),
            _ => earlier.held,
        };
        if let Some(Err(error)) = deleted {
            return Err(failures::command("delete the dashboard", &error));
        }
        let settings = serde_json::to_string(&dashboard).unwrap_or_default();
        let version = self.inner.store.record(Kept {
            key: DocumentKey::dashboard(&home.id, &request.url_path),
            origin: Origin::DeletedByUs,
            held,
            text: None,
            ha_version: home.ha_version(),
            settings: Some(settings.clone()),
        });
        let operation = Operation::DashboardDeleted {
            instance: home.id.clone(),
            url_path: request.url_path.clone(),
            settings,
            version: version.await?,
        };
        self.inner.mark_deleted(&home.id, &request.url_path);
        self.inner.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
        Ok(Undoable { operation: self.inner.store.log(operation).await? })
    }

    pub(crate) async fn dashboard_versions(&self, request: DashboardRef) -> ApiResult<Vec<Version>> {
        let key = DocumentKey::dashboard(request.instance, request.url_path);
        let versions = self.inner.store.versions(key).await?;
        Ok(versions
            .into_iter()
            .map(|version| Version {
                id: version.id.0,
                at: version.at.0,
                origin: from_core::origin(version.origin),
                ha_version: version.ha_version,
                size: version.value_size.unwrap_or_default(),
                name: version.name,
            })
            .collect())
    }
}

impl Inner {
    /// The list of dashboards: Home Assistant's while connected, else the one seen last.
    pub(crate) async fn dashboards(self: &Arc<Self>, instance: &str) -> ApiResult<DashboardList> {
        let home = self.home(instance).ok();
        let connected = home.as_ref().filter(|home| home.session.connected().is_some());
        let (dashboards, as_of, live) = if let Some(home) = connected {
            let list = home.session.dashboards().list().await;
            let mut list = list.map_err(|error| failures::command("read the list of dashboards", &error))?;
            // The default dashboard is there even when the list leaves it out.
            if !list.iter().any(|dashboard| dashboard.url_path == DEFAULT_DASHBOARD) {
                list.insert(0, default_dashboard());
            }
            home.learn_dashboards(&list);
            self.store.put_snapshot(instance, "dashboards", serde_json::to_string(&list).unwrap_or_default()).await?;
            self.store.see_dashboards(instance, list.iter().map(seen).collect()).await?;
            self.read_contents(home, &list);
            (list, now(), true)
        } else {
            let Some((json, at)) = self.store.snapshot(instance, "dashboards").await? else {
                return Err(ApiError::new(
                    ErrorCode::NotConnected,
                    "There is no connection to Home Assistant, and Bobbin has not seen its dashboards before.",
                )
                .hint("They appear once the connection is there."));
            };
            (serde_json::from_str(&json).unwrap_or_default(), at, false)
        };
        let mut listed = Vec::with_capacity(dashboards.len());
        for dashboard in &dashboards {
            listed.push(self.listed(instance, home.as_ref(), dashboard).await);
        }
        Ok(DashboardList { dashboards: listed, as_of, live })
    }

    /// A dashboard as the list shows it.
    async fn listed(&self, instance: &str, home: Option<&Arc<Home>>, dashboard: &protocol::Dashboard) -> Dashboard {
        let target = DocumentTarget::Dashboard { instance: instance.to_owned(), url_path: dashboard.url_path.clone() };
        let has_draft = match self.documents.get(&document::id(&target)) {
            Ok(entry) => matches!(entry.state().difference(), crate::api::Difference::Meaning),
            Err(_) => matches!(self.store.draft(&target).await, Ok(Some(_))),
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

    /// Reads what every dashboard holds, in the background: for the marks in the list, and so that every
    /// dashboard can be opened when the connection is gone.
    fn read_contents(self: &Arc<Self>, home: &Arc<Home>, dashboards: &[protocol::Dashboard]) {
        let unread: Vec<_> = dashboards
            .iter()
            .filter(|dashboard| home.content(&dashboard.url_path) == DashboardContent::Unread)
            .map(|dashboard| dashboard.url_path.clone())
            .collect();
        if unread.is_empty() {
            return;
        }
        let (inner, home) = (Arc::clone(self), Arc::clone(home));
        tokio::spawn(async move {
            let mut news = false;
            for url_path in unread {
                let before = home.content(&url_path);
                if inner.look(&home.id, &url_path).await.is_err() && home.session.connected().is_none() {
                    break;
                }
                news |= home.content(&url_path) != before;
            }
            if news {
                inner.shell.emit(&Event::DashboardsChanged { instance: home.id.clone() });
            }
        });
    }

    /// Opens a dashboard: its draft, else the text that is kept of it with what Home Assistant has carried
    /// into it, else a fresh text.
    pub(crate) async fn open_dashboard(self: &Arc<Self>, instance: &str, url_path: &str) -> ApiResult<OpenDocument> {
        let target = DocumentTarget::Dashboard { instance: instance.to_owned(), url_path: url_path.to_owned() };
        let draft = self.store.draft(&target).await?;
        let known = self.known_dashboard(instance, url_path).await?;
        let yaml = known.as_ref().is_some_and(is_yaml);
        let seen = match self.look(instance, url_path).await {
            Ok(seen) => Seen { live: true, gone: false, theirs: seen },
            Err(error) if yaml && is_offline(&error) => return Err(error.hint(YAML_NOT_KEPT)),
            Err(error) => self.seen_before(instance, url_path, error).await?,
        };
        let home = self.home(instance).ok();
        let read_only = if yaml {
            Some(YAML_REASON)
        } else {
            home.as_ref().and_then(|home| home.is_admin()).filter(|is_admin| !is_admin).map(|_| READER_REASON)
        };
        let dialect = home
            .and_then(|home| home.ha_version())
            .map_or(Dialect::Editor, |version| Dialect::for_home_assistant(&version));
        let draft = draft.filter(|_| !yaml);
        let (base, lost_comments) = match &draft {
            Some(draft) => (self.base_of(draft).await?, None),
            None => {
                let (text, lost) = self.commented_text(instance, url_path, &seen.theirs.held, dialect).await?;
                let (held, version) = (seen.theirs.held.clone(), seen.theirs.version);
                (Base { held, text, version, as_of: seen.theirs.at, live: seen.live }, lost)
            }
        };
        let mut opened = Opening {
            id: document::id(&target),
            title: known.as_ref().map_or_else(|| url_path.to_owned(), |dashboard| dashboard.title.clone()),
            icon: known.and_then(|dashboard| dashboard.icon),
            read_only: read_only.map(str::to_owned),
            dialect,
            base,
            on_disk: None,
            draft,
            target,
        }
        .finish();
        opened.lost_comments = lost_comments;
        opened.has_local_text = self.store.has_local_text(DocumentKey::dashboard(instance, url_path)).await?;
        let queued = self.store.queued(instance).await?;
        opened.queued_at = queued.iter().find(|(.., one)| one.url_path == url_path).map(|(_, at, _)| *at);
        if seen.gone {
            opened.remote = Remote::Deleted;
        } else if seen.theirs.held != opened.base.held {
            opened.remote = carry::remote(&opened.base.held, &seen.theirs);
            opened.theirs = Some(seen.theirs);
        }
        Ok(opened)
    }

    /// Keeps what a dashboard held.
    pub(crate) async fn keep(&self, home: &Home, url_path: &str, held: &Held, origin: Origin) -> ApiResult<i64> {
        let kept = Kept {
            key: DocumentKey::dashboard(&home.id, url_path),
            origin,
            held: held.clone(),
            text: None,
            ha_version: home.ha_version(),
            settings: None,
        };
        self.store.record(kept).await
    }

    /// What was seen of a dashboard before, when it can't be read now.
    async fn seen_before(&self, instance: &str, url_path: &str, error: ApiError) -> ApiResult<Seen> {
        let gone = error.code == ErrorCode::NotFound;
        if !gone && !is_offline(&error) {
            return Err(error);
        }
        match self.store.last_version(DocumentKey::dashboard(instance, url_path)).await? {
            Some((version, at, held)) => {
                Ok(Seen { live: false, gone, theirs: Theirs { held, version: Some(version), at, text: None } })
            }
            None if gone => Err(ApiError::new(
                ErrorCode::NotFound,
                format!("Home Assistant has no dashboard “{url_path}”, and Bobbin has never seen one."),
            )),
            None => {
                Err(error.hint("Bobbin has not seen this dashboard yet, so it can't be opened without a connection."))
            }
        }
    }

    /// The base of a draft that is on disk.
    async fn base_of(&self, draft: &Draft) -> ApiResult<Base> {
        let (held, as_of) = match draft.base_version {
            Some(version) => {
                let (summary, held, _) = self.store.version(version).await?;
                (held, summary.at.0)
            }
            None => (None, draft.at),
        };
        Ok(Base { held, text: draft.base_text.clone(), version: draft.base_version, as_of, live: false })
    }

    /// Looks at a dashboard if it is open.
    pub(crate) async fn look_at_dashboard(self: &Arc<Self>, instance: &str, url_path: &str) {
        if self.open_entry(instance, url_path).is_some() {
            self.saved_elsewhere(instance, url_path).await;
        }
    }

    /// The text for what a dashboard holds: the kept text with its comments, with the value carried into it.
    pub(crate) async fn text_of(
        &self,
        instance: &str,
        url_path: &str,
        held: &Held,
        dialect: Dialect,
    ) -> ApiResult<String> {
        let Some(value) = held else { return Ok(String::new()) };
        commented_text::text_of(&self.store, instance, url_path, value, dialect).await
    }

    /// The text to open a dashboard with, and the comments in the kept text whose place is gone from what it holds
    /// now. They are told once; a version in the history has them.
    async fn commented_text(
        &self,
        instance: &str,
        url_path: &str,
        held: &Held,
        dialect: Dialect,
    ) -> ApiResult<(String, Option<LostComments>)> {
        let key = DocumentKey::dashboard(instance, url_path);
        let local = self.store.local_text(key.clone()).await?;
        let (Some(local), Some(value)) = (local, held) else {
            return Ok((self.text_of(instance, url_path, held, dialect).await?, None));
        };
        let carried = carry::carry(&local, value, dialect);
        if carried.lost.is_empty() {
            return Ok((carried.text, None));
        }
        let version = self.store.keep_text_once(key, local).await?;
        let lost = version.map(|version| LostComments { comments: carried.lost, version: Some(version) });
        Ok((carried.text, lost))
    }

    /// What is known of a dashboard: from the present list, else from the one seen last.
    async fn known_dashboard(
        self: &Arc<Self>,
        instance: &str,
        url_path: &str,
    ) -> ApiResult<Option<protocol::Dashboard>> {
        if let Ok(home) = self.home(instance)
            && home.session.connected().is_some()
        {
            if home.dashboard(url_path).is_none() {
                self.dashboards(instance).await?;
            }
            return Ok(home.dashboard(url_path));
        }
        let snapshot = self.store.snapshot(instance, "dashboards").await?;
        let list: Vec<protocol::Dashboard> =
            snapshot.and_then(|(json, _)| serde_json::from_str(&json).ok()).unwrap_or_default();
        Ok(list.into_iter().find(|dashboard| dashboard.url_path == url_path))
    }

    /// Makes a deleted dashboard again.
    pub(crate) async fn recreate(
        self: &Arc<Self>,
        instance: &str,
        url_path: &str,
        version: Option<i64>,
    ) -> ApiResult<Dashboard> {
        let home = self.home(instance)?;
        let listed = self.dashboards(instance).await?;
        if url_path != DEFAULT_DASHBOARD && listed.dashboards.iter().any(|one| one.url_path == url_path) {
            return Err(ApiError::new(ErrorCode::BadRequest, "Home Assistant has this dashboard: it is not deleted."));
        }
        let known = self.store.known_dashboards(instance).await?;
        let settings = known.into_iter().find(|known| known.url_path == url_path).and_then(|known| known.settings);
        let settings = settings.unwrap_or_else(|| {
            let unknown = protocol::Dashboard {
                url_path: url_path.to_owned(),
                title: url_path.to_owned(),
                icon: None,
                ..default_dashboard()
            };
            serde_json::to_string(&unknown).unwrap_or_default()
        });
        let version = match version {
            Some(version) => Some(version),
            None => self.store.last_version(DocumentKey::dashboard(instance, url_path)).await?.map(|(id, ..)| id),
        };
        self.recreate_dashboard(instance, url_path, &settings, version).await?;
        self.dashboards(instance).await?;
        let made = home.dashboard(url_path).unwrap_or_else(default_dashboard);
        Ok(self.listed(instance, Some(&home), &made).await)
    }

    async fn dashboard_id(self: &Arc<Self>, home: &Arc<Home>, url_path: &str) -> ApiResult<String> {
        // Read afresh: what is changed or deleted is what Home Assistant has, not what the list showed.
        self.dashboards(&home.id).await?;
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

    /// Paths that a new dashboard can't have: those of dashboards and of Home Assistant's own pages.
    async fn taken_paths(self: &Arc<Self>, instance: &str) -> ApiResult<Vec<String>> {
        let home = self.home(instance)?;
        let panels = home.session.home().panels().await;
        let mut taken: Vec<_> =
            panels.map_err(|error| failures::command("read the list of pages", &error))?.into_keys().collect();
        taken.extend(self.dashboards(instance).await?.dashboards.into_iter().map(|dashboard| dashboard.url_path));
        Ok(taken)
    }

    async fn keep_settings(&self, home: &Home, dashboard: &protocol::Dashboard) {
        let json = serde_json::to_string(dashboard).unwrap_or_default();
        if let Err(error) = self.store.put_dashboard_settings(&home.id, &dashboard.url_path, json).await {
            tracing::warn!(%error, "the properties of a dashboard were not kept");
        }
    }
}

/// What was found of a dashboard when it was opened.
struct Seen {
    live: bool,
    gone: bool,
    theirs: Theirs,
}

/// A dashboard of the list for the history, which keeps nothing of YAML dashboards.
fn seen(dashboard: &protocol::Dashboard) -> (String, Option<String>) {
    let settings = (!is_yaml(dashboard)).then(|| serde_json::to_string(dashboard).unwrap_or_default());
    (dashboard.url_path.clone(), settings)
}
