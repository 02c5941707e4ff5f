//! Two sides of a document: compared, merged, decided.

pub(crate) mod comparing;
pub(crate) mod merging;
pub(crate) mod resolving;
pub(crate) mod wording;
