//! Why a script's connection could not be made, as far as the script's user has to act differently.

use bobbin_hass::{ConnectError, Fingerprint};

use crate::error::{ApiError, ErrorCode};
use crate::failures;

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
    /// Whom it names.
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
