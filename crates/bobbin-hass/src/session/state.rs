//! The state of a session's connection.

use crate::current_user::CurrentUser;
use crate::error::ConnectError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// One connection of a session. Each reconnect has a higher number. Knowledge from one epoch, such as that a dashboard
/// is warm, does not hold in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(pub(crate) u64);

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The state of a connection.
#[derive(Debug, Clone)]
pub enum ConnectionState {
    /// The first attempt is running.
    Connecting,
    /// Connected and logged in.
    Connected(Connected),
    /// There is no connection; the session keeps trying.
    Reconnecting {
        /// The number of the next attempt (or the running one), from 1.
        attempt: u32,
        /// The start of the next attempt; none while it is running.
        retry_at: Option<Instant>,
        /// The last error.
        last_error: Arc<ConnectError>,
    },
    /// Home Assistant refused the token; the session does not try again.
    TokenRefused {
        /// Home Assistant's words.
        message: String,
    },
    /// Stopped; it does not start again.
    Stopped,
}

/// A connection that is up.
#[derive(Debug, Clone)]
pub struct Connected {
    /// The number of this connection.
    pub epoch: Epoch,
    /// The version of Home Assistant.
    pub ha_version: String,
    /// The owner of the token; none if Home Assistant doesn't answer.
    pub user: Option<CurrentUser>,
    /// The duration of the last ping.
    pub latency: Option<Duration>,
}
