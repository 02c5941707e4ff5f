//! References to rows of the old text.

use crate::yaml::NodeId;

/// The source of a row's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// It is new.
    New,
    /// A row of the old text.
    Row(RowRef),
    /// The whole document.
    Root(NodeId),
}

/// A row of the old text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RowRef {
    /// The list or mapping.
    pub(crate) collection: NodeId,
    /// The position of the item or entry.
    pub(crate) index: usize,
}
