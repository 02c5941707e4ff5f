//! Open documents: opening, typing, editing by hand, files, and changes of the other side.

pub(crate) mod by_hand;
mod dashboard;
pub(crate) mod documents;
pub(crate) mod files;
mod other_side;
