//! Times as Home Assistant writes them.

use jiff::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
pub(crate) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Seconds since 1970 as `2026-11-21T12:21:34.300552+00:00`. A time past the year 9999 becomes its last moment.
pub(crate) fn iso(seconds: f64) -> String {
    let moment = Timestamp::from_microsecond((seconds * 1e6).round() as i64).unwrap_or(Timestamp::MAX);
    moment.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_times_as_dates() {
        assert_eq!(iso(0.0), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(iso(951_782_400.5), "2000-02-29T00:00:00.500000+00:00");
        assert_eq!(iso(1_795_263_694.300_552), "2026-11-21T12:21:34.300552+00:00");
    }
}
