//! The window's side of the app: the only way out of the use cases.
//!
//! The desktop shell implements it with tauri; tests and the command line with stubs.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use crate::api::Event;

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The operations that the use cases need from their surroundings.
pub trait Shell: Send + Sync + 'static {
    /// Sends an event to the interface.
    fn emit(&self, event: &Event);

    /// Asks the user for a file to open; none when they cancel.
    fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>>;

    /// Asks the user for a file to save to; none when they cancel.
    fn choose_save(&self, suggested_name: &str) -> BoxFuture<'_, Option<PathBuf>>;

    /// Shows an address in a window of its own, which has no access to the commands. Completes when the user closes it.
    fn show_preview(&self, title: &str, url: &str) -> BoxFuture<'static, ()>;

    /// Whether pictures can be taken here. Asked before the user is asked for a destination.
    fn takes_pictures(&self) -> bool {
        false
    }

    /// Draws an address off screen, in a page of the given width and at least the given height, in CSS pixels; the page
    /// grows to the height of its content.
    fn picture(&self, _url: &str, _width: u32, _height: u32) -> BoxFuture<'static, Result<Picture, NoPicture>> {
        Box::pin(async { Err(NoPicture::Unsupported) })
    }

    /// Copies a picture to the clipboard.
    fn copy_picture(&self, _picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
        Box::pin(async { Err(NoPicture::Unsupported) })
    }

    /// Closes the window without asking again.
    fn close_window(&self);
}

/// A picture of a page.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its width in physical pixels.
    pub width: u32,
    /// Its height in physical pixels.
    pub height: u32,
    /// The picture as a PNG file.
    pub png: Vec<u8>,
}

/// The reason why there is no picture.
#[derive(Debug)]
pub enum NoPicture {
    /// This system can't take pictures.
    Unsupported,
    /// The page never showed a view.
    NothingThere,
    /// Drawing or copying it failed.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}
