//! A conversation on a working connection.

use crate::fake::{Fake, PATIENCE, quick, until, updated};
use bobbin_hass::protocol::LovelaceUpdate;
use bobbin_hass::{
    Command, CommandError, ConfigNotFound, ConnectError, ConnectionState, LARGEST_FRAME, Origin, Secret, Session,
    SessionOptions, SubscriptionItem,
};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::time::timeout;

fn raw(value: &Value) -> Box<RawValue> {
    RawValue::from_string(value.to_string()).expect("JSON")
}

#[tokio::test]
async fn reports_the_user_and_the_version() {
    let (_fake, session, _client) = Fake::connected().await;
    let connected = session.connected().expect("connected");
    assert_eq!(connected.ha_version, "2026.11.0");
    let user = connected.user.expect("a user");
    assert_eq!((user.name.as_str(), user.is_admin, user.is_owner), ("Ada", true, false));
}

#[tokio::test]
async fn ids_grow_and_answers_may_come_in_any_order() {
    let (_fake, session, mut client) = Fake::connected().await;
    let call = |n: u64| {
        let session = session.clone();
        tokio::spawn(async move { session.call::<u64>(Command::new("echo").with("n", &n)).await })
    };
    let calls: Vec<_> = (0..50).map(call).collect();
    let mut commands = Vec::new();
    for _ in 0..50 {
        commands.push(client.expect("echo").await);
    }
    let ids: Vec<_> = commands.iter().map(|c| c["id"].as_u64().expect("an id")).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    for command in commands.iter().rev() {
        client.reply(&command["id"], &command["n"]).await;
    }
    for (n, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.expect("no panic").expect("an answer"), n as u64);
    }
}

#[tokio::test]
async fn reads_coalesced_frames_and_skips_unreadable_messages() {
    let (_fake, session, mut client) = Fake::connected().await;
    let server = async {
        let first = client.expect("a").await["id"].clone();
        let second = client.expect("b").await["id"].clone();
        client.send_text("this is no JSON".to_owned()).await;
        client.send_text("[]".to_owned()).await;
        client.send_binary(vec![1, 2, 3]).await;
        client
            .send(&json!([
                { "id": second, "type": "result", "success": true, "result": "second" },
                { "what": "is this" },
                { "id": 4711, "type": "result", "success": true, "result": "nobody asked" },
                { "id": first, "type": "result", "success": true, "result": "first" },
            ]))
            .await;
    };
    let (first, second, ()) =
        tokio::join!(session.call::<String>(Command::new("a")), session.call::<String>(Command::new("b")), server);
    assert_eq!((first.expect("an answer"), second.expect("an answer")), ("first".to_owned(), "second".to_owned()));
}

#[tokio::test]
async fn sends_several_commands_in_one_frame() {
    let (_fake, session, mut client) = Fake::connected().await;
    // The first ping is on its way; it must not split the frame.
    let server = async {
        loop {
            match client.receive().await.expect("a frame") {
                Value::Array(commands) => {
                    assert_eq!(commands.len(), 2, "{commands:?}");
                    client.reply(&commands[1]["id"], &json!("two")).await;
                    client.reject(&commands[0]["id"], "not_found", "no such thing").await;
                    return commands;
                }
                ping => client.send(&json!({ "id": ping["id"], "type": "pong" })).await,
            }
        }
    };
    let (replies, commands) = tokio::join!(session.frame(vec![Command::new("one"), Command::new("two")]), server);
    assert_eq!(commands[0]["id"].as_u64().map(|id| id + 1), commands[1]["id"].as_u64());
    let [one, two] = replies.try_into().expect("two answers");
    assert!(one.expect_err("rejected").rejection().is_some_and(|r| r.is_not_found()));
    assert_eq!(two.expect("an answer").result.get(), "\"two\"");
}

#[tokio::test]
async fn the_first_answer_to_a_command_counts() {
    let (_fake, session, mut client) = Fake::connected().await;
    let server = async {
        let command = client.expect("lovelace/dashboards/delete").await;
        assert_eq!(command["dashboard_id"], "t_one");
        client.reject(&command["id"], "not_found", "Unable to find dashboard_id t_one").await;
        client.reply(&command["id"], &Value::Null).await;
        let next = client.expect("get_config").await;
        client.reply(&next["id"], &json!({ "version": "x" })).await;
    };
    let (deleted, ()) = tokio::join!(
        async {
            let deleted = session.dashboards().delete("t_one").await;
            assert_eq!(session.home().config().await.expect("an answer").version, "x");
            deleted
        },
        server
    );
    assert!(deleted.expect_err("rejected").rejection().is_some_and(|r| r.is_not_found()));
}

#[tokio::test]
async fn tells_refusals_apart() {
    let (_fake, session, mut client) = Fake::connected().await;
    let answers = [
        ("config_not_found", "No config found."),
        ("config_not_found", "Unknown config specified: x-y"),
        ("unauthorized", "Unauthorized"),
        ("error", "Not supported"),
    ];
    let server = async {
        for (code, message) in answers {
            let command = client.expect("lovelace/config").await;
            client.reject(&command["id"], code, message).await;
        }
    };
    let calls = async {
        let mut refusals = Vec::new();
        for _ in answers {
            let error = session.lovelace().config(Some("x-y"), false).await.expect_err("a refusal");
            refusals.push(error.rejection().expect("a refusal").clone());
        }
        refusals
    };
    let (refusals, ()) = tokio::join!(calls, server);
    let found: Vec<_> = refusals.iter().map(|r| r.config_not_found()).collect();
    assert_eq!(found, [Some(ConfigNotFound::NothingSaved), Some(ConfigNotFound::UnknownDashboard), None, None]);
    assert!(refusals[2].is_unauthorized() && refusals[3].is_not_supported());
}

#[tokio::test]
async fn the_default_dashboard_has_one_name() {
    let (_fake, session, mut client) = Fake::connected().await;
    let server = async {
        for expected in [Value::Null, Value::Null, json!("a-b")] {
            let command = client.expect("lovelace/config").await;
            assert_eq!(command["url_path"], expected);
            assert_eq!(command.get("force"), None);
            client.reply(&command["id"], &json!({})).await;
        }
    };
    let calls = async {
        for path in [None, Some("lovelace"), Some("a-b")] {
            session.lovelace().config(path, false).await.expect("a config");
        }
    };
    tokio::join!(calls, server);
}

#[tokio::test]
async fn a_frame_over_the_limit_is_refused_and_the_connection_stays() {
    let (_fake, session, mut client) = Fake::connected().await;
    let text = |bytes: usize| raw(&json!("x".repeat(bytes)));
    let save = |config: Box<RawValue>| {
        let session = session.clone();
        async move { session.lovelace().save(Some("a-b"), &config).await }
    };
    let error = save(text(LARGEST_FRAME)).await.expect_err("too large");
    let CommandError::TooLarge { size, limit } = error else { panic!("{error:?}") };
    assert_eq!(limit, LARGEST_FRAME);
    let overhead = size - LARGEST_FRAME;
    assert!((50..200).contains(&overhead), "{overhead}");
    assert!(error.to_string().contains("4194303"), "{error}");
    // One byte less than the limit goes through: the limit applies to the whole frame.
    let server = async {
        let command = client.expect("lovelace/config/save").await;
        client.reply(&command["id"], &Value::Null).await;
        command["config"].as_str().map(str::len)
    };
    let (saved, sent) = tokio::join!(save(text(LARGEST_FRAME - overhead)), server);
    saved.expect("saved");
    assert_eq!(sent, Some(LARGEST_FRAME - overhead));
}

#[tokio::test]
async fn content_that_closes_the_connection_is_not_sent() {
    let (_fake, session, mut client) = Fake::connected().await;
    let broken = RawValue::from_string(r#"{"title":"\ud800"}"#.to_owned()).expect("JSON");
    let epoch = session.connected().expect("connected").epoch;
    assert!(matches!(session.lovelace().save(None, &broken).await, Err(CommandError::Unsendable { .. })));
    let swap = session.lovelace().get_and_save(None, &broken, epoch).await;
    assert!(matches!(swap.displaced, Err(CommandError::Unsendable { .. })));
    assert!(matches!(swap.saved, Err(CommandError::Unsendable { .. })));
    let server = async {
        let command = client.expect("get_config").await;
        client.reply(&command["id"], &json!({})).await;
    };
    let (config, ()) = tokio::join!(session.home().config(), server);
    config.expect("the connection is still there");
}

#[tokio::test]
async fn an_answer_of_the_wrong_kind_is_an_error() {
    let (_fake, session, mut client) = Fake::connected().await;
    let server = async {
        let command = client.expect("lovelace/dashboards/list").await;
        client.reply(&command["id"], &json!({ "not": "a list" })).await;
    };
    let (list, ()) = tokio::join!(session.dashboards().list(), server);
    assert!(matches!(list, Err(CommandError::Unexpected { command: "lovelace/dashboards/list", .. })), "{list:?}");
}

#[tokio::test]
async fn the_event_after_the_get_of_a_swap_is_the_own_save() {
    let (_fake, session, mut client) = Fake::connected().await;
    let mut updates = session.lovelace().subscribe_updates();
    let subscription = client.expect("subscribe_events").await["id"].clone();
    client.reply(&subscription, &Value::Null).await;
    let epoch = session.connected().expect("connected").epoch;
    assert_eq!(updates.next().await, Some(LovelaceUpdate::ReadAfresh { epoch: Some(epoch) }));

    let server = async {
        let get = client.expect("lovelace/config").await["id"].clone();
        let save = client.expect("lovelace/config/save").await["id"].clone();
        client.lovelace_updated(&subscription, Some("a-b")).await;
        client.reply(&get, &json!({ "views": [] })).await;
        client.lovelace_updated(&subscription, Some("a-b")).await;
        client.lovelace_updated(&subscription, Some("a-b")).await;
        client.reply(&save, &Value::Null).await;
        save
    };
    let config = raw(&json!({}));
    let (swap, save) = tokio::join!(session.lovelace().get_and_save(Some("a-b"), &config, epoch), server);
    assert_eq!(swap.displaced.expect("a config").config.get(), r#"{"views":[]}"#);
    swap.saved.expect("saved");

    let mut origins = Vec::new();
    let mut own_sequence = None;
    for _ in 0..3 {
        let Some(LovelaceUpdate::Changed { url_path, origin, sequence, .. }) = updates.next().await else {
            panic!("an update")
        };
        assert_eq!(url_path.as_deref(), Some("a-b"));
        if origin != Origin::Other {
            own_sequence = Some(sequence);
        }
        origins.push(origin);
    }
    let own = Origin::OwnSave { command: save.as_u64().expect("an id") };
    assert_eq!(origins, [Origin::Other, own, Origin::Other]);
    assert!(own_sequence.is_some() && swap.own_event == own_sequence, "{own_sequence:?}");
}

#[tokio::test]
async fn every_subscriber_sees_the_origin_of_an_own_save() {
    let (_fake, session, mut client) = Fake::connected().await;
    let mut subscribers = [session.lovelace().subscribe_updates(), session.lovelace().subscribe_updates()];
    let mut ids = Vec::new();
    for subscriber in &mut subscribers {
        let id = client.expect("subscribe_events").await["id"].clone();
        client.reply(&id, &Value::Null).await;
        subscriber.next().await.expect("established");
        ids.push(id);
    }
    let epoch = session.connected().expect("connected").epoch;
    let server = async {
        let get = client.expect("lovelace/config").await["id"].clone();
        let save = client.expect("lovelace/config/save").await["id"].clone();
        client.reply(&get, &json!({})).await;
        // The session's own save reaches both subscribers, then a foreign one does.
        for _ in 0..2 {
            for id in &ids {
                client.lovelace_updated(id, Some("a-b")).await;
            }
        }
        client.reply(&save, &Value::Null).await;
    };
    let config = raw(&json!({}));
    let (swap, ()) = tokio::join!(session.lovelace().get_and_save(Some("a-b"), &config, epoch), server);
    swap.saved.expect("saved");
    for subscriber in &mut subscribers {
        let mut own = Vec::new();
        for _ in 0..2 {
            let Some(LovelaceUpdate::Changed { origin, .. }) = subscriber.next().await else { panic!("an update") };
            own.push(origin != Origin::Other);
        }
        assert_eq!(own, [true, false]);
    }
}

#[tokio::test]
async fn an_event_that_only_comes_near_an_own_save_is_foreign() {
    let (_fake, session, mut client) = Fake::connected().await;
    let mut updates = session.lovelace().subscribe_updates();
    let subscription = client.expect("subscribe_events").await["id"].clone();
    client.reply(&subscription, &Value::Null).await;
    let epoch = session.connected().expect("connected").epoch;
    updates.next().await.expect("established");
    let config = raw(&json!({}));

    // Another dashboard; a refused save; another message in between; the default dashboard under its two names.
    let server = async {
        for (path, between, saved) in
            [(Some("c-d"), false, true), (Some("a-b"), false, false), (Some("a-b"), true, true)]
        {
            let get = client.expect("lovelace/config").await["id"].clone();
            let save = client.expect("lovelace/config/save").await["id"].clone();
            client.reply(&get, &json!({})).await;
            if between {
                client.event(&json!(999), &json!({})).await;
            }
            if !saved {
                client.reject(&save, "unauthorized", "Unauthorized").await;
            }
            client.lovelace_updated(&subscription, path).await;
            if saved {
                client.reply(&save, &Value::Null).await;
            }
        }
        let get = client.expect("lovelace/config").await["id"].clone();
        let save = client.expect("lovelace/config/save").await["id"].clone();
        client
            .send(&json!([
                { "id": get, "type": "result", "success": true, "result": {} },
                { "id": subscription, "type": "event", "event": updated(Some("lovelace")) },
                { "id": save, "type": "result", "success": true, "result": null },
            ]))
            .await;
    };
    let swaps = async {
        let mut own = Vec::new();
        for path in [Some("a-b"), Some("a-b"), Some("a-b"), None] {
            own.push(session.lovelace().get_and_save(path, &config, epoch).await.own_event.is_some());
        }
        own
    };
    let (own, ()) = tokio::join!(swaps, server);
    assert_eq!(own, [false, false, false, true]);
    let mut foreign = Vec::new();
    for _ in 0..4 {
        let Some(LovelaceUpdate::Changed { origin, .. }) = updates.next().await else { panic!("an update") };
        foreign.push(origin == Origin::Other);
    }
    assert_eq!(foreign, [true, true, true, false]);
}

#[tokio::test]
async fn a_dashboard_is_read_and_deleted_in_one_frame() {
    let (_fake, session, mut client) = Fake::connected().await;
    let server = async {
        let Some(Value::Array(frame)) = client.receive().await else { panic!("a frame of several commands") };
        let [get, delete] = frame.as_slice() else { panic!("two commands: {frame:?}") };
        assert_eq!((&get["type"], &delete["type"]), (&json!("lovelace/config"), &json!("lovelace/dashboards/delete")));
        assert_eq!((&get["url_path"], &delete["dashboard_id"]), (&json!("a-b"), &json!("a_b")));
        client.reply(&get["id"], &json!({ "views": [] })).await;
        client.reply(&delete["id"], &Value::Null).await;
    };
    let (deletion, ()) = tokio::join!(session.dashboards().get_and_delete("a_b", Some("a-b")), server);
    assert_eq!(deletion.last.expect("a config").config.get(), r#"{"views":[]}"#);
    deletion.deleted.expect("deleted");
}

#[tokio::test]
async fn subscriptions_outlive_connections() {
    let (mut fake, mut options) = Fake::start().await;
    options.timings = quick();
    let session = Session::start(options);
    let mut updates = session.lovelace().subscribe_updates();
    let mut ended = session.lovelace().subscribe_panels();
    let mut epochs = Vec::new();
    for round in 0..3 {
        let mut client = fake.accept().await;
        let command = client.expect("subscribe_events").await;
        assert_eq!(command["event_type"], "lovelace_updated");
        client.reply(&command["id"], &Value::Null).await;
        if round == 0 {
            let panels = client.expect("subscribe_events").await;
            client.reply(&panels["id"], &Value::Null).await;
            assert!(matches!(ended.next().await, Some(SubscriptionItem::Established { .. })));
            ended = session.subscribe(Command::new("other"));
            // The assignment drops the old subscription after the new one is sent.
            let other = client.expect("other").await;
            let ending = client.expect("unsubscribe_events").await;
            assert_eq!(ending["subscription"], panels["id"]);
            client.reject(&other["id"], "unauthorized", "Unauthorized").await;
            assert!(matches!(ended.next().await, Some(SubscriptionItem::Refused(r)) if r.is_unauthorized()));
        } else {
            client.expect("other").await;
        }
        client.lovelace_updated(&command["id"], None).await;
        let Some(LovelaceUpdate::ReadAfresh { epoch: Some(epoch) }) = updates.next().await else { panic!("afresh") };
        epochs.push(epoch);
        let Some(LovelaceUpdate::Changed { url_path: None, epoch: same, .. }) = updates.next().await else {
            panic!("a change")
        };
        assert_eq!(same, epoch);
        client.close().await;
    }
    assert!(epochs.is_sorted_by(|a, b| a < b), "{epochs:?}");
}

#[tokio::test]
async fn a_slow_subscriber_learns_that_it_missed_events() {
    let (_fake, session, mut client) = Fake::connected().await;
    let mut slow = session.subscribe(Command::new("flood"));
    let id = client.expect("flood").await["id"].clone();
    client.reply(&id, &Value::Null).await;
    for n in 0..3000 {
        client.event(&id, &json!(n)).await;
    }
    // The session keeps reading meanwhile.
    let server = async {
        let command = client.expect("get_config").await;
        client.reply(&command["id"], &json!({})).await;
    };
    let (config, ()) = tokio::join!(session.home().config(), server);
    config.expect("an answer");
    let mut events = 0;
    loop {
        client.event(&id, &json!("more")).await;
        match timeout(PATIENCE, slow.next()).await.expect("in time").expect("a session") {
            SubscriptionItem::Established { .. } => {}
            SubscriptionItem::Event(_) => events += 1,
            SubscriptionItem::Missed => break,
            SubscriptionItem::Refused(_) => panic!("refused"),
        }
    }
    assert!((1000..1100).contains(&events), "{events}");
}

#[tokio::test]
async fn commands_in_flight_are_answered_when_the_connection_breaks_and_never_sent_again() {
    let (mut fake, mut options) = Fake::start().await;
    options.timings = quick();
    let session = Session::start(options);
    let mut client = fake.accept().await;
    let first = session.settled().await.expect("connected").epoch;
    let config = raw(&json!({}));
    let server = async {
        client.expect("lovelace/config/save").await;
        drop(client);
        fake.accept().await
    };
    let (saved, mut client) = tokio::join!(session.lovelace().save(None, &config), server);
    let error = saved.expect_err("lost");
    assert!(matches!(error, CommandError::ConnectionLost { sent: true }) && error.outcome_unknown(), "{error:?}");
    until(&session, |s| matches!(s, ConnectionState::Connected(c) if c.epoch > first)).await;

    // Knowledge from the old connection doesn't count, so nothing is sent.
    let swap = session.lovelace().get_and_save(None, &config, first).await;
    assert!(matches!(swap.displaced, Err(CommandError::Renewed)));
    assert!(matches!(swap.saved, Err(CommandError::Renewed)));
    let server = async {
        let command = client.expect("get_config").await;
        client.reply(&command["id"], &json!({})).await;
    };
    let (config, ()) = tokio::join!(session.home().config(), server);
    config.expect("the first command on the new connection");
}

#[tokio::test]
async fn a_refused_token_is_tried_once_and_another_session_connects() {
    let (mut fake, mut options) = Fake::start().await;
    options.timings = quick();
    options.token = Secret::new(format!(" {} \n", crate::fake::TOKEN));
    let session = Session::start(options.clone());
    fake.refuse_token().await;
    let state = until(&session, |s| matches!(s, ConnectionState::TokenRefused { .. })).await;
    assert!(
        matches!(state, ConnectionState::TokenRefused { message } if message == "Invalid access token or password")
    );
    assert!(session.settled().await.is_err());
    session.retry_now();
    assert!(matches!(session.home().config().await, Err(CommandError::NotConnected)));
    let second_try = timeout(std::time::Duration::from_millis(200), fake.stream()).await;
    assert!(second_try.is_err(), "the refused token was tried again");
    session.stop().await;
    let another = Session::start(SessionOptions { token: Secret::new(crate::fake::TOKEN), ..options });
    let _client = fake.accept().await;
    until(&another, |s| matches!(s, ConnectionState::Connected(_))).await;
}

#[tokio::test]
async fn after_a_loss_one_try_decides() {
    let (mut fake, session, client) = Fake::connected().await;
    let first = session.try_again().await.expect("there is a connection").epoch;
    client.close().await;
    until(&session, |s| !matches!(s, ConnectionState::Connected(_))).await;
    let (again, client) = tokio::join!(session.try_again(), fake.accept());
    assert!(again.expect("a connection").epoch > first);

    client.close().await;
    until(&session, |s| !matches!(s, ConnectionState::Connected(_))).await;
    let (refused, ()) = tokio::join!(session.try_again(), fake.refuse_token());
    assert!(matches!(*refused.expect_err("refused"), ConnectError::TokenRefused { .. }));
    assert!(matches!(*session.try_again().await.expect_err("still"), ConnectError::TokenRefused { .. }));
    let second_try = timeout(std::time::Duration::from_millis(200), fake.stream()).await;
    assert!(second_try.is_err(), "the refused token was tried again");
}

#[tokio::test]
async fn a_try_that_reaches_nobody_is_decided_too() {
    let (fake, session, client) = Fake::connected().await;
    drop(fake);
    client.close().await;
    until(&session, |s| !matches!(s, ConnectionState::Connected(_))).await;
    let error = session.try_again().await.expect_err("nobody listens");
    assert!(matches!(*error, ConnectError::Refused { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_learns_of_a_loss_finds_the_new_state() {
    let (mut fake, mut options) = Fake::start().await;
    options.timings = quick();
    let session = Session::start(options);
    for _ in 0..100 {
        let mut client = fake.accept().await;
        let ConnectionState::Connected(connected) =
            until(&session, |s| matches!(s, ConnectionState::Connected(_))).await
        else {
            panic!("connected");
        };
        let server = tokio::spawn(async move {
            client.expect("get_config").await;
            client.close().await;
        });
        assert!(matches!(session.home().config().await, Err(CommandError::ConnectionLost { sent: true })));
        let now = session.connected().map(|connected| connected.epoch);
        assert_ne!(now, Some(connected.epoch), "the connection is gone");
        server.await.expect("no panic");
    }
}

#[tokio::test]
async fn a_stopped_session_says_goodbye_and_answers_everything() {
    let (_fake, session, mut client) = Fake::connected().await;
    let mut subscription = session.subscribe(Command::new("s"));
    let server = async {
        client.expect("s").await;
        client.expect("get_config").await;
        tokio::join!(session.stop(), client.end());
    };
    let (config, ()) = tokio::join!(session.home().config(), server);
    assert!(matches!(config, Err(CommandError::ConnectionLost { sent: true })));
    assert!(matches!(session.home().config().await, Err(CommandError::NotConnected)));
    assert!(matches!(*session.state().borrow(), ConnectionState::Stopped));
    assert!(subscription.next().await.is_none());
    session.stop().await;
}

#[tokio::test]
async fn dropping_the_last_handle_ends_the_connection() {
    let (_fake, session, mut client) = Fake::connected().await;
    let copy = session.clone();
    let subscription = session.subscribe(Command::new("s"));
    drop(session);
    client.expect("s").await;
    drop(copy);
    client.end().await;
    drop(subscription);
}

#[tokio::test]
async fn commands_before_the_first_connection_fail_at_once() {
    let (mut fake, options) = Fake::start().await;
    let session = Session::start(options);
    assert!(matches!(session.home().config().await, Err(CommandError::NotConnected)));
    let replies = session.frame(vec![Command::new("a"), Command::new("b")]).await;
    assert!(replies.iter().all(|r| matches!(r, Err(CommandError::NotConnected))));
    let _client = fake.accept().await;
    session.settled().await.expect("connected");
}
