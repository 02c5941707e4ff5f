//! An authenticated connection without other traffic, for callers that carry somebody else's conversation.
//!
//! The connection is past `auth_ok` and otherwise untouched: no id is used and nothing is subscribed. It never retries
//! and never reads ahead, so a slow reader slows Home Assistant down instead of filling this process's memory. The
//! token goes into the connection and can't be read back.

use crate::connect::{Dial, Socket, Target, authenticate, broken};
use crate::error::ConnectError;
use crate::session::SessionOptions;
use futures_util::{Sink, SinkExt as _, Stream, StreamExt as _};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio_tungstenite::tungstenite::Message;

/// A connection to Home Assistant in its command phase.
pub struct PlainSocket {
    socket: Socket,
    ha_version: String,
}

impl PlainSocket {
    /// Connects and logs in, within the time limits of the options.
    ///
    /// # Errors
    ///
    /// The connection failed.
    pub async fn open(options: &SessionOptions) -> Result<Self, ConnectError> {
        let target = Target {
            address: options.address.clone(),
            token: options.token.clone(),
            trusted: options.trusted_fingerprint,
            connect_timeout: options.timings.connect,
            auth_timeout: options.timings.auth,
        };
        let dial: &dyn Dial = options.dial.as_ref();
        let opened = authenticate(dial, &target).await?;
        Ok(Self { socket: opened.socket, ha_version: opened.ha_version })
    }

    /// Home Assistant's version, from `auth_ok`.
    pub fn ha_version(&self) -> &str {
        &self.ha_version
    }
}

impl fmt::Debug for PlainSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlainSocket").field("ha_version", &self.ha_version).finish_non_exhaustive()
    }
}

impl Stream for PlainSocket {
    type Item = Result<Message, ConnectError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.socket.poll_next_unpin(cx).map(|item| item.map(|message| message.map_err(broken)))
    }
}

impl Sink<Message> for PlainSocket {
    type Error = ConnectError;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.socket.poll_ready_unpin(cx).map_err(broken)
    }

    fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), ConnectError> {
        self.socket.start_send_unpin(message).map_err(broken)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.socket.poll_flush_unpin(cx).map_err(broken)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.socket.poll_close_unpin(cx).map_err(broken)
    }
}
