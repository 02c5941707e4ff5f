//! Pictures of pages, taken off screen.
//!
//! Opens a page at the requested width in an invisible window, and draws it when it has come to rest. The page has no
//! capability and no access to the commands; its title reports its state. Only WebKitGTK can draw a whole page that is
//! larger than the screen. On other systems there is no picture, and the user gets a message.

use bobbin_app::{BoxFuture, NoPicture, Picture};
use tauri::AppHandle;

#[cfg(target_os = "linux")]
mod webkitgtk;

/// Whether this system supports pictures.
pub(crate) const IS_POSSIBLE: bool = cfg!(target_os = "linux");

/// Draws the page at an address.
pub(crate) fn take(
    handle: &AppHandle,
    url: String,
    width: u32,
    height: u32,
) -> BoxFuture<'static, Result<Picture, NoPicture>> {
    #[cfg(target_os = "linux")]
    return webkitgtk::take(handle, url, width, height);
    #[cfg(not(target_os = "linux"))]
    {
        let _unused = (handle, url, width, height);
        Box::pin(async { Err(NoPicture::Unsupported) })
    }
}

/// Copies a picture to the clipboard.
pub(crate) fn copy(handle: &AppHandle, picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
    #[cfg(target_os = "linux")]
    return webkitgtk::copy(handle, picture);
    #[cfg(not(target_os = "linux"))]
    {
        let _unused = (handle, picture);
        Box::pin(async { Err(NoPicture::Unsupported) })
    }
}
