//! A minimal WebSocket client of Home Assistant: "the other client" of a test.
//!
//! It sends the frames that a test builds, waits for the message that the test names, and keeps the rest. It never
//! reconnects, retries or checks, and shares no code with Bobbin's own session. It panics with a reason when the server
//! stays silent or hangs up while a test expects an answer.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// Longer than any step of the tests takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An item from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// A text frame.
    Text(String),
    /// The end of the connection, with the code of the close frame if there was one.
    Closed(Option<u16>),
}

/// An open connection.
#[derive(Debug)]
pub struct RawClient {
    socket: WebSocketStream<TcpStream>,
    last_id: u64,
    waiting: VecDeque<Value>,
}

impl RawClient {
    /// Opens a connection to a server with an address like `http://127.0.0.1:8123`, and sends nothing.
    pub async fn open(url: &str) -> Self {
        let host = url.strip_prefix("http://").expect("a test's server has an http:// address").trim_end_matches('/');
        let stream = TcpStream::connect(host).await.unwrap_or_else(|error| panic!("no connection to {host}: {error}"));
        stream.set_nodelay(true).expect("a socket that takes options");
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let request = format!("ws://{host}/api/websocket");
        let (socket, _response) = client_async_with_config(request, stream, Some(config))
            .await
            .unwrap_or_else(|error| panic!("no WebSocket at {host}: {error}"));
        Self { socket, last_id: 0, waiting: VecDeque::new() }
    }

    /// Opens a connection and authenticates.
    pub async fn connect(url: &str, token: &str) -> Self {
        let mut client = Self::open(url).await;
        let hello = client.message().await;
        assert_eq!(hello["type"], "auth_required", "{hello}");
        client.send(json!({"type": "auth", "access_token": token})).await;
        let answer = client.message().await;
        assert_eq!(answer["type"], "auth_ok", "{answer}");
        client
    }

    /// Sends a text frame.
    pub async fn send_text(&mut self, text: impl Into<String>) {
        let text: String = text.into();
        self.socket.send(Message::text(text)).await.expect("an open connection");
    }

    /// Sends a text frame, and ignores it if the server hangs up meanwhile.
    pub async fn try_send_text(&mut self, text: impl Into<String>) {
        let text: String = text.into();
        // The answers show the test whether it arrived.
        let _sent = self.socket.send(Message::text(text)).await;
    }

    /// Sends a message in a frame of its own.
    pub async fn send(&mut self, message: Value) {
        self.send_text(message.to_string()).await;
    }

    /// The next text frame or the end, without pings and without the messages that [`Self::message`] kept.
    pub async fn receive(&mut self) -> Received {
        timeout(PATIENCE, async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Text(text))) => return Received::Text(text.as_str().to_owned()),
                    Some(Ok(Message::Close(close))) => return Received::Closed(close.map(|close| close.code.into())),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Received::Closed(None),
                }
            }
        })
        .await
        .expect("the server said nothing for a minute")
    }

    /// The next message, also from an array frame. Panics when the server hangs up.
    pub async fn message(&mut self) -> Value {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return message;
            }
            self.fill().await;
        }
    }

    async fn fill(&mut self) {
        let text = match self.receive().await {
            Received::Text(text) => text,
            Received::Closed(code) => panic!("the server hung up ({code:?}) where an answer was due"),
        };
        match serde_json::from_str(&text).unwrap_or_else(|error| panic!("no JSON ({error}): {text}")) {
            Value::Array(messages) => self.waiting.extend(messages),
            message => self.waiting.push_back(message),
        }
    }

    /// The first message that fits; the others wait for later calls.
    pub async fn wait_for(&mut self, mut fits: impl FnMut(&Value) -> bool) -> Value {
        let mut seen = 0;
        loop {
            if let Some(at) = self.waiting.iter().skip(seen).position(&mut fits) {
                return self.waiting.remove(seen + at).expect("a place that was just found");
            }
            seen = self.waiting.len();
            self.fill().await;
        }
    }

    /// Gives a command the next id.
    pub fn numbered(&mut self, mut command: Value) -> Value {
        self.last_id += 1;
        command["id"] = self.last_id.into();
        command
    }

    /// Sends a command (an object without `id`) and returns the whole reply to it.
    pub async fn command(&mut self, command: Value) -> Value {
        let command = self.numbered(command);
        let id = command["id"].clone();
        self.send(command).await;
        self.reply(&id).await
    }

    /// Sends a command and returns its result. Panics with the error if it is refused.
    pub async fn result(&mut self, command: Value) -> Value {
        let mut reply = self.command(command.clone()).await;
        assert_eq!(reply["success"], true, "{command} was answered with {reply}");
        reply["result"].take()
    }

    /// Sends commands in one array frame and returns the replies in the order of the commands.
    pub async fn frame(&mut self, commands: Vec<Value>) -> Vec<Value> {
        let commands: Vec<_> = commands.into_iter().map(|command| self.numbered(command)).collect();
        let ids: Vec<_> = commands.iter().map(|command| command["id"].clone()).collect();
        self.send(Value::Array(commands)).await;
        let mut replies = Vec::with_capacity(ids.len());
        for id in ids {
            replies.push(self.reply(&id).await);
        }
        replies
    }

    /// Subscribes to events of a type and returns the id of the subscription.
    pub async fn subscribe_events(&mut self, kind: &str) -> u64 {
        self.result(json!({"type": "subscribe_events", "event_type": kind})).await;
        self.last_id
    }

    /// The `event` of the next event of a subscription.
    pub async fn event(&mut self, subscription: u64) -> Value {
        let fits = |message: &Value| message["type"] == "event" && message["id"] == subscription;
        self.wait_for(fits).await["event"].take()
    }

    async fn reply(&mut self, id: &Value) -> Value {
        self.wait_for(|message| message["id"] == *id && message["type"] != "event").await
    }

    /// Closes the connection normally.
    pub async fn close(mut self) {
        // A server that hung up first is fine.
        let _closed = self.socket.close(None).await;
    }
}
