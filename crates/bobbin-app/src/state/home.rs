//! A Home Assistant that Bobbin is connected to, or tries to be: its session, and its last answers.
//!
//! The tasks that follow its session end with it; it knows nothing about their work.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bobbin_core::yaml::Dialect;
use bobbin_hass::protocol::Dashboard;
use bobbin_hass::{ConnectionState, Epoch, Session, SessionOptions};
use tokio::task::JoinSet;

use crate::api::{Connection, DashboardContent};
use crate::clock::{millis, now};
use crate::failures;

/// The latency below which a connection counts as good.
const GOOD_LATENCY: Duration = Duration::from_millis(250);

/// The live side of an instance.
pub(crate) struct Home {
    /// The instance's id.
    pub(crate) id: String,
    /// The connection to it.
    pub(crate) session: Session,
    known: Mutex<Known>,
    /// The tasks that end with the home.
    followers: Mutex<JoinSet<()>>,
}

/// The last answers of a home.
#[derive(Default)]
struct Known {
    dashboards: Option<(Vec<Dashboard>, Epoch)>,
    contents: HashMap<String, DashboardContent>,
    /// Why Bobbin polls for changes; none when Home Assistant sends events.
    polling: Option<&'static str>,
    /// The number of events about changes by others.
    told: u64,
}

impl Home {
    /// Starts a session.
    pub(crate) fn connect(id: String, options: SessionOptions) -> Self {
        Self { id, session: Session::start(options), known: Mutex::default(), followers: Mutex::default() }
    }

    /// Runs a task until the home is dropped.
    pub(crate) fn follow(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.followers.lock().unwrap_or_else(PoisonError::into_inner).spawn(task);
    }

    /// The state of the connection in the interface's terms.
    pub(crate) fn connection(&self) -> Connection {
        connection(&self.session.state().borrow(), self.polling())
    }

    /// The version of Home Assistant, while connected.
    pub(crate) fn ha_version(&self) -> Option<String> {
        self.session.connected().map(|connected| connected.ha_version)
    }

    /// The dialect of YAML that its editor reads.
    pub(crate) fn dialect(&self) -> Dialect {
        self.ha_version().map_or(Dialect::Editor, |version| Dialect::for_home_assistant(&version))
    }

    /// Whether the user may change things; none while that is not known.
    pub(crate) fn is_admin(&self) -> Option<bool> {
        self.session.connected()?.user.map(|user| user.is_admin)
    }

    /// Notes the list of dashboards.
    pub(crate) fn learn_dashboards(&self, dashboards: &[Dashboard]) {
        if let Some(connected) = self.session.connected() {
            self.known().dashboards = Some((dashboards.to_vec(), connected.epoch));
        }
    }

    /// Returns a dashboard from the last known list.
    pub(crate) fn dashboard(&self, url_path: &str) -> Option<Dashboard> {
        let known = self.known();
        known.dashboards.as_ref()?.0.iter().find(|dashboard| dashboard.url_path == url_path).cloned()
    }

    /// Notes a summary of a dashboard's content. Returns whether it changed.
    pub(crate) fn learn_content(&self, url_path: &str, content: DashboardContent) -> bool {
        self.known().contents.insert(url_path.to_owned(), content.clone()) != Some(content)
    }

    /// The summary of a dashboard's content, as far as it was read.
    pub(crate) fn content(&self, url_path: &str) -> DashboardContent {
        self.known().contents.get(url_path).cloned().unwrap_or(DashboardContent::Unread)
    }

    /// Why Bobbin polls for changes by others; none when Home Assistant sends events.
    pub(crate) fn polling(&self) -> Option<String> {
        self.known().polling.map(str::to_owned)
    }

    /// Sets why Bobbin polls for changes. Returns whether it changed.
    pub(crate) fn set_polling(&self, reason: Option<&'static str>) -> bool {
        std::mem::replace(&mut self.known().polling, reason) != reason
    }

    /// Counts an event about a change.
    pub(crate) fn count_told(&self) {
        self.known().told += 1;
    }

    /// The number of events about changes by others.
    pub(crate) fn told(&self) -> u64 {
        self.known().told
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Converts the state of a connection into the interface's terms.
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
