//! The address of a Home Assistant: reads it as people type or paste it, and derives the URLs that a session needs.
//!
//! Accepts `http(s)://` and `ws(s)://` URLs, a bare host or IP, IPv6 with and without brackets, the Supervisor's proxy,
//! and an address copied from the browser while Home Assistant was open. Home Assistant's own frontend can't live under
//! a base path, but a reverse proxy may serve the API there, so any path that isn't one of Home Assistant's own pages
//! stays as the base. This module never connects: it checks the form of an address and explains what is wrong with it.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use url::{Host, Url};

/// Home Assistant's default port.
const DEFAULT_PORT: u16 = 8123;

/// First path segments of Home Assistant's frontend pages and its API. The base path ends before them.
const OWN_PATHS: &[&str] = &[
    "_my_redirect",
    "api",
    "app",
    "auth",
    "calendar",
    "climate",
    "config",
    "developer-tools",
    "energy",
    "hassio",
    "history",
    "home",
    "light",
    "logbook",
    "lovelace",
    "maintenance",
    "map",
    "media-browser",
    "onboarding.html",
    "profile",
    "security",
    "shopping-list",
    "states",
    "todo",
];

/// The address of a Home Assistant.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// `http` or `https`, host, port and base path. The path ends without a slash unless it is the root.
    base: Url,
    supervisor: bool,
}

/// The reason why a text can't be the address of a Home Assistant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// The text is empty.
    #[error("the address is empty")]
    Empty,
    /// A space or another character that addresses can't contain.
    #[error("an address has no {0:?} in it")]
    Character(char),
    /// A scheme other than HTTP and WebSocket.
    #[error("{0}:// is not how Home Assistant is reached; use http:// or https://")]
    Scheme(String),
    /// A scheme without its two slashes: `http:host` or `http:/host`.
    #[error("after {0}: come two slashes")]
    Slashes(String),
    /// No host.
    #[error("the host is missing")]
    NoHost,
    /// An invalid host name.
    #[error("{host:?} is not a host name: {reason}")]
    Host {
        /// The text in place of the host.
        host: String,
        /// The reason.
        reason: &'static str,
    },
    /// An IPv4 address that is too short, too long or out of range.
    #[error("{0} is not a complete IP address; one has four numbers from 0 to 255")]
    Ipv4(String),
    /// An invalid IPv6 address.
    #[error("{0} is not an IPv6 address")]
    Ipv6(String),
    /// An IPv6 address with a zone.
    #[error("an IPv6 address with a zone ({0}) can't be used; use the host name or an address without %")]
    Ipv6Zone(String),
    /// A port that is not a number or out of range.
    #[error("{0:?} is not a port; a port is a number from 1 to 65535")]
    Port(String),
    /// A user name or password before the host.
    #[error("an address has no user name or password in it; Home Assistant takes a token")]
    Credentials,
    /// Anything else that the URL standard refuses.
    #[error("this is not an address: {0}")]
    Invalid(#[from] url::ParseError),
}

impl Address {
    /// Reads an address.
    ///
    /// A bare host means `http`, with port 8123 by default. A URL without a port means its scheme's default port. Query
    /// and fragment are dropped.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if let Some(bad) =
            text.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>'))
        {
            return Err(AddressError::Character(bad));
        }
        let (secure, rest, bare) = split_scheme(text)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        let (host, port) = split_authority(authority)?;
        check_host(&host)?;
        let supervisor = host.eq_ignore_ascii_case("supervisor") && is_supervisor_path(path);
        let port = match port {
            Some(port) => {
                Some(port.parse::<u16>().ok().filter(|p| *p != 0).ok_or_else(|| match path.contains('@') {
                    // The text may be a password with a slash in it, so the error must not repeat it.
                    true => AddressError::Credentials,
                    false => AddressError::Port(port.to_owned()),
                })?)
            }
            None if bare && !supervisor => Some(DEFAULT_PORT),
            None => None,
        };
        let mut base = Url::parse(&format!("{}://{host}", if secure { "https" } else { "http" }))
            .map_err(|source| explain(source, &host))?;
        base.set_port(port).expect("an http URL with a host takes a port");
        base.set_path(&if supervisor { "/core".to_owned() } else { base_path(path) });
        Ok(Self { base, supervisor })
    }

    /// The URL that the session connects to.
    pub fn websocket_url(&self) -> Url {
        let mut url = self.base.clone();
        let scheme = if self.is_secure() { "wss" } else { "ws" };
        url.set_scheme(scheme).expect("http and ws are schemes of one kind");
        let tail = if self.supervisor { "websocket" } else { "api/websocket" };
        url.set_path(&format!("{}/{tail}", self.base.path().trim_end_matches('/')));
        url
    }

    /// The URL that paths such as `/api/` and `/local/` are appended to, without a trailing slash.
    pub fn http_base(&self) -> String {
        self.base.as_str().trim_end_matches('/').to_owned()
    }

    /// Whether the connection is encrypted.
    pub fn is_secure(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// The host in the form that a resolver takes: IPv6 without brackets.
    pub fn host(&self) -> String {
        match self.base.host() {
            Some(Host::Ipv6(ip)) => ip.to_string(),
            Some(host) => host.to_string(),
            None => unreachable!("an address always has a host"),
        }
    }

    /// The port, explicit or implied.
    pub fn port(&self) -> u16 {
        self.base.port_or_known_default().expect("http and https have default ports")
    }

    /// Host and port, for connection errors.
    pub fn host_and_port(&self) -> String {
        format!("{}:{}", self.base.host_str().unwrap_or_default(), self.port())
    }

    /// The base path, if there is one. It may also be a page that was pasted by mistake.
    pub fn base_path(&self) -> Option<&str> {
        (!self.supervisor && self.base.path() != "/").then(|| self.base.path())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Splits off the scheme: whether it is encrypted, the rest, and whether there was no scheme.
fn split_scheme(text: &str) -> Result<(bool, &str, bool), AddressError> {
    if let Some((scheme, rest)) = text.split_once("://") {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "ws" => Ok((false, rest, false)),
            "https" | "wss" => Ok((true, rest, false)),
            "" => Err(AddressError::Scheme(String::new())),
            // In "example.org/?next=http://…", the first :// doesn't end a scheme.
            other if other.contains(['/', '?', '#']) => Ok((false, text, true)),
            other => Err(AddressError::Scheme(other.to_owned())),
        };
    }
    let scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let rest = text.get(scheme.len() + 1..).unwrap_or_default();
    let is_port = rest.starts_with(|c: char| c.is_ascii_digit());
    if matches!(scheme.as_str(), "http" | "https" | "ws" | "wss") && text.contains(':') && !is_port {
        return Err(AddressError::Slashes(scheme));
    }
    Ok((false, text.trim_start_matches("//"), true))
}

/// Host (IPv6 in brackets) and the text of the port.
fn split_authority(authority: &str) -> Result<(String, Option<&str>), AddressError> {
    if let Some(inside) = authority.strip_prefix('[') {
        let (ip, after) = inside.split_once(']').ok_or_else(|| AddressError::Ipv6(authority.to_owned()))?;
        let port = match after.strip_prefix(':') {
            Some(port) => Some(port),
            None if after.is_empty() => None,
            None => return Err(AddressError::Port(after.to_owned())),
        };
        return Ok((ipv6(ip)?, port));
    }
    if authority.matches(':').count() > 1 {
        return Ok((ipv6(authority)?, None));
    }
    match authority.split_once(':') {
        Some((host, port)) => Ok((host.to_owned(), Some(port))),
        None => Ok((authority.to_owned(), None)),
    }
}

fn ipv6(text: &str) -> Result<String, AddressError> {
    if text.contains('%') {
        return Err(AddressError::Ipv6Zone(text.to_owned()));
    }
    let ip: Ipv6Addr = text.parse().map_err(|_| AddressError::Ipv6(text.to_owned()))?;
    Ok(format!("[{ip}]"))
}

fn check_host(host: &str) -> Result<(), AddressError> {
    let wrong = |reason| Err(AddressError::Host { host: host.to_owned(), reason });
    if host.is_empty() {
        return Err(AddressError::NoHost);
    }
    if host.starts_with('[') {
        return Ok(());
    }
    // The URL standard reads `192.168.1` as 192.168.0.1, which nobody means who types it.
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    if !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()) && host.parse::<Ipv4Addr>().is_err() {
        return Err(AddressError::Ipv4(host.to_owned()));
    }
    if host.starts_with('.') || host.contains("..") {
        return wrong("there is a dot with nothing before it");
    }
    if host.split('.').any(|label| label.chars().count() > 63) || host.len() > 253 {
        return wrong("it is too long");
    }
    Ok(())
}

fn explain(source: url::ParseError, host: &str) -> AddressError {
    match source {
        url::ParseError::EmptyHost => AddressError::NoHost,
        url::ParseError::InvalidIpv4Address => AddressError::Ipv4(host.to_owned()),
        url::ParseError::InvalidDomainCharacter | url::ParseError::IdnaError => {
            AddressError::Host { host: host.to_owned(), reason: "a character in it is not allowed there" }
        }
        other => AddressError::Invalid(other),
    }
}

fn path_only(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

fn is_supervisor_path(path: &str) -> bool {
    let segments: Vec<_> = path_only(path).split('/').filter(|s| !s.is_empty()).collect();
    matches!(segments.as_slice(), ["core"] | ["core", "api" | "websocket"] | ["core", "api", "websocket"])
}

fn base_path(path: &str) -> String {
    let segments = path_only(path).split('/').filter(|s| !s.is_empty());
    let base: Vec<_> = segments
        .take_while(|s| !OWN_PATHS.contains(s) && !s.starts_with("lovelace-") && !s.starts_with("dashboard-"))
        .collect();
    format!("/{}", base.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, websocket: &str, shown: &str) {
        let address = Address::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(address.websocket_url().as_str(), websocket, "{text}");
        assert_eq!(address.to_string(), shown, "{text}");
        assert_eq!(Address::parse(&address.to_string()).expect("the display form is an address"), address, "{text}");
    }

    #[track_caller]
    fn refused(text: &str, words: &str) {
        match Address::parse(text) {
            Ok(address) => panic!("{text} was taken as {address}"),
            Err(error) => assert_eq!(error.to_string(), words, "{text}"),
        }
    }

    #[test]
    fn takes_urls() {
        check("http://ha.local:8123", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check("  https://ha.example.org/ ", "wss://ha.example.org/api/websocket", "https://ha.example.org");
        check("https://ha.example.org:443", "wss://ha.example.org/api/websocket", "https://ha.example.org");
        check("https://ha.example.org:8443", "wss://ha.example.org:8443/api/websocket", "https://ha.example.org:8443");
        check("http://ha.local", "ws://ha.local/api/websocket", "http://ha.local");
        check("ws://ha.local:8123/api/websocket", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check("WSS://HA.example.org", "wss://ha.example.org/api/websocket", "https://ha.example.org");
        check("https://bücher.example", "wss://xn--bcher-kva.example/api/websocket", "https://xn--bcher-kva.example");
    }

    #[test]
    fn takes_bare_hosts_and_ips() {
        check("homeassistant.local", "ws://homeassistant.local:8123/api/websocket", "http://homeassistant.local:8123");
        check("homeassistant", "ws://homeassistant:8123/api/websocket", "http://homeassistant:8123");
        check("192.168.1.20", "ws://192.168.1.20:8123/api/websocket", "http://192.168.1.20:8123");
        check("192.168.1.20:80", "ws://192.168.1.20/api/websocket", "http://192.168.1.20");
        check("localhost:8124/", "ws://localhost:8124/api/websocket", "http://localhost:8124");
        check("//ha.local", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check("http:8124", "ws://http:8124/api/websocket", "http://http:8124");
        check("ha_box", "ws://ha_box:8123/api/websocket", "http://ha_box:8123");
    }

    #[test]
    fn takes_ipv6_with_and_without_brackets() {
        check("::1", "ws://[::1]:8123/api/websocket", "http://[::1]:8123");
        check("[::1]", "ws://[::1]:8123/api/websocket", "http://[::1]:8123");
        check("[fd00::5]:8124", "ws://[fd00::5]:8124/api/websocket", "http://[fd00::5]:8124");
        check("https://[fd00::5]", "wss://[fd00::5]/api/websocket", "https://[fd00::5]");
        check("http://fd00::5/lovelace", "ws://[fd00::5]/api/websocket", "http://[fd00::5]");
        assert_eq!(Address::parse("::1").expect("an address").host(), "::1");
        assert_eq!(Address::parse("::1").expect("an address").host_and_port(), "[::1]:8123");
    }

    #[test]
    fn takes_the_supervisors_proxy() {
        for text in [
            "http://supervisor/core",
            "http://supervisor/core/api",
            "supervisor/core/",
            "ws://supervisor/core/websocket",
        ] {
            check(text, "ws://supervisor/core/websocket", "http://supervisor/core");
        }
        check("http://supervisor:8123/", "ws://supervisor:8123/api/websocket", "http://supervisor:8123");
    }

    #[test]
    fn keeps_a_base_path_and_drops_pages() {
        check("https://x.org/ha/", "wss://x.org/ha/api/websocket", "https://x.org/ha");
        check("https://x.org/ha/api/websocket", "wss://x.org/ha/api/websocket", "https://x.org/ha");
        check("https://x.org/a/b", "wss://x.org/a/b/api/websocket", "https://x.org/a/b");
        check("http://ha.local:8123/lovelace/0?edit=1", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check(
            "http://ha.local:8123/dashboard-kitchen/main",
            "ws://ha.local:8123/api/websocket",
            "http://ha.local:8123",
        );
        check("http://ha.local:8123/config/dashboard#x", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check(
            "http://ha.local:8123/?auth_callback=1&code=x",
            "ws://ha.local:8123/api/websocket",
            "http://ha.local:8123",
        );
        check("ha.local/home/overview", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
        check("ha.local?next=http://other/", "ws://ha.local:8123/api/websocket", "http://ha.local:8123");
    }

    #[test]
    fn explains_invalid_addresses() {
        refused("  ", "the address is empty");
        refused("my home", "an address has no ' ' in it");
        refused("http:\\\\ha", "an address has no '\\\\' in it");
        refused("ftp://ha.local", "ftp:// is not how Home Assistant is reached; use http:// or https://");
        refused("mqtt://ha.local:1883", "mqtt:// is not how Home Assistant is reached; use http:// or https://");
        refused("http:/ha.local", "after http: come two slashes");
        refused("https:ha.local", "after https: come two slashes");
        refused("http://", "the host is missing");
        refused("http:///lovelace", "the host is missing");
        refused(":8123", "the host is missing");
        refused("192.168.1", "192.168.1 is not a complete IP address; one has four numbers from 0 to 255");
        refused("http://256.1.1.1", "256.1.1.1 is not a complete IP address; one has four numbers from 0 to 255");
        refused("ha.local:99999", "\"99999\" is not a port; a port is a number from 1 to 65535");
        refused("ha.local:0", "\"0\" is not a port; a port is a number from 1 to 65535");
        refused("ha.local:", "\"\" is not a port; a port is a number from 1 to 65535");
        refused("ha.local:abc", "\"abc\" is not a port; a port is a number from 1 to 65535");
        refused("[::1", "[::1 is not an IPv6 address");
        refused("[::1]x", "\"x\" is not a port; a port is a number from 1 to 65535");
        refused("fe80::1::2", "fe80::1::2 is not an IPv6 address");
        refused(
            "fe80::1%eth0",
            "an IPv6 address with a zone (fe80::1%eth0) can't be used; use the host name or an address without %",
        );
        refused(
            "http://me:secret@ha.local",
            "an address has no user name or password in it; Home Assistant takes a token",
        );
        refused(
            "http://me:sec/ret@ha.local",
            "an address has no user name or password in it; Home Assistant takes a token",
        );
        refused("ha..local", "\"ha..local\" is not a host name: there is a dot with nothing before it");
        refused("ha^local", "\"ha^local\" is not a host name: a character in it is not allowed there");
    }
}
