//! Written by `cargo xtask codegen`: a module for each file of messages.

pub mod changes;
pub mod connection;
pub mod edits;
pub mod problems;
pub mod proxy;
pub mod shell;
pub mod things;
pub mod vault;
