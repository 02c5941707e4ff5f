//! The parts of a document at the moment it is opened.

use bobbin_core::yaml::Dialect;

use super::draft::Draft;
use super::open_document::{Base, OnDisk};
use crate::api::{DocumentTarget, LostComments};

/// A document to be opened.
pub(crate) struct Opening {
    pub(crate) target: DocumentTarget,
    pub(crate) title: String,
    pub(crate) icon: Option<String>,
    /// Why it can only be read, if so.
    pub(crate) read_only: Option<String>,
    pub(crate) dialect: Dialect,
    pub(crate) base: Base,
    pub(crate) on_disk: Option<OnDisk>,
    pub(crate) draft: Option<Draft>,
    /// Since when a save of it waits for a connection.
    pub(crate) queued_at: Option<u64>,
    /// Whether this computer has a text with comments for it.
    pub(crate) has_local_text: bool,
    /// Comments whose place was deleted elsewhere meanwhile.
    pub(crate) lost_comments: Option<LostComments>,
}
