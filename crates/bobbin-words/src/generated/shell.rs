//! Written by `cargo xtask codegen` from `en/rust/shell.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, text};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/shell.ftl"))]);

/// `Bobbin { $version }`
pub fn version(version: impl Display) -> String {
    SPEAKER.say("version", [("version", text(version))])
}

/// `Bobbin has no option { $option }.`
pub fn no_option(option: impl Display) -> String {
    SPEAKER.say("no-option", [("option", text(option))])
}

/// `Bobbin needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed. Start it from a desktop session, over 'ssh -X', or on a virtual display: 'xvfb-run -a make run'. The command 'bobbin' does the same work without a window.`
pub fn no_display() -> String {
    SPEAKER.say("no-display", [])
}

/// `Bobbin could not start: { $error }`
pub fn not_started(error: impl Display) -> String {
    SPEAKER.say("not-started", [("error", text(error))])
}

/// `Open a YAML file`
pub fn open_title() -> String {
    SPEAKER.say("open-title", [])
}

/// `Save as`
pub fn save_title() -> String {
    SPEAKER.say("save-title", [])
}

/// `Pictures`
pub fn pictures() -> String {
    SPEAKER.say("pictures", [])
}

/// `a picture of nothing`
pub fn picture_empty() -> String {
    SPEAKER.say("picture-empty", [])
}

/// `it was drawn into no picture`
pub fn picture_missing() -> String {
    SPEAKER.say("picture-missing", [])
}

/// `it was drawn in unknown colors`
pub fn picture_colors() -> String {
    SPEAKER.say("picture-colors", [])
}
