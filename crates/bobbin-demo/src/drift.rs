//! Moves the home's numbers a little at a time, so that a demo looks alive.
//!
//! The steps look random but come from a fixed sequence, so two demos move alike.

use crate::home::Home;

/// The sequence behind the steps (a linear congruential generator with Knuth's constants).
#[derive(Debug)]
pub(crate) struct Drift(u64);

impl Drift {
    pub(crate) fn new() -> Self {
        Self(2026)
    }

    /// Between -1 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    /// Moves about a fourth of the numbers that can.
    pub(crate) fn step(&mut self, home: &mut Home) {
        let content = std::sync::Arc::clone(&home.content);
        for entity in &content.entities {
            let Some([step, least, most]) = entity.drift else { continue };
            let (chance, change) = (self.next(), self.next());
            let now = home
                .states
                .iter()
                .find(|state| state.entity_id == entity.id)
                .and_then(|state| state.state.parse::<f64>().ok());
            let Some(now) = now.filter(|_| chance > 0.5) else { continue };
            let next = (now + change * step).clamp(least, most);
            // Keeps the number of digits.
            let digits = entity.state.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let context = home.context(None);
            home.set_state(&entity.id, &format!("{next:.digits$}"), &[], &context);
        }
    }
}
