//! An authenticated connection with nothing on it, for who carries somebody else's conversation.
//!
//! It is past `auth_ok` and otherwise untouched: no id was used, nothing is subscribed, nothing is retried and
//! nothing is read ahead, so that a slow reader slows Home Assistant down and not this process' memory. The token
//! went into the connection and can't be had back from it.

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
    /// Connects and logs in, within the options' times.
    ///
    /// # Errors
    ///
    /// Why there is no connection.
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

    /// The version that Home Assistant said with `auth_ok`.
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
