//! Bobbin's use cases: everything it does, without a window.
//!
//! Owns the list of commands ([`commands`]), the app that answers them ([`App`]) and the errors that reach the user
//! ([`error`]). Knows nothing of tauri: everything it needs from a window comes in through [`Shell`].

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

/// The `url_path` of the default dashboard; commands to Home Assistant send null for it.
const DEFAULT_DASHBOARD: &str = "lovelace";

/// The id of the demo home.
const DEMO: &str = "demo";
