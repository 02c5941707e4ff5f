//! Carries a page's WebSocket to Home Assistant and back.
//!
//! Answers the page's login with the stage's pass, and connects to Home Assistant only then, with a token that is
//! nowhere in this file. Reads ahead in neither direction: a slow reader slows the other side down. When either end
//! hangs up, so does the other, and the page reconnects by itself. While a what-if state is set, templates are rendered
//! on a second connection (`asides.rs`), which the page never waits for.

mod asides;
mod commands;
mod conditions;
mod conversation;
mod states;
mod templates;

use crate::paths::Allowed;
use crate::stage::{Backstage, Refused};
use crate::unguessable;
use conversation::{Conversation, Rights};
use futures_util::{Sink, SinkExt as _, Stream, StreamExt as _};
use serde_json::{Value, json};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, mpsc};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message};

/// The time limit for the login, the same as Home Assistant's.
const TIME_TO_LOG_IN: Duration = Duration::from_secs(10);

/// How many messages to a page may queue up.
const WAITING: usize = 32;

/// How long to wait for a page to fetch a new draft before notifying it of the next. A page does not fetch while it
/// shows something other than the dashboard.
const FETCHES_WITHIN: Duration = Duration::from_secs(1);

/// The state that both directions of a connection share. Each direction queues its messages while it holds the
/// conversation, so that the page receives everything in order.
struct Bridge {
    backstage: Arc<Backstage>,
    conversation: Mutex<Conversation>,
    to_page: mpsc::Sender<Message>,
    fetched: Notify,
    /// Signals possible work on the second connection.
    aside: Notify,
}

/// Carries a page's conversation until either side ends it or the stage is closed. `open` connects to Home Assistant
/// and returns its version too.
pub(crate) async fn carry<P, H, E, O, F>(page: P, backstage: Arc<Backstage>, allowed: &Allowed, open: O)
where
    P: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
    H: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin,
    E: std::error::Error,
    O: Fn() -> F,
    F: Future<Output = Result<(H, String), E>>,
{
    let mut gone = backstage.gone.subscribe();
    tokio::select! {
        () = talk(page, backstage, allowed, open) => {}
        // An error means that the stage and its channel are gone.
        _ = gone.wait_for(|gone| *gone) => {}
    }
}

async fn talk<P, H, E, O, F>(mut page: P, backstage: Arc<Backstage>, allowed: &Allowed, open: O)
where
    P: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
    H: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin,
    E: std::error::Error,
    O: Fn() -> F,
    F: Future<Output = Result<(H, String), E>>,
{
    match timeout(TIME_TO_LOG_IN, log_in(&mut page, &backstage)).await {
        Ok(Ok(true)) => {}
        Ok(Ok(false)) => {
            backstage.refuse(Refused::Pass);
            return;
        }
        Ok(Err(_)) | Err(_) => return,
    }
    // While Home Assistant is away, the page's connection ends and the page retries.
    let (home, version) = match open().await {
        Ok(opened) => opened,
        Err(error) => {
            tracing::info!(%error, "the preview can't reach Home Assistant");
            return;
        }
    };
    let ok = json!({"type": "auth_ok", "ha_version": version}).to_string();
    if page.send(Message::text(ok)).await.is_err() {
        return;
    }
    let _open = backstage.page();
    backstage.forget_beyond();
    let (to_page, queue) = mpsc::channel(WAITING);
    let (fetched, aside) = (Notify::new(), Notify::new());
    let bridge = Bridge { backstage, conversation: Mutex::default(), to_page, fetched, aside };
    let (page_sink, page_stream) = page.split();
    let (home_sink, home_stream) = home.split();
    tokio::select! {
        () = bridge.up(page_stream, home_sink, allowed) => {}
        () = bridge.down(home_stream) => {}
        () = bridge.follow() => {}
        () = bridge.aside(open) => {}
        () = write(page_sink, queue) => {}
    }
}

/// Plays Home Assistant's part of the login except for the last message. Returns whether the page has the pass.
async fn log_in<P>(page: &mut P, backstage: &Backstage) -> Result<bool, Error>
where
    P: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    // The version is unknown so far. The frontend takes it from `auth_ok`.
    let required = json!({"type": "auth_required"}).to_string();
    page.send(Message::text(required)).await?;
    let said = loop {
        match page.next().await {
            Some(Ok(Message::Text(text))) => break serde_json::from_str::<Value>(&text).unwrap_or_default(),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(_)) => break Value::Null,
            Some(Err(error)) => return Err(error),
            None => return Ok(false),
        }
    };
    let pass = said["access_token"].as_str().unwrap_or_default();
    if said["type"] != "auth" || !unguessable::same(pass, &backstage.pass) {
        let invalid = json!({"type": "auth_invalid", "message": "Invalid access token or password"}).to_string();
        page.send(Message::text(invalid)).await?;
        page.close().await?;
        return Ok(false);
    }
    Ok(true)
}

impl Bridge {
    /// Carries messages from the page.
    async fn up<E: std::error::Error>(
        &self,
        mut page: impl Stream<Item = Result<Message, Error>> + Unpin,
        mut home: impl Sink<Message, Error = E> + Unpin,
        allowed: &Allowed,
    ) {
        while let Some(Ok(message)) = page.next().await {
            let frame = match message {
                Message::Text(frame) => frame,
                Message::Ping(_) | Message::Pong(_) => continue,
                // Home Assistant takes audio in binary messages; a preview has none.
                _ => return,
            };
            let to_home = {
                let mut conversation = self.conversation.lock().await;
                let control = self.backstage.control.load(std::sync::atomic::Ordering::Relaxed);
                let shown = self.backstage.now_shown();
                let rights = Rights { control, allowed };
                let Ok(sorted) = conversation.page_said(&frame, &shown, rights) else { return };
                sorted.refused.into_iter().for_each(|what| self.backstage.refuse(what));
                self.backstage.goes_beyond(sorted.beyond);
                for answer in sorted.to_page {
                    if self.to_page.send(Message::text(answer)).await.is_err() {
                        return;
                    }
                }
                sorted.to_home
            };
            self.fetched.notify_one();
            self.aside.notify_one();
            if let Some(to_home) = to_home
                && let Err(error) = home.send(Message::text(to_home)).await
            {
                tracing::debug!(%error, "the preview's connection to Home Assistant ended");
                return;
            }
        }
    }

    /// Carries messages from Home Assistant.
    async fn down<E: std::error::Error>(&self, mut home: impl Stream<Item = Result<Message, E>> + Unpin) {
        while let Some(Ok(message)) = home.next().await {
            match message {
                Message::Text(frame) => {
                    self.backstage.credentials().learn(&frame);
                    let mut conversation = self.conversation.lock().await;
                    let shown = self.backstage.now_shown();
                    for out in conversation.home_said(&frame, &shown) {
                        // An unchanged frame shares its bytes.
                        let out = match out {
                            std::borrow::Cow::Borrowed(_) => Message::Text(frame.clone()),
                            std::borrow::Cow::Owned(out) => Message::text(out),
                        };
                        if self.to_page.send(out).await.is_err() {
                            return;
                        }
                    }
                }
                Message::Binary(bytes) => {
                    if self.to_page.send(Message::Binary(bytes)).await.is_err() {
                        return;
                    }
                }
                Message::Close(_) => return,
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Follows changes of the scene.
    async fn follow(&self) {
        let mut scenes = self.backstage.shown.subscribe();
        let mut before = Arc::clone(&scenes.borrow_and_update());
        while scenes.changed().await.is_ok() {
            {
                let mut conversation = self.conversation.lock().await;
                let now = Arc::clone(&scenes.borrow_and_update());
                let mut told = conversation.scene_changed(&before, &now);
                if now.revision != before.revision {
                    told.extend(conversation.config_changed(&now));
                }
                before = now;
                for event in told {
                    if self.to_page.send(Message::text(event)).await.is_err() {
                        return;
                    }
                }
            }
            self.aside.notify_one();
            self.until_fetched().await;
        }
    }

    /// Renders templates with what-if states, on a connection that exists only while such states are set.
    async fn aside<H, E, O, F>(&self, open: O)
    where
        H: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin,
        E: std::error::Error,
        O: Fn() -> F,
        F: Future<Output = Result<(H, String), E>>,
    {
        loop {
            self.aside.notified().await;
            if !self.conversation.lock().await.asides.busy() {
                continue;
            }
            match open().await {
                Ok((home, _version)) => {
                    if let Err(error) = self.render_aside(home).await {
                        tracing::debug!(%error, "the preview's connection for templates ended");
                    }
                }
                Err(error) => tracing::info!(%error, "the preview has no connection for templates"),
            }
            let mut conversation = self.conversation.lock().await;
            for event in conversation.asides.cut_off() {
                // A page that takes nothing is gone, and this ends with it.
                let _taken = self.to_page.send(Message::text(event)).await;
            }
        }
    }

    async fn render_aside<H, E>(&self, mut home: H) -> Result<(), E>
    where
        H: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin,
    {
        loop {
            let commands = {
                let mut conversation = self.conversation.lock().await;
                if !conversation.asides.busy() {
                    return Ok(());
                }
                conversation.asides.settle()
            };
            for command in commands {
                home.send(Message::text(command)).await?;
            }
            tokio::select! {
                said = home.next() => match said {
                    Some(Ok(Message::Text(frame))) => {
                        let mut conversation = self.conversation.lock().await;
                        for event in conversation.asides.heard(&frame) {
                            let _taken = self.to_page.send(Message::text(event)).await;
                        }
                    }
                    Some(Ok(Message::Close(_))) | None => return Ok(()),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(error),
                },
                () = self.aside.notified() => {}
            }
        }
    }

    /// Waits until the page has fetched the draft. Each draft is drawn before the next notice, which skips the drafts
    /// in between.
    async fn until_fetched(&self) {
        let fetched = async {
            loop {
                let fetched = self.fetched.notified();
                if self.conversation.lock().await.is_served(&self.backstage.now_shown()) {
                    return;
                }
                fetched.await;
            }
        };
        // A page that shows something else does not fetch; it will when it returns.
        let _waited = timeout(FETCHES_WITHIN, fetched).await;
    }
}

async fn write(mut page: impl Sink<Message, Error = Error> + Unpin, mut queue: mpsc::Receiver<Message>) {
    while let Some(message) = queue.recv().await {
        if page.send(message).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
