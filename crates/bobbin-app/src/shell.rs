//! What a window has to offer: the one way from the use cases outwards.
//!
//! The desktop shell implements it with tauri, tests and the CLI with nothing behind it.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use crate::api::Event;

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the surroundings of the use cases can do.
pub trait Shell: Send + Sync + 'static {
    /// Tells the interface that something happened.
    fn emit(&self, event: &Event);

    /// Lets the user choose a file to open; none when they close the dialog.
    fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>>;

    /// Lets the user choose where to save; none when they close the dialog.
    fn choose_save(&self, suggested_name: &str) -> BoxFuture<'_, Option<PathBuf>>;

    /// Shows an address in a window of its own, which has no way to the commands; done when the user closes it.
    fn show_preview(&self, title: &str, url: &str) -> BoxFuture<'static, ()>;

    /// Closes the window without asking again.
    fn close_window(&self);
}
