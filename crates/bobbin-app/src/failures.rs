//! Puts errors of the lower crates into words for the user: the failure, the state of their data, the next step.

use bobbin_hass::{CommandError, ConnectError};
use bobbin_vault::VaultError;

use crate::error::{ApiError, ApiResult, ErrorCode};

/// Describes a failed command to Home Assistant. `what` completes “Bobbin could not …”, as in “read the dashboards”.
pub(crate) fn command(what: &str, error: &CommandError) -> ApiError {
    match error {
        CommandError::NotConnected | CommandError::Renewed => ApiError::new(
            ErrorCode::NotConnected,
            format!("Bobbin could not {what}: there is no connection to Home Assistant."),
        )
        .hint("Nothing was changed. Bobbin reconnects by itself; try again then."),
        CommandError::ConnectionLost { sent } => {
            let safe = if *sent { "Whether it arrived is not known." } else { "Nothing was changed." };
            ApiError::new(ErrorCode::NotConnected, format!("Bobbin could not {what}: the connection broke. {safe}"))
                .hint("Bobbin reconnects by itself; look again then.")
        }
        CommandError::Timeout { sent, .. } => {
            let safe = if *sent { "Whether it was done is not known." } else { "Nothing was changed." };
            ApiError::new(ErrorCode::Timeout, format!("Bobbin could not {what}: {error}. {safe}")).hint("Try again.")
        }
        CommandError::TooLarge { size, limit } => ApiError::new(
            ErrorCode::TooLarge,
            format!(
                "Bobbin could not {what}: it has {}, and Home Assistant takes {} at most. Nothing was sent.",
                megabytes(*size),
                megabytes(*limit)
            ),
        )
        .hint("Your draft is kept. Split the dashboard, or take large data out of it."),
        CommandError::Unsendable { .. } => {
            ApiError::new(ErrorCode::BadRequest, format!("Bobbin could not {what}: {error}. Nothing was sent."))
        }
        CommandError::Rejected(rejection) if rejection.is_unauthorized() => ApiError::new(
            ErrorCode::NotAllowed,
            format!("Home Assistant did not let you {what}: this user is not an administrator. Nothing was changed."),
        )
        .hint("Use the token of an administrator."),
        CommandError::Rejected(rejection) if rejection.config_not_found().is_some() || rejection.is_not_found() => {
            ApiError::new(ErrorCode::NotFound, format!("Home Assistant could not {what}: {}", rejection.message))
                .details(rejection)
        }
        CommandError::Rejected(rejection) => {
            let words =
                format!("Home Assistant refused to {what}: {}. Nothing was changed.", trimmed(&rejection.message));
            ApiError::new(ErrorCode::Rejected, words).details(rejection)
        }
        CommandError::Unexpected { .. } => {
            ApiError::new(ErrorCode::Internal, format!("Bobbin could not {what}: {error}.")).details(chain(error))
        }
    }
}

/// A home did not answer a question or did not make a change. Keeps what its connection said, so that each caller can put
/// it in words of its own.
#[derive(Debug)]
pub(crate) enum HomeError {
    /// It did not answer a question.
    Unread {
        /// What was asked for, as in “read the dashboards”.
        what: &'static str,
        /// What the connection said.
        error: CommandError,
    },
    /// It did not make a change, or it is not known whether it did.
    Unchanged {
        /// What was to be done, as in “create the dashboard”.
        what: &'static str,
        /// What the connection said.
        error: CommandError,
    },
    /// Anything else, in words already.
    Other(ApiError),
}

impl HomeError {
    /// Makes an error of the answer to a question.
    pub(crate) const fn reading(what: &'static str) -> impl FnOnce(CommandError) -> Self {
        move |error| Self::Unread { what, error }
    }

    /// Makes an error of the answer to a change.
    pub(crate) const fn changing(what: &'static str) -> impl FnOnce(CommandError) -> Self {
        move |error| Self::Unchanged { what, error }
    }
}

impl From<ApiError> for HomeError {
    fn from(error: ApiError) -> Self {
        Self::Other(error)
    }
}

impl From<HomeError> for ApiError {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::Unread { what, error } | HomeError::Unchanged { what, error } => command(what, &error),
            HomeError::Other(error) => error,
        }
    }
}

/// Says why there is no connection, in a sentence.
pub(crate) fn connecting(error: &ConnectError) -> String {
    let mut words = error.to_string();
    if let Some(first) = words.get(..1) {
        words.replace_range(..1, &first.to_uppercase());
    }
    if !words.ends_with('.') {
        words.push('.');
    }
    words
}

/// Describes a failure to read or write the vault, the settings or a file.
pub(crate) fn storage(error: &VaultError) -> ApiError {
    ApiError::new(ErrorCode::Storage, sentence(&error.to_string())).details(chain(error))
}

/// Serializes a value for storage. A failure is a bug in Bobbin, and never becomes an empty text.
pub(crate) fn json(value: &impl serde::Serialize) -> ApiResult<String> {
    serde_json::to_string(value)
        .map_err(|error| ApiError::new(ErrorCode::Internal, "Bobbin could not write this down as JSON.").details(error))
}

/// Makes a sentence: a capital letter first, one full stop last.
pub(crate) fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

fn trimmed(message: &str) -> &str {
    message.trim_end_matches('.')
}

/// Formats a size; exact below a megabyte.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn megabytes(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{bytes} bytes") } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

/// Joins an error and its causes with colons.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_over_the_limit_is_named() {
        let error = command("save the dashboard", &CommandError::TooLarge { size: 5_100_000, limit: 4_194_303 });
        assert_eq!(error.code, ErrorCode::TooLarge);
        assert!(error.message.contains("5.1 MB") && error.message.contains("4.2 MB"), "{}", error.message);
    }
}
