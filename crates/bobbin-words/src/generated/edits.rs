//! Written by `cargo xtask codegen` from `en/rust/edits.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, number, text};
use crate::{Number};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/edits.ftl"))]);

/// `this is neither a list nor a mapping`
pub fn not_a_collection() -> String {
    SPEAKER.say("not-a-collection", [])
}

/// `a list takes positions and a mapping takes keys`
pub fn wrong_step() -> String {
    SPEAKER.say("wrong-step", [])
}

/// `a node cannot be moved into itself`
pub fn into_itself() -> String {
    SPEAKER.say("into-itself", [])
}

/// `the whole document can be neither removed nor moved`
pub fn whole_document() -> String {
    SPEAKER.say("whole-document", [])
}

/// `the new node has no such place to put the old one`
pub fn no_hole() -> String {
    SPEAKER.say("no-hole", [])
}

/// `it holds neither a list 'cards' nor a 'card'`
pub fn nothing_inside() -> String {
    SPEAKER.say("nothing-inside", [])
}

/// `exactly one node can stand here`
pub fn not_one() -> String {
    SPEAKER.say("not-one", [])
}

/// `its content comes from elsewhere ('!include' and its kind)`
pub fn tagged() -> String {
    SPEAKER.say("tagged", [])
}

/// `the key is shared through an anchor`
pub fn anchored_key() -> String {
    SPEAKER.say("anchored-key", [])
}

/// `the two places are in different files`
pub fn across_files() -> String {
    SPEAKER.say("across-files", [])
}

/// `the file it is in is included in several places, which would all change`
pub fn shared_file() -> String {
    SPEAKER.say("shared-file", [])
}

/// `only cards can be put inside a card`
pub fn not_a_card() -> String {
    SPEAKER.say("not-a-card", [])
}

/// `a strategy makes its content`
pub fn generated() -> String {
    SPEAKER.say("generated", [])
}

/// `a merge key ('<<') brings keys along here, so that a new one can only come last`
pub fn merged_keys() -> String {
    SPEAKER.say("merged-keys", [])
}

/// `comments cannot stand in this place, which is written between brackets`
pub fn no_place_for_comments() -> String {
    SPEAKER.say("no-place-for-comments", [])
}

/// `the text has problems; fix them first`
pub fn not_readable() -> String {
    SPEAKER.say("not-readable", [])
}

/// `there is no { $path }`
pub fn not_found(path: impl Display) -> String {
    SPEAKER.say("not-found", [("path", text(path))])
}

/// `{ $path } is there already`
pub fn already_there(path: impl Display) -> String {
    SPEAKER.say("already-there", [("path", text(path))])
}

/// `the edit was not made: the text would not mean what was asked for at { $path }`
pub fn would_change_meaning(path: impl Display) -> String {
    SPEAKER.say("would-change-meaning", [("path", text(path))])
}

/// `This is no card, view or dashboard`
pub fn nothing_to_paste() -> String {
    SPEAKER.say("nothing-to-paste", [])
}

/// `This is not YAML that can be pasted: { $problem }`
pub fn not_yaml_to_paste(problem: impl Display) -> String {
    SPEAKER.say("not-yaml-to-paste", [("problem", text(problem))])
}

/// `A panel shows its first card only; the other { $count } stay in the YAML.`
pub fn panel_shows_first_card(count: impl Number) -> String {
    SPEAKER.say("panel-shows-first-card", [("count", number(count))])
}

/// `The sections that the view had already are shown again.`
pub fn sections_shown_again() -> String {
    SPEAKER.say("sections-shown-again", [])
}

/// `{ $count -> [one] { $count } card goes *[other] { $count } cards go } into one section.`
pub fn cards_into_one_section(count: impl Number) -> String {
    SPEAKER.say("cards-into-one-section", [("count", number(count))])
}

/// `The cards of { $count -> [one] { $count } section *[other] { $count } sections } follow each other.`
pub fn cards_follow_each_other(count: impl Number) -> String {
    SPEAKER.say("cards-follow-each-other", [("count", number(count))])
}

/// `Settings that only sections have are given up: { $keys }.`
pub fn settings_given_up(keys: impl Display) -> String {
    SPEAKER.say("settings-given-up", [("keys", text(keys))])
}
