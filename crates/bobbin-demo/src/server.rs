//! The socket: connections, authentication, frames in and out.
//!
//! It must listen on loopback only, end a connection with 1009 for a frame over Home Assistant's limit, and end it
//! without a message for invalid JSON.

use crate::commands::Conversation;
use crate::home::{Home, Outgoing};
use crate::json::{Json, object};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config};

/// The largest frame that is accepted; Home Assistant's limit is 4 MiB, exclusive.
const LARGEST_FRAME: usize = 4 * 1024 * 1024 - 1;

/// The largest frame before authentication.
const LARGEST_FIRST_FRAME: usize = 64 * 1024;

/// The time limit for authentication.
const TIME_TO_AUTHENTICATE: Duration = Duration::from_secs(10);

/// The close code of a normal end, and also of an end after invalid JSON.
const NORMAL: u16 = 1000;
const TOO_BIG: u16 = 1009;

/// The state that all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    home: Mutex<Home>,
    /// Each token with the index of its owner.
    tokens: Vec<(String, usize)>,
    delay: Mutex<Duration>,
    /// Increases to disconnect all clients.
    hang_up: watch::Sender<u64>,
    connections: AtomicU64,
}

impl Shared {
    pub(crate) fn new(home: Home, tokens: Vec<(String, usize)>) -> Self {
        Self {
            home: Mutex::new(home),
            tokens,
            delay: Mutex::default(),
            hang_up: watch::Sender::new(0),
            connections: AtomicU64::new(0),
        }
    }

    pub(crate) fn home(&self) -> MutexGuard<'_, Home> {
        self.home.lock().expect("no command panics while it holds the home")
    }

    pub(crate) fn set_delay(&self, delay: Duration) {
        *self.delay.lock().expect("nothing panics while it holds the delay") = delay;
    }

    fn delay(&self) -> Duration {
        *self.delay.lock().expect("nothing panics while it holds the delay")
    }

    pub(crate) fn hang_up(&self) {
        self.hang_up.send_modify(|count| *count += 1);
    }
}

/// Serves until it is dropped, which ends every connection.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&shared)));
                }
                Err(error) => {
                    // For example out of file handles: that passes, and connected clients stay.
                    tracing::warn!(%error, "the demo home could not accept a connection");
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    let mut hang_up = shared.hang_up.subscribe();
    tokio::select! {
        result = talk(stream, &shared) => {
            if let Err(error) = result {
                tracing::debug!(%error, "a connection to the demo home ended");
            }
        }
        _ = hang_up.changed() => {}
    }
}

#[expect(clippy::result_large_err, reason = "the error is the response that the handshake's callback has to return")]
fn only_the_websocket(request: &Request, response: Response) -> Result<Response, ErrorResponse> {
    if request.uri().path() == "/api/websocket" {
        return Ok(response);
    }
    let mut refusal = ErrorResponse::new(Some("404: Not Found".to_owned()));
    *refusal.status_mut() = tokio_tungstenite::tungstenite::http::StatusCode::NOT_FOUND;
    Err(refusal)
}

async fn talk(stream: TcpStream, shared: &Arc<Shared>) -> Result<(), Error> {
    stream.set_nodelay(true).map_err(Error::Io)?;
    let config = WebSocketConfig::default().max_message_size(Some(LARGEST_FRAME)).max_frame_size(Some(LARGEST_FRAME));
    let mut socket = accept_hdr_async_with_config(stream, only_the_websocket, Some(config)).await?;
    let Some(person) = authenticate(&mut socket, shared).await? else { return Ok(()) };

    let number = shared.connections.fetch_add(1, Ordering::Relaxed);
    let (out, outgoing) = mpsc::unbounded_channel();
    let coalesce = Arc::new(AtomicBool::new(false));
    let conversation = {
        let home = shared.home();
        let user = &home.content.people[person];
        Conversation {
            connection: number,
            user_id: user.id.clone(),
            admin: user.admin,
            owner: person == 0,
            out,
            coalesce: Arc::clone(&coalesce),
            last_id: 0,
        }
    };
    let subscriptions = Subscriptions { shared: Arc::clone(shared), connection: number };
    let (sink, stream) = socket.split();
    // Each side ends the other: the client hung up, or the server has to.
    tokio::select! {
        result = read(stream, conversation, shared) => result?,
        result = write(sink, outgoing, shared, &coalesce) => result?,
    }
    drop(subscriptions);
    Ok(())
}

/// Ends a connection's subscriptions, in whatever way the connection ends.
struct Subscriptions {
    shared: Arc<Shared>,
    connection: u64,
}

impl Drop for Subscriptions {
    fn drop(&mut self) {
        self.shared.home().forget(self.connection);
    }
}

async fn authenticate(socket: &mut WebSocketStream<TcpStream>, shared: &Shared) -> Result<Option<usize>, Error> {
    let version = || Json::from(crate::VERSION);
    send(socket, &object([("type", "auth_required".into()), ("ha_version", version())])).await?;
    let Ok(Some(Ok(Message::Text(text)))) = timeout(TIME_TO_AUTHENTICATE, socket.next()).await else {
        close(socket, NORMAL).await?;
        return Ok(None);
    };
    let message = if text.len() > LARGEST_FIRST_FRAME { None } else { serde_json::from_str::<Json>(&text).ok() };
    let Some(message) = message else {
        close(socket, NORMAL).await?;
        return Ok(None);
    };
    let person = match malformed(&message) {
        Some(problem) => Err(format!("Auth message incorrectly formatted: {problem}")),
        None => message
            .str("access_token")
            .and_then(|token| shared.tokens.iter().find(|(known, _)| known == token))
            .map(|(_, person)| *person)
            .ok_or_else(|| "Invalid access token or password".to_owned()),
    };
    match person {
        Ok(person) => {
            send(socket, &object([("type", "auth_ok".into()), ("ha_version", version())])).await?;
            Ok(Some(person))
        }
        Err(words) => {
            send(socket, &object([("type", "auth_invalid".into()), ("message", words.into())])).await?;
            close(socket, NORMAL).await?;
            Ok(None)
        }
    }
}

/// The fault in the form of the first message.
fn malformed(message: &Json) -> Option<String> {
    let Json::Object(members) = message else { return Some(format!("expected a mapping. Got {}", message.repr())) };
    let mut problems = Vec::new();
    for (name, value) in members {
        match name.as_str() {
            "type" if value.as_str() == Some("auth") => {}
            "type" => problems.push((1, format!("not a valid value at 'type'. Got {}", value.repr()))),
            "access_token" if value.as_str().is_some() => {}
            "access_token" => problems.push((1, format!("expected str at 'access_token'. Got {}", value.repr()))),
            _ => problems.push((0, format!("not a valid option at '{name}'. Got {}", value.repr()))),
        }
    }
    if message.get("type").is_none() {
        problems.push((2, "required key not provided at 'type'. Got None".to_owned()));
    }
    problems.sort_by_key(|(rank, _)| *rank);
    let words: Vec<_> = problems.into_iter().map(|(_, words)| words).collect();
    (!words.is_empty()).then(|| words.join("\n"))
}

async fn read(
    mut stream: SplitStream<WebSocketStream<TcpStream>>,
    mut conversation: Conversation,
    shared: &Shared,
) -> Result<(), Error> {
    loop {
        let end = match stream.next().await {
            Some(Ok(Message::Text(text))) => match serde_json::from_str::<Json>(&text) {
                Ok(frame) => {
                    conversation.frame(&mut shared.home(), frame);
                    continue;
                }
                Err(_) => NORMAL,
            },
            Some(Ok(Message::Close(_))) | None => return Ok(()),
            Some(Ok(_)) => continue,
            Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => TOO_BIG,
            Some(Err(error)) => return Err(error),
        };
        // The writer sends it after the queued messages, and ends both.
        if conversation.out.send(Outgoing::Close(end)).is_err() {
            return Ok(());
        }
        std::future::pending::<()>().await;
    }
}

async fn write(
    mut sink: SplitSink<WebSocketStream<TcpStream>, Message>,
    mut outgoing: UnboundedReceiver<Outgoing>,
    shared: &Shared,
    coalesce: &AtomicBool,
) -> Result<(), Error> {
    while let Some(first) = outgoing.recv().await {
        let delay = shared.delay();
        if !delay.is_zero() {
            sleep(delay).await;
        }
        let mut next = Some(first);
        while let Some(one) = next.take() {
            let text = match one {
                Outgoing::Close(code) => {
                    let frame = CloseFrame { code: code.into(), reason: "".into() };
                    sink.send(Message::Close(Some(frame))).await?;
                    return Ok(());
                }
                Outgoing::Text(text) => text,
            };
            let mut texts = vec![text];
            while coalesce.load(Ordering::Relaxed) && next.is_none() {
                match outgoing.try_recv() {
                    Ok(Outgoing::Text(text)) => texts.push(text),
                    Ok(close) => next = Some(close),
                    Err(_) => break,
                }
            }
            let text = if texts.len() == 1 { texts.remove(0) } else { format!("[{}]", texts.join(",")) };
            sink.send(Message::text(text)).await?;
        }
    }
    Ok(())
}

async fn send(socket: &mut WebSocketStream<TcpStream>, message: &Json) -> Result<(), Error> {
    socket.send(Message::text(message.text())).await
}

async fn close(socket: &mut WebSocketStream<TcpStream>, code: u16) -> Result<(), Error> {
    socket.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await
}
