//! Bobbin's use cases: everything it does, with no window.
//!
//! Owns the list of commands ([`commands`]), the state behind them ([`App`]) and the errors that reach the
//! user ([`error`]). Knows nothing of tauri: what a window has to offer comes in through [`Shell`].

pub mod api;
pub mod commands;
pub mod error;
mod shell;
mod text;
mod tokens;

pub use shell::{BoxFuture, Shell};
pub use tokens::TokenStore;

/// Temporary until the use cases land.
pub struct App;
