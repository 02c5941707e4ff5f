//! Work without a connection: known dashboards open, saves wait, and each save is checked when the connection is back.

use bobbin_testkit::fault_proxy::{Fault, FaultProxy};
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, at_home, behind_proxy, dashboard, held, save_elsewhere};

async fn cut(proxy: &FaultProxy, bobbin: &Bobbin) {
    bobbin.forget_events();
    proxy.set(Fault::Close);
    bobbin.event(|event| event["instance"]["connection"]["state"] == "reconnecting").await;
}

#[tokio::test]
async fn queued_saves_are_sent_or_become_conflicts_one_by_one() {
    let home = RealHome::shared().await;
    let (proxy, _folder, bobbin) = behind_proxy(home).await;
    let base = json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]});
    let mut ids = Vec::new();
    for name in ["later-sent", "later-merged", "later-asked", "later-gone", "later-back"] {
        dashboard(home, name, base.clone()).await;
        ids.push(bobbin.open(name).await["id"].as_str().expect("id").to_owned());
    }
    cut(&proxy, &bobbin).await;
    for id in &ids {
        bobbin.type_over(id, "title: A", "title: mine # why").await;
        assert_eq!(bobbin.save(id).await["outcome"], "queued");
        assert!(bobbin.document(id).await["queuedAt"].is_number());
    }
    // Text typed after saving is not part of the save.
    bobbin.type_over(&ids[0], "title: B", "title: typed later").await;
    bobbin.call("document_unqueue", json!({"id": ids[4]})).await;
    save_elsewhere(
        home,
        "later-merged",
        json!({"views": [{"title": "A", "path": "a"}, {"title": "theirs", "path": "b"}]}),
    )
    .await;
    save_elsewhere(
        home,
        "later-asked",
        json!({"views": [{"title": "theirs", "path": "a"}, {"title": "B", "path": "b"}]}),
    )
    .await;
    let mut client = home.client().await;
    client.result(json!({"type": "lovelace/dashboards/delete", "dashboard_id": "later_gone"})).await;

    proxy.lift();
    bobbin.call("instance_retry", json!({"instance": "home"})).await;
    let summary = bobbin.event(|event| event["event"] == "queueSent").await;
    let items: Vec<_> = summary["items"].as_array().expect("a list").clone();
    let outcomes: Vec<_> = items.iter().map(|item| item["outcome"]["outcome"].as_str()).collect();
    assert_eq!(outcomes, [Some("saved"), Some("changedOnServer"), Some("changedOnServer"), None], "{summary:#}");
    assert!(items[3]["problem"].as_str().expect("words").contains("deleted"), "{summary}");

    assert_eq!(
        held(home, "later-sent").await,
        json!({"views": [{"title": "mine", "path": "a"}, {"title": "B", "path": "b"}]})
    );
    let first = bobbin.document(&ids[0]).await;
    assert_eq!((&first["analysis"]["difference"], &first["queuedAt"]), (&json!("meaning"), &Value::Null));
    // Changes that fit together are merged and shown, and sent after the user has seen them.
    let fits = &items[1]["outcome"]["conflict"];
    assert_eq!(fits["merges"], "1 of their changes merged with 1 of yours");
    assert_eq!(items[2]["outcome"]["conflict"]["merges"], Value::Null);
    assert_eq!(held(home, "later-merged").await["views"][0]["title"], "A", "nothing is sent that nobody has seen");
    let merge = bobbin.call("document_merge", json!({"id": ids[1]})).await;
    assert_eq!((&merge["summary"], &merge["open"]), (&fits["merges"], &json!(0)));
    let finish = json!({"id": ids[1], "revision": merge["revision"], "theirs": merge["theirs"]});
    let resolved = bobbin.call("document_merge_finish", finish).await;
    bobbin.accept(&ids[1], &resolved["offer"]).await;
    assert_eq!(bobbin.save(&ids[1]).await["outcome"], "saved");
    assert_eq!(
        held(home, "later-merged").await,
        json!({"views": [{"title": "mine", "path": "a"}, {"title": "theirs", "path": "b"}]})
    );
    let second = bobbin.document(&ids[1]).await;
    assert_eq!((&second["analysis"]["difference"], &second["remote"]["state"]), (&json!("none"), &json!("inStep")));
    assert!(second["text"].as_str().expect("text").contains("mine # why"), "{second}");
    assert_eq!(held(home, "later-asked").await["views"][0]["title"], "theirs", "nothing is sent over a conflict");
    assert_eq!(held(home, "later-back").await, base, "what was taken back is not sent");
    assert!(bobbin.document(&ids[3]).await["text"].as_str().expect("text").contains("mine"), "the draft stays");
}

#[tokio::test]
async fn a_queued_save_survives_a_restart_without_a_connection() {
    let home = RealHome::shared().await;
    let (proxy, folder, bobbin) = behind_proxy(home).await;
    dashboard(home, "later-restart", json!({"views": [{"title": "A", "path": "a"}]})).await;
    bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    bobbin.call("resource_list", json!({"instance": "home"})).await;
    let id = bobbin.open("later-restart").await["id"].as_str().expect("id").to_owned();
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;
    cut(&proxy, &bobbin).await;
    drop(bobbin);

    // Started without a connection: the last known state is there, with its age.
    let bobbin = Bobbin::start(folder.path()).await;
    let list = bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    assert_eq!(list["live"], false);
    assert!(list["asOf"].as_u64().expect("an age") > 0);
    assert_eq!(bobbin.call("resource_list", json!({"instance": "home"})).await["live"], false);
    let document = bobbin.open("later-restart").await;
    assert_eq!((&document["base"]["live"], document["base"]["asOf"].is_number()), (&json!(false), true));
    bobbin.type_over(&id, "title: A", "title: offline").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "queued");
    drop(bobbin);

    let bobbin = Bobbin::start(folder.path()).await;
    assert!(bobbin.open("later-restart").await["queuedAt"].is_number());
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;
    proxy.lift();
    bobbin.come_back(&home.token).await;
    let summary = bobbin.event(|event| event["event"] == "queueSent").await;
    assert_eq!(summary["items"][0]["outcome"]["outcome"], "saved", "{summary}");
    assert_eq!(held(home, "later-restart").await["views"][0]["title"], "offline");
    assert_eq!(bobbin.open("later-restart").await["analysis"]["difference"], "none");
}

/// Bobbin kept the state when it connected, although no screen asked for it.
#[tokio::test]
async fn a_home_that_was_connected_once_is_available_offline() {
    let home = RealHome::shared().await;
    let config = json!({"views": [{"title": "Never opened", "path": "a"}]});
    dashboard(home, "kept-unseen", config).await;
    let (proxy, folder, bobbin) = behind_proxy(home).await;
    let data = bobbin_app::Folders::under(folder.path()).data;
    let vault = bobbin_vault::Vault::open(&data, bobbin_vault::Timestamp(0)).expect("a vault").vault;
    let all_kept = async {
        while vault.snapshot("home", "home").expect("readable").is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), all_kept).await.expect("kept in time");
    drop(vault);
    cut(&proxy, &bobbin).await;
    drop(bobbin);

    let bobbin = Bobbin::start(folder.path()).await;
    let document = bobbin.open("kept-unseen").await;
    assert!(document["text"].as_str().expect("a text").contains("Never opened"), "{document}");
    // YAML dashboards contain resolved secrets and are not kept on this computer.
    let target = json!({"kind": "dashboard", "instance": "home", "urlPath": "yaml-dash"});
    let refused = bobbin.fails("document_open", json!({"target": target})).await;
    assert!(refused["hint"].as_str().expect("a hint").contains("keeps no copy"), "{refused}");
    let contents = bobbin.call("home_contents", json!({"instance": "home"})).await;
    assert_eq!(contents["live"], false);
    for kind in ["entities", "services", "pages", "users"] {
        assert!(!contents[kind].as_array().expect("a list").is_empty(), "{kind}");
    }
    for kind in ["areas", "devices", "floors", "labels", "themes"] {
        assert!(contents[kind].is_array(), "{kind}");
    }
    assert_eq!(bobbin.call("resource_list", json!({"instance": "home"})).await["live"], false);
}

#[tokio::test]
async fn comments_of_a_card_deleted_while_bobbin_was_closed_are_reported_once_and_kept() {
    let (home, folder, bobbin) = at_home().await;
    let both = json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]});
    dashboard(home, "comments-closed", both.clone()).await;
    let id = bobbin.open("comments-closed").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: B", "title: B # ask Kim first").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    bobbin.app.stop().await;
    drop(bobbin);
    save_elsewhere(home, "comments-closed", json!({"views": [{"title": "A", "path": "a"}]})).await;

    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.come_back(&home.token).await;
    let lost = bobbin.open("comments-closed").await["lostComments"].clone();
    assert_eq!(lost["comments"], json!(["ask Kim first"]), "{lost}");
    let kept = bobbin.call("history_text", json!({"version": lost["version"]})).await;
    assert!(kept["text"].as_str().expect("a text").contains("# ask Kim first"), "{kept}");
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;
    assert_eq!(bobbin.open("comments-closed").await["lostComments"], Value::Null, "told once");
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;
    // When the deleted card comes back, so does its comment.
    save_elsewhere(home, "comments-closed", both).await;
    assert!(bobbin.open("comments-closed").await["text"].as_str().expect("a text").contains("# ask Kim first"));
}

#[tokio::test]
async fn a_saved_text_goes_to_another_computer_and_its_comments_with_it() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "two-places", json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]})).await;
    let id = bobbin.open("two-places").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: A # the first").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("with-comments.yaml");
    bobbin.call("document_export_text", json!({"id": id, "path": file})).await;

    let (_, _other, second) = at_home().await;
    let document = second.open("two-places").await;
    assert_eq!(document["hasLocalText"], false, "comments are kept per computer");
    assert!(!document["text"].as_str().expect("text").contains('#'));
    second.type_over(&id, "title: B", "title: Z").await;
    let imported = second.call("document_import_text", json!({"id": id, "path": file})).await;
    assert_eq!(imported["sameMeaning"], false);
    second.accept(&id, &imported["offer"]).await;
    let text = second.document(&id).await["text"].as_str().expect("text").to_owned();
    assert!(text.contains("title: A # the first") && text.contains("title: Z"), "{text}");
}

/// The matches, one line of words for each.
fn found(result: &Value) -> Vec<String> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let documents = result["documents"].as_array().expect("documents").iter();
    let places = documents.flat_map(|document| {
        let (title, text) = (words(&document["title"]), words(&document["text"]));
        document["places"].as_array().expect("places").iter().map(move |place| {
            let around: Vec<_> = place["around"].as_array().expect("names").iter().map(words).collect();
            let line = [&place["before"], &place["found"], &place["behind"]].map(words).concat();
            format!("{title} ({text}) {}: {line}", around.join(" › "))
        })
    });
    places.collect()
}

#[tokio::test]
async fn all_dashboards_are_searched_with_and_without_a_connection() {
    let home = RealHome::shared().await;
    for (name, entity) in [("found-open", "light.quux"), ("found-draft", "light.lamp"), ("found-kept", "switch.Quux")] {
        let cards = json!([{"type": "tile", "entity": entity}]);
        dashboard(home, name, json!({"views": [{"title": "A", "cards": cards}]})).await;
    }
    let (proxy, _folder, bobbin) = behind_proxy(home).await;
    let drafted = bobbin.open("found-draft").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&drafted, "title: A", "title: A # quux").await;
    bobbin.call("document_close", json!({"id": drafted, "discard": false})).await;
    let open = bobbin.open("found-open").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&open, "title: A", "title: B").await;

    let ask = |words: &str, case: bool| json!({"instance": "home", "words": words, "matchCase": case, "wholeWords": true, "regularExpression": false});
    let here = [
        "found-open (open) B › light.quux: - entity: light.quux",
        "found-draft (draft) A: title: A # quux",
        "found-kept (kept) A › switch.Quux: - entity: switch.Quux",
    ];
    let result = bobbin.call("dashboard_search", ask("quux", false)).await;
    assert_eq!(found(&result), here, "{result:#}");
    assert_eq!(result["total"], 3);
    let place = &result["documents"][0]["places"][0];
    let text = bobbin.document(&open).await["text"].as_str().expect("a text").to_owned();
    let range = |key: &str| usize::try_from(place[key].as_u64().expect("an offset")).expect("an offset");
    assert_eq!(&text[range("from")..range("to")], "quux");

    cut(&proxy, &bobbin).await;
    let offline = bobbin.call("dashboard_search", ask("quux", false)).await;
    assert_eq!(found(&offline), here, "{offline:#}");
    assert_eq!(found(&bobbin.call("dashboard_search", ask("Quux", true)).await), [here[2]]);
    let broken =
        json!({"instance": null, "words": "(", "matchCase": false, "wholeWords": false, "regularExpression": true});
    let refused = bobbin.fails("dashboard_search", broken).await;
    assert_eq!(refused["message"], "This is no regular expression: unclosed group.");
}
