//! The values that a save carries from step to step: the draft, the answer of reading it back, the conflict.

use bobbin_core::merge;
use bobbin_core::value::Value;

use crate::api::Conflict;
use crate::conflict::wording;
use crate::state::carry;
use crate::state::open_document::{Base, Theirs};

/// A draft that is to be saved.
#[derive(Clone)]
pub(super) struct Unsaved {
    pub(super) value: Value,
    pub(super) text: String,
    pub(super) base: Base,
}

/// The other version that reading back found.
pub(super) struct ReadBack {
    pub(super) words: String,
    pub(super) theirs: Theirs,
}

/// The conflict of a draft with a version that somebody else saved.
pub(super) fn conflict(draft: &Unsaved, theirs: &Theirs, put_back: bool) -> Conflict {
    let (their_changes, _) = carry::sentences(&draft.base.held, &theirs.held);
    let (my_changes, _) = carry::sentences(&draft.base.held, &Some(draft.value.clone()));
    let merged = match (&draft.base.held, &theirs.held) {
        (Some(base), Some(theirs)) => Some(merge::merge(base, &draft.value, theirs)),
        _ => None,
    };
    let merges = merged
        .filter(|merged| merged.conflicts.is_empty())
        .map(|merged| wording::summary(merged.from_remote.len(), merged.from_local.len(), 0));
    Conflict { theirs: theirs.version, at: theirs.at, their_changes, my_changes, put_back, merges }
}
