//! Written by `cargo xtask codegen`: a module for each file of messages.

pub mod connection;
pub mod proxy;
pub mod shell;
pub mod vault;
