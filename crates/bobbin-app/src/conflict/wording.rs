//! The wording of merges and conflicts on screen.

use bobbin_core::merge::{Conflict, Sides};

use crate::api::{SentencePart, from_core};

/// Summarizes a merge in one sentence.
pub(crate) fn summary(theirs: usize, mine: usize, open: usize) -> String {
    let words = format!("{theirs} of their changes merged with {mine} of yours");
    match open {
        0 => words,
        1 => format!("{words}; 1 place has to be decided"),
        more => format!("{words}; {more} places have to be decided"),
    }
}

/// The sentence of a conflict from the user's view: local is “you”, remote is “they”.
pub(crate) fn on_screen(conflict: &Conflict) -> Vec<SentencePart> {
    from_core::parts(&conflict.sentence_with(&Sides { local: "you", remote: "they", by_remote: "them" }))
}
