//! The paths of Home Assistant that a page may GET, and those that get the token.
//!
//! GET does not always read: `GET /api/torque?…` creates a sensor, `/api/webhook/ID` starts automations,
//! `/api/config/config_entries/flow/ID` continues a setup, `/api/backup/download/ID` reveals everything. So the token
//! is added for a list of paths only, which the frontend and cards read from. A path below `/api` that is on no list is
//! refused unless the user allowed it for this home, since custom integrations have paths of their own. Outside `/api`,
//! Home Assistant serves files to everybody; these pass without the token.
//!
//! A path is decoded the way Home Assistant does it, and refused if it has more than one reading.
//! `tests/it/http_views.txt` lists all views that Home Assistant registers, with the verdict for each.

use std::sync::{PoisonError, RwLock};

/// The way to answer a request for a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Home Assistant serves it to everybody. Sent without the token.
    Public,
    /// Home Assistant guards it, and it only reads. Sent with the token if the request carries the pass, or unchanged
    /// if the request carries a credential that Home Assistant gave the page.
    Guarded,
    /// Home Assistant signed the whole address for the page. Sent unchanged, never with the token.
    Signed,
}

/// Guarded paths that only read. `*` stands for one segment, `**` for one or more.
const READING: &[&str] = &[
    "/ai_task/**",
    "/api/brands/**",
    "/api/calendars",
    "/api/calendars/*",
    "/api/camera_proxy/*",
    "/api/camera_proxy_stream/*",
    "/api/components",
    "/api/config",
    // The card for Home Assistant's recovery mode shows the log.
    "/api/error_log",
    "/api/history/period",
    "/api/history/period/*",
    "/api/image_proxy/*",
    "/api/image_proxy_stream/*",
    "/api/logbook",
    "/api/logbook/*",
    "/api/map_tiles/**",
    "/api/media_player_proxy/*",
    "/api/media_player_proxy/*/browse_media/**",
    "/api/services",
    "/api/shopping_list",
    "/api/states",
    "/api/states/*",
    "/immich/**",
    "/media/**",
    "/synology_dsm/**",
];

/// Paths below `/api` that Home Assistant serves to everybody, or to everybody who knows the secret in them.
const PUBLIC_API: &[&str] = &["/api/hls/**", "/api/image/serve/*/*", "/api/tts_proxy/*"];

/// First segments outside `/api` that are closed: signing in, where the answer of another service acts by GET, and the
/// endpoint for other assistants.
const CLOSED: &[&str] = &["auth", "mcp_server"];

/// First segments below `/api` of Home Assistant's own integrations, which can't be allowed as a whole.
const OWN: &[&str] = &[
    "alexa",
    "analytics",
    "assist_satellite",
    "backup",
    "brands",
    "calendars",
    "camera_proxy",
    "camera_proxy_stream",
    "cloud",
    "components",
    "config",
    "conversation",
    "core",
    "diagnostics",
    "doorbird",
    "error_log",
    "esphome",
    "events",
    "file_upload",
    "foursquare",
    "generic",
    "google_assistant",
    "google_assistant_sdk",
    "hassio",
    "hassio_auth",
    "hassio_ingress",
    "hassio_push",
    "history",
    "hls",
    "homekit",
    "icloud",
    "image",
    "image_proxy",
    "image_proxy_stream",
    "intent",
    "ios",
    "konnected",
    "logbook",
    "map_tiles",
    "mcp",
    "media_player_proxy",
    "media_source",
    "meraki",
    "mobile_app",
    "motioneye",
    "mystrom",
    "nest",
    "netio",
    "notify.html5",
    "onboarding",
    "plex_image_proxy",
    "prometheus",
    "reolink",
    "repairs",
    "services",
    "shelly",
    "shopping_list",
    "spaceapi",
    "states",
    "stream",
    "stt",
    "telegram_webhooks",
    "template",
    "torque",
    "tts_get_url",
    "tts_proxy",
    "unifiprotect",
    "webhook",
    "websocket",
];

/// The paths that the user allowed for a home, like `/api/garden/`. Every path below them is guarded and only reads.
#[derive(Debug, Default)]
pub(crate) struct Allowed(RwLock<Vec<String>>);

impl Allowed {
    /// Takes the allowable prefixes of a list.
    pub(crate) fn new(prefixes: Vec<String>) -> Self {
        Self(RwLock::new(prefixes.into_iter().filter(|prefix| allowable(prefix).as_ref() == Some(prefix)).collect()))
    }

    /// Allows every path below a prefix. Returns false if that is not allowable.
    pub(crate) fn allow(&self, prefix: &str) -> bool {
        if allowable(prefix).as_deref() != Some(prefix) {
            return false;
        }
        let mut prefixes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if !prefixes.iter().any(|allowed| allowed == prefix) {
            prefixes.push(prefix.to_owned());
        }
        true
    }

    /// Whether a path is below one that the user allowed.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).iter().any(|prefix| path.starts_with(prefix))
    }
}

/// The prefix to allow for a path: `/api/garden/` for `/api/garden/beds/1`. None if it can't be allowed: the path
/// belongs to one of Home Assistant's own integrations, or is not below `/api/`.
pub fn allowable(path: &str) -> Option<String> {
    let path = plain(path)?;
    let (segment, _) = path.strip_prefix("/api/")?.split_once('/')?;
    let is_name = !segment.is_empty() && segment.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let is_own = OWN.iter().any(|own| own.eq_ignore_ascii_case(segment));
    (is_name && !is_own).then(|| format!("/api/{segment}/"))
}

/// The way to answer a request for a path; none if it is refused.
pub(crate) fn access(path: &str, allowed: &Allowed) -> Option<Access> {
    let path = plain(path)?;
    let first = path[1..].split('/').next().unwrap_or_default();
    if CLOSED.iter().any(|closed| closed.eq_ignore_ascii_case(first)) {
        return None;
    }
    if READING.iter().any(|pattern| matches(pattern, &path)) || allowed.has(&path) {
        return Some(Access::Guarded);
    }
    if PUBLIC_API.iter().any(|pattern| matches(pattern, &path)) {
        return Some(Access::Public);
    }
    // Any other path that starts like a guarded one is below `/api`, or part of the home's media.
    let guards = |pattern: &&str| pattern[1..].split('/').next().is_some_and(|own| own.eq_ignore_ascii_case(first));
    (!READING.iter().any(guards)).then_some(Access::Public)
}

/// Whether a signature from Home Assistant may open a path. Integrations sign media at paths that no list has.
/// Webhooks, setups, sign-in and the Supervisor stay closed.
pub(crate) fn may_be_signed(path: &str) -> bool {
    const NEVER: &[&str] =
        &["/auth/", "/mcp_server/", "/api/webhook/", "/api/hassio", "/api/onboarding", "/api/config/"];
    plain(path).is_some_and(|path| {
        let path = path.to_ascii_lowercase();
        !NEVER.iter().any(|closed| path.starts_with(closed))
    })
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some("**"), Some(one)) => return !one.is_empty() && path.all(|segment| !segment.is_empty()),
            (Some("*"), Some(one)) if !one.is_empty() => {}
            (Some(wanted), Some(one)) if wanted == one => {}
            _ => return false,
        }
    }
}

/// The path, decoded as Home Assistant does it. None if another program on the way could read it differently: dot
/// segments, empty segments, backslashes, double encodings, invalid characters.
fn plain(path: &str) -> Option<String> {
    if path.contains(['\\', '#', '?']) {
        return None;
    }
    let decoded = String::from_utf8(decode(path)?).ok()?;
    let odd = |c: char| c.is_control() || matches!(c, '\\' | '%' | '?' | '#');
    if !decoded.starts_with('/') || decoded.contains(odd) || decoded.contains("//") {
        return None;
    }
    (!decoded.split('/').any(|segment| matches!(segment, "." | ".."))).then_some(decoded)
}

/// The bytes of a percent-encoded path; none if an encoding is incomplete or invalid.
fn decode(path: &str) -> Option<Vec<u8>> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let pair = [bytes.next()?, bytes.next()?];
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        decoded.push(digit(pair[0])? << 4 | digit(pair[1])?);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(path: &str) -> Option<Access> {
        access(path, &Allowed::default())
    }

    #[test]
    fn paths_that_cards_read_get_the_token() {
        for path in [
            "/api/camera_proxy/camera.door",
            "/api/camera_proxy_stream/camera.door",
            "/api/history/period/2026-12-01T00:00:00+00:00",
            "/api/history/period/2026-12-01T00%3A00%3A00Z",
            "/api/states",
            "/api/states/light.bed_light",
            "/api/calendars/calendar.family",
            "/api/media_player_proxy/media_player.tv/browse_media/music/a/b",
            "/media/local/cat%20one.jpg",
            "/api/brands/integration/hue/icon.png",
        ] {
            assert_eq!(verdict(path), Some(Access::Guarded), "{path}");
        }
    }

    #[test]
    fn files_pass_without_it() {
        for path in [
            "/",
            "/map/0",
            "/static/icons/favicon.ico",
            "/frontend_latest/core.js",
            "/local/my%20card.js",
            "/hacsfiles/mushroom/mushroom.js",
            "/garden_card/fonts/garden.woff2",
            "/api/hls/abc/master_playlist.m3u8",
            "/api/image/serve/abc/512x512",
            "/manifest.json",
        ] {
            assert_eq!(verdict(path), Some(Access::Public), "{path}");
        }
    }

    #[test]
    fn the_rest_of_the_api_is_refused() {
        for path in [
            "/api",
            "/api/",
            "/api/torque",
            "/api/mystrom",
            "/api/netio/1",
            "/api/error/all",
            "/api/config/config_entries/flow/abc",
            "/api/repairs/issues/fix/abc",
            "/api/backup/download/abc",
            "/api/webhook/abc",
            "/api/garden/beds",
            "/API/states",
            "/Api/torque",
            "/api/states/",
            "/api/states/a/b",
            "/api/history/period/a/b",
            "/auth/token",
            "/Auth/token",
            "/immich",
        ] {
            assert_eq!(verdict(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_with_two_readings_is_refused() {
        for path in [
            "/api/states/../torque",
            "/api/states/%2e%2e/torque",
            "/api/states/%2E%2E%2Ftorque",
            "/api/./torque",
            "/api/%2e/states",
            "//api/states",
            "/api//states",
            "/static//a.js",
            "/api/states%2f%2fa",
            "/static/%252e%252e/api/torque",
            "/static/a%5c..%5capi",
            "/static/a\\b",
            "/static/%00",
            "/static/%0a",
            "/static/%zz",
            "/static/%2",
            "/static/%ff",
            "/static/a%3fb",
            "/static/a%23b",
            "api/states",
            "",
            "*",
        ] {
            assert_eq!(verdict(path), None, "{path}");
        }
        // Another spelling, and the same verdict.
        assert_eq!(verdict("/%61pi/torque"), None);
        assert_eq!(verdict("/api/%74orque"), None);
        assert_eq!(verdict("/api%2Ftorque"), None);
        assert_eq!(verdict("/api%2Fstates"), Some(Access::Guarded));
    }

    #[test]
    fn home_assistants_own_integrations_can_not_be_allowed() {
        assert_eq!(allowable("/api/garden/beds/1").as_deref(), Some("/api/garden/"));
        assert_eq!(allowable("/api/garden/").as_deref(), Some("/api/garden/"));
        for never in [
            "/api/torque/x",
            "/api/webhook/abc",
            "/api/Config/x",
            "/api/hassio/host",
            "/api/garden",
            "/api/",
            "/x/y/z",
            "/api/../x/",
        ] {
            assert_eq!(allowable(never), None, "{never}");
        }
        let allowed = Allowed::new(vec!["/api/garden/".to_owned(), "/api/torque/".to_owned(), "/".to_owned()]);
        assert_eq!(access("/api/garden/beds/1", &allowed), Some(Access::Guarded));
        assert_eq!(access("/api/gardener/beds", &allowed), None);
        assert_eq!(access("/api/torque/x", &allowed), None);
        assert!(allowed.allow("/api/pool/") && !allowed.allow("/api/backup/") && !allowed.allow("/api/"));
        assert_eq!(access("/api/pool/x", &allowed), Some(Access::Guarded));
    }

    #[test]
    fn the_lists_are_plain() {
        for pattern in READING.iter().chain(PUBLIC_API) {
            assert!(pattern.starts_with('/') && !pattern.ends_with('/'), "{pattern}");
            let Some(segment) = pattern.strip_prefix("/api/") else { continue };
            let segment = segment.split('/').next().expect("a segment");
            assert!(OWN.contains(&segment), "{segment} could be allowed as a whole");
        }
        assert!(OWN.is_sorted());
    }
}
