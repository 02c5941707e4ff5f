//! The other side of a document, as far as it is ahead of the draft's base.
//!
//! One value, so that the version, its description on screen and whether the interface knows it can't contradict each
//! other.

use super::carry;
use super::held::Held;
use super::open_document::Theirs;
use crate::api::Remote;

/// The other side, relative to the base.
#[derive(Debug, Default)]
pub(crate) enum Ahead {
    /// The same as the base, as far as Bobbin knows.
    #[default]
    Nothing,
    /// Another version, known to the interface.
    Changed {
        theirs: Theirs,
        /// The version in the interface's terms.
        remote: Remote,
    },
    /// Another version, offered as the text. The interface learns about it if the editor does not take the offer.
    Offered {
        theirs: Theirs,
        /// The version in the interface's terms.
        remote: Remote,
    },
    /// Deleted.
    Deleted {
        /// The last version that was ahead.
        last: Option<Theirs>,
    },
}

impl Ahead {
    /// A version that differs from the base, known to the interface.
    pub(super) fn changed(base: &Held, theirs: Theirs) -> Self {
        Self::Changed { remote: carry::remote(base, &theirs), theirs }
    }

    /// A version that differs from the base, offered as the text.
    pub(super) fn offered(base: &Held, theirs: Theirs) -> Self {
        Self::Offered { remote: carry::remote(base, &theirs), theirs }
    }

    /// The version that is ahead; none if it is the base.
    pub(super) const fn theirs(&self) -> Option<&Theirs> {
        match self {
            Self::Nothing => None,
            Self::Changed { theirs, .. } | Self::Offered { theirs, .. } => Some(theirs),
            Self::Deleted { last } => last.as_ref(),
        }
    }

    /// Like [`theirs`](Self::theirs), by value.
    pub(super) fn into_theirs(self) -> Option<Theirs> {
        match self {
            Self::Nothing => None,
            Self::Changed { theirs, .. } | Self::Offered { theirs, .. } => Some(theirs),
            Self::Deleted { last } => last,
        }
    }

    /// The other side's state in the interface's terms.
    pub(super) fn remote(&self) -> Remote {
        match self {
            Self::Nothing => Remote::InStep,
            Self::Changed { remote, .. } | Self::Offered { remote, .. } => remote.clone(),
            Self::Deleted { .. } => Remote::Deleted,
        }
    }

    /// Whether an offer waits for the editor.
    pub(super) const fn is_offered(&self) -> bool {
        matches!(self, Self::Offered { .. })
    }
}

/// Whether two states of the other side are the same news. The time at which a version was seen does not matter.
pub(super) fn same_news(a: &Remote, b: &Remote) -> bool {
    match (a, b) {
        (Remote::Changed { version: a, .. }, Remote::Changed { version: b, .. }) if a.is_some() => a == b,
        _ => a == b,
    }
}
