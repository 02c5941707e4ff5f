//! Back pressure: a home that never stops sending, and a page that stops reading.
//!
//! Everything is in memory and on one thread, so that “nothing moves any more” is certain without waiting.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use futures_util::{Sink, SinkExt as _, Stream, StreamExt as _};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::{WAITING, carry};
use crate::draft::Draft;
use crate::paths::Allowed;
use crate::scene::{Dashboard, Scene};
use crate::stage::Backstage;

/// The capacity of the page's connection, and the size of a message: a handful fits.
const PIPE: usize = 4_096;
const MESSAGE: usize = 1_000;

/// A home that always has the next message ready, and takes everything.
struct Talker {
    said: Arc<AtomicUsize>,
    heard: Arc<AtomicUsize>,
}

impl Stream for Talker {
    type Item = Result<Message, Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let number = self.said.fetch_add(1, Ordering::Relaxed);
        let event = json!({"id": 7, "type": "event", "event": {"number": number, "filler": "x".repeat(MESSAGE)}});
        Poll::Ready(Some(Ok(Message::text(event.to_string()))))
    }
}

impl Sink<Message> for Talker {
    type Error = Error;

    fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn start_send(self: Pin<&mut Self>, _: Message) -> Result<(), Error> {
        self.heard.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }
}

async fn text(page: &mut WebSocketStream<DuplexStream>) -> Value {
    loop {
        match page.next().await.expect("a message").expect("no error") {
            Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
            _ => continue,
        }
    }
}

/// Runs all tasks until a count stays the same.
async fn at_rest(count: &AtomicUsize) -> usize {
    let mut before = usize::MAX;
    loop {
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
        let now = count.load(Ordering::Relaxed);
        if now == before {
            return now;
        }
        before = now;
    }
}

#[tokio::test]
async fn a_page_that_stops_reading_stops_the_home_and_misses_nothing() {
    let dashboard = Dashboard { url_path: "wall".to_owned(), title: "Wall".to_owned(), icon: None, is_new: false };
    let scene = Scene::new(dashboard, Draft::new(r#"{"views":[]}"#).expect("a dashboard"));
    let backstage = Arc::new(Backstage::new(scene, 4_000).expect("random bits"));
    let pass = backstage.pass.clone();
    let (ours, theirs) = tokio::io::duplex(PIPE);
    let server = WebSocketStream::from_raw_socket(theirs, Role::Server, None).await;
    let mut page = WebSocketStream::from_raw_socket(ours, Role::Client, None).await;
    let (said, heard) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let home = Talker { said: Arc::clone(&said), heard: Arc::clone(&heard) };
    // The first connection is the page's own; there is no second one.
    let home = std::sync::Mutex::new(Some(home));
    let carried = tokio::spawn(async move {
        let open = || {
            let home = home.lock().expect("nobody panics with it").take();
            async move {
                match home {
                    Some(home) => Ok::<_, Error>((home, "2026.11.0".to_owned())),
                    None => std::future::pending().await,
                }
            }
        };
        carry(server, backstage, &Allowed::default(), open).await;
    });
    assert_eq!(text(&mut page).await["type"], "auth_required");
    let login = json!({"type": "auth", "access_token": pass}).to_string();
    page.send(Message::text(login)).await.expect("sent");
    assert_eq!(text(&mut page).await["type"], "auth_ok");

    // Nothing reads: the home sends as much as fits into the connection, and no more.
    let stopped = at_rest(&said).await;
    assert!(stopped <= 2 * WAITING, "{stopped} messages were taken from the home");
    assert!(!carried.is_finished());

    // It reads again, and everything arrives in order; the page's own message gets through as well.
    let question = json!({"id": 8, "type": "get_states"}).to_string();
    page.send(Message::text(question)).await.expect("sent");
    for number in 0..10 * WAITING {
        assert_eq!(text(&mut page).await["event"]["number"], number);
    }
    assert_eq!(heard.load(Ordering::Relaxed), 1);
    drop(page);
    carried.await.expect("it ends with the page");
}
