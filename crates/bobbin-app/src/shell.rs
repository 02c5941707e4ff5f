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

    /// Whether pictures can be taken here; asked before anybody is asked where one should go.
    fn takes_pictures(&self) -> bool {
        false
    }

    /// Draws an address out of sight, in a page as wide and at least as high, and as high as what is on it.
    fn picture(&self, _url: &str, _width: u32, _height: u32) -> BoxFuture<'static, Result<Picture, NoPicture>> {
        Box::pin(async { Err(NoPicture::Unsupported) })
    }

    /// Puts a picture onto the clipboard.
    fn copy_picture(&self, _picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
        Box::pin(async { Err(NoPicture::Unsupported) })
    }

    /// Closes the window without asking again.
    fn close_window(&self);
}

/// A page, drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its width in the pixels of the screen.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// It, as a PNG.
    pub png: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum NoPicture {
    /// There is no way to take one here.
    Unsupported,
    /// The page never showed a view.
    NothingThere,
    /// It could not be drawn, or not be handed on.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}
