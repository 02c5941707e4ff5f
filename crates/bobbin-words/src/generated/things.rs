//! Written by `cargo xtask codegen` from `en/rust/things.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, text};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/things.ftl"))]);

/// `it is too large`
pub fn pattern_too_large() -> String {
    SPEAKER.say("pattern-too-large", [])
}

/// `View { $number }`
pub fn view_number(number_: impl Display) -> String {
    SPEAKER.say("view-number", [("number", text(number_))])
}

/// `Section { $number }`
pub fn section_number(number_: impl Display) -> String {
    SPEAKER.say("section-number", [("number", text(number_))])
}

/// `Card { $number }`
pub fn card_number(number_: impl Display) -> String {
    SPEAKER.say("card-number", [("number", text(number_))])
}
