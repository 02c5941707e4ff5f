//! The listener: routes each request to the stage that it names, or refuses it.
//!
//! It listens at one port on both loopback addresses. One [`Preview`] belongs to one Home Assistant and has a stage for
//! each open preview; dropping it ends every connection. A request without a stage learns nothing about the server and
//! never reaches Home Assistant. A WebSocket to Home Assistant opens only for a page that has the pass.

use crate::bridge;
use crate::forward::{Body, Wanted, forward, plain};
use crate::guard::{self, Kind};
use crate::limits::{Limits, Permit};
use crate::loopback::LoopbackPort;
use crate::scene::Scene;
use crate::stage::{Backstage, Stage, Stages};
use crate::upstream::Upstream;
use bobbin_hass::SessionOptions;
use bobbin_words::proxy as words;
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

/// The largest message from a page: Home Assistant takes no more, and pages send nothing large.
const LARGEST_FROM_PAGE: usize = 4 << 20;

/// The time limit for the first byte of a connection. A browser that opened one early opens another later.
const TIME_TO_BEGIN: Duration = Duration::from_secs(5);

/// The time limit for the head of a request.
const TIME_TO_ASK: Duration = Duration::from_secs(30);

/// The largest head of a request. Browsers send a few kilobytes; a stranger must not fill the memory.
const LARGEST_HEAD: usize = 64 << 10;

/// The parameters of a preview.
#[derive(Debug)]
pub struct Options {
    /// The Home Assistant, and the way to connect to it.
    pub home: SessionOptions,
    /// The origins of the windows that may frame the pages, like `tauri://localhost`.
    pub parents: Vec<String>,
    /// The port. The caller keeps it after the preview ends.
    pub port: Arc<LoopbackPort>,
    /// The paths below `/api` that the user allowed for this home in addition to the built-in list, like
    /// `/api/garden/`.
    pub allowed_paths: Vec<String>,
}

/// The state that all connections share.
struct Server {
    port: u16,
    upstream: Upstream,
    limits: Arc<Limits>,
    stages: Arc<Stages>,
    strangers: AtomicU64,
    /// Connections, including those that became WebSockets.
    tasks: Mutex<JoinSet<()>>,
}

/// The proxy in front of one Home Assistant. Dropping it ends all traffic through it.
pub struct Preview {
    server: Arc<Server>,
    _listening: JoinSet<()>,
}

impl Preview {
    /// Starts to listen. Shows nothing, and asks Home Assistant for nothing, until a stage opens.
    ///
    /// # Errors
    ///
    /// The port can't be listened at. Has to be called within a runtime.
    pub fn start(options: Options) -> io::Result<Self> {
        let listeners = options.port.listeners()?;
        let server = Arc::new(Server {
            port: options.port.port(),
            upstream: Upstream::new(options.home, options.parents, options.allowed_paths)?,
            limits: Arc::default(),
            stages: Arc::default(),
            strangers: AtomicU64::new(0),
            tasks: Mutex::default(),
        });
        let mut listening = JoinSet::new();
        for listener in listeners {
            listening.spawn(listen(listener, Arc::clone(&server)));
        }
        Ok(Self { server, _listening: listening })
    }

    /// Opens a stage for a scene.
    ///
    /// # Errors
    ///
    /// The system has no randomness for the secrets.
    pub fn stage(&self, scene: Scene) -> io::Result<Stage> {
        Stage::open(Arc::clone(&self.server.stages), self.server.port, scene)
    }

    /// Lets the pages read every path below a prefix like `/api/garden/`; see [`crate::allowable`]. Returns false if
    /// that is not allowable.
    pub fn allow(&self, prefix: &str) -> bool {
        self.server.upstream.allowed.allow(prefix)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.server.port
    }

    /// The number of refused requests without a stage.
    pub fn strangers(&self) -> u64 {
        self.server.strangers.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview").field("port", &self.server.port).finish_non_exhaustive()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.server.tasks().abort_all();
    }
}

impl Server {
    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        let mut tasks = self.tasks();
        // Removes finished tasks here, where new ones start.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task)
    }
}

async fn listen(listener: TcpListener, server: Arc<Server>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                server.limits.admit(|place| server.spawn(connection(stream, Arc::clone(&server), place)));
            }
            Err(error) => {
                // For example out of file handles, which passes.
                tracing::warn!(%error, "the preview could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, server: Arc<Server>, place: Permit) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection of the preview ended at once");
        return;
    }
    if !matches!(timeout(TIME_TO_BEGIN, stream.readable()).await, Ok(Ok(()))) {
        return;
    }
    let place = Arc::new(place);
    let service = service_fn(move |request| {
        let (server, place) = (Arc::clone(&server), Arc::clone(&place));
        async move { Ok::<_, Infallible>(answer(&server, place, request).await) }
    });
    let served = http1::Builder::new()
        .max_buf_size(LARGEST_HEAD)
        .timer(TokioTimer::new())
        .header_read_timeout(TIME_TO_ASK)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection of the preview ended");
    }
}

async fn answer(server: &Arc<Server>, place: Arc<Permit>, mut request: Request<Incoming>) -> Response<Body> {
    let found = guard::label(request.headers(), server.port).and_then(|label| server.stages.get(label));
    let Some(backstage) = found else {
        server.strangers.fetch_add(1, Ordering::Relaxed);
        return plain(StatusCode::FORBIDDEN, words::nothing_shown());
    };
    if !place.belongs_to(&backstage.label) {
        let mut full = plain(StatusCode::SERVICE_UNAVAILABLE, words::too_many_connections());
        full.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return full;
    }
    let upgrade = hyper::upgrade::on(&mut request);
    let (head, _body) = request.into_parts();
    match guard::judge(&head, &backstage.origin, &server.upstream.allowed) {
        Err(refusal) => {
            backstage.refuse(refusal.what);
            plain(refusal.status, words::only_reads())
        }
        Ok(Kind::Socket) => open_socket(server, backstage, place, &head.headers, upgrade),
        Ok(Kind::Page(access)) => forward(&server.upstream, &backstage, Wanted { is_page: true, access }, &head).await,
        Ok(Kind::Part(access)) => forward(&server.upstream, &backstage, Wanted { is_page: false, access }, &head).await,
    }
}

/// Accepts the page's WebSocket. Connects to Home Assistant after the page has shown the pass.
fn open_socket(
    server: &Arc<Server>,
    backstage: Arc<Backstage>,
    place: Arc<Permit>,
    headers: &header::HeaderMap,
    upgrade: hyper::upgrade::OnUpgrade,
) -> Response<Body> {
    let version = headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    let Some(key) = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| version) else {
        return plain(StatusCode::BAD_REQUEST, words::no_websocket());
    };
    let accept = derive_accept_key(key.as_bytes());
    let carried = Arc::clone(server);
    server.spawn(async move {
        // The connection continues in this task, so the task keeps its place.
        let _place = place;
        let Ok(upgraded) = upgrade.await else { return };
        let config = WebSocketConfig::default()
            .max_message_size(Some(LARGEST_FROM_PAGE))
            .max_frame_size(Some(LARGEST_FROM_PAGE));
        let page = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
        bridge::carry(page, backstage, &carried.upstream.allowed, || carried.upstream.connect()).await;
    });
    let mut response = plain(StatusCode::SWITCHING_PROTOCOLS, "");
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}
