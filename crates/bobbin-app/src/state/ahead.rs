//! The other side of a document, as far as it is ahead of the base of the draft.
//!
//! One value, so that the version, its words on the screen and whether the interface knows them can't contradict each
//! other.

use super::carry;
use super::held::Held;
use super::open_document::Theirs;
use crate::api::Remote;

/// The other side, seen from the base.
#[derive(Debug, Default)]
pub(crate) enum Ahead {
    /// It holds the base, as far as is known.
    #[default]
    Nothing,
    /// It holds another version.
    Changed {
        /// The version.
        theirs: Theirs,
        /// The same for the interface, which knows it.
        remote: Remote,
    },
    /// It holds another version, which is offered as the text. The interface learns of it if the editor does not
    /// take the offer.
    Offered {
        /// The version.
        theirs: Theirs,
        /// The same for the interface.
        remote: Remote,
    },
    /// It was deleted.
    Deleted {
        /// The last version that was ahead.
        last: Option<Theirs>,
    },
}

impl Ahead {
    /// Another version than the base, known to the interface.
    pub(super) fn changed(base: &Held, theirs: Theirs) -> Self {
        Self::Changed { remote: carry::remote(base, &theirs), theirs }
    }

    /// Another version than the base, offered as the text.
    pub(super) fn offered(base: &Held, theirs: Theirs) -> Self {
        Self::Offered { remote: carry::remote(base, &theirs), theirs }
    }

    /// The version that is ahead.
    pub(super) const fn theirs(&self) -> Option<&Theirs> {
        match self {
            Self::Nothing => None,
            Self::Changed { theirs, .. } | Self::Offered { theirs, .. } => Some(theirs),
            Self::Deleted { last } => last.as_ref(),
        }
    }

    /// The version that is ahead, taken out.
    pub(super) fn into_theirs(self) -> Option<Theirs> {
        match self {
            Self::Nothing => None,
            Self::Changed { theirs, .. } | Self::Offered { theirs, .. } => Some(theirs),
            Self::Deleted { last } => last,
        }
    }

    /// The same for the interface.
    pub(super) fn remote(&self) -> Remote {
        match self {
            Self::Nothing => Remote::InStep,
            Self::Changed { remote, .. } | Self::Offered { remote, .. } => remote.clone(),
            Self::Deleted { .. } => Remote::Deleted,
        }
    }

    /// Whether it waits for the editor to take an offer.
    pub(super) const fn is_offered(&self) -> bool {
        matches!(self, Self::Offered { .. })
    }
}

/// Whether two states of the other side are the same news: a version is, whenever it was seen.
pub(super) fn same_news(a: &Remote, b: &Remote) -> bool {
    match (a, b) {
        (Remote::Changed { version: a, .. }, Remote::Changed { version: b, .. }) if a.is_some() => a == b,
        _ => a == b,
    }
}
