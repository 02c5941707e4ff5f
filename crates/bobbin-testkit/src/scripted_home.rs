//! A scripted Home Assistant: hostile messages, a refused token, an end in the middle.
//!
//! Does what a real one can't be made to do on demand. It speaks the WebSocket's login and frames; every answer comes
//! from the test's script. Records the commands and nothing else.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio_tungstenite::tungstenite::Message;

/// The answer to a login or a command.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Success: the result of a command, or the version for a login.
    Result(Value),
    /// A refusal with a code (unused for a login) and a message.
    Refusal(String, String),
    /// The connection is closed at once, without an answer.
    Hangup,
}

/// Decides the answer to a login (`{"type": "auth"}`) or a command; the number counts connections from 1.
type Script = dyn Fn(usize, &Value) -> Answer + Send + Sync;

/// A running server; dropping it closes everything.
#[derive(Debug)]
pub struct ScriptedHome {
    /// Its address, like `http://127.0.0.1:40123`.
    pub url: String,
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: AbortHandle,
}

impl ScriptedHome {
    /// Starts a server on a free port of the loopback interface.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(script: impl Fn(usize, &Value) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(serve(listener, Arc::new(script), Arc::clone(&asked))).abort_handle();
        Self { url: format!("http://{address}"), address, asked, task }
    }

    /// Its address.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The number of commands of a type, such as `auth`.
    ///
    /// # Panics A connection's task panicked.
    pub fn count(&self, kind: &str) -> usize {
        self.asked.lock().expect("no panic").iter().filter(|asked| *asked == kind).count()
    }
}

impl Drop for ScriptedHome {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, script: Arc<Script>, asked: Arc<Mutex<Vec<String>>>) -> io::Result<()> {
    let mut connections = JoinSet::new();
    for number in 1.. {
        let (stream, _) = listener.accept().await?;
        connections.spawn(talk(number, stream, Arc::clone(&script), Arc::clone(&asked)));
    }
    Ok(())
}

/// Answers until the connection ends in any way.
async fn talk(number: usize, stream: TcpStream, script: Arc<Script>, asked: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let mut socket = tokio_tungstenite::accept_async(stream).await.ok()?;
    socket.send(Message::text(json!({"type": "auth_required", "ha_version": "2026.11.0"}).to_string())).await.ok()?;
    let mut is_logged_in = false;
    loop {
        let Message::Text(text) = socket.next().await?.ok()? else { continue };
        let commands = match serde_json::from_str(&text).ok()? {
            Value::Array(commands) => commands,
            command => vec![command],
        };
        for command in commands {
            asked.lock().expect("no panic").push(command["type"].as_str().unwrap_or_default().to_owned());
            let reply = match (script(number, &command), is_logged_in) {
                (Answer::Hangup, _) => {
                    // As Home Assistant does after a token is revoked: code 1000, without a message.
                    return socket.close(None).await.ok();
                }
                (Answer::Result(version), false) => {
                    is_logged_in = true;
                    json!({"type": "auth_ok", "ha_version": version})
                }
                (Answer::Refusal(_, message), false) => json!({"type": "auth_invalid", "message": message}),
                (Answer::Result(result), true) => {
                    json!({"id": command["id"], "type": "result", "success": true, "result": result})
                }
                (Answer::Refusal(code, message), true) => {
                    let error = json!({"code": code, "message": message});
                    json!({"id": command["id"], "type": "result", "success": false, "error": error})
                }
            };
            socket.send(Message::text(reply.to_string())).await.ok()?;
            if !is_logged_in {
                return socket.close(None).await.ok();
            }
        }
    }
}
