//! A save as it is noted on disk before its first frame, and how far it got.

use bobbin_core::value::Value;

use super::dashboard_id::DashboardId;
use super::held::Held;

/// A save that is about to happen.
#[derive(Clone, Debug)]
pub(crate) struct Intention {
    pub(crate) dashboard: DashboardId,
    pub(crate) base: Held,
    pub(crate) base_version: Option<i64>,
    pub(crate) value: Value,
    pub(crate) text: String,
    pub(crate) progress: Option<Progress>,
}

/// How far a save got that displaced somebody's version: what a crash or a lost answer is settled by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    /// What the place certainly held after the last answered frame.
    pub(crate) wrote: Value,
    /// The newest version that was displaced.
    pub(crate) theirs: Value,
    /// What the frame under way holds: theirs, or both merged.
    pub(crate) next: Value,
}

impl Progress {
    /// How far a save got, by its journal.
    pub(crate) fn of(value: &Value, steps: impl IntoIterator<Item = Step>) -> Option<Self> {
        let mut progress: Option<Self> = None;
        for step in steps {
            progress = match (step, progress) {
                (Step::Displaced(theirs), before) => {
                    let wrote = before.map_or_else(|| value.clone(), |before| before.next);
                    Some(Self { wrote, next: theirs.clone(), theirs })
                }
                // Without anything displaced there is nothing that could have been merged.
                (Step::Merging(next), before) => before.map(|before| Self { next, ..before }),
            };
        }
        progress
    }
}

/// A step of a save, as the journal has it.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A version was displaced.
    Displaced(Value),
    /// The next frame holds both versions merged.
    Merging(Value),
}
