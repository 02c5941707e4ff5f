//! The Home Assistant that a preview forwards to: the connections to it, and its refusals.
//!
//! Connects the same way as a session, so that the same certificates are trusted. Remembers each refusal that Home
//! Assistant counts as a failed login, so that nothing repeats it. Checks no request of a page.

use crate::paths::Allowed;
use bobbin_hass::{BoxedStream, ConnectError, PlainSocket, SessionOptions};
use bobbin_words::proxy as words;
use futures_util::future::BoxFuture;
use http_body_util::Empty;
use hyper::Uri;
use hyper::body::Bytes;
use hyper::header::HeaderValue;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::collections::HashSet;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::time::timeout;
use tower_service::Service;

/// One Home Assistant, and the settings for all its stages.
pub(crate) struct Upstream {
    pub(crate) home: Arc<SessionOptions>,
    pub(crate) client: Client<Connector, Empty<Bytes>>,
    /// The origins of the windows that may frame its pages.
    pub(crate) parents: Vec<String>,
    pub(crate) frame_ancestors: HeaderValue,
    pub(crate) allowed: Allowed,
    is_rejected: AtomicBool,
    /// The first segments of paths outside `/api` for which Home Assistant asked for a login.
    guarded: Mutex<HashSet<String>>,
}

impl Upstream {
    /// # Errors
    ///
    /// A parent is not a valid origin.
    pub(crate) fn new(home: SessionOptions, parents: Vec<String>, allowed_paths: Vec<String>) -> io::Result<Self> {
        let home = Arc::new(home);
        let frame_ancestors = format!("frame-ancestors 'self' {}", parents.join(" "));
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(Connector(Arc::clone(&home))),
            home,
            frame_ancestors: HeaderValue::from_str(&frame_ancestors)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?,
            parents,
            allowed: Allowed::new(allowed_paths),
            is_rejected: AtomicBool::new(false),
            guarded: Mutex::default(),
        })
    }

    /// Connects to Home Assistant and logs in; returns its version too.
    pub(crate) async fn connect(&self) -> Result<(PlainSocket, String), ConnectError> {
        if self.is_rejected() {
            return Err(ConnectError::TokenRefused { message: words::token_refused_before() });
        }
        let opened = PlainSocket::open(&self.home).await;
        if let Err(ConnectError::TokenRefused { .. }) = opened {
            self.reject();
        }
        let home = opened?;
        let version = home.ha_version().to_owned();
        Ok((home, version))
    }

    /// Whether Home Assistant refused the token.
    pub(crate) fn is_rejected(&self) -> bool {
        self.is_rejected.load(Ordering::Relaxed)
    }

    /// Records that Home Assistant refused the token. It counts such logins, so the token is not sent again.
    pub(crate) fn reject(&self) {
        self.is_rejected.store(true, Ordering::Relaxed);
    }

    /// Whether Home Assistant is known to guard a path outside `/api`.
    pub(crate) fn is_guarded(&self, path: &str) -> bool {
        first_segment(path).is_some_and(|first| self.guarded().contains(first))
    }

    /// Records that Home Assistant asked for a login. It counts that, so nothing below this path is requested again.
    pub(crate) fn learn_guarded(&self, path: &str) {
        if let Some(first) = first_segment(path) {
            self.guarded().insert(first.to_owned());
        }
    }

    fn guarded(&self) -> MutexGuard<'_, HashSet<String>> {
        self.guarded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn first_segment(path: &str) -> Option<&str> {
    path.split('/').nth(1).filter(|first| !first.is_empty())
}

/// Connects the HTTP client the same way as a session, so that the same certificates are trusted.
#[derive(Clone)]
pub(crate) struct Connector(Arc<SessionOptions>);

impl Service<Uri> for Connector {
    type Response = HomeStream;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<HomeStream, ConnectError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let home = Arc::clone(&self.0);
        Box::pin(async move {
            let after = home.timings.connect;
            let dialled = timeout(after, home.dial.dial(&home.address, home.trusted_fingerprint)).await;
            let phase = bobbin_hass::ConnectPhase::Connecting;
            let stream = dialled.map_err(|_| ConnectError::Timeout { phase, after })??;
            Ok(HomeStream(TokioIo::new(stream)))
        })
    }
}

/// A connection to Home Assistant, in the form that the client takes.
pub(crate) struct HomeStream(TokioIo<BoxedStream>);

impl Connection for HomeStream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl Read for HomeStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl Write for HomeStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
