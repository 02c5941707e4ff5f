//! The wait before the next attempt: doubles each time up to a limit. A random spread of a quarter in both directions
//! keeps many clients of one Home Assistant from returning at the same moment.

use std::time::Duration;

/// The wait before attempt number `attempt` (from 1); `spread` is a random number from 0 to 1.
pub(crate) fn delay(attempt: u32, first: Duration, longest: Duration, spread: f64) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    let planned = first.saturating_mul(1 << doublings).min(longest);
    planned.mul_f64(0.75 + spread.clamp(0.0, 1.0) * 0.5).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_from_half_a_second_to_half_a_minute() {
        let seconds: Vec<f64> =
            (1..=9).map(|n| delay(n, Duration::from_millis(500), Duration::from_secs(30), 0.5).as_secs_f64()).collect();
        assert_eq!(seconds, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]);
        assert_eq!(delay(u32::MAX, Duration::from_millis(500), Duration::from_secs(30), 1.0), Duration::from_secs(30));
    }

    #[test]
    fn spreads_by_a_quarter() {
        let with = |spread| delay(3, Duration::from_millis(500), Duration::from_secs(30), spread);
        assert_eq!((with(0.0), with(1.0)), (Duration::from_millis(1500), Duration::from_millis(2500)));
    }
}
