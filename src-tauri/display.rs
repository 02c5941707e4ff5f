//! Checks for a display. Without one, GTK would end the process with an unhelpful message.

/// Explains how to get a display if there is none.
pub(crate) fn check() -> Result<(), String> {
    let present = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(not(target_os = "linux")) || present("DISPLAY") || present("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err("Bobbin needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed.\n\
         Start it from a desktop session, over `ssh -X`, or on a virtual display: `xvfb-run -a make run`.\n\
         The command `bobbin` does the same work without a window."
        .to_owned())
}
