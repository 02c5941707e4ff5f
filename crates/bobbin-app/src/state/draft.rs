//! The draft of a document, on its way to or from the disk.

use std::collections::BTreeMap;

use crate::api::{DocumentTarget, MergeChoice};

/// The decisions of a merge, by the id of the conflict.
pub(crate) type Decisions = BTreeMap<String, MergeChoice>;

/// A draft on its way to or from disk.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) target: DocumentTarget,
    pub(crate) text: String,
    pub(crate) base_version: Option<i64>,
    pub(crate) base_text: String,
    pub(crate) view_state: serde_json::Value,
    /// The decisions of an unfinished merge.
    pub(crate) merge: Option<Decisions>,
    pub(crate) at: u64,
}
