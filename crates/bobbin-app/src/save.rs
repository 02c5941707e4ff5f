//! Saving: at once, later when there is a connection, and after an answer was lost.
//!
//! `sending` is the save itself, for the window and the command alike; `saving` is the window's side of it.

pub(crate) mod base;
pub(crate) mod leftovers;
mod queue;
pub(crate) mod saving;
pub(crate) mod sending;
mod settling;
