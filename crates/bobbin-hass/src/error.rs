//! The errors of a connection and of a command, with one variant for each reaction of a caller.
//!
//! [`ConnectError`] explains a missing connection: it is the result of a connection test, and the last error of a
//! session that keeps trying. [`CommandError`] explains a missing result. Neither ever holds the token. Home
//! Assistant's messages stay word for word.

use crate::fingerprint::Fingerprint;
use serde::Deserialize;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How many characters of a foreign text an error quotes.
const QUOTED: usize = 200;

/// The reason why a connection could not be made or kept.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Unknown host name.
    #[error("the host {host} was not found")]
    HostNotFound {
        /// The host.
        host: String,
        /// The error of the resolver.
        source: io::Error,
    },
    /// The host exists, but nothing listens at the port.
    #[error("nothing answers at {address}: the connection was refused")]
    Refused {
        /// Host and port.
        address: String,
    },
    /// No route to the host.
    #[error("{address} can't be reached")]
    Unreachable {
        /// Host and port.
        address: String,
        /// The error of the system.
        source: io::Error,
    },
    /// No answer in time.
    #[error("no answer within {} s while {phase}", after.as_secs())]
    Timeout {
        /// The phase that took too long.
        phase: ConnectPhase,
        /// The time limit.
        after: Duration,
    },
    /// The certificate is not trusted by this computer. The user can trust it.
    #[error("the certificate of {subject} is not trusted: {reason}")]
    TlsUntrusted {
        /// The fingerprint of the certificate that the server sent.
        fingerprint: Fingerprint,
        /// The fingerprint that is trusted for this host. If there is one, the certificate has changed or somebody
        /// intercepts the connection.
        expected: Option<Fingerprint>,
        /// The subject of the certificate.
        subject: String,
        /// The reason why it is not trusted.
        reason: String,
    },
    /// Encryption failed for another reason, such as a port without TLS.
    #[error("the encrypted connection failed: {reason}")]
    TlsFailed {
        /// The reason in words.
        reason: String,
        /// The error of the TLS layer.
        source: io::Error,
    },
    /// The server redirects to another address.
    #[error("the server redirects to {location}")]
    Redirected {
        /// The new address.
        location: String,
    },
    /// The server blocks this computer, as Home Assistant does after too many wrong logins.
    #[error("the server refuses this computer (403); Home Assistant does so after too many wrong logins")]
    Forbidden,
    /// A proxy answers, but not the server after it.
    #[error("a proxy answers with {status}: the Home Assistant behind it is not there")]
    ProxyWithoutServer {
        /// The HTTP status.
        status: u16,
    },
    /// Something other than a Home Assistant answers.
    #[error("this is not a Home Assistant: {found}")]
    NotHomeAssistant {
        /// Its answer.
        found: String,
    },
    /// Home Assistant refused the token.
    #[error("Home Assistant refused the token: {message}")]
    TokenRefused {
        /// Home Assistant's message.
        message: String,
    },
    /// The connection broke, during setup or later.
    #[error("the connection broke: {reason}")]
    Broken {
        /// The reason in words.
        reason: String,
    },
}

/// The phase of a connection that timed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectPhase {
    /// Name resolution, TCP, TLS and the WebSocket handshake.
    Connecting,
    /// The login.
    Authenticating,
    /// Waiting for a sign of life on an open connection.
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

/// The reason why a command has no result.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There was no connection. Nothing was sent.
    #[error("there is no connection to Home Assistant")]
    NotConnected,
    /// The session has reconnected, and the caller relied on the earlier connection. Nothing was sent.
    #[error("the connection to Home Assistant was renewed in between")]
    Renewed,
    /// The connection broke before the answer.
    #[error("the connection to Home Assistant broke before the answer")]
    ConnectionLost {
        /// Whether the command may have arrived. If so, its outcome is unknown.
        sent: bool,
    },
    /// No answer in time.
    #[error("Home Assistant gave no answer within {} s", after.as_secs_f32())]
    Timeout {
        /// The time limit.
        after: Duration,
        /// Whether the command may have arrived. If so, its outcome is unknown.
        sent: bool,
    },
    /// The frame is too large: Home Assistant would close the connection. Nothing was sent.
    #[error("this is too large for Home Assistant: {size} bytes, and it takes {limit}")]
    TooLarge {
        /// The size of the frame.
        size: usize,
        /// Home Assistant's limit.
        limit: usize,
    },
    /// The content is valid JSON that makes Home Assistant close the connection. Nothing was sent.
    #[error("Home Assistant can't read this: {reason}")]
    Unsendable {
        /// The reason in words.
        reason: String,
    },
    /// Home Assistant refused the command.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The answer has an unexpected form.
    #[error("Home Assistant's answer to {command} could not be read")]
    Unexpected {
        /// The type of the command.
        command: &'static str,
        /// The parse error.
        source: Arc<serde_json::Error>,
    },
}

impl CommandError {
    /// Whether the command may have been carried out although no answer came.
    pub const fn outcome_unknown(&self) -> bool {
        matches!(self, Self::ConnectionLost { sent: true } | Self::Timeout { sent: true, .. })
    }

    /// Home Assistant's refusal, if the error is one.
    pub const fn rejection(&self) -> Option<&Rejection> {
        match self {
            Self::Rejected(rejection) => Some(rejection),
            _ => None,
        }
    }

    /// Whether the user lacks the rights for this command.
    pub fn is_unauthorized(&self) -> bool {
        self.rejection().is_some_and(Rejection::is_unauthorized)
    }
}

/// A refusal by Home Assistant, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Deserialize)]
#[error("{message} ({code})")]
pub struct Rejection {
    /// The kind of refusal. Home Assistant has no closed list of them.
    #[serde(default)]
    pub code: String,
    /// Home Assistant's message.
    #[serde(default)]
    pub message: String,
    /// The key of the translated message, if there is one.
    #[serde(default)]
    pub translation_key: Option<String>,
}

/// The two meanings of the code `config_not_found`. Neither proves that a dashboard is empty, since a corrupt storage
/// file reads as [`Self::NothingSaved`] too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigNotFound {
    /// The dashboard exists and has no readable config.
    NothingSaved,
    /// There is no such dashboard.
    UnknownDashboard,
}

impl Rejection {
    /// Whether the user lacks the rights for this command.
    pub fn is_unauthorized(&self) -> bool {
        self.code == "unauthorized"
    }

    /// Whether the target doesn't exist.
    pub fn is_not_found(&self) -> bool {
        self.code == "not_found"
    }

    /// Whether this Home Assistant doesn't know the command, for example in recovery mode or without the integration.
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

    /// Tells the two meanings of `config_not_found` apart, by the message.
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
