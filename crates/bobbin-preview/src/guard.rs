//! Checks every request before anything else happens.
//!
//! The host name of a stage is its secret, so a wrong `Host` is a missing secret; so is a name that another page made
//! up for 127.0.0.1 (DNS rebinding). The sender that the browser reports (`Origin`, `Sec-Fetch-Site`) must be the stage
//! itself, except when a frame opens. Then only GET and HEAD pass, and only for paths that read (`paths.rs`).

use crate::credentials;
use crate::paths::{self, Access, Allowed};
use crate::stage::Refused;
use hyper::header::{self, HeaderMap};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

/// A request that may be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A document: the frontend's shell, or a page that a card frames.
    Page(Access),
    /// A part of a page.
    Part(Access),
    /// The WebSocket.
    Socket,
}

/// The reason for a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) what: Refused,
}

/// The path of the WebSocket.
const SOCKET: &str = "/api/websocket";

/// The label of a stage in a `Host` header, which must be exactly `<label>.localhost:<port>`.
pub(crate) fn label(headers: &HeaderMap, port: u16) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let (label, rest) = host.to_str().ok()?.split_once('.')?;
    (rest.strip_prefix("localhost:")?.parse() == Ok(port)).then_some(label)
}

/// Checks a request with the right host.
pub(crate) fn judge(request: &Parts, origin: &str, allowed: &Allowed) -> Result<Kind, Refusal> {
    let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let refuse = |status, what| Err(Refusal { status, what });
    let upgrade = header("upgrade").is_some();
    let path = request.uri.path();

    let navigates = header("sec-fetch-mode") == Some("navigate")
        || header("accept").is_some_and(|accept| accept.starts_with("text/html"));
    let foreign_site = header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let foreign_origin = header("origin").is_some_and(|found| found != origin);
    if foreign_origin || (foreign_site && !(navigates && request.method == Method::GET)) {
        return refuse(StatusCode::FORBIDDEN, Refused::Stranger);
    }
    if request.uri.authority().is_some() || request.uri.scheme().is_some() {
        return refuse(StatusCode::BAD_REQUEST, Refused::Stranger);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return refuse(StatusCode::FORBIDDEN, Refused::Method(request.method.to_string()));
    }
    if path == SOCKET {
        // A browser always reports the origin of a WebSocket.
        return match header("origin") {
            Some(_) if upgrade && request.method == Method::GET => Ok(Kind::Socket),
            _ => refuse(StatusCode::FORBIDDEN, Refused::Stranger),
        };
    }
    let is_signed = request.uri.query().is_some_and(credentials::is_signed) && paths::may_be_signed(path);
    let access = paths::access(path, allowed).or(is_signed.then_some(Access::Signed));
    let Some(access) = access.filter(|_| !upgrade) else {
        return refuse(StatusCode::FORBIDDEN, Refused::Path(path.to_owned()));
    };
    if header("service-worker").is_some() || path.ends_with("service_worker.js") || is_worker(path) {
        // A service worker would keep an old frontend, and answer for a closed stage.
        return refuse(StatusCode::NOT_FOUND, Refused::Path(path.to_owned()));
    }
    Ok(if navigates { Kind::Page(access) } else { Kind::Part(access) })
}

fn is_worker(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("sw-modern.js" | "sw-legacy.js"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    const ORIGIN: &str = "http://abc.localhost:4000";

    fn judged(method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Kind, Refused> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        judge(&parts, ORIGIN, &Allowed::default()).map_err(|refusal| refusal.what)
    }

    #[test]
    fn knows_a_stage_by_its_host_to_the_letter() {
        let label_of = |hosts: &[&str]| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, host.parse().expect("a header"));
            }
            label(&headers, 4000).map(str::to_owned)
        };
        assert_eq!(label_of(&["abc.localhost:4000"]).as_deref(), Some("abc"));
        for wrong in [
            "localhost:4000",
            "127.0.0.1:4000",
            "abc.localhost",
            "abc.localhost:4001",
            "abc.localhost.evil.example:4000",
            "abc.evil.example:4000",
            "",
            "abc.localhost:4000:4000",
            "abc.localhost:+4000x",
        ] {
            assert_eq!(label_of(&[wrong]), None, "{wrong}");
        }
        assert_eq!(label_of(&[]), None);
        assert_eq!(label_of(&["abc.localhost:4000", "abc.localhost:4000"]), None);
    }

    #[test]
    fn lets_a_page_have_its_parts() {
        let own = ("sec-fetch-site", "same-origin");
        assert_eq!(judged("GET", "/static/a.js", &[own]), Ok(Kind::Part(Access::Public)));
        assert_eq!(judged("HEAD", "/frontend_latest/a.js", &[own, ("origin", ORIGIN)]), Ok(Kind::Part(Access::Public)));
        assert_eq!(judged("GET", "/api/camera_proxy/camera.door?token=1", &[own]), Ok(Kind::Part(Access::Guarded)));
        let signed = "/api/frigate/clip.mp4?authSig=a.b.c";
        assert_eq!(judged("GET", signed, &[own]), Ok(Kind::Part(Access::Signed)));
        let opened = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")];
        assert_eq!(judged("GET", "/prev-one/0", &opened), Ok(Kind::Page(Access::Public)));
        let socket = [("upgrade", "websocket"), ("origin", ORIGIN)];
        assert_eq!(judged("GET", "/api/websocket", &socket), Ok(Kind::Socket));
    }

    #[test]
    fn refuses_strangers() {
        for headers in [
            &[("origin", "http://evil.example")][..],
            &[("origin", "null")],
            &[("origin", "http://abc.localhost:4001")],
            &[("origin", "http://localhost:4000"), ("sec-fetch-mode", "navigate")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")],
        ] {
            assert_eq!(judged("GET", "/static/a.js", headers), Err(Refused::Stranger), "{headers:?}");
        }
        for headers in [
            &[("upgrade", "websocket")][..],
            &[("upgrade", "websocket"), ("origin", "http://evil.example")],
            &[("origin", ORIGIN)],
        ] {
            assert_eq!(judged("GET", "/api/websocket", headers), Err(Refused::Stranger), "{headers:?}");
        }
        assert_eq!(judged("GET", "http://abc.localhost:4000/", &[]), Err(Refused::Stranger));
    }

    #[test]
    fn refuses_requests_that_do_not_read() {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "PROPFIND"] {
            let path = if method == "CONNECT" { continue } else { "/api/states/a.b" };
            assert_eq!(judged(method, path, &[]), Err(Refused::Method(method.to_owned())));
        }
        for path in [
            "/auth/token",
            "/api/webhook/abc",
            "/api/WEBHOOK/abc",
            "/api/%77ebhook/abc",
            "/api/x/../webhook/abc",
            "/api/%2e%2e/api/webhook/a",
            "/api//webhook/abc",
            "/api/%252e",
            "/api/hassio/host/reboot",
            "/api/hassio_ingress/x/y",
            "/service_worker.js",
            "/sw-modern.js",
            "/a\\b",
            "/api/torque",
            "/api/garden/beds",
            "/API/torque",
        ] {
            assert_eq!(judged("GET", path, &[]), Err(Refused::Path(path.to_owned())), "{path}");
        }
        // A signature opens media, but no path that acts.
        let signed = judged("GET", "/api/webhook/abc?authSig=a.b.c", &[]);
        assert_eq!(signed, Err(Refused::Path("/api/webhook/abc".to_owned())));
        assert_eq!(
            judged("GET", "/api/other", &[("upgrade", "websocket"), ("origin", ORIGIN)]),
            Err(Refused::Path("/api/other".to_owned()))
        );
    }
}
