//! Saving: at once, later when there is a connection, and after an answer was lost.

pub(crate) mod queue;
pub(crate) mod saving;
pub(crate) mod settling;
