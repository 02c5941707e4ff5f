//! Saving: at once, later when there is a connection, and after an answer was lost.

mod queue;
pub(crate) mod saving;
mod settling;
mod unsaved;
