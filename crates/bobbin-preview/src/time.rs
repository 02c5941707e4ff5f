//! The time as Home Assistant writes it: seconds with a fraction, and ISO 8601 in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in seconds since 1970.
pub(crate) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

/// Seconds since 1970 as `2026-11-21T15:04:05.000000+00:00`.
pub(crate) fn iso(seconds: f64) -> String {
    // Times before 1970 and after year 9999 don't occur; they would only be wrong, not harmful.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time of this century")]
    let micros = (seconds * 1e6) as u64;
    let (whole, fraction) = (micros / 1_000_000, micros % 1_000_000);
    let (days, of_day) = (whole / 86_400, whole % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}+00:00")
}

/// The date that is so many days after 1970-01-01, counted in years that begin in March.
const fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era;
    (if month <= 2 { year + 1 } else { year }, month, day)
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
        ] {
            assert_eq!(iso(seconds), text);
        }
    }
}
