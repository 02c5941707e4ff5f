//! A loopback proxy that parses the WebSocket and keeps one kind of event from its clients.
//!
//! Stands for real cases: a user without the right to subscribe, and a reverse proxy that drops unknown messages.
//! Everything else passes unchanged and in order. It carries the WebSocket only, no pages.

use std::io;
use std::net::SocketAddr;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio_tungstenite::tungstenite::Message;

/// A running proxy; dropping it closes everything.
#[derive(Debug)]
pub struct MutingProxy {
    address: SocketAddr,
    mute: watch::Sender<bool>,
    task: AbortHandle,
}

/// The muted events, and the way to mute them.
#[derive(Clone, Debug)]
struct Muted {
    event: String,
    refuse: bool,
    on: watch::Receiver<bool>,
}

impl MutingProxy {
    /// Lets clients subscribe to this type of event and never passes one on.
    ///
    /// # Errors
    /// No port of the loopback interface is free.
    pub async fn start(upstream: SocketAddr, event: &str) -> io::Result<Self> {
        Self::serve(upstream, event, false).await
    }

    /// Refuses subscriptions to this type of event.
    ///
    /// # Errors
    /// No port of the loopback interface is free.
    pub async fn refusing(upstream: SocketAddr, event: &str) -> io::Result<Self> {
        Self::serve(upstream, event, true).await
    }

    async fn serve(upstream: SocketAddr, event: &str, refuse: bool) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (mute, on) = watch::channel(true);
        let muted = Muted { event: event.to_owned(), refuse, on };
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                connections.spawn(carry(client, upstream, muted.clone()));
            }
        });
        Ok(Self { address, mute, task: task.abort_handle() })
    }

    /// The address for clients.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Passes everything from now on.
    pub fn unmute(&self) {
        self.mute.send_replace(false);
    }
}

impl Drop for MutingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(client: TcpStream, upstream: SocketAddr, muted: Muted) {
    let Ok(client) = tokio_tungstenite::accept_async(client).await else { return };
    let Ok((server, _)) = tokio_tungstenite::connect_async(format!("ws://{upstream}/api/websocket")).await else {
        return;
    };
    let (mut to_client, mut from_client) = client.split();
    let (mut to_server, mut from_server) = server.split();
    loop {
        tokio::select! {
            message = from_client.next() => {
                let Some(Ok(message)) = message else { return };
                let refusal = message.to_text().ok().and_then(|text| muted.refusal(text));
                let passed = match refusal {
                    Some(refusal) => to_client.send(Message::text(refusal.to_string())).await,
                    None => to_server.send(message).await,
                };
                if passed.is_err() {
                    return;
                }
            }
            message = from_server.next() => {
                let Some(Ok(message)) = message else { return };
                let passed = match message.to_text().map(|text| muted.without(text)) {
                    Ok(Some(rest)) => Message::text(rest),
                    _ => message,
                };
                if passed != Message::text("[]") && to_client.send(passed).await.is_err() {
                    return;
                }
            }
        }
    }
}

impl Muted {
    /// The answer to a subscription that is refused.
    fn refusal(&self, text: &str) -> Option<Value> {
        if !self.refuse || !*self.on.borrow() {
            return None;
        }
        let command: Value = serde_json::from_str(text).ok()?;
        let wanted = command["type"] == "subscribe_events" && command["event_type"] == self.event.as_str();
        let error = json!({"code": "unauthorized", "message": "Unauthorized"});
        wanted.then(|| json!({"id": command["id"], "type": "result", "success": false, "error": error}))
    }

    /// A frame without the muted events, if it holds any: a message, or a list of them.
    fn without(&self, text: &str) -> Option<String> {
        if !*self.on.borrow() || !text.contains(&self.event) {
            return None;
        }
        let messages = match serde_json::from_str(text).ok()? {
            Value::Array(messages) => messages,
            message => vec![message],
        };
        let hidden =
            |message: &Value| message["type"] == "event" && message["event"]["event_type"] == self.event.as_str();
        let rest: Vec<_> = messages.iter().filter(|message| !hidden(message)).collect();
        (rest.len() < messages.len()).then(|| json!(rest).to_string())
    }
}
