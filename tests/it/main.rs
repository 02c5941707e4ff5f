//! Rules for the whole workspace: who may depend on whom, and the house rules. And the program before it has a
//! window.
//!
//! A wrong arrow, between crates or between the rooms of one, is the one mistake that no compiler reports, so it is a
//! test.

mod architecture;
mod program;
mod rooms;
mod security;
