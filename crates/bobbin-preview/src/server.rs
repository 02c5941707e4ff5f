//! The listener: requests in, to the stage that they name, or refused.
//!
//! It listens on 127.0.0.1 only, at a port that the system chose. One [`Preview`] belongs to one Home Assistant and
//! has as many stages as are looked at; dropping it ends every connection. A request that names no stage is not
//! told whether anything else is here.

use crate::bridge;
use crate::forward::{self, Body, HomeClient, forward, plain};
use crate::guard::{self, Kind};
use crate::scene::Scene;
use crate::stage::{Backstage, Stage};
use bobbin_hass::{PlainSocket, SessionOptions};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

/// What a page may send at once: Home Assistant takes no more, and nothing that a page may send is large.
const LARGEST_FROM_PAGE: usize = 4 << 20;

/// How long a connection may take to say what it wants.
const TIME_TO_ASK: Duration = Duration::from_secs(30);

/// How a preview starts.
#[derive(Debug)]
pub struct Options {
    /// The Home Assistant, and how it is reached.
    pub home: SessionOptions,
    /// The origins of the windows that may frame the pages, like `tauri://localhost`.
    pub parents: Vec<String>,
}

/// What all connections share.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) home: Arc<SessionOptions>,
    pub(crate) client: HomeClient,
    pub(crate) parents: Vec<String>,
    pub(crate) frame_ancestors: HeaderValue,
    stages: Mutex<HashMap<String, Arc<Backstage>>>,
    strangers: AtomicU64,
    /// Connections, and the conversations that some of them became.
    tasks: Mutex<JoinSet<()>>,
}

/// The proxy in front of one Home Assistant. Dropping it ends everything that goes through it.
pub struct Preview {
    server: Arc<Server>,
    _listening: JoinSet<()>,
}

impl Preview {
    /// Starts to listen. Nothing is shown, and nothing asked of Home Assistant, until a stage is opened.
    ///
    /// # Errors
    ///
    /// When loopback has no port to listen on.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let home = Arc::new(options.home);
        let frame_ancestors = format!("frame-ancestors 'self' {}", options.parents.join(" "));
        let server = Arc::new(Server {
            port: listener.local_addr()?.port(),
            client: forward::client(Arc::clone(&home)),
            home,
            frame_ancestors: HeaderValue::from_str(&frame_ancestors)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?,
            parents: options.parents,
            stages: Mutex::default(),
            strangers: AtomicU64::new(0),
            tasks: Mutex::default(),
        });
        let mut listening = JoinSet::new();
        listening.spawn(listen(listener, Arc::clone(&server)));
        Ok(Self { server, _listening: listening })
    }

    /// Puts a scene on show.
    ///
    /// # Errors
    ///
    /// When the system has no randomness for its secrets.
    pub fn stage(&self, scene: Scene) -> io::Result<Stage> {
        Stage::open(Arc::clone(&self.server), scene)
    }

    /// The port it listens at, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.server.port
    }

    /// How many requests named no stage, and were refused.
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
    pub(crate) fn stages(&self) -> MutexGuard<'_, HashMap<String, Arc<Backstage>>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks();
        // Those that ended are let go of here, where new ones come.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }
}

async fn listen(listener: TcpListener, server: Arc<Server>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => server.spawn(connection(stream, Arc::clone(&server))),
            Err(error) => {
                // Out of file handles, say: it passes.
                tracing::warn!(%error, "the preview could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, server: Arc<Server>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection of the preview ended at once");
        return;
    }
    let service = service_fn(move |request| {
        let server = Arc::clone(&server);
        async move { Ok::<_, Infallible>(answer(&server, request).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TIME_TO_ASK)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection of the preview ended");
    }
}

async fn answer(server: &Arc<Server>, mut request: Request<Incoming>) -> Response<Body> {
    let found = guard::label(request.headers(), server.port).and_then(|label| server.stages().get(label).cloned());
    let Some(backstage) = found else {
        server.strangers.fetch_add(1, Ordering::Relaxed);
        return plain(StatusCode::FORBIDDEN, "Nothing is shown here.");
    };
    let upgrade = hyper::upgrade::on(&mut request);
    let (head, _body) = request.into_parts();
    match guard::judge(&head, &backstage.origin) {
        Err(refusal) => {
            backstage.refuse(refusal.what);
            plain(refusal.status, "This is a preview: it only reads, and only for itself.")
        }
        Ok(Kind::Socket) => open_socket(server, backstage, &head.headers, upgrade).await,
        Ok(kind) => forward(server, &backstage, kind, &head).await,
    }
}

/// Connects to Home Assistant first: while it is away the page sees a connection that fails, and tries again.
async fn open_socket(
    server: &Arc<Server>,
    backstage: Arc<Backstage>,
    headers: &header::HeaderMap,
    upgrade: hyper::upgrade::OnUpgrade,
) -> Response<Body> {
    let version = headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    let Some(key) = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| version) else {
        return plain(StatusCode::BAD_REQUEST, "This is no WebSocket.");
    };
    let accept = derive_accept_key(key.as_bytes());
    let home = match PlainSocket::open(&server.home).await {
        Ok(home) => home,
        Err(error) => {
            tracing::info!(%error, "the preview can't reach Home Assistant");
            return plain(StatusCode::BAD_GATEWAY, "Home Assistant doesn’t answer.");
        }
    };
    let options = Arc::clone(&server.home);
    server.spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let config = WebSocketConfig::default()
            .max_message_size(Some(LARGEST_FROM_PAGE))
            .max_frame_size(Some(LARGEST_FROM_PAGE));
        let page = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
        let version = home.ha_version().to_owned();
        bridge::carry(page, home, &version, backstage, || PlainSocket::open(&options)).await;
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
