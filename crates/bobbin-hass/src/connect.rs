//! Connects to an address and logs in, up to an authenticated WebSocket.
//!
//! [`Dial`] makes the byte stream (the network in the app, a pipe in tests and the demo home). The rest is the same for
//! a session and for a connection test: upgrade, `auth_required`, token, `auth_ok`. Each failure becomes the one
//! [`ConnectError`] that tells the user what to do. Nothing here retries.

use crate::address::Address;
use crate::command::{Command, write_frame};
use crate::current_user::CurrentUser;
use crate::error::{ConnectError, ConnectPhase, Rejection, quote};
use crate::fingerprint::Fingerprint;
use crate::secret::Secret;
use crate::tls::{self, Accepted};
use crate::watched::Watched;
use crate::wire;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use serde_json::value::RawValue;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::handshake::client::Response;
use tokio_tungstenite::tungstenite::http::header::LOCATION;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};

/// Home Assistant puts no limit on its messages: the states and registries of large homes take megabytes.
const LARGEST_INCOMING: usize = 256 << 20;

/// How long to try one address of a host before trying the next one as well.
const NEXT_ADDRESS_AFTER: Duration = Duration::from_millis(250);

/// A stream of bytes in both directions.
pub trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for S {}

/// A stream of bytes over any transport.
pub type BoxedStream = Box<dyn ByteStream>;

/// A WebSocket over any stream.
pub(crate) type Socket = WebSocketStream<Watched<BoxedStream>>;

/// Makes the byte stream to a Home Assistant.
pub trait Dial: Send + Sync {
    /// Opens one, encrypted where the address says so.
    fn dial<'a>(
        &'a self,
        address: &'a Address,
        trusted: Option<Fingerprint>,
    ) -> BoxFuture<'a, Result<BoxedStream, ConnectError>>;
}

/// Dials over TCP and TLS.
#[derive(Debug, Clone, Copy, Default)]
pub struct Network;

impl Dial for Network {
    fn dial<'a>(
        &'a self,
        address: &'a Address,
        trusted: Option<Fingerprint>,
    ) -> BoxFuture<'a, Result<BoxedStream, ConnectError>> {
        Box::pin(async move {
            let stream = connect_tcp(address).await?;
            if address.is_secure() {
                let accepted = Accepted::SystemAnd(trusted);
                Ok(Box::new(tls::encrypt(stream, &address.host(), accepted).await?) as BoxedStream)
            } else {
                Ok(Box::new(stream) as BoxedStream)
            }
        })
    }
}

/// Dials over TCP and TLS, and accepts one certificate only. Refuses even certificates that the system trusts, and
/// never falls back to an unencrypted connection.
#[derive(Debug, Clone, Copy)]
pub struct Pinned(pub Fingerprint);

impl Dial for Pinned {
    fn dial<'a>(
        &'a self,
        address: &'a Address,
        _trusted: Option<Fingerprint>,
    ) -> BoxFuture<'a, Result<BoxedStream, ConnectError>> {
        Box::pin(async move {
            if !address.is_secure() {
                return Err(ConnectError::TlsFailed {
                    reason: format!("{address} has no encryption, and one certificate alone is trusted"),
                    source: io::ErrorKind::InvalidInput.into(),
                });
            }
            let stream = connect_tcp(address).await?;
            Ok(Box::new(tls::encrypt(stream, &address.host(), Accepted::Only(self.0)).await?) as BoxedStream)
        })
    }
}

/// Tries the addresses of a host, and moves on whenever one fails or takes long: `homeassistant.local` often resolves
/// to an IPv6 address that leads nowhere.
async fn connect_tcp(address: &Address) -> Result<TcpStream, ConnectError> {
    let host = address.host();
    let found = tokio::net::lookup_host((host.as_str(), address.port())).await;
    let candidates: Vec<SocketAddr> =
        found.map_err(|source| ConnectError::HostNotFound { host: host.clone(), source })?.collect();
    let mut waiting = candidates.into_iter();
    let Some(first) = waiting.next() else {
        return Err(ConnectError::HostNotFound { host, source: io::ErrorKind::NotFound.into() });
    };
    let mut trying = FuturesUnordered::from_iter([TcpStream::connect(first)]);
    let mut failure = None;
    loop {
        let tick = tokio::time::sleep(NEXT_ADDRESS_AFTER);
        tokio::select! {
            outcome = trying.next() => match outcome {
                Some(Ok(stream)) => {
                    // Commands are small and callers wait for them, so Nagle's buffer must not hold them.
                    stream.set_nodelay(true).map_err(|source| unreachable(address, source))?;
                    return Ok(stream);
                }
                Some(Err(error)) => {
                    if failure.is_none() || error.kind() == io::ErrorKind::ConnectionRefused {
                        failure = Some(error);
                    }
                }
                None => return Err(unreachable(address, failure.unwrap_or_else(|| io::ErrorKind::NotConnected.into()))),
            },
            () = tick, if waiting.len() > 0 => {}
        }
        trying.extend(waiting.next().map(TcpStream::connect));
    }
}

fn unreachable(address: &Address, source: io::Error) -> ConnectError {
    let address = address.host_and_port();
    match source.kind() {
        io::ErrorKind::ConnectionRefused => ConnectError::Refused { address },
        _ => ConnectError::Unreachable { address, source },
    }
}

/// The parameters of a connection.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) address: Address,
    pub(crate) token: Secret,
    pub(crate) trusted: Option<Fingerprint>,
    pub(crate) connect_timeout: Duration,
    pub(crate) auth_timeout: Duration,
}

/// A socket in its command phase, which Home Assistant has accepted.
pub(crate) struct Authenticated {
    pub(crate) socket: Socket,
    pub(crate) ha_version: String,
}

/// Connects and logs in.
pub(crate) async fn authenticate(dial: &dyn Dial, target: &Target) -> Result<Authenticated, ConnectError> {
    let after = target.connect_timeout;
    let mut socket = timeout(after, open(dial, target))
        .await
        .map_err(|_| ConnectError::Timeout { phase: ConnectPhase::Connecting, after })??;
    let after = target.auth_timeout;
    let ha_version = timeout(after, log_in(&mut socket, target))
        .await
        .map_err(|_| ConnectError::Timeout { phase: ConnectPhase::Authenticating, after })??;
    Ok(Authenticated { socket, ha_version })
}

async fn open(dial: &dyn Dial, target: &Target) -> Result<Socket, ConnectError> {
    let stream = dial.dial(&target.address, target.trusted).await?;
    let config =
        WebSocketConfig::default().max_message_size(Some(LARGEST_INCOMING)).max_frame_size(Some(LARGEST_INCOMING));
    let url = target.address.websocket_url();
    let upgraded = tokio_tungstenite::client_async_with_config(url.as_str(), Watched::new(stream), Some(config)).await;
    match upgraded {
        Ok((socket, _)) => Ok(socket),
        Err(WsError::Http(response)) => Err(not_upgraded(&target.address, &response)),
        Err(WsError::Io(source)) => Err(ConnectError::Broken { reason: source.to_string() }),
        Err(
            WsError::ConnectionClosed | WsError::AlreadyClosed | WsError::Protocol(ProtocolError::HandshakeIncomplete),
        ) => Err(ConnectError::Broken { reason: "the server closed the connection".to_owned() }),
        Err(error) => Err(ConnectError::NotHomeAssistant { found: format!("no WebSocket answers there ({error})") }),
    }
}

fn not_upgraded(address: &Address, response: &Response) -> ConnectError {
    let status = response.status();
    if let (true, Some(location)) = (status.is_redirection(), response.headers().get(LOCATION)) {
        return ConnectError::Redirected { location: quote(&String::from_utf8_lossy(location.as_bytes())) };
    }
    match status.as_u16() {
        403 => ConnectError::Forbidden,
        status @ (502..=504) => ConnectError::ProxyWithoutServer { status },
        _ => {
            let mut found = format!("a web server answers with {status}");
            if let Some(path) = address.base_path() {
                found.push_str(&format!("; perhaps the address is right without {path}"));
            }
            ConnectError::NotHomeAssistant { found }
        }
    }
}

async fn log_in(socket: &mut Socket, target: &Target) -> Result<String, ConnectError> {
    let greeting = next_text(socket).await?;
    match wire::Auth::read(&greeting) {
        Some(wire::Auth::Required) => {}
        _ => return Err(ConnectError::NotHomeAssistant { found: format!("it greets with {}", quote(&greeting)) }),
    }
    let auth = json!({ "type": "auth", "access_token": target.token.expose() }).to_string();
    socket.send(Message::text(auth)).await.map_err(broken)?;
    let answer = next_text(socket).await?;
    match wire::Auth::read(&answer) {
        Some(wire::Auth::Ok { ha_version }) => Ok(ha_version),
        Some(wire::Auth::Invalid { message }) => {
            Err(ConnectError::TokenRefused { message: target.token.redact(&message) })
        }
        _ => Err(ConnectError::NotHomeAssistant {
            found: format!("it answers the token with {}", quote(&target.token.redact(&answer))),
        }),
    }
}

async fn next_text(socket: &mut Socket) -> Result<String, ConnectError> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_) | Message::Frame(_))) => {
                return Err(ConnectError::NotHomeAssistant { found: "it speaks in binary".to_owned() });
            }
            Some(Ok(Message::Close(_))) | None => {
                return Err(ConnectError::Broken { reason: "the server closed the connection".to_owned() });
            }
            Some(Err(error)) => return Err(broken(error)),
        }
    }
}

/// Converts the error of a socket that was open.
pub(crate) fn broken(error: WsError) -> ConnectError {
    let reason = match error {
        WsError::ConnectionClosed | WsError::AlreadyClosed => "the server closed the connection".to_owned(),
        other => other.to_string(),
    };
    ConnectError::Broken { reason }
}

/// A socket that is ready for commands.
pub(crate) struct Established {
    pub(crate) socket: Socket,
    pub(crate) ha_version: String,
    pub(crate) user: Option<CurrentUser>,
    pub(crate) next_id: u64,
}

/// Connects, logs in, allows Home Assistant to coalesce messages, and asks for the user of the token.
pub(crate) async fn establish(dial: &dyn Dial, target: &Target) -> Result<Established, ConnectError> {
    let Authenticated { mut socket, ha_version } = authenticate(dial, target).await?;
    let after = target.auth_timeout;
    let introduction = async {
        let features = Command::new("supported_features").with("features", &json!({ "coalesce_messages": 1 }));
        // An older Home Assistant that doesn't know this command sends single messages, which is fine.
        let _unknown = ask(&mut socket, features, 1).await?;
        let user = ask(&mut socket, Command::new("auth/current_user"), 2).await?;
        Ok(user.ok().and_then(|user| serde_json::from_str(user.get()).ok()))
    };
    let user = timeout(after, introduction)
        .await
        .map_err(|_| ConnectError::Timeout { phase: ConnectPhase::Authenticating, after })??;
    Ok(Established { socket, ha_version, user, next_id: 3 })
}

/// Sends one command and waits for its answer, on a socket without other traffic.
pub(crate) async fn ask(
    socket: &mut Socket,
    command: Command,
    id: u64,
) -> Result<Result<Box<RawValue>, Rejection>, ConnectError> {
    socket.send(Message::text(write_frame(vec![command], id))).await.map_err(broken)?;
    loop {
        let frame = next_text(socket).await?;
        if let Some(answer) = wire::read_frame(&frame).into_iter().find(|m| m.id == Some(id) && m.event.is_none()) {
            return Ok(answer.outcome().map(RawValue::to_owned));
        }
    }
}
