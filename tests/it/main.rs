//! What holds for the whole workspace: who may depend on whom, and that the house rules are kept. And the program
//! before it has a window.
//!
//! A wrong arrow between crates is the one mistake that no compiler reports, so it is a test.

mod architecture;
mod program;
