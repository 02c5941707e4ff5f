//! Written by `cargo xtask codegen` from `en/rust/proxy.ftl`. One thing because it follows one file.

use crate::speaker::{Speaker};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/proxy.ftl"))]);

/// `it can't be read`
pub fn no_json() -> String {
    SPEAKER.say("no-json", [])
}

/// `a dashboard has “views:” or “strategy:” at the top`
pub fn no_views() -> String {
    SPEAKER.say("no-views", [])
}

/// `“views:” is a list of views`
pub fn views_are_no_list() -> String {
    SPEAKER.say("views-are-no-list", [])
}

/// `a “strategy:” has a “type:”`
pub fn no_strategy_type() -> String {
    SPEAKER.say("no-strategy-type", [])
}

/// `Preview`
pub fn title() -> String {
    SPEAKER.say("title", [])
}

/// `Home Assistant doesn’t answer. The draft is safe; reload the preview when it is back.`
pub fn no_answer() -> String {
    SPEAKER.say("no-answer", [])
}

/// `Home Assistant’s page could not be read.`
pub fn page_unreadable() -> String {
    SPEAKER.say("page-unreadable", [])
}

/// `This is no address.`
pub fn no_address() -> String {
    SPEAKER.say("no-address", [])
}

/// `Nothing is shown here.`
pub fn nothing_shown() -> String {
    SPEAKER.say("nothing-shown", [])
}

/// `Too many connections.`
pub fn too_many_connections() -> String {
    SPEAKER.say("too-many-connections", [])
}

/// `This is a preview: it only reads, and only for itself.`
pub fn only_reads() -> String {
    SPEAKER.say("only-reads", [])
}

/// `This is no WebSocket.`
pub fn no_websocket() -> String {
    SPEAKER.say("no-websocket", [])
}

/// `This is a preview: nothing can be changed here.`
pub fn only_a_preview() -> String {
    SPEAKER.say("only-a-preview", [])
}

/// `no port is free on both loopback addresses`
pub fn no_free_port() -> String {
    SPEAKER.say("no-free-port", [])
}

/// `the token was refused before`
pub fn token_refused_before() -> String {
    SPEAKER.say("token-refused-before", [])
}
