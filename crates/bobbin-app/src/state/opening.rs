//! The parts of a document at the moment it is opened.

use bobbin_core::yaml::Dialect;

use super::draft::Draft;
use super::open_document::{Base, OnDisk, OpenDocument};
use super::outlined::Outlined;
use super::reading::Reading;
use super::text::Text;
use crate::api::{DocumentTarget, Remote};

/// A document to be opened.
pub(crate) struct Opening {
    pub(crate) id: String,
    pub(crate) target: DocumentTarget,
    pub(crate) title: String,
    pub(crate) icon: Option<String>,
    pub(crate) read_only: Option<String>,
    pub(crate) dialect: Dialect,
    pub(crate) base: Base,
    pub(crate) on_disk: Option<OnDisk>,
    pub(crate) draft: Option<Draft>,
}

impl Opening {
    /// The document: the draft's text if there is one, else the base's.
    pub(crate) fn finish(self) -> OpenDocument {
        let (text, restored_draft, view_state, merge) = match self.draft {
            Some(draft) => (draft.text, Some(draft.at), draft.view_state, draft.merge),
            None => (self.base.text.clone(), None, serde_json::Value::Null, None),
        };
        let text = Text::new(text, 0);
        let reading = Reading::of(text.as_str(), self.dialect, matches!(self.target, DocumentTarget::Dashboard { .. }));
        OpenDocument {
            id: self.id,
            target: self.target,
            title: self.title,
            icon: self.icon,
            read_only: self.read_only,
            dialect: self.dialect,
            text,
            reading,
            base: self.base,
            on_disk: self.on_disk,
            theirs: None,
            remote: Remote::InStep,
            drafted: restored_draft.map(|_| 0),
            restored_draft,
            view_state,
            outline: Outlined::default(),
            turns: Vec::new(),
            untold: false,
            merge,
            queued_at: None,
            has_local_text: false,
            lost_comments: None,
        }
    }
}
