//! Previews: documents shown in Home Assistant's own frontend, through one proxy per instance.
//!
//! Owns the task that passes each new draft to a preview. Must stay true: only a draft that can be read and has the
//! shape of a dashboard is shown, otherwise the last good one stays and the interface gets the reason; a proxy ends
//! with its connection and with the app; every preview starts with control of the home off.

pub(crate) mod picture;

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bobbin_preview::{Dashboard, Draft, Options, Override, Preview, Refused, Scene, Stage, Viewer};
use bobbin_vault::settings::Settings;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::DEMO;
use crate::Shell;
use crate::api::{
    DocumentTarget, Event, PreviewAllow, PreviewControl, PreviewLook, PreviewLookSet, PreviewRef, PreviewRefusal,
    PreviewShow, PreviewShowing, PreviewStart, PreviewStarted, PreviewSubject, PreviewTally, Severity,
};
use crate::conflict::comparing::side as side_of;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::instances::Instances;
use crate::state::homes::Homes;
use crate::state::open_document::OpenDocument;
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::previews::OpenPreviews;
use crate::state::settings_file::SettingsFile;
use crate::state::store::Store;

/// The `url_path` of a document that is not a dashboard of a home, and of a card shown alone. Home Assistant requires a
/// hyphen in a `url_path`; none of its dashboards with these names appears next to them.
const UNPLACED: &str = "bobbin-draft";
const ALONE: &str = "bobbin-card";

/// The time limit for reading the names of themes; a preview does not wait longer for a list.
const THEMES_WITHIN: Duration = Duration::from_secs(2);

/// Starts, changes and ends previews.
pub(crate) struct Previews {
    open: Arc<OpenDocuments>,
    previews: Arc<OpenPreviews>,
    store: Store,
    homes: Arc<Homes>,
    instances: Arc<Instances>,
    settings: Arc<SettingsFile>,
    /// The origins of the windows that may frame a preview.
    window_origins: Vec<String>,
    shell: Arc<dyn Shell>,
}

impl Previews {
    #[expect(clippy::too_many_arguments, reason = "each is a part that the previews need; `app` alone composes them")]
    pub(crate) fn new(
        open: Arc<OpenDocuments>,
        previews: Arc<OpenPreviews>,
        store: Store,
        homes: Arc<Homes>,
        instances: Arc<Instances>,
        settings: Arc<SettingsFile>,
        window_origins: Vec<String>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { open, previews, store, homes, instances, settings, window_origins, shell }
    }

    pub(crate) async fn preview_start(&self, request: PreviewStart) -> ApiResult<PreviewStarted> {
        let subject = self.subject(&request.subject, request.instance).await?;
        let Subject { instance, dashboard, draft, showing, follows } = subject;
        if instance == DEMO {
            return Err(ApiError::new(ErrorCode::NotConnected, "The demo home has no frontend to show this in.")
                .hint("Connect to a Home Assistant to see a preview."));
        }
        let url_path = dashboard.url_path.clone();
        let mut scene = Scene::new(dashboard, draft);
        look(&mut scene, request.look);
        let proxy = self.proxy(&instance).await?;
        let stage = Arc::new(proxy.stage(scene).map_err(no_preview)?);
        if !is_found(stage.origin()).await {
            return Err(ApiError::new(
                ErrorCode::NotConnected,
                "This version of macOS does not know the preview’s address.",
            )
            .hint("macOS 26 and later do: names under “.localhost” are this computer there. Everything else works."));
        }
        let themes = self.themes(&instance).await;
        let preview = self.previews.add(instance, &stage, |preview| {
            let mut following = JoinSet::new();
            if let Some((entry, changes)) = follows {
                let (shell, stage) = (Arc::clone(&self.shell), Arc::downgrade(&stage));
                following.spawn(follow(shell, preview.to_owned(), entry, stage, changes, showing.clone()));
            }
            following.spawn(tell_wanted(Arc::clone(&self.shell), preview.to_owned(), stage.wanted()));
            following
        });
        Ok(PreviewStarted {
            preview,
            url: stage.url(&request.view),
            origin: stage.origin().to_owned(),
            url_path,
            themes,
            showing,
            takes_pictures: self.shell.takes_pictures(),
        })
    }

    pub(crate) async fn preview_window(&self, request: PreviewStart) -> ApiResult<()> {
        let started = self.preview_start(request).await?;
        let title = self.previews.stage(&started.preview)?.scene().dashboard.title;
        let closed = self.shell.show_preview(&title, &started.url);
        let previews = Arc::clone(&self.previews);
        tokio::spawn(async move {
            closed.await;
            previews.remove(&started.preview).await;
        });
        Ok(())
    }

    pub(crate) async fn preview_stop(&self, request: PreviewRef) -> ApiResult<()> {
        self.previews.remove(&request.preview).await;
        Ok(())
    }

    pub(crate) async fn preview_show(&self, request: PreviewShow) -> ApiResult<()> {
        let stage = self.previews.stage(&request.preview)?;
        let subject = self.subject(&request.subject, request.instance).await?;
        stage.change(|scene| scene.draft = subject.draft);
        Ok(())
    }

    pub(crate) async fn preview_look(&self, request: PreviewLookSet) -> ApiResult<()> {
        self.previews.stage(&request.preview)?.change(|scene| look(scene, request.look));
        Ok(())
    }

    pub(crate) async fn preview_control(&self, request: PreviewControl) -> ApiResult<()> {
        self.previews.stage(&request.preview)?.let_control(request.allowed);
        Ok(())
    }

    pub(crate) async fn preview_allow(&self, request: PreviewAllow) -> ApiResult<()> {
        let PreviewAllow { preview, path } = request;
        let instance = self.previews.instance(&preview)?;
        if !self.proxy(&instance).await?.allow(&path) {
            let words = format!("“{path}” is a path of Home Assistant’s own, which a preview never asks for.");
            return Err(ApiError::new(ErrorCode::BadRequest, words).hint("Nothing was changed."));
        }
        let change = |settings: &mut Settings| {
            let known = settings.instances.iter_mut().find(|known| known.id == instance);
            if let Some(known) = known.filter(|known| !known.preview_paths.contains(&path)) {
                known.preview_paths.push(path);
            }
        };
        self.settings.change(change).await
    }

    pub(crate) async fn preview_tally(&self, request: PreviewRef) -> ApiResult<PreviewTally> {
        let tally = self.previews.stage(&request.preview)?.tally();
        let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let mut kinds: Vec<_> = tally
            .refused
            .iter()
            .map(|(what, times)| PreviewRefusal { what: words(what), count: count(*times) })
            .collect();
        kinds.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.what.cmp(&b.what)));
        let strange = tally.refused.keys().any(|what| matches!(what, Refused::Stranger | Refused::Pass));
        Ok(PreviewTally {
            pages: count(tally.pages),
            refused: count(tally.refusals()),
            kinds,
            beyond: tally.beyond.iter().map(|&name| name.to_owned()).collect(),
            severity: strange.then_some(Severity::Warning),
        })
    }
}

/// The subject of a preview, resolved.
struct Subject {
    instance: String,
    dashboard: Dashboard,
    draft: Draft,
    showing: PreviewShowing,
    /// The document whose draft it follows, and its changes from now on.
    follows: Option<(Weak<Entry>, watch::Receiver<u64>)>,
}

impl Previews {
    async fn subject(&self, subject: &PreviewSubject, instance: Option<String>) -> ApiResult<Subject> {
        let as_it_is = PreviewShowing { revision: 0, behind: None };
        match subject {
            PreviewSubject::Draft { id } => {
                let entry = self.open.get(id)?;
                // Subscribed before the text is read, so that a change in between is not missed.
                let changes = entry.changes();
                let (draft, showing) = first(&entry.state());
                let (instance, dashboard) = self.place(&entry, instance)?;
                let follows = Some((Arc::downgrade(&entry), changes));
                Ok(Subject { instance, dashboard, draft, showing, follows })
            }
            PreviewSubject::Side { id, side } => {
                let entry = self.open.get(id)?;
                let value = side_of(&self.store, &entry, side).await?.value().ok_or_else(|| {
                    ApiError::new(ErrorCode::InvalidText, "This version can’t be read, so there is nothing to show.")
                })?;
                let json = serde_json::to_string(&value.as_json()).map_err(|error| {
                    ApiError::new(ErrorCode::Internal, "This version can’t be shown.").details(error)
                })?;
                let draft = Draft::new(json).map_err(|unshowable| {
                    ApiError::new(ErrorCode::InvalidText, format!("There is nothing to show: {unshowable}."))
                })?;
                let (instance, dashboard) = self.place(&entry, instance)?;
                Ok(Subject { instance, dashboard, draft, showing: as_it_is, follows: None })
            }
            PreviewSubject::Card { card } => {
                let instance = instance.ok_or_else(no_home)?;
                self.homes.get(&instance)?;
                let config = serde_json::json!({ "views": [{ "path": ALONE, "cards": [card] }] });
                let draft = Draft::new(config.to_string()).map_err(|unshowable| {
                    ApiError::new(ErrorCode::BadRequest, format!("This card can’t be shown: {unshowable}."))
                })?;
                let dashboard =
                    Dashboard { url_path: ALONE.to_owned(), title: "Card".to_owned(), icon: None, is_new: true };
                Ok(Subject { instance, dashboard, draft, showing: as_it_is, follows: None })
            }
        }
    }

    /// Finds the home that shows a document, and the dashboard that it stands for there.
    fn place(&self, entry: &Entry, instance: Option<String>) -> ApiResult<(String, Dashboard)> {
        let (target, title, icon) = {
            let document = entry.state();
            (document.target().clone(), document.title().to_owned(), document.icon().cloned())
        };
        let (own, url_path) = match target {
            DocumentTarget::Dashboard { instance, url_path } => (Some(instance), url_path),
            DocumentTarget::File { .. } | DocumentTarget::Untitled { .. } => (None, UNPLACED.to_owned()),
        };
        let instance = own.or(instance).ok_or_else(no_home)?;
        let is_new = self.homes.get(&instance)?.dashboard(&url_path).is_none() && url_path != Dashboard::DEFAULT;
        Ok((instance, Dashboard { url_path, title, icon, is_new }))
    }

    /// Returns the proxy of an instance, started by the first caller.
    async fn proxy(&self, instance: &str) -> ApiResult<Arc<Preview>> {
        let started = async || {
            let home = self.instances.session_options(instance).await?;
            let port = self.previews.port(instance).map_err(no_preview)?;
            let known = self.settings.get().instance(instance).map(|known| known.preview_paths.clone());
            let (parents, allowed_paths) = (self.window_origins.clone(), known.unwrap_or_default());
            Preview::start(Options { home, parents, port, allowed_paths }).map_err(no_preview)
        };
        self.previews.proxy(instance, started).await
    }

    async fn themes(&self, instance: &str) -> Vec<String> {
        let Some(home) = self.homes.find(instance) else { return Vec::new() };
        let asked = home.session.home().themes();
        // Without the list, the user's own theme can still be shown.
        let Ok(Ok(themes)) = tokio::time::timeout(THEMES_WITHIN, asked).await else { return Vec::new() };
        let mut names: Vec<_> = themes.themes.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }
}

/// Reports the refused paths that the user could allow to the interface.
async fn tell_wanted(shell: Arc<dyn Shell>, preview: String, mut wanted: watch::Receiver<BTreeSet<String>>) {
    while wanted.changed().await.is_ok() {
        let paths = wanted.borrow_and_update().iter().cloned().collect();
        shell.emit(&Event::PreviewWants { preview: preview.clone(), paths });
    }
}

/// Passes each draft to the stage as the user types. Drafts that follow each other faster than they are read are
/// skipped.
async fn follow(
    shell: Arc<dyn Shell>,
    preview: String,
    entry: Weak<Entry>,
    stage: Weak<Stage>,
    mut changes: watch::Receiver<u64>,
    mut told: PreviewShowing,
) {
    while changes.changed().await.is_ok() {
        let (Some(entry), Some(stage)) = (entry.upgrade(), stage.upgrade()) else { return };
        let (revision, read) = {
            let document = entry.state();
            (document.revision(), showable(&document))
        };
        let showing = match read {
            Ok(draft) => {
                stage.change(|scene| scene.draft = draft);
                PreviewShowing { revision, behind: None }
            }
            Err(reason) => PreviewShowing { revision: told.revision, behind: Some(reason) },
        };
        // The interface only needs to know when the preview goes out of step and back, not about each revision.
        if told.behind != showing.behind {
            shell.emit(&Event::PreviewShows { preview: preview.clone(), showing: showing.clone() });
        }
        told = showing;
    }
}

/// Chooses the first content of a preview: the draft, or else its base, or else an empty dashboard.
fn first(document: &OpenDocument) -> (Draft, PreviewShowing) {
    let revision = document.revision();
    match showable(document) {
        Ok(draft) => (draft, PreviewShowing { revision, behind: None }),
        Err(reason) => {
            let base = document.base().held.clone().and_then(|base| serde_json::to_string(&base.as_json()).ok());
            let draft = base.and_then(|json| Draft::new(json).ok()).unwrap_or_else(nothing_yet);
            (draft, PreviewShowing { revision: 0, behind: Some(reason) })
        }
    }
}

/// Returns the draft in the frontend's form, or the reason why it can't be shown.
fn showable(document: &OpenDocument) -> Result<Draft, String> {
    if let Some(problem) = document.reading().first_error() {
        return Err(format!("Line {}: {}", problem.line, problem.message));
    }
    let value = document.value().ok_or_else(|| "The text can’t be read.".to_owned())?;
    let json = serde_json::to_string(&value).map_err(|error| error.to_string())?;
    Draft::new(json).map_err(|unshowable| format!("There is nothing to show: {unshowable}."))
}

fn nothing_yet() -> Draft {
    Draft::new(r#"{"views":[]}"#).expect("a dashboard without views has the shape of one")
}

fn look(scene: &mut Scene, look: PreviewLook) {
    scene.viewer = if look.ordinary { Viewer::Ordinary } else { Viewer::Oneself };
    scene.language = look.language;
    scene.theme = look.theme;
    scene.dark = look.dark;
    scene.kiosk = look.kiosk;
    scene.ignore_visibility = look.ignore_visibility;
    scene.what_if = look
        .what_if
        .into_iter()
        .map(|one| (one.entity, Override { state: one.state, attributes: one.attributes }))
        .collect();
}

fn words(refused: &Refused) -> String {
    match refused {
        Refused::Command(name) => format!("the command {name}"),
        Refused::Service(name) => format!("the service {name}"),
        Refused::Method(method) => format!("a request with {method}"),
        Refused::Path(path) => format!("a request for {path}"),
        Refused::Stranger => "a request of another page".to_owned(),
        Refused::Pass => "a login with a wrong word".to_owned(),
        Refused::Other => "other things".to_owned(),
    }
}

/// Whether pages can resolve a stage's address. Chromium and WebKitGTK resolve names under `.localhost` themselves; on
/// macOS the system does, from version 26 on.
async fn is_found(origin: &str) -> bool {
    let Some(host) = origin.strip_prefix("http://").filter(|_| cfg!(target_os = "macos")) else { return true };
    tokio::net::lookup_host(host).await.is_ok_and(|mut found| found.any(|address| address.ip().is_loopback()))
}

fn no_home() -> ApiError {
    ApiError::new(ErrorCode::NotConnected, "A preview needs a Home Assistant that shows it.")
        .hint("Connect to one, then try again.")
}

fn no_preview(error: std::io::Error) -> ApiError {
    ApiError::new(ErrorCode::Internal, "The preview could not be started. The draft is safe.").details(error)
}
