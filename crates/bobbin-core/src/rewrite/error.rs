//! What stands in the way of a rewriting.
//!
//! Owns the errors and their words, those of the operations included: `edit` and `replace` share one type.

use std::fmt;

use crate::path::Path;

/// Why an edit was not made. The text is then as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The text has problems that leave no tree to edit.
    NotReadable,
    /// There is no such node.
    NotFound {
        /// The path that was asked for.
        path: Path,
    },
    /// The mapping has this key already.
    AlreadyThere {
        /// The path that was asked for.
        path: Path,
    },
    /// The edit is possible to ask for but not to make.
    Refused {
        /// Where.
        path: Path,
        /// Why.
        reason: Refusal,
    },
    /// The edited text would not mean what was asked for. A fault of the engine, caught by its own check.
    WouldChangeMeaning {
        /// The deepest place that holds the whole difference.
        path: Path,
    },
}

/// The reason of [`EditError::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither a list nor a mapping: nothing can be added to it.
    NotACollection,
    /// A list takes positions, a mapping takes keys.
    WrongStep,
    /// A node cannot be moved into itself.
    IntoItself,
    /// The document itself can be neither removed nor moved.
    WholeDocument,
    /// The place that a wrapped node shall fill is not in the new node.
    NoHole,
    /// There is neither a list `cards` nor a `card` to leave in the place.
    NothingInside,
    /// More than one node would have to stand where one can.
    NotOne,
    /// The node has a tag of HA's, such as `!include`, that says where its content comes from.
    Tagged,
    /// The key is written as an alias or carries an anchor that others use.
    AnchoredKey,
    /// The two places are in different files.
    AcrossFiles,
    /// The file is included in several places, which would all change.
    SharedFile,
    /// The place is written on one line between brackets, where the node's comments could not stand.
    NoPlaceForComments,
    /// Only cards can be put inside a card.
    NotACard,
    /// A strategy makes its content.
    Generated,
    /// Where a merge key (`<<`) brings keys along, a place among the lines is no place among the keys.
    MergedKeys,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotACollection => "this is neither a list nor a mapping",
            Self::WrongStep => "a list takes positions and a mapping takes keys",
            Self::IntoItself => "a node cannot be moved into itself",
            Self::WholeDocument => "the whole document can be neither removed nor moved",
            Self::NoHole => "the new node has no such place to put the old one",
            Self::NothingInside => "it holds neither a list `cards` nor a `card`",
            Self::NotOne => "exactly one node can stand here",
            Self::Tagged => "its content comes from elsewhere (`!include` and its kind)",
            Self::AnchoredKey => "the key is shared through an anchor",
            Self::AcrossFiles => "the two places are in different files",
            Self::SharedFile => "the file it is in is included in several places, which would all change",
            Self::NotACard => "only cards can be put inside a card",
            Self::Generated => "a strategy makes its content",
            Self::MergedKeys => "a merge key (`<<`) brings keys along here, so that a new one can only come last",
            Self::NoPlaceForComments => "comments cannot stand in this place, which is written between brackets",
        })
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReadable => f.write_str("the text has problems; mend them first"),
            Self::NotFound { path } => write!(f, "there is no {path}"),
            Self::AlreadyThere { path } => write!(f, "{path} is there already"),
            Self::Refused { path, reason } => write!(f, "{path}: {reason}"),
            Self::WouldChangeMeaning { path } => {
                write!(f, "the edit was not made: the text would not mean what was asked for at {path}")
            }
        }
    }
}

impl std::error::Error for EditError {}

impl EditError {
    pub(crate) const fn refused(path: Path, reason: Refusal) -> Self {
        Self::Refused { path, reason }
    }
}
