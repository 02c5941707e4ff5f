//! A scripted server: the test decides every answer.

use bobbin_hass::{
    Address, BoxedStream, ConnectError, ConnectionState, Dial, Fingerprint, Secret, Session, SessionOptions, Timings,
};
use futures_util::future::BoxFuture;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

pub(crate) const TOKEN: &str = "eyJ-a-token-nobody-may-see";

/// Longer than any event in these tests takes on a healthy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The source of the server's ends of the connections.
pub(crate) enum Fake {
    Socket(TcpListener),
    Pipe(mpsc::UnboundedReceiver<DuplexStream>),
}

/// The server's end of a connection.
pub(crate) struct Client {
    socket: WebSocketStream<BoxedStream>,
    waiting: VecDeque<Value>,
}

struct PipeDial(mpsc::UnboundedSender<DuplexStream>);

impl Dial for PipeDial {
    fn dial<'a>(
        &'a self,
        address: &'a Address,
        _trusted: Option<Fingerprint>,
    ) -> BoxFuture<'a, Result<BoxedStream, ConnectError>> {
        Box::pin(async move {
            let (ours, theirs) = tokio::io::duplex(1 << 16);
            self.0.send(theirs).map_err(|_| ConnectError::Refused { address: address.host_and_port() })?;
            Ok(Box::new(ours) as BoxedStream)
        })
    }
}

impl Fake {
    /// A server on a real socket, and the options to reach it.
    pub(crate) async fn start() -> (Self, SessionOptions) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let address = Address::parse(&format!("http://127.0.0.1:{port}")).expect("an address");
        (Self::Socket(listener), SessionOptions::new(address, Secret::new(TOKEN)))
    }

    /// A server on the other end of a pipe, for tests whose clock is paused.
    pub(crate) fn pipe() -> (Self, SessionOptions) {
        let (sender, ends) = mpsc::unbounded_channel();
        let address = Address::parse("http://pipe").expect("an address");
        let options =
            SessionOptions { dial: Arc::new(PipeDial(sender)), ..SessionOptions::new(address, Secret::new(TOKEN)) };
        (Self::Pipe(ends), options)
    }

    /// A started session and its first connection.
    pub(crate) async fn connected() -> (Self, Session, Client) {
        let (mut fake, options) = Self::start().await;
        let session = Session::start(options);
        let client = fake.accept().await;
        session.settled().await.expect("a connection");
        (fake, session, client)
    }

    pub(crate) async fn stream(&mut self) -> BoxedStream {
        match self {
            Self::Socket(listener) => Box::new(listener.accept().await.expect("a connection").0),
            Self::Pipe(ends) => Box::new(ends.recv().await.expect("a connection")),
        }
    }

    /// Takes a connection up to the greeting.
    pub(crate) async fn greet(&mut self) -> Client {
        let stream = self.stream().await;
        let config = WebSocketConfig::default().max_frame_size(None).max_message_size(None);
        let socket =
            tokio_tungstenite::accept_async_with_config(stream, Some(config)).await.expect("a WebSocket handshake");
        let mut client = Client { socket, waiting: VecDeque::new() };
        client.send(&json!({ "type": "auth_required", "ha_version": "2026.11.0" })).await;
        let auth = client.receive().await.expect("the auth frame");
        assert_eq!(auth, json!({ "type": "auth", "access_token": TOKEN }));
        client
    }

    /// Accepts a connection, its token and its introduction.
    pub(crate) async fn accept(&mut self) -> Client {
        let mut client = self.greet().await;
        client.send(&json!({ "type": "auth_ok", "ha_version": "2026.11.0" })).await;
        let id = client.expect("supported_features").await["id"].clone();
        client.reply(&id, &Value::Null).await;
        let id = client.expect("auth/current_user").await["id"].clone();
        client.reply(&id, &json!({ "id": "u1", "name": "Ada", "is_admin": true, "is_owner": false })).await;
        client
    }

    /// Refuses the token of the next connection.
    pub(crate) async fn refuse_token(&mut self) {
        let mut client = self.greet().await;
        client.send(&json!({ "type": "auth_invalid", "message": "Invalid access token or password" })).await;
        client.close().await;
    }
}

/// A server that answers by itself on every connection, and records the commands.
pub(crate) struct Answering {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: AbortHandle,
}

impl Fake {
    /// Starts a server that answers everything, except `never/answered`; `large-one` has a config of 1 MB.
    pub(crate) async fn answering() -> Answering {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = asked.clone();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(answer(stream, remembered.clone()));
            }
        });
        Answering { address, asked, task: task.abort_handle() }
    }
}

impl Answering {
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// How often a type of command arrived.
    pub(crate) fn count(&self, kind: &str) -> usize {
        self.asked.lock().expect("no panic").iter().filter(|asked| *asked == kind).count()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers until the connection ends in any way.
async fn answer(stream: TcpStream, asked: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let mut socket = tokio_tungstenite::accept_async(stream).await.ok()?;
    let greeting = json!({ "type": "auth_required", "ha_version": "x" });
    socket.send(Message::text(greeting.to_string())).await.ok()?;
    socket.next().await?.ok()?;
    socket.send(Message::text(json!({ "type": "auth_ok", "ha_version": "x" }).to_string())).await.ok()?;
    loop {
        let Message::Text(text) = socket.next().await?.ok()? else { continue };
        let commands = match serde_json::from_str(&text).expect("JSON") {
            Value::Array(commands) => commands,
            command => vec![command],
        };
        for command in commands {
            let kind = command["type"].as_str().expect("a type").to_owned();
            asked.lock().expect("no panic").push(kind.clone());
            let (kind, result) = match kind.as_str() {
                "ping" => ("pong", Value::Null),
                "never/answered" => continue,
                "lovelace/config" if command["url_path"] == "large-one" => ("result", json!("x".repeat(1_000_000))),
                _ => ("result", json!({})),
            };
            let reply = json!({ "id": command["id"], "type": kind, "success": true, "result": result });
            socket.send(Message::text(reply.to_string())).await.ok()?;
        }
    }
}

impl Client {
    /// The next command that is not a ping. Answers pings.
    pub(crate) async fn command(&mut self) -> Value {
        loop {
            let command = self.any().await;
            if command["type"] != "ping" {
                return command;
            }
            let pong = json!({ "id": command["id"], "type": "pong" });
            self.send(&pong).await;
        }
    }

    /// The next command, which has to be of this type.
    pub(crate) async fn expect(&mut self, kind: &str) -> Value {
        let command = self.command().await;
        assert_eq!(command["type"], kind, "{command}");
        command
    }

    /// The next command of any type.
    pub(crate) async fn any(&mut self) -> Value {
        while self.waiting.is_empty() {
            match self.receive().await.expect("a command, not the end") {
                Value::Array(commands) => self.waiting.extend(commands),
                command => self.waiting.push_back(command),
            }
        }
        self.waiting.pop_front().expect("not empty")
    }

    /// Waits for the end. Only pings may come before it.
    pub(crate) async fn end(&mut self) {
        while let Some(command) = timeout(PATIENCE, self.receive()).await.expect("the end in time") {
            assert_eq!(command["type"], "ping", "{command}");
        }
    }

    /// The next frame; none at the end.
    pub(crate) async fn receive(&mut self) -> Option<Value> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        self.send_text(message.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.expect("a client that listens");
    }

    pub(crate) async fn send_binary(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.expect("a client that listens");
    }

    pub(crate) async fn reply(&mut self, id: &Value, result: &Value) {
        self.send(&json!({ "id": id, "type": "result", "success": true, "result": result })).await;
    }

    pub(crate) async fn reject(&mut self, id: &Value, code: &str, message: &str) {
        let error = json!({ "code": code, "message": message });
        self.send(&json!({ "id": id, "type": "result", "success": false, "error": error })).await;
    }

    pub(crate) async fn event(&mut self, id: &Value, event: &Value) {
        self.send(&json!({ "type": "event", "event": event, "id": id })).await;
    }

    pub(crate) async fn lovelace_updated(&mut self, id: &Value, url_path: Option<&str>) {
        self.event(id, &updated(url_path)).await;
    }

    /// The bare stream, for bytes that no WebSocket library would send.
    pub(crate) fn into_stream(self) -> BoxedStream {
        self.socket.into_inner()
    }

    pub(crate) async fn close(mut self) {
        // The client may have hung up first.
        let _gone = self.socket.close(None).await;
    }
}

/// The event that a dashboard changed.
pub(crate) fn updated(url_path: Option<&str>) -> Value {
    json!({ "event_type": "lovelace_updated", "data": { "url_path": url_path }, "origin": "LOCAL" })
}

/// Waits for a state.
pub(crate) async fn until(session: &Session, wanted: impl FnMut(&ConnectionState) -> bool) -> ConnectionState {
    let mut state = session.state();
    let reached = timeout(PATIENCE, state.wait_for(wanted)).await;
    reached.expect("the state in time").expect("a running session").clone()
}

/// Time limits that don't slow a test down.
pub(crate) fn quick() -> Timings {
    Timings {
        first_retry: Duration::from_millis(5),
        longest_retry: Duration::from_millis(20),
        stable_after: Duration::ZERO,
        ..Timings::default()
    }
}

/// A server that answers the first bytes of a connection with `answer` and closes it.
pub(crate) async fn says(answer: impl Into<Vec<u8>>) -> SocketAddr {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut asked = [0; 4096];
        let _asked = stream.read(&mut asked).await.expect("a request");
        stream.write_all(&answer).await.expect("a client that reads");
    });
    address
}
