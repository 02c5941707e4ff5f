//! The one error that reaches the interface.
//!
//! `code` is a closed set: one for each thing that the interface does differently. Nobody matches on the
//! message, which says what failed, what is safe and what to do, in that order.

use super::api::api;

api! {
    /// What went wrong, for the user.
    pub struct ApiError {
        /// What kind of thing went wrong.
        pub code: ErrorCode,
        /// What failed and what is safe.
        pub message: String,
        /// What to do next.
        pub hint: Option<String>,
        /// More for those who want it, without secrets.
        pub details: Option<String>,
    }

    /// What kind of thing went wrong.
    #[derive(Copy, Eq, Hash)]
    pub enum ErrorCode {
        /// The request makes no sense: a field is wrong, and the message says which.
        BadRequest,
        /// The address cannot be one.
        BadAddress,
        /// There is no connection to the instance.
        NotConnected,
        /// The instance did not answer in time.
        Timeout,
        /// The token is missing or was refused.
        TokenRefused,
        /// The user is not an administrator there.
        NotAllowed,
        /// Home Assistant refused, with its words in the message.
        Rejected,
        /// The thing is not there (any more).
        NotFound,
        /// The text can't be read; its problems say where.
        InvalidText,
        /// The dashboard is larger than Home Assistant takes.
        TooLarge,
        /// The thing can't be changed, and the message says why.
        ReadOnly,
        /// An edit of the tree is not possible, and the message says why.
        EditRefused,
        /// The interface's copy of a text is out of step; hand over the whole text.
        OutOfStep,
        /// The file changed on disk since it was read.
        ChangedOnDisk,
        /// Reading or writing a file failed.
        File,
        /// Reading or writing Bobbin's own data failed.
        Storage,
        /// A fault of Bobbin's.
        Internal,
    }
}

/// The result of a command.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// An error without hint.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, details: None }
    }

    /// The same error with what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with its technical cause.
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
