//! Rows of the old text: where a piece of the new document comes from.

use crate::yaml::NodeId;

/// Where the text of a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// Nowhere.
    New,
    /// From a row of the old text.
    Row(RowRef),
    /// It was the document.
    Root(NodeId),
}

/// A row of the old text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RowRef {
    /// The list or mapping.
    pub(crate) collection: NodeId,
    /// Which of its items or entries.
    pub(crate) index: usize,
}
