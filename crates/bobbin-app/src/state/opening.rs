//! The parts that a document is opened with.

use bobbin_core::yaml::Dialect;

use super::draft::Draft;
use super::open_document::{Base, OnDisk};
use crate::api::{DocumentTarget, LostComments};

/// A document to be opened.
pub(crate) struct Opening {
    pub(crate) target: DocumentTarget,
    pub(crate) title: String,
    pub(crate) icon: Option<String>,
    /// Why it is read-only; none if it can be edited.
    pub(crate) read_only: Option<String>,
    pub(crate) dialect: Dialect,
    pub(crate) base: Base,
    pub(crate) on_disk: Option<OnDisk>,
    pub(crate) draft: Option<Draft>,
    /// When its save was queued for a connection; none when no save waits.
    pub(crate) queued_at: Option<u64>,
    /// Whether this computer keeps a commented text of it.
    pub(crate) has_local_text: bool,
    /// Comments whose node was deleted elsewhere in the meantime.
    pub(crate) lost_comments: Option<LostComments>,
}
