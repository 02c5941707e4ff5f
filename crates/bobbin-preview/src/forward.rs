//! Forwards HTTP requests to Home Assistant, and streams the answers back.
//!
//! Bodies are never held, except for the shell, which gets the script: video, ranges, compression and caching stay
//! between the browser and Home Assistant. The token is added only to a request that carries the stage's pass, for a
//! path that reads. A request for such a path with neither the pass nor a credential from Home Assistant is answered
//! here, because Home Assistant counts a request without a login as a failed one. Nothing that identifies the browser's
//! side (cookies, referrers, origins) goes up; nothing that sets cookies or opens the page to others comes down.

use crate::credentials;
use crate::page;
use crate::paths::Access;
use crate::stage::Backstage;
use crate::unguessable;
use crate::upstream::Upstream;
use bobbin_words::proxy as words;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Empty, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode, Uri};

/// A body from any source.
pub(crate) type Body = BoxBody<Bytes, hyper::Error>;

/// The frontend's shell has 20 kB; a larger page is not the shell.
const LARGEST_SHELL: usize = 4 << 20;

/// Headers of a single connection, which don't describe the forwarded content.
const HOP: &[HeaderName] = &[
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// The browser's headers that go up: they describe the wanted content, not the sender.
const UP: &[HeaderName] = &[
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CACHE_CONTROL,
    header::IF_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_RANGE,
    header::IF_UNMODIFIED_SINCE,
    header::PRAGMA,
    header::RANGE,
    header::USER_AGENT,
];

/// The credential for map tiles, which Home Assistant takes in a header of its own.
const MAP_TOKEN: HeaderName = HeaderName::from_static("x-map-tiles-token");

/// Home Assistant's headers that don't come down.
const NOT_DOWN: &[HeaderName] = &[
    header::SET_COOKIE,
    header::X_FRAME_OPTIONS,
    header::SERVER,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
    header::ACCESS_CONTROL_ALLOW_HEADERS,
    header::ACCESS_CONTROL_ALLOW_METHODS,
    header::CONTENT_SECURITY_POLICY,
    header::STRICT_TRANSPORT_SECURITY,
    header::ALT_SVC,
];

/// A request that may be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// Whether it is for a document, rather than a part of one.
    pub(crate) is_page: bool,
    pub(crate) access: Access,
}

/// The authority for a request to Home Assistant.
#[derive(Debug, PartialEq, Eq)]
enum Authority {
    /// None: Home Assistant serves this path to everybody.
    Nobody,
    /// The user's token.
    Token,
    /// A credential that Home Assistant gave the page.
    Credential(String),
}

/// Answers a request for a page or a part of one.
pub(crate) async fn forward(
    upstream: &Upstream,
    backstage: &Backstage,
    wanted: Wanted,
    request: &Parts,
) -> Response<Body> {
    let shown = backstage.now_shown();
    let url_path = &shown.scene.dashboard.url_path;
    let path = request.uri.path();
    let Some(authority) = authority(upstream, backstage, wanted.access, request) else {
        return plain(StatusCode::UNAUTHORIZED, "401: Unauthorized");
    };
    // The shell is the same at every path, and a new dashboard has no path of its own yet.
    let is_dashboard = wanted.is_page
        && path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(url_path.as_str()))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let asked = if is_dashboard { "/" } else { request.uri.path_and_query().map_or("/", |path| path.as_str()) };
    let Ok(uri) = format!("{}{asked}", upstream.home.address.http_base()).parse::<Uri>() else {
        return plain(StatusCode::BAD_REQUEST, words::no_address());
    };
    let mut up = Request::new(Empty::new());
    *up.method_mut() = request.method.clone();
    *up.uri_mut() = uri;
    *up.headers_mut() = headers_up(upstream, wanted.is_page, &authority, &request.headers);
    match upstream.client.request(up).await {
        Ok(answer) => {
            if answer.status() == StatusCode::UNAUTHORIZED {
                match authority {
                    Authority::Nobody => upstream.learn_guarded(path),
                    Authority::Credential(refused) => backstage.credentials().forget(&refused),
                    // An integration that the user allowed may have other reasons for this answer.
                    Authority::Token if upstream.allowed.has(path) => {}
                    Authority::Token => upstream.reject(),
                }
            }
            down(upstream, &backstage.origin, wanted.is_page, &shown.scene, answer).await
        }
        Err(error) => {
            tracing::debug!(%error, "Home Assistant did not answer the preview");
            html(StatusCode::BAD_GATEWAY, &words::no_answer())
        }
    }
}

/// The authority for a path; none if the request has none.
fn authority(upstream: &Upstream, backstage: &Backstage, access: Access, request: &Parts) -> Option<Authority> {
    let header = |name: &HeaderName| request.headers.get(name).and_then(|value| value.to_str().ok());
    if access == Access::Public {
        return (!upstream.is_guarded(request.uri.path())).then_some(Authority::Nobody);
    }
    let bearer = header(&header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    if access == Access::Guarded && bearer.is_some_and(|bearer| unguessable::same(bearer, &backstage.pass)) {
        return (!upstream.is_rejected()).then_some(Authority::Token);
    }
    let credential = request.uri.query().and_then(credentials::in_query).or_else(|| header(&MAP_TOKEN))?;
    backstage.credentials().has(credential).then(|| Authority::Credential(credential.to_owned()))
}

fn headers_up(upstream: &Upstream, is_page: bool, authority: &Authority, found: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for name in UP {
        if let Some(value) = found.get(name) {
            headers.insert(name, value.clone());
        }
    }
    if is_page {
        // The script goes into plain text, so no compression, and no copy from the browser's cache.
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for name in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE, header::RANGE] {
            headers.remove(name);
        }
    }
    match authority {
        Authority::Nobody => {}
        Authority::Credential(credential) => {
            if let Some(value) = found.get(&MAP_TOKEN).filter(|value| *value == credential) {
                headers.insert(MAP_TOKEN, value.clone());
            }
        }
        Authority::Token => {
            if let Ok(mut token) = HeaderValue::from_str(&format!("Bearer {}", upstream.home.token.expose())) {
                token.set_sensitive(true);
                headers.insert(header::AUTHORIZATION, token);
            }
        }
    }
    headers
}

async fn down(
    upstream: &Upstream,
    origin: &str,
    is_page: bool,
    scene: &crate::Scene,
    answer: Response<Incoming>,
) -> Response<Body> {
    let (mut head, body) = answer.into_parts();
    headers_down(upstream, &mut head.headers);
    let is_html = head
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.to_str().unwrap_or_default().starts_with("text/html"));
    if !is_page || !is_html || head.status != StatusCode::OK {
        return Response::from_parts(head, body.boxed());
    }
    let Ok(read) = Limited::new(body, LARGEST_SHELL).collect().await else {
        return html(StatusCode::BAD_GATEWAY, &words::page_unreadable());
    };
    let read = read.to_bytes();
    let Some(page) = std::str::from_utf8(&read).ok().and_then(|text| page::with_script(text, &upstream.parents, scene))
    else {
        // A page that a card frames: passes unchanged.
        return Response::from_parts(head, whole(read));
    };
    tracing::debug!(origin_length = origin.len(), "a preview's page is opened");
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::ETAG);
    head.headers.remove(header::LAST_MODIFIED);
    head.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(head, whole(Bytes::from(page)))
}

fn headers_down(upstream: &Upstream, headers: &mut HeaderMap) {
    for name in HOP.iter().chain(NOT_DOWN) {
        headers.remove(name);
    }
    // Redirects to Home Assistant itself stay within the preview.
    let home = upstream.home.address.http_base();
    let within = headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok()?.strip_prefix(home.as_str()).map(str::to_owned))
        .filter(|rest| rest.starts_with('/'));
    if let Some(value) = within.and_then(|rest| HeaderValue::from_str(&rest).ok()) {
        headers.insert(header::LOCATION, value);
    }
    guarded(headers, &upstream.frame_ancestors);
}

/// Headers of every answer: who may frame and load it, and no referrer.
fn guarded(headers: &mut HeaderMap, frame_ancestors: &HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, frame_ancestors.clone());
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed()
}

/// An answer in plain text, for programs.
pub(crate) fn plain(status: StatusCode, text: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(whole(text.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer for people.
fn html(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = Response::new(whole(Bytes::from(page::apology(text))));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
