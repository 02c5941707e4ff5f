//! Open documents: opening, typing, editing by hand, files, and news about the other side.

pub(crate) mod by_hand;
pub(crate) mod documents;
pub(crate) mod files;
pub(crate) mod watching;
