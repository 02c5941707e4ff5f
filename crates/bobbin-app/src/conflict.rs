//! Two sides of a document: compared, merged, decided.

pub(crate) mod comparing;
mod merging;
mod resolving;
pub(crate) mod wording;
