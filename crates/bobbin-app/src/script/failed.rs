//! Why something failed that a script asked for, as far as its user has to act differently.
//!
//! Home Assistant closes the connection of a revoked token without a word, just as it does when it restarts. Only
//! another login tells them apart, and a refused one counts against this computer: so the one that the session tries
//! anyway decides. Must stay true: a change that may have been made is never reported as not made.

use bobbin_hass::{CommandError, ConnectError, Fingerprint, Session};

use crate::error::{ApiError, ErrorCode};
use crate::failures;
use crate::failures::HomeError;

/// Why the token that was good at the start is good no longer.
pub const TOKEN_ENDED: &str =
    "Home Assistant no longer accepts this token: it was revoked, or its user was deactivated or deleted.";

/// Why something was not done, or is not known to be done.
#[derive(Debug)]
pub enum RemoteError {
    /// It was not done.
    NotDone(ApiError),
    /// It was sent, and the connection broke before the answer.
    Unknown {
        /// The unknown outcome, in words.
        words: String,
        /// Whether the token has ended meanwhile, too.
        token_ended: bool,
    },
}

impl From<ApiError> for RemoteError {
    fn from(error: ApiError) -> Self {
        Self::NotDone(error)
    }
}

/// Says why a question was not answered.
pub(super) async fn unread(session: &Session, error: HomeError) -> ApiError {
    let (what, error) = match error {
        HomeError::Unread { what, error } | HomeError::Unchanged { what, error } => (what, error),
        HomeError::Other(error) => return error,
    };
    if has_token_ended(session, &error).await {
        return token_ended(what);
    }
    // A question has no outcome, whether or not it arrived.
    match error {
        CommandError::ConnectionLost { .. } => failures::command(what, &CommandError::ConnectionLost { sent: false }),
        CommandError::Timeout { after, .. } => failures::command(what, &CommandError::Timeout { after, sent: false }),
        _ => failures::command(what, &error),
    }
}

/// Says why something was not done, or may have been done.
pub(super) async fn undone(session: &Session, error: HomeError) -> RemoteError {
    let HomeError::Unchanged { what, error } = error else { return unread(session, error).await.into() };
    let ended = has_token_ended(session, &error).await;
    if error.outcome_unknown() {
        return RemoteError::Unknown { words: failures::command(what, &error).message, token_ended: ended };
    }
    RemoteError::NotDone(if ended { token_ended(what) } else { failures::command(what, &error) })
}

/// Whether a command failed because the token ended: decided by the session's next login.
async fn has_token_ended(session: &Session, error: &CommandError) -> bool {
    let lost =
        matches!(error, CommandError::NotConnected | CommandError::Renewed | CommandError::ConnectionLost { .. });
    lost && session.try_again().await.is_err_and(|error| is_refusal(&error))
}

/// Whether an attempt to connect failed because of the token.
pub(super) const fn is_refusal(error: &ConnectError) -> bool {
    matches!(error, ConnectError::TokenRefused { .. })
}

fn token_ended(what: &str) -> ApiError {
    ApiError::new(ErrorCode::TokenRefused, format!("Bobbin could not {what}. {TOKEN_ENDED} Nothing was changed."))
}

/// Why there is no connection.
#[derive(Debug)]
pub enum ConnectFailure {
    /// The certificate is not trusted; nothing was sent, not even the token.
    Certificate(Untrusted),
    /// Anything else.
    Other(ApiError),
}

/// A certificate that is not trusted.
#[derive(Debug)]
pub struct Untrusted {
    /// Where it was presented.
    pub address: String,
    /// The subject.
    pub subject: String,
    /// Why it is not trusted.
    pub reason: String,
    /// Its fingerprint.
    pub found: Fingerprint,
    /// The fingerprint that is trusted there instead.
    pub expected: Option<Fingerprint>,
}

impl From<ApiError> for ConnectFailure {
    fn from(error: ApiError) -> Self {
        Self::Other(error)
    }
}

/// Says why there is no connection.
pub(super) fn connecting(address: String, error: &ConnectError) -> ConnectFailure {
    match error {
        ConnectError::TlsUntrusted { fingerprint, expected, subject, reason } => {
            ConnectFailure::Certificate(Untrusted {
                address,
                subject: subject.clone(),
                reason: reason.clone(),
                found: *fingerprint,
                expected: *expected,
            })
        }
        ConnectError::TokenRefused { .. } => ApiError::new(ErrorCode::TokenRefused, failures::connecting(error)).into(),
        _ => ApiError::new(ErrorCode::NotConnected, failures::connecting(error)).into(),
    }
}
