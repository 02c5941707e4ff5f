//! A Home Assistant that Bobbin is connected to, or tries to be: its session, and what is known of it.
//!
//! Owns the tasks that listen to the session for as long as it lives. What happens there is handed to
//! [`Inner`] as calls; nothing here decides what it means for a document.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use bobbin_hass::protocol::{Dashboard, LovelaceUpdate};
use bobbin_hass::{ConnectionState, Epoch, Origin, Session, SessionOptions, SubscriptionItem};
use tokio::task::JoinSet;

use crate::api::{Connection, DashboardContent};
use crate::app::Inner;
use crate::clock::{millis, now};
use crate::failures;

/// How often open dashboards are looked at when changes are not told.
const POLL: Duration = Duration::from_secs(5);

/// How often they are looked at although changes are told, to notice when they are not.
const LOOK_AROUND: Duration = Duration::from_secs(15);

/// How long a change that was found may take to be told.
const IN_TIME: Duration = Duration::from_secs(2);

const REFUSED: &str =
    "Home Assistant does not tell this user when dashboards change. Bobbin looks at the open ones every 5 seconds.";
const SILENT: &str = "Home Assistant did not tell of a change that Bobbin found by itself. Bobbin looks at the open dashboards every 5 seconds.";

/// Under this a connection is called good.
const GOOD_LATENCY: Duration = Duration::from_millis(250);

/// The live side of an instance.
pub(crate) struct Home {
    /// The instance.
    pub(crate) id: String,
    /// The connection to it.
    pub(crate) session: Session,
    known: Mutex<Known>,
    /// Ends with the home.
    _tasks: Mutex<JoinSet<()>>,
}

/// What was last read from a home.
#[derive(Default)]
struct Known {
    dashboards: Option<(Vec<Dashboard>, Epoch)>,
    contents: HashMap<String, DashboardContent>,
    /// Why changes are looked for instead of being told.
    polling: Option<&'static str>,
    /// How many changes by others were told.
    told: u64,
}

impl Home {
    /// Connects, and listens for as long as the home is kept.
    pub(crate) fn connect(id: String, options: SessionOptions, inner: &Arc<Inner>) -> Arc<Self> {
        let session = Session::start(options);
        let mut tasks = JoinSet::new();
        let listener = Listener { id: id.clone(), session: session.clone(), inner: Arc::downgrade(inner) };
        tasks.spawn(listener.clone().connection());
        tasks.spawn(listener.clone().updates());
        tasks.spawn(listener.clone().panels());
        tasks.spawn(listener.clone().polls());
        tasks.spawn(listener.resources());
        Arc::new(Self { id, session, known: Mutex::default(), _tasks: Mutex::new(tasks) })
    }

    /// The state of the connection as the interface shows it.
    pub(crate) fn connection(&self) -> Connection {
        connection(&self.session.state().borrow(), self.polling())
    }

    /// The version of Home Assistant, while connected.
    pub(crate) fn ha_version(&self) -> Option<String> {
        self.session.connected().map(|connected| connected.ha_version)
    }

    /// Whether the user may change things; none while that is not known.
    pub(crate) fn is_admin(&self) -> Option<bool> {
        self.session.connected()?.user.map(|user| user.is_admin)
    }

    /// Remembers the list of dashboards that was read.
    pub(crate) fn learn_dashboards(&self, dashboards: &[Dashboard]) {
        if let Some(connected) = self.session.connected() {
            self.known().dashboards = Some((dashboards.to_vec(), connected.epoch));
        }
    }

    /// A dashboard of the list that was read last.
    pub(crate) fn dashboard(&self, url_path: &str) -> Option<Dashboard> {
        let known = self.known();
        known.dashboards.as_ref()?.0.iter().find(|dashboard| dashboard.url_path == url_path).cloned()
    }

    /// Remembers what a dashboard holds and says whether that is news.
    pub(crate) fn learn_content(&self, url_path: &str, content: DashboardContent) -> bool {
        self.known().contents.insert(url_path.to_owned(), content.clone()) != Some(content)
    }

    /// What a dashboard holds, as far as it was read.
    pub(crate) fn content(&self, url_path: &str) -> DashboardContent {
        self.known().contents.get(url_path).cloned().unwrap_or(DashboardContent::Unread)
    }

    /// Why changes by others are looked for every few seconds; none when they are told.
    pub(crate) fn polling(&self) -> Option<String> {
        self.known().polling.map(str::to_owned)
    }

    /// Sets why changes are looked for; says whether that is news.
    fn set_polling(&self, reason: Option<&'static str>) -> bool {
        std::mem::replace(&mut self.known().polling, reason) != reason
    }

    /// Counts a change that was told.
    fn count_told(&self) {
        self.known().told += 1;
    }

    fn told(&self) -> u64 {
        self.known().told
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens to a session and tells [`Inner`], until either is gone.
#[derive(Clone)]
struct Listener {
    id: String,
    session: Session,
    inner: Weak<Inner>,
}

impl Listener {
    async fn connection(self) {
        let mut state = self.session.state();
        let mut epoch = None;
        loop {
            let now = match &*state.borrow_and_update() {
                ConnectionState::Connected(connected) => Some(connected.epoch),
                _ => None,
            };
            let Some(inner) = self.inner.upgrade() else { return };
            inner.instance_changed(&self.id);
            if now.is_some() && now != epoch {
                epoch = now;
                inner.connected(&self.id);
            }
            drop(inner);
            if state.changed().await.is_err() {
                return;
            }
        }
    }

    async fn updates(self) {
        let mut updates = self.session.lovelace().subscribe_updates();
        while let Some(update) = updates.next().await {
            let Some(inner) = self.inner.upgrade() else { return };
            match update {
                LovelaceUpdate::Changed { origin: Origin::OwnSave { .. }, .. } => {}
                LovelaceUpdate::Changed { url_path, .. } => {
                    if let Ok(home) = inner.home(&self.id) {
                        home.count_told();
                    }
                    self.set_polling(&inner, None);
                    inner.saved_elsewhere(&self.id, url_path.as_deref().unwrap_or(crate::DEFAULT_DASHBOARD)).await;
                }
                LovelaceUpdate::ReadAfresh { epoch } => {
                    if epoch.is_some() {
                        self.set_polling(&inner, None);
                    }
                    inner.look_at_open_dashboards(&self.id).await;
                }
                LovelaceUpdate::Refused(rejection) => {
                    tracing::warn!(%rejection, "Home Assistant does not tell when dashboards change");
                    self.set_polling(&inner, Some(REFUSED));
                }
            }
        }
    }

    /// Looks at the open dashboards now and then: often when changes are not told, seldom to find out whether
    /// they are.
    async fn polls(self) {
        loop {
            let polling = match self.inner.upgrade().map(|inner| inner.home(&self.id)) {
                None => return,
                Some(home) => home.is_ok_and(|home| home.polling().is_some()),
            };
            tokio::time::sleep(if polling { POLL } else { LOOK_AROUND }).await;
            let Some(inner) = self.inner.upgrade() else { return };
            let Ok(home) = inner.home(&self.id) else { continue };
            if home.session.connected().is_none() {
                continue;
            }
            let told = home.told();
            if polling {
                inner.look_at_open_dashboards(&self.id).await;
            } else if inner.finds_changes(&self.id).await {
                // What was found may be on its way; what is still not told then never will be.
                drop(inner);
                tokio::time::sleep(IN_TIME).await;
                let Some(inner) = self.inner.upgrade() else { return };
                if home.told() == told && home.session.connected().is_some() && inner.finds_changes(&self.id).await {
                    self.set_polling(&inner, Some(SILENT));
                    inner.look_at_open_dashboards(&self.id).await;
                }
            }
        }
    }

    fn set_polling(&self, inner: &Arc<Inner>, reason: Option<&'static str>) {
        if inner.home(&self.id).is_ok_and(|home| home.set_polling(reason)) {
            inner.instance_changed(&self.id);
        }
    }

    async fn panels(self) {
        let mut panels = self.session.lovelace().subscribe_panels();
        while let Some(item) = panels.next().await {
            let Some(inner) = self.inner.upgrade() else { return };
            if matches!(item, SubscriptionItem::Event(_) | SubscriptionItem::Missed) {
                inner.dashboards_changed(&self.id).await;
            }
        }
    }

    async fn resources(self) {
        let mut resources = self.session.resources().subscribe();
        let mut first = true;
        while let Some(item) = resources.next().await {
            let Some(inner) = self.inner.upgrade() else { return };
            match item {
                SubscriptionItem::Established { .. } => first = true,
                // The first event of a subscription lists what there is.
                SubscriptionItem::Event(_) if first => first = false,
                SubscriptionItem::Event(_) | SubscriptionItem::Missed => inner.resources_changed(&self.id),
                SubscriptionItem::Refused(_) => {}
            }
        }
    }
}

/// The state of a connection as the interface shows it.
fn connection(state: &ConnectionState, polling: Option<String>) -> Connection {
    match state {
        ConnectionState::Connecting => Connection::Connecting,
        ConnectionState::Connected(connected) => Connection::Connected {
            ha_version: connected.ha_version.clone(),
            user: connected.user.as_ref().map(|user| user.name.clone()).unwrap_or_default(),
            is_admin: connected.user.as_ref().is_some_and(|user| user.is_admin),
            latency_ms: connected.latency.map(|latency| u32::try_from(latency.as_millis()).unwrap_or(u32::MAX)),
            latency_good: connected.latency.is_none_or(|latency| latency < GOOD_LATENCY),
            polling,
        },
        ConnectionState::Reconnecting { attempt, retry_at, last_error } => Connection::Reconnecting {
            attempt: *attempt,
            retry_at: retry_at.map(|at| now() + millis(at.saturating_duration_since(tokio::time::Instant::now()))),
            error: failures::connecting(last_error),
        },
        ConnectionState::TokenRefused { message } => Connection::TokenRefused { message: message.clone() },
        ConnectionState::Stopped => Connection::Offline,
    }
}
