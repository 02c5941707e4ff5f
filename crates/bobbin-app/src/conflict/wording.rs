//! The words of the screen for merges and conflicts.

use bobbin_core::merge::{Conflict, Sides};

use crate::api::{SentencePart, from_core};

/// What a merge does, in one sentence.
pub(crate) fn summary(theirs: usize, mine: usize, open: usize) -> String {
    let words = format!("{theirs} of their changes merged with {mine} of yours");
    match open {
        0 => words,
        1 => format!("{words}; 1 place has to be decided"),
        more => format!("{words}; {more} places have to be decided"),
    }
}

/// A conflict's sentence as the interface shows it: local is you, remote is them.
pub(crate) fn on_screen(conflict: &Conflict) -> Vec<SentencePart> {
    from_core::parts(&conflict.sentence_with(&Sides { local: "you", remote: "they", by_remote: "them" }))
}
