//! The clock of the use cases, in milliseconds since 1970, as the interface and the vault count.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Returns the current time.
pub(crate) fn now() -> u64 {
    millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

/// Converts a duration to milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
