//! The session as time passes, with a controlled clock.

use crate::fake::{Client, Fake, until};
use bobbin_hass::{
    Command, CommandError, ConnectError, ConnectPhase, ConnectionState, Session, SessionOptions, Timings,
};
use serde_json::json;
use serde_json::value::RawValue;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::time::{Instant, sleep, timeout};

async fn connected() -> (Fake, Session, Client) {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(options);
    let client = fake.accept().await;
    session.settled().await.expect("a connection");
    (fake, session, client)
}

fn seconds(from: Instant) -> f64 {
    from.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn keeps_trying_with_growing_and_spread_waits() {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(options);
    drop(fake.stream().await);
    for attempt in 1..=40_u32 {
        let state = until(&session, |s| matches!(s, ConnectionState::Reconnecting { retry_at: Some(_), .. })).await;
        let ConnectionState::Reconnecting { attempt: shown, retry_at: Some(retry_at), last_error } = state else {
            unreachable!("as waited for")
        };
        assert_eq!(shown, attempt);
        assert!(matches!(*last_error, ConnectError::Broken { .. }), "{last_error:?}");
        let planned = (0.5 * 2_f64.powi(i32::try_from(attempt).expect("small") - 1)).min(30.0);
        let lost = Instant::now();
        let stream = fake.stream().await;
        let waited = seconds(lost);
        assert!(waited >= planned * 0.74 && waited <= (planned * 1.26).min(30.01), "{attempt}: {waited}");
        assert!(Instant::now() >= retry_at);
        assert!(matches!(
            *session.state().borrow(),
            ConnectionState::Reconnecting { attempt: a, retry_at: None, .. } if a == attempt
        ));
        drop(stream);
    }
    // Skips the wait of half a minute.
    until(&session, |s| matches!(s, ConnectionState::Reconnecting { retry_at: Some(_), .. })).await;
    let asked = Instant::now();
    session.retry_now();
    let _client = fake.accept().await;
    assert!(seconds(asked) < 0.1);
    until(&session, |s| matches!(s, ConnectionState::Connected(_))).await;
}

#[tokio::test(start_paused = true)]
async fn only_a_connection_that_held_makes_the_next_wait_short_again() {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(options);
    let attempt = |state: ConnectionState| match state {
        ConnectionState::Reconnecting { attempt, .. } => attempt,
        other => panic!("{other:?}"),
    };
    let waiting = |s: &ConnectionState| matches!(s, ConnectionState::Reconnecting { retry_at: Some(_), .. });
    for expected in 1..=5 {
        let client = fake.accept().await;
        until(&session, |s| matches!(s, ConnectionState::Connected(_))).await;
        drop(client);
        assert_eq!(attempt(until(&session, waiting).await), expected);
    }
    let mut client = fake.accept().await;
    timeout(Duration::from_secs(11), client.command()).await.expect_err("no command");
    drop(client);
    assert_eq!(attempt(until(&session, waiting).await), 1);
}

#[tokio::test(start_paused = true)]
async fn a_command_without_answer_ends_when_its_time_is_over() {
    let (_fake, session, mut client) = connected().await;
    let asked = Instant::now();
    let server = async {
        let late = client.expect("slow").await["id"].clone();
        // The connection is alive; only this answer is missing.
        sleep(Duration::from_secs(12)).await;
        client.reply(&late, &json!("too late")).await;
        let next = client.expect("next").await["id"].clone();
        client.reply(&next, &json!(1)).await;
    };
    let calls = async {
        let error = session.call::<u8>(Command::new("slow")).await.expect_err("no answer");
        assert!(error.outcome_unknown());
        assert!(matches!(error, CommandError::Timeout { sent: true, .. }), "{error:?}");
        assert!((9.9..10.2).contains(&seconds(asked)), "{}", seconds(asked));
        let error = session.call::<u8>(Command::new("next").timeout(Duration::from_secs(60))).await;
        assert_eq!(error.expect("an answer"), 1);
    };
    tokio::join!(server, calls);
}

#[tokio::test(start_paused = true)]
async fn large_and_explicit_time_limits_hold() {
    let (_fake, session, mut client) = connected().await;
    let asked = Instant::now();
    let server = timeout(Duration::from_secs(100), async {
        loop {
            client.command().await;
        }
    });
    let config = RawValue::from_string(json!("x".repeat(640 * 1024)).to_string()).expect("JSON");
    let calls = async {
        let (short, large, save) = tokio::join!(
            async {
                let command = Command::new("a").timeout(Duration::from_secs(2));
                (session.request(command).await.expect_err("no answer"), seconds(asked))
            },
            async { (session.home().states().await.expect_err("no answer"), seconds(asked)) },
            async { (session.lovelace().save(None, &config).await.expect_err("no answer"), seconds(asked)) },
        );
        assert!((1.9..2.1).contains(&short.1), "{short:?}");
        assert!((29.9..30.2).contains(&large.1), "{large:?}");
        assert!((39.9..40.3).contains(&save.1), "{save:?}");
    };
    tokio::select! { () = calls => {}, _ = server => panic!("the calls took too long") }
}

#[tokio::test(start_paused = true)]
async fn pings_and_measures_the_latency() {
    let (_fake, session, mut client) = connected().await;
    let mut pings = Vec::new();
    let mut state = session.state();
    for round in 1..=5_u64 {
        let ping = client.any().await;
        assert_eq!(ping["type"], "ping");
        pings.push(Instant::now());
        let latency = Duration::from_millis(10 * round);
        sleep(latency).await;
        client.send(&json!({ "id": ping["id"], "type": "pong" })).await;
        let seen = state.wait_for(|s| matches!(s, ConnectionState::Connected(c) if c.latency == Some(latency)));
        timeout(Duration::from_secs(1), async { drop(seen.await.expect("a session")) }).await.expect("the latency");
    }
    for pair in pings.windows(2) {
        let between = (pair[1] - pair[0]).as_secs_f64();
        assert!((20.0..=30.0).contains(&between), "{between}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_sign_of_life_is_given_up() {
    let (mut fake, session, mut client) = connected().await;
    let ping = client.any().await;
    client.send(&json!({ "id": ping["id"], "type": "pong" })).await;
    let asked = Instant::now();
    // The line is dead: no bytes pass, and no error reports it.
    let states = session.home();
    let (error, _) = tokio::join!(states.states(), async { until(&session, |s| !is_connected(s)).await });
    let error = error.expect_err("no answer");
    assert!(matches!(error, CommandError::ConnectionLost { sent: true }), "{error:?}");
    assert!((14.0..16.5).contains(&seconds(asked)), "{}", seconds(asked));
    let state = session.state().borrow().clone();
    let ConnectionState::Reconnecting { last_error, .. } = state else { panic!("{state:?}") };
    assert!(matches!(*last_error, ConnectError::Timeout { phase: ConnectPhase::Connected, .. }), "{last_error:?}");
    drop(client);
    let _client = fake.accept().await;
    until(&session, is_connected).await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_without_sign_of_life_is_given_up_too() {
    let (_fake, session, mut client) = connected().await;
    let ping = client.any().await;
    client.send(&json!({ "id": ping["id"], "type": "pong" })).await;
    let since = Instant::now();
    until(&session, |s| !is_connected(s)).await;
    assert!((30.0..41.0).contains(&seconds(since)), "{}", seconds(since));
}

#[tokio::test(start_paused = true)]
async fn a_slow_line_is_not_a_dead_one() {
    let (_fake, session, mut client) = connected().await;
    let server = async {
        let id = client.expect("get_states").await["id"].clone();
        let mut stream = client.into_stream();
        let payload = json!({ "id": id, "type": "result", "success": true, "result": [] }).to_string();
        let mut bytes = vec![0x81, u8::try_from(payload.len()).expect("a short frame")];
        bytes.extend(payload.as_bytes());
        // 28 seconds for one message, one byte at a time, with pings queued after it.
        let pause = Duration::from_secs(28).div_f64(f64::from(u32::try_from(bytes.len()).expect("small")));
        for byte in bytes {
            sleep(pause).await;
            stream.write_all(&[byte]).await.expect("a client that reads");
        }
        stream
    };
    let states = session.home();
    let (states, _stream) = tokio::join!(states.states(), server);
    assert!(states.expect("an answer, in the end").is_empty());
    assert!(is_connected(&session.state().borrow()));
}

#[tokio::test(start_paused = true)]
async fn an_unsent_command_is_known_not_to_have_arrived() {
    let (_fake, session, mut client) = connected().await;
    let ping = client.any().await;
    client.send(&json!({ "id": ping["id"], "type": "pong" })).await;
    // The server reads nothing: the first frame fills the pipe, the second waits for it.
    let config = RawValue::from_string(json!("x".repeat(1_000_000)).to_string()).expect("JSON");
    let lovelace = session.lovelace();
    let (first, second) = tokio::join!(lovelace.save(None, &config), async {
        tokio::task::yield_now().await;
        session.request(Command::new("behind").timeout(Duration::from_secs(3))).await
    });
    let second = second.expect_err("stuck");
    assert!(matches!(second, CommandError::Timeout { sent: false, .. }) && !second.outcome_unknown(), "{second:?}");
    let first = first.expect_err("stuck");
    assert!(matches!(first, CommandError::ConnectionLost { sent: true }), "{first:?}");
}

#[tokio::test(start_paused = true)]
async fn reading_goes_on_while_a_large_frame_is_stuck() {
    let (_fake, session, mut client) = connected().await;
    let mut events = session.subscribe(Command::new("s"));
    let id = client.expect("s").await["id"].clone();
    let config = RawValue::from_string(json!("x".repeat(1_000_000)).to_string()).expect("JSON");
    let lovelace = session.lovelace();
    let server = async {
        // Sends far more than the pipe holds, while nothing drains it.
        client.reply(&id, &json!(null)).await;
        for n in 0..1000 {
            client.event(&id, &json!({ "n": n, "much": "y".repeat(1000) })).await;
        }
        let save = client.expect("lovelace/config/save").await["id"].clone();
        client.reply(&save, &json!(null)).await;
    };
    let (saved, ()) = tokio::join!(lovelace.save(None, &config), server);
    saved.expect("saved");
    let mut seen = 0;
    while let Ok(Some(_)) = timeout(Duration::from_millis(1), events.next()).await {
        seen += 1;
    }
    assert_eq!(seen, 1001);
}

#[tokio::test(start_paused = true)]
async fn a_given_up_command_is_never_sent_afterwards() {
    let (_fake, session, mut client) = connected().await;
    let config = RawValue::from_string(json!("x".repeat(1_000_000)).to_string()).expect("JSON");
    let lovelace = session.lovelace();
    let server = async {
        sleep(Duration::from_secs(4)).await;
        let save = client.expect("lovelace/config/save").await["id"].clone();
        client.reply(&save, &json!(null)).await;
        let next = client.command().await;
        assert_eq!(next["type"], "after", "the given-up command was sent");
        client.reply(&next["id"], &json!(null)).await;
    };
    let calls = async {
        let (saved, behind) = tokio::join!(lovelace.save(None, &config), async {
            tokio::task::yield_now().await;
            session.request(Command::new("behind").timeout(Duration::from_secs(3))).await
        });
        saved.expect("saved");
        assert!(matches!(behind, Err(CommandError::Timeout { sent: false, .. })), "{behind:?}");
        session.request(Command::new("after")).await.expect("an answer");
    };
    tokio::join!(calls, server);
}

#[tokio::test(start_paused = true)]
async fn no_phase_of_connecting_waits_forever() {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(options);
    let error = |session: &Session| match &*session.state().borrow() {
        ConnectionState::Reconnecting { last_error, .. } => last_error.clone(),
        other => panic!("{other:?}"),
    };
    let waiting = |s: &ConnectionState| matches!(s, ConnectionState::Reconnecting { retry_at: Some(_), .. });

    // The server takes bytes and never answers.
    let _silent = fake.stream().await;
    let since = Instant::now();
    until(&session, waiting).await;
    assert!((9.9..10.1).contains(&seconds(since)), "{}", seconds(since));
    assert!(matches!(*error(&session), ConnectError::Timeout { phase: ConnectPhase::Connecting, .. }));

    // The server takes the token and never answers.
    let _silent = fake.greet().await;
    let since = Instant::now();
    until(&session, waiting).await;
    assert!((9.9..10.1).contains(&seconds(since)), "{}", seconds(since));
    assert!(matches!(*error(&session), ConnectError::Timeout { phase: ConnectPhase::Authenticating, .. }));

    // The login succeeds, and then the server never answers.
    let mut silent = fake.greet().await;
    silent.send(&json!({ "type": "auth_ok", "ha_version": "x" })).await;
    until(&session, waiting).await;
    assert!(matches!(*error(&session), ConnectError::Timeout { phase: ConnectPhase::Authenticating, .. }));
}

#[tokio::test(start_paused = true)]
async fn a_stop_ends_a_try_that_is_under_way() {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(options);
    let _silent = fake.stream().await;
    let since = Instant::now();
    session.stop().await;
    assert!(seconds(since) < 0.1);
}

#[tokio::test(start_paused = true)]
async fn a_frozen_goodbye_does_not_hold_up_a_stop() {
    let (mut fake, options) = Fake::pipe();
    let session = Session::start(SessionOptions { timings: Timings::default(), ..options });
    let _client = fake.accept().await;
    session.settled().await.expect("connected");
    // The pipe is full, so that not even the goodbye gets through.
    let config = RawValue::from_string(json!("x".repeat(1_000_000)).to_string()).expect("JSON");
    let lovelace = session.lovelace();
    let since = Instant::now();
    let (saved, ()) = tokio::join!(lovelace.save(None, &config), async {
        tokio::task::yield_now().await;
        session.stop().await;
    });
    assert!(matches!(saved, Err(CommandError::ConnectionLost { .. })), "{saved:?}");
    assert!(seconds(since) < 1.5, "{}", seconds(since));
}

fn is_connected(state: &ConnectionState) -> bool {
    matches!(state, ConnectionState::Connected(_))
}
