//! Saving: only the changes, never over somebody else's version, always with an outcome.

use bobbin_testkit::fault_proxy::{Fault, Way};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;

use crate::bobbin::{Bobbin, at_home, behind_proxy, dashboard, held};

#[tokio::test]
async fn one_key_changed_changes_one_key() {
    let (home, _folder, bobbin) = at_home().await;
    let config = json!({"views": [{"title": "A", "zzz": 1.0, "2": "x", "1": "y", "big": 9_007_199_254_740_993_u64,
        "badges": [null, "sensor.a"], "cards": [{"type": "tile", "entity": "light.bed_light", "on": "on", "opacity": 0.50}]}], "unknown": {"b": 1, "a": 2}});
    dashboard(home, "one-key", config.clone()).await;
    let document = bobbin.open("one-key").await;
    let id = document["id"].as_str().expect("id");

    let untouched = bobbin.save(id).await;
    assert_eq!((&untouched["outcome"], &untouched["sent"]), (&json!("saved"), &json!(false)));

    bobbin.type_over(id, "title: A", "title: B").await;
    let saved = bobbin.save(id).await;
    assert_eq!((&saved["outcome"], &saved["sent"]), (&json!("saved"), &json!(true)));
    let mut expected = config;
    expected["views"][0]["title"] = json!("B");
    // Compared as texts, so the order of keys and the spelling of numbers count.
    assert_eq!(held(home, "one-key").await.to_string(), expected.to_string());
    assert_eq!(saved["analysis"]["difference"], "none");
}

#[tokio::test]
async fn a_comment_changes_nothing_in_home_assistant_and_stays() {
    let (home, folder, bobbin) = at_home().await;
    dashboard(home, "comment-1", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("comment-1").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: A # the first").await;
    let saved = bobbin.save(&id).await;
    assert_eq!((&saved["outcome"], &saved["sent"]), (&json!("saved"), &json!(false)));
    bobbin.app.stop().await;
    drop(bobbin);

    // Somebody else changes the dashboard while Bobbin is not running.
    let config = json!({"views": [{"title": "A"}, {"title": "Z"}]});
    home.client()
        .await
        .result(json!({"type": "lovelace/config/save", "url_path": "comment-1", "config": config}))
        .await;

    let bobbin = Bobbin::start(folder.path()).await;
    bobbin
        .call(
            "instance_update",
            json!({"id": "home", "name": null, "url": null, "token": home.token, "trustedFingerprint": null}),
        )
        .await;
    bobbin.connected().await;
    let document = bobbin.open("comment-1").await;
    let text = document["text"].as_str().expect("a text");
    assert!(text.contains("# the first") && text.contains("title: Z"), "{text}");
    assert_eq!(document["analysis"]["difference"], "none");
}

#[tokio::test]
async fn a_change_by_somebody_else_stops_the_save_and_both_versions_live() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "conflict-1", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let id = bobbin.open("conflict-1").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine").await;
    let theirs = json!({"views": [{"title": "A", "path": "theirs"}]});
    home.client()
        .await
        .result(json!({"type": "lovelace/config/save", "url_path": "conflict-1", "config": theirs}))
        .await;

    // The banner appears by itself, and the text stays.
    let event = bobbin.event(|event| event["event"] == "remoteChanged" && event["id"] == id.as_str()).await;
    assert_eq!(event["remote"]["state"], "changed");
    assert!(bobbin.document(&id).await["text"].as_str().expect("text").contains("title: mine"));

    let outcome = bobbin.save(&id).await;
    assert_eq!(outcome["outcome"], "changedOnServer");
    assert_eq!(held(home, "conflict-1").await, theirs, "theirs was not touched");

    // The user can compare any two sides before deciding.
    for (old, new, seen) in [("base", "theirs", "theirs"), ("base", "mine", "mine"), ("theirs", "mine", "mine")] {
        let sides = json!({"id": id, "old": {"side": old}, "new": {"side": new}, "context": null});
        let review = bobbin.call("document_compare", sides).await;
        assert!(review["hunks"].to_string().contains(seen), "{old} against {new}: {review}");
        assert!(!review["changes"].as_array().expect("sentences").is_empty(), "{old} against {new}: {review}");
    }

    // Overwriting is a decision; the displaced version stays in the history.
    let resolved = bobbin.call("document_resolve", json!({"id": id, "choice": "overwriteTheirs"})).await;
    bobbin.accept(&id, &resolved["offer"]).await;
    let saved = bobbin.save(&id).await;
    assert_eq!(saved["outcome"], "saved");
    assert_eq!(held(home, "conflict-1").await["views"][0]["title"], "mine");
    let versions = bobbin.call("dashboard_versions", json!({"instance": "home", "urlPath": "conflict-1"})).await;
    let mut texts = Vec::new();
    for version in versions.as_array().expect("a list") {
        let side = json!({"side": "version", "version": version["id"]});
        let review = json!({"id": id, "old": side, "new": {"side": "mine"}, "context": null});
        texts.push(bobbin.call("document_compare", review).await["hunks"].to_string());
    }
    assert!(texts.iter().any(|text| text.contains("path: theirs")), "their version is kept: {texts:#?}");
}

#[tokio::test]
async fn taking_theirs_keeps_the_draft_in_the_history() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "take-theirs", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("take-theirs").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine").await;
    let theirs = json!({"views": [{"title": "theirs"}]});
    home.client()
        .await
        .result(json!({"type": "lovelace/config/save", "url_path": "take-theirs", "config": theirs}))
        .await;
    assert_eq!(bobbin.save(&id).await["outcome"], "changedOnServer");
    let resolved = bobbin.call("document_resolve", json!({"id": id, "choice": "takeTheirs"})).await;
    bobbin.accept(&id, &resolved["offer"]).await;
    let document = bobbin.document(&id).await;
    assert!(document["text"].as_str().expect("text").contains("title: theirs"));
    assert_eq!(document["analysis"]["difference"], "none");
    let versions = bobbin.call("dashboard_versions", json!({"instance": "home", "urlPath": "take-theirs"})).await;
    assert!(
        versions.as_array().expect("a list").iter().any(|version| version["origin"] == "discardedDraft"),
        "{versions}"
    );
}

#[tokio::test]
async fn changes_that_fit_together_merge() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "merge-one", json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]})).await;
    let id = bobbin.open("merge-one").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine # why").await;
    let theirs = json!({"views": [{"title": "A", "path": "a"}, {"title": "theirs", "path": "b"}]});
    home.client()
        .await
        .result(json!({"type": "lovelace/config/save", "url_path": "merge-one", "config": theirs}))
        .await;
    let outcome = bobbin.save(&id).await;
    assert_eq!(outcome["conflict"]["merges"], "1 of their changes merged with 1 of yours", "{outcome}");
    let resolved = bobbin.call("document_resolve", json!({"id": id, "choice": "merge"})).await;
    bobbin.accept(&id, &resolved["offer"]).await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    let expected = json!({"views": [{"title": "mine", "path": "a"}, {"title": "theirs", "path": "b"}]});
    assert_eq!(held(home, "merge-one").await, expected);
    assert!(bobbin.document(&id).await["text"].as_str().expect("text").contains("# why"), "the comment stays");
}

#[tokio::test]
async fn a_broken_text_is_refused_in_words_and_kept() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "broken-1", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("broken-1").await["id"].as_str().expect("id").to_owned();
    let analysis = bobbin.type_over(&id, "title: A", "title: \"A").await;
    let problem = &analysis["problems"][0];
    assert_eq!(problem["severity"], "error");
    let error = bobbin.fails("document_save", json!({"id": id})).await;
    assert_eq!(error["code"], "invalidText");
    assert!(error["message"].as_str().expect("words").contains(problem["message"].as_str().expect("words")), "{error}");
    assert_eq!(held(home, "broken-1").await["views"][0]["title"], "A");
}

#[tokio::test]
async fn a_dashboard_over_the_limit_is_refused_before_it_is_sent() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "too-large", json!({"views": []})).await;
    let id = bobbin.open("too-large").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "views: []", &format!("views: []\nbig: {}", "x".repeat(4_200_000))).await;
    let error = bobbin.fails("document_save", json!({"id": id})).await;
    assert_eq!(error["code"], "tooLarge");
    assert!(error["message"].as_str().expect("words").contains("4.2 MB"), "{error}");
    assert_eq!(held(home, "too-large").await, json!({"views": []}));
}

#[tokio::test]
async fn a_lost_answer_is_settled_after_reconnecting() {
    let (home, _folder, _) = at_home().await;
    // The read before the save passes (100 kB come back); the frame or its answer is cut halfway.
    let cuts = [
        ("lost-answer", Fault::CutAfter(Way::ToClient, 150_000)),
        ("lost-save", Fault::CutAfter(Way::ToServer, 60_000)),
    ];
    for (name, cut) in cuts {
        dashboard(home, name, json!({"views": [{"title": "A"}], "pad": "x".repeat(100_000)})).await;
        let (proxy, _folder, bobbin) = behind_proxy(home).await;
        let id = bobbin.open(name).await["id"].as_str().expect("id").to_owned();
        bobbin.type_over(&id, "title: A", "title: mine").await;
        proxy.set(cut.clone());
        bobbin.forget_events();
        let outcome = bobbin.save(&id).await;
        assert_eq!(outcome["outcome"], "unknown", "{name}: {outcome}");
        proxy.lift();
        let settled = bobbin.event(|event| event["event"] == "saveSettled").await;
        let held = held(home, name).await;
        if cut == Fault::CutAfter(Way::ToServer, 60_000) {
            assert_eq!(settled["outcome"]["outcome"], "notReceived", "{settled}");
            assert_eq!(held["views"][0]["title"], "A");
            assert_eq!(bobbin.document(&id).await["analysis"]["difference"], "meaning", "the draft is kept");
            assert_eq!(bobbin.save(&id).await["outcome"], "saved");
        } else {
            assert_eq!(settled["outcome"]["outcome"], "saved", "{settled}");
            assert_eq!(held["views"][0]["title"], "mine");
            assert_eq!(bobbin.document(&id).await["analysis"]["difference"], "none");
        }
    }
}

#[tokio::test]
async fn a_restart_of_home_assistant_in_the_middle_loses_nothing() {
    let home =
        RealHome::start(Options::default().dashboard("restart-me", "R", Some(r#"{"views":[{"title":"A"}]}"#))).await;
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&home.url, &home.token).await;
    let id = bobbin.open("restart-me").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: B").await;
    home.stop().await;
    bobbin.event(|event| event["instance"]["connection"]["state"] == "reconnecting").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "queued");
    bobbin.forget_events();
    home.resume().await;
    bobbin.call("instance_retry", json!({"instance": "home"})).await;
    let sent = bobbin.event(|event| event["event"] == "queueSent").await;
    assert_eq!(sent["items"][0]["outcome"]["outcome"], "saved", "{sent}");
    assert_eq!(held(&home, "restart-me").await["views"][0]["title"], "B");
}
