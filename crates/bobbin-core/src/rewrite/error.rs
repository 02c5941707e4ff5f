//! The reasons to refuse an edit.
//!
//! Owns the errors and their wording, including those of the operations: `edit` and `replace` share one type.

use bobbin_words::edits as words;
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
        f.write_str(&match self {
            Self::NotACollection => words::not_a_collection(),
            Self::WrongStep => words::wrong_step(),
            Self::IntoItself => words::into_itself(),
            Self::WholeDocument => words::whole_document(),
            Self::NoHole => words::no_hole(),
            Self::NothingInside => words::nothing_inside(),
            Self::NotOne => words::not_one(),
            Self::Tagged => words::tagged(),
            Self::AnchoredKey => words::anchored_key(),
            Self::AcrossFiles => words::across_files(),
            Self::SharedFile => words::shared_file(),
            Self::NotACard => words::not_a_card(),
            Self::Generated => words::generated(),
            Self::MergedKeys => words::merged_keys(),
            Self::NoPlaceForComments => words::no_place_for_comments(),
        })
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReadable => f.write_str(&words::not_readable()),
            Self::NotFound { path } => f.write_str(&words::not_found(path)),
            Self::AlreadyThere { path } => f.write_str(&words::already_there(path)),
            Self::Refused { path, reason } => write!(f, "{path}: {reason}"),
            Self::WouldChangeMeaning { path } => f.write_str(&words::would_change_meaning(path)),
        }
    }
}

impl std::error::Error for EditError {}

impl EditError {
    pub(crate) const fn refused(path: Path, reason: Refusal) -> Self {
        Self::Refused { path, reason }
    }
}
