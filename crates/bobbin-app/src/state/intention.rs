//! The note of a save, written to disk before its first frame, and its progress.

use bobbin_core::value::Value;
use serde::{Deserialize, Serialize};

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
    pub(crate) asked: Asked,
    pub(crate) progress: Option<Progress>,
}

/// The origin of a save, as it is written down: a JSON object, so that further fields fit in. Notes of an older Bobbin
/// have none, and belong to the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// The asker.
    pub(crate) by: Asker,
    /// The file that the command pushes, which gets the saved version as its base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// Whether an older version is made the present one.
    #[serde(default)]
    pub(crate) restores: bool,
}

/// The part of Bobbin that asks for a save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asker {
    /// The window.
    #[default]
    Window,
    /// The command, one run of it.
    Command,
}

/// How far a save got that displaced somebody's version, to settle it after a crash or a lost answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    /// The certain content of the place after the last answered frame.
    pub(crate) wrote: Value,
    /// The newest displaced version.
    pub(crate) theirs: Value,
    /// The content of the frame under way: their version, or both merged.
    pub(crate) next: Value,
}

impl Progress {
    /// Derives the progress from the steps in the journal.
    pub(crate) fn of(value: &Value, steps: impl IntoIterator<Item = Step>) -> Option<Self> {
        let mut progress: Option<Self> = None;
        for step in steps {
            progress = match (step, progress) {
                (Step::Displaced(theirs), before) => {
                    let wrote = before.map_or_else(|| value.clone(), |before| before.next);
                    Some(Self { wrote, next: theirs.clone(), theirs })
                }
                // A merge needs a displaced version.
                (Step::Merging(next), before) => before.map(|before| Self { next, ..before }),
            };
        }
        progress
    }
}

/// A step of a save, read from the journal.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// The save displaced a version.
    Displaced(Value),
    /// The next frame has both versions merged.
    Merging(Value),
}

/// A step in its stored form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepNote {
    /// The save displaced a version, with this number in the vault.
    Displaced(i64),
    /// The next frame has both versions merged.
    Merging(Value),
}

/// The end of a save's note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Home Assistant has the value.
    Saved,
    /// Home Assistant has the value, merged with somebody else's version.
    Merged,
    /// Home Assistant has somebody else's version.
    ChangedOnServer,
    /// Home Assistant refused.
    Rejected,
    /// It did not reach Home Assistant.
    NotReceived,
    /// The save couldn't be tried.
    Failed,
    /// Another save replaced it in the queue.
    Replaced,
    /// The user canceled it.
    TakenBack,
    /// It left the queue: the save that it became has a note of its own.
    Sent,
}

impl Ending {
    /// Its name in the log.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Merged => "merged",
            Self::ChangedOnServer => "changed_on_server",
            Self::Rejected => "rejected",
            Self::NotReceived => "not_received",
            Self::Failed => "failed",
            Self::Replaced => "replaced",
            Self::TakenBack => "taken back",
            Self::Sent => "sent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_was_written_whatever_else_it_holds() {
        let asked = Asked { by: Asker::Command, file: Some("/a.yaml".to_owned()), restores: false };
        let text = serde_json::to_string(&asked).expect("JSON");
        assert_eq!(text, r#"{"by":"command","file":"/a.yaml","restores":false}"#);
        let later = text.replace('}', r#","owner":7}"#);
        assert_eq!(serde_json::from_str::<Asked>(&later).expect("an origin"), asked);
        assert_eq!(serde_json::from_str::<Asked>(r#"{"by":"window"}"#).expect("an origin"), Asked::default());
    }

    #[test]
    fn a_step_is_read_as_it_was_written() {
        let merged: Value = serde_json::from_str(r#"{"views":[1.5]}"#).expect("a value");
        for (note, text) in [
            (StepNote::Displaced(12), r#"{"displaced":12}"#),
            (StepNote::Merging(merged), r#"{"merging":{"views":[1.5]}}"#),
        ] {
            assert_eq!(serde_json::to_string(&note).expect("JSON"), text);
            assert_eq!(serde_json::from_str::<StepNote>(text).expect("a step"), note);
        }
    }
}
