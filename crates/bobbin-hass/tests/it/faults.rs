//! The session on a faulty network: it shows the right state, nothing exceeds its time limit, nothing is sent twice,
//! and everything recovers with the network.

use crate::fake::{self, Fake, until};
use bobbin_hass::protocol::LovelaceUpdate;
use bobbin_hass::{CommandError, ConnectError, ConnectPhase, ConnectionState, Epoch, Session, SessionOptions, Timings};
use bobbin_testkit::fault_proxy::{Fault, FaultProxy, Way};
use serde_json::json;
use serde_json::value::RawValue;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Short enough for a test, long enough for a busy machine.
fn timings() -> Timings {
    Timings {
        connect: Duration::from_millis(1000),
        auth: Duration::from_millis(1000),
        command: Duration::from_millis(1500),
        large_command: Duration::from_millis(2000),
        ping_every: Duration::from_millis(500),
        ping_when_waiting: Duration::from_millis(300),
        pong: Duration::from_millis(1000),
        first_retry: Duration::from_millis(20),
        longest_retry: Duration::from_millis(100),
        stable_after: Duration::ZERO,
        ..Timings::default()
    }
}

/// The time limits above added up, on a busy machine.
const AT_THE_LATEST: Duration = Duration::from_secs(8);

struct Scene {
    proxy: FaultProxy,
    session: Session,
    server: fake::Answering,
    first: Epoch,
}

async fn scene() -> Scene {
    let server = Fake::answering().await;
    let proxy = FaultProxy::start(server.address()).await.expect("a free port");
    let address = format!("http://{}", proxy.address()).parse().expect("an address");
    let options = SessionOptions::new(address, bobbin_hass::Secret::new(fake::TOKEN));
    let session = Session::start(SessionOptions { timings: timings(), ..options });
    let first = session.settled().await.expect("a connection").epoch;
    Scene { proxy, session, server, first }
}

impl Scene {
    fn config(bytes: usize) -> Box<RawValue> {
        RawValue::from_string(json!({ "x": "x".repeat(bytes) }).to_string()).expect("JSON")
    }

    /// Waits for the loss and returns its reason.
    async fn lost(&self) -> Arc<ConnectError> {
        let state = until(&self.session, |s| matches!(s, ConnectionState::Reconnecting { .. })).await;
        match state {
            ConnectionState::Reconnecting { last_error, .. } => last_error,
            _ => unreachable!("as waited for"),
        }
    }

    /// Lifts the fault and waits until a command works again.
    async fn heals(&self) {
        self.proxy.lift();
        let first = self.first;
        until(&self.session, |s| matches!(s, ConnectionState::Connected(c) if c.epoch > first)).await;
        self.session.lovelace().config(None, false).await.expect("an answer on the new connection");
    }
}

#[tokio::test]
async fn a_closed_connection_is_shown_and_comes_back_with_its_subscriptions() {
    for fault in [Fault::Close, Fault::Reset] {
        let scene = scene().await;
        let mut updates = scene.session.lovelace().subscribe_updates();
        assert!(matches!(updates.next().await, Some(LovelaceUpdate::ReadAfresh { .. })));
        scene.proxy.set(fault);
        assert!(matches!(*scene.lost().await, ConnectError::Broken { .. }));
        let asked = Instant::now();
        let error = scene.session.home().states().await.expect_err("no connection");
        assert!(matches!(error, CommandError::NotConnected), "{error:?}");
        assert!(asked.elapsed() < Duration::from_millis(200));
        // It shows that it keeps trying.
        until(&scene.session, |s| matches!(s, ConnectionState::Reconnecting { attempt: 3.., .. })).await;
        scene.heals().await;
        let Some(LovelaceUpdate::ReadAfresh { epoch: Some(epoch) }) = updates.next().await else { panic!("afresh") };
        assert!(epoch > scene.first);
    }
}

#[tokio::test]
async fn a_slow_network_is_measured_and_works() {
    let scene = scene().await;
    scene.proxy.set(Fault::Delay(Duration::from_millis(120)));
    let late = |s: &ConnectionState| matches!(s, ConnectionState::Connected(c) if c.latency >= Some(Duration::from_millis(240)));
    until(&scene.session, late).await;
    scene.session.lovelace().config(None, false).await.expect("an answer, later");
    assert_eq!(scene.session.connected().expect("still connected").epoch, scene.first);
}

#[tokio::test]
async fn an_answer_cut_in_the_middle_leaves_the_outcome_open() {
    let scene = scene().await;
    scene.proxy.set(Fault::CutAfter(Way::ToClient, 100_000));
    let error = scene.session.lovelace().config(Some("large-one"), false).await.expect_err("cut");
    assert!(matches!(error, CommandError::ConnectionLost { sent: true }), "{error:?}");
    scene.heals().await;
}

#[tokio::test]
async fn a_save_cut_in_the_middle_is_not_sent_again() {
    let scene = scene().await;
    scene.proxy.set(Fault::CutAfter(Way::ToServer, 100_000));
    let config = Scene::config(1_000_000);
    let error = scene.session.lovelace().save(None, &config).await.expect_err("cut");
    assert!(error.outcome_unknown(), "{error:?}");
    scene.heals().await;
    assert_eq!(scene.server.count("lovelace/config/save"), 0);
}

#[tokio::test]
async fn a_save_whose_answer_is_lost_is_not_sent_again() {
    let scene = scene().await;
    scene.session.lovelace().config(None, false).await.expect("warm");
    let mut state = scene.session.state();
    scene.proxy.set(Fault::Stall(Way::ToClient));
    let asked = Instant::now();
    let config = Scene::config(10);
    let swap = scene.session.lovelace().get_and_save(None, &config, scene.first).await;
    assert!(asked.elapsed() < AT_THE_LATEST, "{:?}", asked.elapsed());
    let (read, saved) = (swap.displaced.expect_err("no answer"), swap.saved.expect_err("no answer"));
    assert!(read.outcome_unknown() && saved.outcome_unknown(), "{read:?} {saved:?}");
    state.wait_for(|s| matches!(s, ConnectionState::Reconnecting { .. })).await.expect("a session");
    scene.heals().await;
    assert_eq!(scene.server.count("lovelace/config/save"), 1);
}

#[tokio::test]
async fn garbage_ends_the_connection_and_not_the_session() {
    let scene = scene().await;
    let lovelace = scene.session.lovelace();
    let silent = scene.session.request(bobbin_hass::Command::new("never/answered"));
    let (error, ()) = tokio::join!(silent, async {
        lovelace.config(None, false).await.expect("an answer");
        scene.proxy.set(Fault::Garbage(vec![0xFF; 64]));
    });
    let error = error.expect_err("garbage is no answer");
    assert!(matches!(error, CommandError::ConnectionLost { sent: true }), "{error:?}");
    // New connections begin with garbage as well.
    let not_hass = |s: &ConnectionState| {
        matches!(s, ConnectionState::Reconnecting { last_error, .. }
            if matches!(**last_error, ConnectError::NotHomeAssistant { .. }))
    };
    until(&scene.session, not_hass).await;
    scene.heals().await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_noticed_in_time() {
    for way in [Way::ToClient, Way::ToServer, Way::Both] {
        let scene = scene().await;
        scene.proxy.set(Fault::Stall(way));
        let asked = Instant::now();
        let error = scene.session.home().states().await.expect_err("no answer");
        assert!(error.outcome_unknown(), "{way:?}: {error:?}");
        let lost = scene.lost().await;
        assert!(asked.elapsed() < AT_THE_LATEST, "{way:?}: {:?}", asked.elapsed());
        let connected = matches!(*lost, ConnectError::Timeout { phase: ConnectPhase::Connected, .. });
        let connecting = matches!(*lost, ConnectError::Timeout { phase: ConnectPhase::Connecting, .. });
        assert!(connected || connecting, "{way:?}: {lost:?}");
        // Another attempt doesn't hang either.
        until(&scene.session, |s| matches!(s, ConnectionState::Reconnecting { attempt: 2.., .. })).await;
        assert!(asked.elapsed() < AT_THE_LATEST + timings().connect * 2, "{way:?}: {:?}", asked.elapsed());
        scene.heals().await;
    }
}

#[tokio::test]
async fn nothing_hangs_and_everything_heals_after_any_sequence_of_faults() {
    let scene = scene().await;
    let faults = [
        Fault::Close,
        Fault::CutAfter(Way::ToClient, 3),
        Fault::Stall(Way::ToServer),
        Fault::Garbage(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
        Fault::CutAfter(Way::ToServer, 200),
        Fault::Reset,
        Fault::Delay(Duration::from_millis(50)),
        Fault::CutAfter(Way::Both, 1000),
    ];
    let config = Scene::config(5000);
    let mut sent = 0;
    for fault in faults {
        scene.proxy.set(fault.clone());
        let asked = Instant::now();
        let epoch = scene.session.connected().map(|c| c.epoch);
        if let Some(epoch) = epoch {
            let swap = scene.session.lovelace().get_and_save(None, &config, epoch).await;
            sent += usize::from(swap.saved.as_ref().map_or_else(CommandError::outcome_unknown, |()| true));
        }
        assert!(asked.elapsed() < AT_THE_LATEST, "{fault:?}: {:?}", asked.elapsed());
        scene.proxy.lift();
        until(&scene.session, |s| matches!(s, ConnectionState::Connected(_))).await;
        // The connection may be one whose loss is still unnoticed, so wait for an answer.
        while scene.session.lovelace().config(None, false).await.is_err() {
            assert!(asked.elapsed() < AT_THE_LATEST * 2, "{fault:?}");
            tokio::task::yield_now().await;
        }
    }
    let arrived = scene.server.count("lovelace/config/save");
    assert!(arrived <= sent, "{arrived} saves arrived and {sent} were sent");
}
