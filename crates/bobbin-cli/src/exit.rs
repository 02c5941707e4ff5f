//! Exit codes, and the failures that carry one. The numbers are a contract with scripts: they never change.

use std::process::ExitCode;

use bobbin_app::error::{ApiError, ErrorCode};
use bobbin_app::script::{RemoteError, TOKEN_ENDED};

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// `diff` found a difference, `merge` a conflict.
    Differs = 1,
    /// The input can't be used.
    BadInput = 2,
    /// Somebody else changed the dashboard.
    ChangedOnServer = 3,
    /// Not allowed, or the token was refused.
    NotAllowed = 4,
    /// There is no connection.
    NoConnection = 5,
    /// It was sent, and its outcome is not known. Also when the token ended at the same time: a script that
    /// gets 4 goes on as if nothing was changed.
    Unknown = 6,
    /// The call itself is wrong.
    Usage = 64,
    /// Bobbin's own data or Bobbin itself failed.
    Internal = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The reason why the command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The code.
    pub(crate) exit: Exit,
    /// What standard error says, line by line. A line break within one is shown escaped, so that nothing that is
    /// quoted can pose as a line of Bobbin's.
    pub(crate) lines: Vec<String>,
}

impl Failure {
    /// A failure with one line of words.
    pub(crate) fn new(exit: Exit, words: impl Into<String>) -> Self {
        Self { exit, lines: vec![words.into()] }
    }

    /// A failure with several lines.
    pub(crate) fn lines(exit: Exit, lines: impl IntoIterator<Item = String>) -> Self {
        Self { exit, lines: lines.into_iter().collect() }
    }

    /// The same failure with one more line.
    pub(crate) fn and(mut self, words: impl Into<String>) -> Self {
        self.lines.push(words.into());
        self
    }

    /// A change that may have been made, by a token that may have ended: reports both.
    pub(crate) fn unknown(words: impl Into<String>, token_ended: bool) -> Self {
        let failure = Self::new(Exit::Unknown, words);
        if token_ended { failure.and(TOKEN_ENDED) } else { failure }
    }

    /// Input that can't be used.
    pub(crate) fn bad_input(words: impl Into<String>) -> Self {
        Self::new(Exit::BadInput, words)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let exit = match error.code {
            ErrorCode::BadAddress => Exit::Usage,
            ErrorCode::NotConnected | ErrorCode::Timeout => Exit::NoConnection,
            ErrorCode::TokenRefused | ErrorCode::NotAllowed | ErrorCode::ReadOnly | ErrorCode::Rejected => {
                Exit::NotAllowed
            }
            ErrorCode::BadRequest
            | ErrorCode::NotFound
            | ErrorCode::InvalidText
            | ErrorCode::TooLarge
            | ErrorCode::EditRefused
            | ErrorCode::File => Exit::BadInput,
            ErrorCode::OutOfStep | ErrorCode::ChangedOnDisk | ErrorCode::Storage | ErrorCode::Internal => {
                Exit::Internal
            }
        };
        Self::new(exit, error.message)
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::NotDone(error) => error.into(),
            RemoteError::Unknown { words, token_ended } => Self::unknown(words, token_ended),
        }
    }
}
