//! Rules for the whole workspace: dependencies, house rules, the promises of docs/security.md; and the program before
//! it opens a window.
//!
//! A wrong arrow, between crates or between the rooms of one, is the one mistake that no compiler reports, so a test
//! does.

mod architecture;
mod calls;
mod program;
mod rooms;
mod security;
mod words;
