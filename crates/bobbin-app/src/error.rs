//! The one error that reaches the interface.
//!
//! `code` is a closed set, with a code for each case that the interface handles differently. Nothing matches on the
//! message, which names the failure first, then the state of the user's data, then the next step.

use super::api::api;

api! {
    /// An error, in words for the user.
    pub struct ApiError {
        /// The kind of error.
        pub code: ErrorCode,
        /// The failure, and the state of the user's data.
        pub message: String,
        /// A suggestion for the next step.
        pub hint: Option<String>,
        /// Technical details, without secrets.
        pub details: Option<String>,
    }

    /// The kind of an error.
    #[derive(Copy, Eq, Hash)]
    pub enum ErrorCode {
        /// A field of the request is wrong; the message names it.
        BadRequest,
        /// The address is not valid.
        BadAddress,
        /// There is no connection to the instance.
        NotConnected,
        /// The instance did not answer in time.
        Timeout,
        /// The token is missing or was refused.
        TokenRefused,
        /// The user is not an administrator in Home Assistant.
        NotAllowed,
        /// Home Assistant refused; the message quotes it.
        Rejected,
        /// The requested object does not exist, or no longer exists.
        NotFound,
        /// The text can't be read; its problems have the positions.
        InvalidText,
        /// The dashboard is larger than Home Assistant accepts.
        TooLarge,
        /// The object can't be changed; the message gives the reason.
        ReadOnly,
        /// An edit of the tree is not possible; the message gives the reason.
        EditRefused,
        /// The interface's copy of a text is out of step; it has to send the whole text.
        OutOfStep,
        /// The file has changed on disk since it was read.
        ChangedOnDisk,
        /// Reading or writing a file failed.
        File,
        /// Reading or writing Bobbin's own data failed.
        Storage,
        /// A bug in Bobbin.
        Internal,
    }
}

/// The result of a command.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// Creates an error without a hint.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, details: None }
    }

    /// Adds a suggestion for the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the technical cause.
    #[must_use]
    pub fn details(mut self, details: impl std::fmt::Display) -> Self {
        self.details = Some(details.to_string());
        self
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}
