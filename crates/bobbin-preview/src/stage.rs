//! A stage: one dashboard in the preview, with its scene, its two secrets, and the refused requests.
//!
//! The caller holds the [`Stage`]; dropping it disconnects its pages and invalidates its host name. The host name is
//! the first secret: a browser sends it with every request of the page, and no other program knows it. The pass is the
//! second: it is in the fragment of the address, which browsers never send, and the page logs in with it.

use crate::credentials::Credentials;
use crate::paths;
use crate::scene::Scene;
use crate::unguessable;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How many names of refused requests to keep, so that a page that makes up names can't fill the memory.
const NAMES_KEPT: usize = 200;

/// How many allowable paths to keep; no user reads more.
const MOST_WANTED: usize = 20;

/// The content of a stage, computed once for all its pages.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) scene: Scene,
    /// The config for the pages.
    pub(crate) config: Arc<str>,
    /// Increases with each change of the config.
    pub(crate) revision: u64,
    /// The time of the last change of the what-if states, in seconds since 1970.
    pub(crate) what_if_since: f64,
}

/// The state that the pages of a stage share.
pub(crate) struct Backstage {
    pub(crate) label: String,
    pub(crate) pass: String,
    /// The origin of its pages.
    pub(crate) origin: String,
    pub(crate) shown: watch::Sender<Arc<Shown>>,
    /// Whether the pages may call services.
    pub(crate) control: AtomicBool,
    /// Whether the stage is closed.
    pub(crate) gone: watch::Sender<bool>,
    /// The credentials that Home Assistant gave its pages.
    credentials: Mutex<Credentials>,
    /// The refused paths that the user could allow, like `/api/garden/`.
    wanted: watch::Sender<BTreeSet<String>>,
    pages: AtomicU64,
    refused: Mutex<BTreeMap<Refused, u64>>,
    beyond: Mutex<BTreeSet<&'static str>>,
}

impl Backstage {
    pub(crate) fn new(scene: Scene, port: u16) -> io::Result<Self> {
        let label = unguessable::word()?;
        let config = scene.config();
        Ok(Self {
            origin: format!("http://{label}.localhost:{port}"),
            label,
            pass: unguessable::word()?,
            shown: watch::Sender::new(Arc::new(Shown { scene, config, revision: 1, what_if_since: 0.0 })),
            control: AtomicBool::new(false),
            gone: watch::Sender::new(false),
            credentials: Mutex::default(),
            wanted: watch::Sender::default(),
            pages: AtomicU64::new(0),
            refused: Mutex::default(),
            beyond: Mutex::default(),
        })
    }

    /// The current content.
    pub(crate) fn now_shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.borrow())
    }

    /// The credentials of its pages.
    pub(crate) fn credentials(&self) -> MutexGuard<'_, Credentials> {
        self.credentials.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a refusal.
    pub(crate) fn refuse(&self, what: Refused) {
        tracing::debug!(?what, "the preview refused");
        if let Refused::Path(path) = &what
            && let Some(prefix) = paths::allowable(path)
        {
            self.wanted.send_if_modified(|wanted| wanted.len() < MOST_WANTED && wanted.insert(prefix));
        }
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let what = if refused.len() >= NAMES_KEPT && !refused.contains_key(&what) { Refused::Other } else { what };
        *refused.entry(what).or_default() += 1;
    }

    /// Records the functions in a page's templates that see real states only.
    pub(crate) fn goes_beyond(&self, names: Vec<&'static str>) {
        if !names.is_empty() {
            self.beyond.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
        }
    }

    /// Clears that record, because a page is loading.
    pub(crate) fn forget_beyond(&self) {
        self.beyond.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Counts a page for as long as the returned value lives.
    pub(crate) fn page(self: &Arc<Self>) -> PageOpen {
        self.pages.fetch_add(1, Ordering::Relaxed);
        PageOpen(Arc::clone(self))
    }
}

/// A page that is connected.
pub(crate) struct PageOpen(Arc<Backstage>);

impl Drop for PageOpen {
    fn drop(&mut self) {
        self.0.pages.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A request or command of a page that was refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// A command of the WebSocket API that is not on the list.
    Command(String),
    /// A service call, such as `light.turn_on`, while the preview may not control the home.
    Service(String),
    /// An HTTP request with a method other than GET and HEAD.
    Method(String),
    /// An HTTP request for a path that is not on the list.
    Path(String),
    /// A request from another page or program.
    Stranger,
    /// A login with the wrong pass.
    Pass,
    /// Further names that are not kept apart.
    Other,
}

/// The counters of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Connected pages.
    pub pages: u64,
    /// The refusals, and their numbers.
    pub refused: BTreeMap<Refused, u64>,
    /// Functions in templates that see real states in spite of what-if states, by name; `?` for a template that Bobbin
    /// can't read.
    pub beyond: BTreeSet<&'static str>,
}

impl Tally {
    /// The total number of refusals.
    pub fn refusals(&self) -> u64 {
        self.refused.values().sum()
    }
}

/// The open stages of a preview, by their labels.
#[derive(Default)]
pub(crate) struct Stages(Mutex<HashMap<String, Arc<Backstage>>>);

impl Stages {
    pub(crate) fn get(&self, label: &str) -> Option<Arc<Backstage>> {
        self.open().get(label).cloned()
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, Arc<Backstage>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open stage. Dropping it disconnects its pages.
pub struct Stage {
    backstage: Arc<Backstage>,
    stages: Arc<Stages>,
}

impl Stage {
    /// Opens a stage for the preview that listens at `port`.
    pub(crate) fn open(stages: Arc<Stages>, port: u16, scene: Scene) -> io::Result<Self> {
        let backstage = Arc::new(Backstage::new(scene, port)?);
        stages.open().insert(backstage.label.clone(), Arc::clone(&backstage));
        Ok(Self { backstage, stages })
    }

    /// The address of a view, by its path or number, for a frame. It contains both secrets, so it must go nowhere else.
    pub fn url(&self, view: &str) -> String {
        let shown = self.backstage.now_shown();
        let Backstage { origin, pass, .. } = &*self.backstage;
        format!("{origin}/{}/{view}#bobbin={pass}", shown.scene.dashboard.url_path)
    }

    /// The origin of its pages, like `http://….localhost:40123`.
    pub fn origin(&self) -> &str {
        &self.backstage.origin
    }

    /// The current scene.
    pub fn scene(&self) -> Scene {
        self.backstage.now_shown().scene.clone()
    }

    /// Changes the scene; pages follow. Does nothing if the scene stays the same.
    pub fn change(&self, change: impl FnOnce(&mut Scene)) {
        self.backstage.shown.send_if_modified(|shown| {
            let mut scene = shown.scene.clone();
            change(&mut scene);
            if scene == shown.scene {
                return false;
            }
            let same_config =
                scene.draft == shown.scene.draft && scene.ignore_visibility == shown.scene.ignore_visibility;
            let config = if same_config { Arc::clone(&shown.config) } else { scene.config() };
            let revision = shown.revision + u64::from(config != shown.config);
            let what_if_since =
                if scene.what_if == shown.scene.what_if { shown.what_if_since } else { crate::time::now() };
            *shown = Arc::new(Shown { scene, config, revision, what_if_since });
            true
        });
    }

    /// Sets whether the pages may call services. They may not at first.
    pub fn let_control(&self, control: bool) {
        self.backstage.control.store(control, Ordering::Relaxed);
    }

    /// The refused paths that [`crate::Preview::allow`] would open, like `/api/garden/`.
    pub fn wanted(&self) -> watch::Receiver<BTreeSet<String>> {
        self.backstage.wanted.subscribe()
    }

    /// The current counters.
    pub fn tally(&self) -> Tally {
        let refused = self.backstage.refused.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let beyond = self.backstage.beyond.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Tally { pages: self.backstage.pages.load(Ordering::Relaxed), refused, beyond }
    }
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Leaves out both secrets.
        f.debug_struct("Stage").field("tally", &self.tally()).finish_non_exhaustive()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.stages.open().remove(&self.backstage.label);
        self.backstage.gone.send_replace(true);
    }
}
