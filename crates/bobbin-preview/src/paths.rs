//! Which paths of Home Assistant a page may GET, and for which of them it gets the token.
//!
//! GET does not mean reading: `GET /api/torque?…` makes a sensor, `/api/webhook/ID` starts automations,
//! `/api/config/config_entries/flow/ID` goes on with a setup, `/api/backup/download/ID` reveals everything. So the
//! token is added for a list of paths only, those that the frontend and cards read from. A path below `/api` that is
//! on no list is refused, unless the user allowed it for this home: custom integrations have paths of their own.
//! Outside `/api` Home Assistant serves files to anybody; these pass without the token.
//!
//! A path is judged as Home Assistant would decode it, and only where there is one way to read it. The table of all
//! views that Home Assistant registers, each with its verdict, is `tests/it/http_views.txt`.

use std::sync::{PoisonError, RwLock};

/// How a request for a path is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Home Assistant serves it to anybody. It is asked for without the token.
    Public,
    /// Home Assistant guards it, and it only reads. It is asked for with the token where the request carries the
    /// pass, or as it is where the request carries a credential that Home Assistant gave the page.
    Guarded,
    /// Home Assistant signed the whole address and gave it to the page. It is asked for as it is, never with the
    /// token.
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

/// Paths below `/api` that Home Assistant serves to anybody who knows the secret in them, or to anybody at all.
const PUBLIC_API: &[&str] = &["/api/hls/**", "/api/image/serve/*/*", "/api/tts_proxy/*"];

/// First segments outside `/api` that are closed: signing in, where an answer that another service sends back acts by
/// GET, and the door for other people's assistants.
const CLOSED: &[&str] = &["auth", "mcp_server"];

/// First segments below `/api` of Home Assistant's own integrations: nobody can allow one of these as a whole.
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

/// The paths that the user allowed for a home, like `/api/garden/`. Everything below them is guarded and reads.
#[derive(Debug, Default)]
pub(crate) struct Allowed(RwLock<Vec<String>>);

impl Allowed {
    /// Takes what can be allowed of a list.
    pub(crate) fn new(prefixes: Vec<String>) -> Self {
        Self(RwLock::new(prefixes.into_iter().filter(|prefix| allowable(prefix).as_ref() == Some(prefix)).collect()))
    }

    /// Allows everything below a prefix. False when it can't be.
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

/// The prefix that would have to be allowed for a path: `/api/garden/` for `/api/garden/beds/1`. None when nobody can
/// allow it: the path is one of Home Assistant's own integrations, or leads nowhere below `/api/`.
pub fn allowable(path: &str) -> Option<String> {
    let path = plain(path)?;
    let (segment, _) = path.strip_prefix("/api/")?.split_once('/')?;
    let is_name = !segment.is_empty() && segment.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let is_own = OWN.iter().any(|own| own.eq_ignore_ascii_case(segment));
    (is_name && !is_own).then(|| format!("/api/{segment}/"))
}

/// How a request for a path is answered; none if it is refused.
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
    // What starts like a guarded path and is none of them is below `/api`, or a part of the home's media.
    let guards = |pattern: &&str| pattern[1..].split('/').next().is_some_and(|own| own.eq_ignore_ascii_case(first));
    (!READING.iter().any(guards)).then_some(Access::Public)
}

/// Whether a signature of Home Assistant's own may open a path: media are signed by their integration, and no list
/// knows the paths of all of them. Webhooks, setups, sign-in and the Supervisor stay closed.
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

/// The path as Home Assistant decodes it; none where another program on the way could read it differently: segments
/// of dots, empty segments, backslashes, encodings of encodings, characters that are none.
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

/// The bytes that a path stands for; none if an encoding is cut off or is no number.
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
    fn what_cards_read_gets_the_token() {
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
        // One way to write it differently, and the same verdict.
        assert_eq!(verdict("/%61pi/torque"), None);
        assert_eq!(verdict("/api/%74orque"), None);
        assert_eq!(verdict("/api%2Ftorque"), None);
        assert_eq!(verdict("/api%2Fstates"), Some(Access::Guarded));
    }

    #[test]
    fn only_what_belongs_to_no_integration_of_home_assistants_can_be_allowed() {
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
