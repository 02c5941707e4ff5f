//! One open document: its text, what that means, what it started from and what is known of the other side.
//!
//! Pure state, changed by the use cases in `documents`; no I/O. Must stay true: `reading` is always of
//! `text`; the base changes only together with the text that it means.

use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use bobbin_vault::files::{Format, Stamp};

use crate::api::{Analysis, Difference, Document, DocumentBase, DocumentTarget, FileFormat, LostComments, Remote};
use crate::state::draft::Decisions;
use crate::state::held::Held;
use crate::state::outlined::Outlined;
use crate::state::reading::Reading;
use crate::state::text::Text;
use crate::state::turn::Turn;

/// What a draft started from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// The value; none where Home Assistant has no config, and for what is no dashboard.
    pub(crate) held: Held,
    /// The text that means it, as it was shown before anything was typed.
    pub(crate) text: String,
    /// The version in the vault.
    pub(crate) version: Option<i64>,
    /// When it was read.
    pub(crate) as_of: u64,
    /// Whether it was read over the present connection.
    pub(crate) live: bool,
}

/// What is known of the other side, when it is not the base any more.
#[derive(Clone, Debug)]
pub(crate) struct Theirs {
    /// What it holds.
    pub(crate) held: Held,
    /// The version in the vault.
    pub(crate) version: Option<i64>,
    /// When it was seen.
    pub(crate) at: u64,
    /// The text, for what is no dashboard.
    pub(crate) text: Option<String>,
}

/// The file behind a document.
#[derive(Clone, Debug)]
pub(crate) struct OnDisk {
    /// The file as it was last read or written.
    pub(crate) stamp: Stamp,
    /// How it is written.
    pub(crate) format: Format,
}

/// An open document.
pub(crate) struct OpenDocument {
    pub(crate) id: String,
    pub(crate) target: DocumentTarget,
    pub(crate) title: String,
    pub(crate) icon: Option<String>,
    pub(crate) read_only: Option<String>,
    pub(crate) dialect: Dialect,
    pub(crate) text: Text,
    pub(crate) reading: Reading,
    pub(crate) base: Base,
    pub(crate) on_disk: Option<OnDisk>,
    pub(crate) theirs: Option<Theirs>,
    pub(crate) remote: Remote,
    pub(crate) restored_draft: Option<u64>,
    pub(crate) view_state: serde_json::Value,
    /// The revision that is on disk as a draft; none when there is no draft on disk.
    pub(crate) drafted: Option<u32>,
    pub(crate) outline: Outlined,
    /// Texts that come with another base.
    pub(crate) turns: Vec<Turn>,
    /// Whether what is known of the other side waits for a proposal to be taken before it is told.
    pub(crate) untold: bool,
    /// The decisions of a merge that is not finished.
    pub(crate) merge: Option<Decisions>,
    /// Since when a save waits for a connection.
    pub(crate) queued_at: Option<u64>,
    /// Whether this computer has a text with comments for the dashboard.
    pub(crate) has_local_text: bool,
    /// Comments whose place was deleted elsewhere while the dashboard was not open.
    pub(crate) lost_comments: Option<LostComments>,
}

impl OpenDocument {
    /// Whether this is a dashboard of an instance.
    pub(crate) const fn is_dashboard(&self) -> bool {
        matches!(self.target, DocumentTarget::Dashboard { .. })
    }

    /// Reads the text again after it changed.
    pub(crate) fn read(&mut self) {
        let dashboard = self.is_dashboard();
        self.reading.update(self.text.as_str(), self.dialect, dashboard);
    }

    /// What the text means, with the numbers of the base where they are the same number.
    pub(crate) fn value(&self) -> Option<Value> {
        let value = self.reading.value()?;
        Some(self.base.held.as_ref().map_or_else(|| value.clone(), |base| value.with_numbers_of(base)).as_json())
    }

    /// How the text stands to its base.
    pub(crate) fn difference(&self) -> Difference {
        if self.text.as_str() == self.base.text {
            return Difference::None;
        }
        if !self.is_dashboard() {
            return Difference::Meaning;
        }
        match (self.reading.value(), &self.base.held) {
            (Some(mine), Some(base)) if mine.same_meaning(base) => Difference::Formatting,
            _ => Difference::Meaning,
        }
    }

    /// What the interface shows of the text.
    pub(crate) fn analysis(&self) -> Analysis {
        Analysis {
            revision: self.text.revision(),
            problems: self.reading.problems.clone(),
            difference: self.difference(),
        }
    }

    /// The whole document for the interface.
    pub(crate) fn view(&self) -> Document {
        Document {
            id: self.id.clone(),
            target: self.target.clone(),
            title: self.title.clone(),
            icon: self.icon.clone(),
            text: self.text.as_str().to_owned(),
            revision: self.text.revision(),
            read_only: self.read_only.clone(),
            base: self.is_dashboard().then(|| DocumentBase {
                as_of: self.base.as_of,
                live: self.base.live,
                no_config: self.base.held.is_none(),
            }),
            restored_draft: self.restored_draft,
            format: self.on_disk.as_ref().map(|on_disk| FileFormat {
                encoding: on_disk.format.encoding.label().to_owned(),
                line_ending: on_disk.format.line_ending.label().to_owned(),
            }),
            view_state: self.view_state.clone(),
            queued_at: self.queued_at,
            has_local_text: self.has_local_text,
            lost_comments: self.lost_comments.clone(),
            merge_started: self.merge.is_some(),
            remote: self.remote.clone(),
            analysis: self.analysis(),
        }
    }
}
