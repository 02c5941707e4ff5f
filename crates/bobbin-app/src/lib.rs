//! Bobbin's use cases: everything it does, with no window.
//!
//! Owns the list of commands ([`commands`]), the state behind them ([`App`]) and the errors that reach the
//! user ([`error`]). Knows nothing of tauri: what a window has to offer comes in through [`Shell`].

pub mod api;
pub mod catalogue;
pub mod commands;
pub mod error;
pub mod script;
pub mod terminal;

mod app;
mod clock;
mod conflict;
mod document;
mod failures;
mod history;
mod home;
mod preview;
mod save;
mod search;
mod shell;
mod state;
mod swap;
mod watch;
mod window;

pub use app::{App, Options};
pub use bobbin_vault::paths::Folders;
pub use shell::{BoxFuture, NoPicture, Picture, Shell};
pub use state::tokens::{Keyring, TokenStore};

/// The path of the default dashboard; towards Home Assistant it is null.
const DEFAULT_DASHBOARD: &str = "lovelace";

/// The id of the demo home.
const DEMO: &str = "demo";
