//! Bobbin's use cases: everything it does, with no window.
//!
//! Owns the list of commands ([`commands`]), the state behind them ([`App`]) and the errors that reach the
//! user ([`error`]). Knows nothing of tauri: what a window has to offer comes in through [`Shell`].

pub mod api;
pub mod catalogue;
pub mod commands;
pub mod error;
pub mod remote;

mod app;
mod carry;
mod clock;
mod commented_text;
mod comparing;
mod contents;
mod dashboards;
mod document;
mod documents;
mod failures;
mod files;
mod history;
mod home;
mod instances;
mod keeping;
mod lane;
mod listed;
mod looking;
mod merging;
mod operation;
mod picture;
mod place;
mod preview;
mod queue;
mod reading;
mod remembering;
mod resolving;
mod resources;
mod saving;
mod searching;
mod settling;
mod shell;
mod store;
mod swap;
mod taking_back;
mod text;
mod tokens;
mod turn;
mod url_path;
mod visual;
mod watching;
mod wording;

pub use app::{App, Options};
pub use bobbin_vault::paths::Folders;
pub use shell::{BoxFuture, NoPicture, Picture, Shell};
pub use tokens::{Keyring, TokenStore};

/// The path of the default dashboard; towards Home Assistant it is null.
const DEFAULT_DASHBOARD: &str = "lovelace";

/// The id of the demo home.
const DEMO: &str = "demo";
