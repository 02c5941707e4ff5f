//! Pictures of pages, taken where no screen shows them.
//!
//! A page is opened as wide as asked, in no window that anybody sees, and drawn when it has come to rest. It has no
//! capability and no way to the commands: what it says comes as its title. Only WebKitGTK can draw the whole of a page
//! that is larger than the screen; elsewhere there is no picture, and the user is told so.

use bobbin_app::{BoxFuture, NoPicture, Picture};
use tauri::AppHandle;

#[cfg(target_os = "linux")]
mod webkitgtk;

/// Whether there is a way to take one here.
pub(crate) const IS_POSSIBLE: bool = cfg!(target_os = "linux");

/// Draws an address.
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

/// Puts a picture onto the clipboard.
pub(crate) fn copy(handle: &AppHandle, picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
    #[cfg(target_os = "linux")]
    return webkitgtk::copy(handle, picture);
    #[cfg(not(target_os = "linux"))]
    {
        let _unused = (handle, picture);
        Box::pin(async { Err(NoPicture::Unsupported) })
    }
}
