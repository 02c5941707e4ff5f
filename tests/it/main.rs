//! Rules for the whole workspace: who may depend on whom, and the house rules.
//!
//! A wrong arrow, between crates or between the rooms of one, is the one mistake that no compiler reports, so it is a
//! test.

mod architecture;
mod rooms;
