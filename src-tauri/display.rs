//! Checks for a display. Without one, GTK would end the process with an unhelpful message.

use bobbin_words::shell as words;

/// Explains how to get a display if there is none.
pub(crate) fn check() -> Result<(), String> {
    let present = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(not(target_os = "linux")) || present("DISPLAY") || present("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err(words::no_display())
}
