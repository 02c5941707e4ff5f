//! Written by `cargo xtask codegen` from `en/rust/connection.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, text};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/connection.ftl"))]);

/// `the address is empty`
pub fn empty() -> String {
    SPEAKER.say("empty", [])
}

/// `the address can't contain spaces`
pub fn space() -> String {
    SPEAKER.say("space", [])
}

/// `the address can't contain { $value }`
pub fn character(value: impl Display) -> String {
    SPEAKER.say("character", [("value", text(value))])
}

/// `{ $value }:// is not how Home Assistant is reached; use http:// or https://`
pub fn scheme(value: impl Display) -> String {
    SPEAKER.say("scheme", [("value", text(value))])
}

/// `after { $value }: come two slashes`
pub fn slashes(value: impl Display) -> String {
    SPEAKER.say("slashes", [("value", text(value))])
}

/// `the host is missing`
pub fn no_host() -> String {
    SPEAKER.say("no-host", [])
}

/// `{ $host } is not a host name: { $reason }`
pub fn host(host: impl Display, reason: impl Display) -> String {
    SPEAKER.say("host", [("host", text(host)), ("reason", text(reason))])
}

/// `{ $value } is not a complete IP address; one has four numbers from 0 to 255`
pub fn ipv4(value: impl Display) -> String {
    SPEAKER.say("ipv4", [("value", text(value))])
}

/// `{ $value } is not an IPv6 address`
pub fn ipv6(value: impl Display) -> String {
    SPEAKER.say("ipv6", [("value", text(value))])
}

/// `an IPv6 address with a zone ({ $value }) can't be used; use the host name or an address without %`
pub fn ipv6_zone(value: impl Display) -> String {
    SPEAKER.say("ipv6-zone", [("value", text(value))])
}

/// `{ $value } is not a port; a port is a number from 1 to 65535`
pub fn port(value: impl Display) -> String {
    SPEAKER.say("port", [("value", text(value))])
}

/// `an address has no user name or password in it; Home Assistant takes a token`
pub fn credentials() -> String {
    SPEAKER.say("credentials", [])
}

/// `this is not an address: { $value }`
pub fn invalid(value: impl Display) -> String {
    SPEAKER.say("invalid", [("value", text(value))])
}

/// `there is a dot with nothing before it`
pub fn dot_nothing_before() -> String {
    SPEAKER.say("dot-nothing-before", [])
}

/// `it is too long`
pub fn too_long() -> String {
    SPEAKER.say("too-long", [])
}

/// `a character in it is not allowed there`
pub fn character_not_allowed() -> String {
    SPEAKER.say("character-not-allowed", [])
}

/// `{ $address } has no encryption, and one certificate alone is trusted`
pub fn no_encryption_and_one_certificate(address: impl Display) -> String {
    SPEAKER.say("no-encryption-and-one-certificate", [("address", text(address))])
}

/// `the server closed the connection`
pub fn server_closed_connection() -> String {
    SPEAKER.say("server-closed-connection", [])
}

/// `no WebSocket answers there ({ $error })`
pub fn no_websocket_answers(error: impl Display) -> String {
    SPEAKER.say("no-websocket-answers", [("error", text(error))])
}

/// `a web server answers with { $status }`
pub fn web_server_answers(status: impl Display) -> String {
    SPEAKER.say("web-server-answers", [("status", text(status))])
}

/// `; perhaps the address is right without { $path }`
pub fn perhaps_address_right_without(path: impl Display) -> String {
    SPEAKER.say("perhaps-address-right-without", [("path", text(path))])
}

/// `it greets with { $greeting }`
pub fn it_greets_with(greeting: impl Display) -> String {
    SPEAKER.say("it-greets-with", [("greeting", text(greeting))])
}

/// `it answers the token with { $answer }`
pub fn answers_token(answer: impl Display) -> String {
    SPEAKER.say("answers-token", [("answer", text(answer))])
}

/// `it speaks in binary`
pub fn speaks_binary() -> String {
    SPEAKER.say("speaks-binary", [])
}

/// `the host { $host } was not found`
pub fn host_not_found(host: impl Display) -> String {
    SPEAKER.say("host-not-found", [("host", text(host))])
}

/// `nothing answers at { $address }: the connection was refused`
pub fn refused(address: impl Display) -> String {
    SPEAKER.say("refused", [("address", text(address))])
}

/// `{ $address } can't be reached`
pub fn unreachable(address: impl Display) -> String {
    SPEAKER.say("unreachable", [("address", text(address))])
}

/// `no answer within { $after } s while { $phase }`
pub fn timeout(after: impl Display, phase: impl Display) -> String {
    SPEAKER.say("timeout", [("after", text(after)), ("phase", text(phase))])
}

/// `the certificate of { $subject } is not trusted: { $reason }`
pub fn tls_untrusted(subject: impl Display, reason: impl Display) -> String {
    SPEAKER.say("tls-untrusted", [("subject", text(subject)), ("reason", text(reason))])
}

/// `the encrypted connection failed: { $reason }`
pub fn tls_failed(reason: impl Display) -> String {
    SPEAKER.say("tls-failed", [("reason", text(reason))])
}

/// `the server redirects to { $location }`
pub fn redirected(location: impl Display) -> String {
    SPEAKER.say("redirected", [("location", text(location))])
}

/// `the server refuses this computer (403); Home Assistant does so after too many wrong logins`
pub fn forbidden() -> String {
    SPEAKER.say("forbidden", [])
}

/// `a proxy answers with { $status }: the Home Assistant behind it is not there`
pub fn proxy_without_server(status: impl Display) -> String {
    SPEAKER.say("proxy-without-server", [("status", text(status))])
}

/// `this is not a Home Assistant: { $found }`
pub fn not_home_assistant(found: impl Display) -> String {
    SPEAKER.say("not-home-assistant", [("found", text(found))])
}

/// `Home Assistant refused the token: { $message }`
pub fn token_refused(message: impl Display) -> String {
    SPEAKER.say("token-refused", [("message", text(message))])
}

/// `the connection broke: { $reason }`
pub fn broken(reason: impl Display) -> String {
    SPEAKER.say("broken", [("reason", text(reason))])
}

/// `logging in`
pub fn logging_in() -> String {
    SPEAKER.say("logging-in", [])
}

/// `waiting for a sign of life`
pub fn waiting_sign_life() -> String {
    SPEAKER.say("waiting-sign-life", [])
}

/// `there is no connection to Home Assistant`
pub fn not_connected() -> String {
    SPEAKER.say("not-connected", [])
}

/// `the connection to Home Assistant was renewed in between`
pub fn renewed() -> String {
    SPEAKER.say("renewed", [])
}

/// `the connection to Home Assistant broke before the answer`
pub fn connection_lost() -> String {
    SPEAKER.say("connection-lost", [])
}

/// `Home Assistant gave no answer within { $after } s`
pub fn home_assistant_gave_no_answer(after: impl Display) -> String {
    SPEAKER.say("home-assistant-gave-no-answer", [("after", text(after))])
}

/// `this is too large for Home Assistant: { $size } bytes, and it takes { $limit }`
pub fn too_large(size: impl Display, limit: impl Display) -> String {
    SPEAKER.say("too-large", [("size", text(size)), ("limit", text(limit))])
}

/// `Home Assistant can't read this: { $reason }`
pub fn unsendable(reason: impl Display) -> String {
    SPEAKER.say("unsendable", [("reason", text(reason))])
}

/// `Home Assistant's answer to { $command } could not be read`
pub fn unexpected(command: impl Display) -> String {
    SPEAKER.say("unexpected", [("command", text(command))])
}

/// `the session was stopped`
pub fn session_stopped() -> String {
    SPEAKER.say("session-stopped", [])
}

/// `a fingerprint has 32 pairs of hexadecimal digits`
pub fn fingerprint_error() -> String {
    SPEAKER.say("fingerprint-error", [])
}

/// `the port does not speak TLS; is it http:// instead of https://?`
pub fn port_does_not_speak_tls() -> String {
    SPEAKER.say("port-does-not-speak-tls", [])
}

/// `the server hung up; does the port speak TLS, or is it http:// instead of https://?`
pub fn server_hung_up() -> String {
    SPEAKER.say("server-hung-up", [])
}

/// `a server without a name`
pub fn server_without_name() -> String {
    SPEAKER.say("server-without-name", [])
}

/// `; it is not the one you trusted`
pub fn not_one_you_trusted() -> String {
    SPEAKER.say("not-one-you-trusted", [])
}

/// `it is self-signed`
pub fn self_signed() -> String {
    SPEAKER.say("self-signed", [])
}

/// `nobody this computer trusts has signed it`
pub fn nobody_this_computer_trusts_signed() -> String {
    SPEAKER.say("nobody-this-computer-trusts-signed", [])
}

/// `it has expired`
pub fn it_has_expired() -> String {
    SPEAKER.say("it-has-expired", [])
}

/// `it is not valid yet; is the clock right?`
pub fn not_valid_yet_clock_right() -> String {
    SPEAKER.say("not-valid-yet-clock-right", [])
}

/// `it is for another name`
pub fn another_name() -> String {
    SPEAKER.say("another-name", [])
}

/// `it was revoked`
pub fn it_was_revoked() -> String {
    SPEAKER.say("it-was-revoked", [])
}

/// `this computer would trust it`
pub fn this_computer_would_trust() -> String {
    SPEAKER.say("this-computer-would-trust", [])
}

/// `no reason was given`
pub fn no_reason_given() -> String {
    SPEAKER.say("no-reason-given", [])
}

/// `it is nested more than { $deepest } levels deep`
pub fn nested_more_than_levels_deep(deepest: impl Display) -> String {
    SPEAKER.say("nested-more-than-levels-deep", [("deepest", text(deepest))])
}

/// `the text has half a character in it (\u{ $escape })`
pub fn text_half_character_u(escape: impl Display) -> String {
    SPEAKER.say("text-half-character-u", [("escape", text(escape))])
}

/// `the number { $shown } is too large`
pub fn number_too_large(shown: impl Display) -> String {
    SPEAKER.say("number-too-large", [("shown", text(shown))])
}

/// `the server closed the connection ({ $code })`
pub fn server_closed_connection_with(code_: impl Display) -> String {
    SPEAKER.say("server-closed-connection-with", [("code", text(code_))])
}

/// `connecting`
pub fn connecting() -> String {
    SPEAKER.say("connecting", [])
}
