//! A loopback proxy that parses the WebSocket and holds back one kind of command.
//!
//! It makes a moment last: a client waits for its answer, and the server has not received the command. The test then
//! acts on the server in the middle. Everything else passes unchanged and in order.

use std::io;
use std::net::SocketAddr;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio_tungstenite::tungstenite::Message;

/// A running proxy; dropping it closes everything.
#[derive(Debug)]
pub struct HoldingProxy {
    /// The address for clients, like `http://127.0.0.1:40123`.
    pub url: String,
    held: watch::Sender<usize>,
    task: AbortHandle,
}

impl HoldingProxy {
    /// Starts a proxy that holds back every frame with a command of this type.
    ///
    /// # Errors
    /// No port of the loopback interface is free.
    pub async fn start(upstream: SocketAddr, kind: &'static str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let held = watch::Sender::new(0);
        let counted = held.clone();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                connections.spawn(carry(client, upstream, kind, counted.clone()));
            }
        });
        Ok(Self { url, held, task: task.abort_handle() })
    }

    /// Waits until a frame is held back.
    ///
    /// # Panics
    /// Never: the proxy counts for as long as it lives.
    pub async fn holds(&self) {
        self.held.subscribe().wait_for(|held| *held > 0).await.expect("the proxy counts");
    }
}

impl Drop for HoldingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(client: TcpStream, upstream: SocketAddr, kind: &str, held: watch::Sender<usize>) {
    let Ok(mut client) = tokio_tungstenite::accept_async(client).await else { return };
    let url = format!("ws://{upstream}/api/websocket");
    let Ok((mut server, _)) = tokio_tungstenite::connect_async(url).await else { return };
    loop {
        tokio::select! {
            message = client.next() => {
                let Some(Ok(message)) = message else { return };
                if has(&message, kind) {
                    held.send_modify(|held| *held += 1);
                } else if server.send(message).await.is_err() {
                    return;
                }
            }
            message = server.next() => {
                let Some(Ok(message)) = message else { return };
                if client.send(message).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Whether a frame has a command of this type.
fn has(message: &Message, kind: &str) -> bool {
    let frame = message.to_text().ok().and_then(|text| serde_json::from_str(text).ok());
    match frame {
        Some(Value::Array(commands)) => commands.iter().any(|command| command["type"] == kind),
        Some(command) => command["type"] == kind,
        None => false,
    }
}
