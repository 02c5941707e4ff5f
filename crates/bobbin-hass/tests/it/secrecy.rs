//! The token is in the auth frame and nowhere else.
//!
//! Collects everything that this test binary logs, through both logging crates, and prints everything that a session
//! returns under abuse, in every format.

use crate::fake::{Fake, TOKEN, quick, until};
use bobbin_hass::{ConnectionState, Secret, Session, SessionOptions, probe};
use serde_json::json;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Collected(Arc<Mutex<String>>);

impl Collected {
    fn text(&self) -> String {
        self.0.lock().expect("no panic").clone()
    }
}

impl log::Log for Collected {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.0.lock().expect("no panic"), "{} {}", record.target(), record.args()).expect("a string takes it");
    }

    fn flush(&self) {}
}

impl std::io::Write for Collected {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Collected {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn print(collected: &mut String, value: &impl Debug) {
    writeln!(collected, "{value:?} {value:#?}").expect("a string takes it");
}

fn print_error(collected: &mut String, error: &(impl std::error::Error + ?Sized)) {
    write!(collected, "{error} {error:?} ").expect("a string takes it");
    let mut source = error.source();
    while let Some(error) = source {
        write!(collected, "{error} {error:?} ").expect("a string takes it");
        source = error.source();
    }
}

/// As text, as the hexadecimal digits in which the WebSocket layer prints frames, and as a list of bytes.
fn holds_token(text: &str) -> bool {
    let hex: String = TOKEN.bytes().map(|b| format!("{b:02x}")).collect();
    let list = format!("{:?}", TOKEN.as_bytes());
    text.contains(TOKEN) || text.contains(&hex) || text.contains(list.trim_matches(['[', ']']))
}

#[tokio::test]
async fn the_token_is_in_no_log_error_or_state() {
    let collected = Collected::default();
    log::set_logger(Box::leak(Box::new(collected.clone()))).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(collected.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut printed = String::new();

    let (mut fake, options) = Fake::start().await;
    let options = SessionOptions { timings: quick(), ..options };
    print(&mut printed, &options);
    print(&mut printed, &Secret::new(TOKEN));
    let session = Session::start(options.clone());
    print(&mut printed, &session);

    // A working conversation, with one answer that quotes the token.
    let mut client = fake.accept().await;
    until(&session, |s| matches!(s, ConnectionState::Connected(_))).await;
    print(&mut printed, &session.state().borrow().clone());
    let server = async {
        let command = client.expect("get_config").await;
        client.reject(&command["id"], "home_assistant_error", "no").await;
        client.send_text("garbage".to_owned()).await;
        client.close().await;
    };
    let (error, ()) = tokio::join!(session.home().config(), server);
    print_error(&mut printed, &error.expect_err("rejected"));

    // A server that echoes the token at every step of the login.
    let mut client = fake.greet().await;
    client.send(&json!({ "type": "auth_invalid", "message": format!("{TOKEN} is wrong") })).await;
    drop(client);
    let state = until(&session, |s| matches!(s, ConnectionState::TokenRefused { .. })).await;
    print(&mut printed, &state);
    print_error(&mut printed, &*session.settled().await.expect_err("refused"));
    for answer in
        [json!({ "type": "what", "is": TOKEN }), json!(TOKEN), json!({ "type": "auth_invalid", "message": TOKEN })]
    {
        let server = async {
            let mut client = fake.greet().await;
            client.send(&answer).await;
        };
        let (outcome, ()) = tokio::join!(probe(&options.address, &options.token, None), server);
        let error = outcome.expect_err("no login");
        print(&mut printed, &error);
        print_error(&mut printed, &error);
    }
    session.stop().await;

    let logged = collected.text();
    assert!(logged.contains("connected"), "nothing was collected: {logged}");
    assert!(printed.contains("Secret(…)") && printed.contains("… is wrong"), "{printed}");
    assert!(!holds_token(&printed), "{printed}");
    assert!(!holds_token(&logged), "{logged}");
}

/// At `trace`, the WebSocket layer prints whole frames: a build must not contain that level.
#[test]
fn the_level_that_would_print_frames_is_compiled_out() {
    assert!(log::STATIC_MAX_LEVEL <= log::LevelFilter::Debug);
}
