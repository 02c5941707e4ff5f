//! What can go wrong, one variant for each thing a caller does differently.
//!
//! [`ConnectError`] is why there is no connection (the closed answer of a connection test, and the last error
//! of a session that is trying again); [`CommandError`] is why a command has no result. Neither ever holds the
//! token. What Home Assistant says is kept word for word.

use crate::fingerprint::Fingerprint;
use serde::Deserialize;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How many characters of a foreign text an error quotes.
const QUOTED: usize = 200;

/// Why a connection could not be made or kept.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// No such name.
    #[error("the host {host} was not found")]
    HostNotFound {
        /// The host.
        host: String,
        /// What the resolver said.
        source: io::Error,
    },
    /// The host is there and nothing listens at the port.
    #[error("nothing answers at {address}: the connection was refused")]
    Refused {
        /// Host and port.
        address: String,
    },
    /// There is no way to the host.
    #[error("{address} can't be reached")]
    Unreachable {
        /// Host and port.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// No answer in time.
    #[error("no answer within {} s while {phase}", after.as_secs())]
    Timeout {
        /// What was under way.
        phase: ConnectPhase,
        /// How long was waited.
        after: Duration,
    },
    /// The certificate is not one this computer trusts; the user can.
    #[error("the certificate of {subject} is not trusted: {reason}")]
    TlsUntrusted {
        /// Of the certificate that was shown.
        fingerprint: Fingerprint,
        /// Of the one that is trusted there instead: with one, the certificate changed, or somebody is in between.
        expected: Option<Fingerprint>,
        /// Whom it names.
        subject: String,
        /// Why it is not trusted.
        reason: String,
    },
    /// Encryption failed for another reason, such as a port that doesn't speak it.
    #[error("the encrypted connection failed: {reason}")]
    TlsFailed {
        /// Why, in words.
        reason: String,
        /// What the TLS layer said.
        source: io::Error,
    },
    /// The server wants to be addressed otherwise.
    #[error("the server redirects to {location}")]
    Redirected {
        /// Where to.
        location: String,
    },
    /// The server refuses this computer, as Home Assistant does after too many wrong logins.
    #[error("the server refuses this computer (403); Home Assistant does so after too many wrong logins")]
    Forbidden,
    /// A proxy is there and the server behind it is not.
    #[error("a proxy answers with {status}: the Home Assistant behind it is not there")]
    ProxyWithoutServer {
        /// The HTTP status.
        status: u16,
    },
    /// Something answers and it is no Home Assistant.
    #[error("this is not a Home Assistant: {found}")]
    NotHomeAssistant {
        /// What came back.
        found: String,
    },
    /// Home Assistant refused the token.
    #[error("Home Assistant refused the token: {message}")]
    TokenRefused {
        /// Its words.
        message: String,
    },
    /// The connection broke, while it was being made or later.
    #[error("the connection broke: {reason}")]
    Broken {
        /// How, in words.
        reason: String,
    },
}

/// What was under way when the time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectPhase {
    /// Name, TCP, TLS and the WebSocket handshake.
    Connecting,
    /// The exchange of the token.
    Authenticating,
    /// The wait for a sign of life on a connection that was up.
    Connected,
}

impl std::fmt::Display for ConnectPhase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connecting => "connecting",
            Self::Authenticating => "logging in",
            Self::Connected => "waiting for a sign of life",
        })
    }
}

/// Why a command has no result.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There was no connection; nothing was sent.
    #[error("there is no connection to Home Assistant")]
    NotConnected,
    /// The connection is another one than the caller relied on; nothing was sent.
    #[error("the connection to Home Assistant was renewed in between")]
    Renewed,
    /// The connection broke before the answer.
    #[error("the connection to Home Assistant broke before the answer")]
    ConnectionLost {
        /// Whether the command may have arrived: if so its outcome is unknown.
        sent: bool,
    },
    /// No answer in time.
    #[error("Home Assistant gave no answer within {} s", after.as_secs_f32())]
    Timeout {
        /// How long was waited.
        after: Duration,
        /// Whether the command may have arrived: if so its outcome is unknown.
        sent: bool,
    },
    /// Home Assistant would close the connection over it; nothing was sent.
    #[error("this is too large for Home Assistant: {size} bytes, and it takes {limit}")]
    TooLarge {
        /// The size of the frame.
        size: usize,
        /// The largest that is accepted.
        limit: usize,
    },
    /// It holds something that JSON allows and that makes Home Assistant close the connection; nothing was sent.
    #[error("Home Assistant can't read this: {reason}")]
    Unsendable {
        /// What, in words.
        reason: String,
    },
    /// Home Assistant said no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The answer isn't what this command answers.
    #[error("Home Assistant's answer to {command} could not be read")]
    Unexpected {
        /// The type of the command.
        command: &'static str,
        /// What is wrong with it.
        source: Arc<serde_json::Error>,
    },
}

impl CommandError {
    /// Whether the command may have been carried out although no answer came.
    pub const fn outcome_unknown(&self) -> bool {
        matches!(self, Self::ConnectionLost { sent: true } | Self::Timeout { sent: true, .. })
    }

    /// Home Assistant's refusal, if that is what it is.
    pub const fn rejection(&self) -> Option<&Rejection> {
        match self {
            Self::Rejected(rejection) => Some(rejection),
            _ => None,
        }
    }

    /// Whether the user isn't allowed to do this.
    pub fn is_unauthorized(&self) -> bool {
        self.rejection().is_some_and(Rejection::is_unauthorized)
    }
}

/// A refusal by Home Assistant, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Deserialize)]
#[error("{message} ({code})")]
pub struct Rejection {
    /// What kind; Home Assistant has no closed list of these.
    #[serde(default)]
    pub code: String,
    /// Its words.
    #[serde(default)]
    pub message: String,
    /// The key of the translated text, where there is one.
    #[serde(default)]
    pub translation_key: Option<String>,
}

/// The two things that the one code `config_not_found` means; neither proves that a dashboard is empty, since
/// a corrupt storage file reads as [`Self::NothingSaved`] too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigNotFound {
    /// The dashboard exists and has no readable config.
    NothingSaved,
    /// There is no such dashboard.
    UnknownDashboard,
}

impl Rejection {
    /// Whether the user isn't allowed to do this.
    pub fn is_unauthorized(&self) -> bool {
        self.code == "unauthorized"
    }

    /// Whether the thing is not there.
    pub fn is_not_found(&self) -> bool {
        self.code == "not_found"
    }

    /// Whether this Home Assistant doesn't have the command, as without the integration or in recovery mode.
    pub fn is_unknown_command(&self) -> bool {
        self.code == "unknown_command"
    }

    /// Whether a dashboard with this url path exists already.
    pub fn is_url_path_taken(&self) -> bool {
        self.translation_key.as_deref() == Some("url_already_exists")
    }

    /// Whether the dashboard is a YAML file, which can't be saved or deleted from here.
    pub fn is_not_supported(&self) -> bool {
        self.code == "error" && self.message == "Not supported"
    }

    /// Which of the two meanings of `config_not_found` this is; only the text tells them apart.
    pub fn config_not_found(&self) -> Option<ConfigNotFound> {
        if self.code != "config_not_found" {
            return None;
        }
        Some(if self.message.starts_with("Unknown config specified") {
            ConfigNotFound::UnknownDashboard
        } else {
            ConfigNotFound::NothingSaved
        })
    }
}

/// What somebody else wrote, as a short piece of one line.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted: String = text.chars().filter(|c| !c.is_control()).take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}
