//! The reasons to refuse an edit.
//!
//! Owns the errors and their wording, including those of the operations: `edit` and `replace` share one type.

use std::fmt;

use crate::path::Path;

/// The reason why an edit was not made. The text is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The text has problems that leave no tree to edit.
    NotReadable,
    /// The document has no such node.
    NotFound {
        /// The path that was asked for.
        path: Path,
    },
    /// The mapping already has this key.
    AlreadyThere {
        /// The path that was asked for.
        path: Path,
    },
    /// The edit is valid but can't be made in this text.
    Refused {
        /// Where.
        path: Path,
        /// Why.
        reason: Refusal,
    },
    /// The edited text would not have the intended value. A bug in the engine that its own check found.
    WouldChangeMeaning {
        /// The deepest path that holds every difference.
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
    /// The new node has no such place for the wrapped node.
    NoHole,
    /// The node holds neither a list `cards` nor a `card` that could replace it.
    NothingInside,
    /// Several nodes would need the place of one.
    NotOne,
    /// The content of the node comes from a tag of HA's, such as `!include`.
    Tagged,
    /// The key is written as an alias or carries an anchor that others use.
    AnchoredKey,
    /// The two places are in different files.
    AcrossFiles,
    /// The file is included in several places, which would all change.
    SharedFile,
    /// The place is on one line between brackets, without room for the node's comments.
    NoPlaceForComments,
    /// Only cards can be put inside a card.
    NotACard,
    /// A strategy generates the content.
    Generated,
    /// A merge key (`<<`) provides keys here, so the order of the lines is not the order of the keys.
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
            Self::NotReadable => f.write_str("the text has problems; fix them first"),
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
