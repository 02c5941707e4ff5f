//! What a session says about its connection.

use crate::current_user::CurrentUser;
use crate::error::ConnectError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// One connection of a session; each reconnect has a higher one. What was learnt in one epoch, such as that a
/// dashboard is warm, does not hold in the next.
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
    /// The first try is under way.
    Connecting,
    /// Connected and logged in.
    Connected(Connected),
    /// There is no connection; the session keeps trying.
    Reconnecting {
        /// The number of the next try (or of the one under way), from 1.
        attempt: u32,
        /// When it starts; none while it is under way.
        retry_at: Option<Instant>,
        /// What went wrong last.
        last_error: Arc<ConnectError>,
    },
    /// Home Assistant refused the token; the session does not try again.
    TokenRefused {
        /// Home Assistant's words.
        message: String,
    },
    /// Stopped for good.
    Stopped,
}

/// A connection that is up.
#[derive(Debug, Clone)]
pub struct Connected {
    /// Which connection of this session it is.
    pub epoch: Epoch,
    /// The version of Home Assistant.
    pub ha_version: String,
    /// Whose token it is; none if Home Assistant wouldn't say.
    pub user: Option<CurrentUser>,
    /// How long the last ping took.
    pub latency: Option<Duration>,
}
