//! Comparing the two sides of a document, merging them, and deciding conflicts.

pub(crate) mod comparing;
mod merging;
mod resolving;
pub(crate) mod wording;
