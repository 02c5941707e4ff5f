//! Times as Home Assistant writes them: seconds with a fraction, and ISO 8601 in UTC.

use jiff::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in seconds since 1970.
pub(crate) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

/// Seconds since 1970 as `2026-11-21T15:04:05.000000+00:00`. A time past the year 9999 becomes its last moment.
pub(crate) fn iso(seconds: f64) -> String {
    let moment = Timestamp::from_microsecond((seconds * 1e6).round() as i64).unwrap_or(Timestamp::MAX);
    moment.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_times_as_home_assistant_does() {
        for (seconds, text) in [
            (0.0, "1970-01-01T00:00:00.000000+00:00"),
            (951_782_400.5, "2000-02-29T00:00:00.500000+00:00"),
            (1_795_273_445.0, "2026-11-21T15:04:05.000000+00:00"),
            (4_107_542_399.0, "2100-02-28T23:59:59.000000+00:00"),
            (4_107_542_400.0, "2100-03-01T00:00:00.000000+00:00"),
            (1e15, "9999-12-30T22:00:00.999999+00:00"),
        ] {
            assert_eq!(iso(seconds), text);
        }
    }
}
