//! History: the changes of each version, comparisons of any two, and undoing changes, also from deleted dashboards.

use std::time::Instant;

use bobbin_vault::{DocumentKey, NewVersion, Origin, Timestamp, Vault};
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, at_home, dashboard, held, save_elsewhere};

fn card(name: &str) -> Value {
    json!({"type": "tile", "entity": format!("light.{name}"), "name": name})
}

async fn timeline(bobbin: &Bobbin, name: &str) -> Vec<Value> {
    let versions = bobbin.call("dashboard_versions", json!({"instance": "home", "urlPath": name})).await;
    versions.as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_timeline_lists_changes_origins_and_files() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "story-one", json!({"views": [{"title": "A", "path": "a", "cards": [card("one"), card("two")]}]}))
        .await;
    let id = bobbin.open("story-one").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: B").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    save_elsewhere(home, "story-one", json!({"views": [{"title": "B", "path": "a", "cards": [card("one")]}]})).await;
    bobbin.event(|event| event["event"] == "remoteCarried").await;
    let versions = timeline(&bobbin, "story-one").await;
    let origins: Vec<_> = versions.iter().map(|version| version["origin"].as_str().expect("words")).collect();
    // Another client saved the first one just before: Bobbin saw the event or read it, whichever was faster.
    assert_eq!(origins[..2], ["savedByOthers", "savedByUs"], "{origins:?}");
    let ids: Vec<_> = versions.iter().map(|version| version["id"].clone()).collect();
    let ask = json!({"instance": "home", "urlPath": "story-one", "versions": ids});
    let changes = bobbin.call("history_changes", ask).await;
    let sentence = |at: usize| -> String {
        let parts = changes[at]["sentences"][0].as_array().expect("a sentence");
        parts.iter().filter_map(|part| part["text"].as_str()).collect()
    };
    assert!(sentence(0).contains("Removed") && sentence(0).contains("two"), "{changes:#}");
    assert_eq!(sentence(1), "Renamed view A to B", "{changes:#}");
    assert_eq!((&changes[0]["before"], &changes[2]["before"]), (&ids[1], &Value::Null));

    // Compares any two, names one, and writes one to a file.
    let review = bobbin.call("history_compare", json!({"old": ids[2], "new": ids[0], "context": 3})).await;
    assert_eq!(review["changes"].as_array().expect("a list").len(), 2, "{review:#}");
    bobbin.call("history_name", json!({"version": ids[2], "name": " before the change "})).await;
    assert_eq!(timeline(&bobbin, "story-one").await[2]["name"], "before the change");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("old.yaml");
    bobbin.call("history_export", json!({"version": ids[2], "path": file})).await;
    let text = std::fs::read_to_string(&file).expect("written");
    assert!(text.contains("title: A") && text.contains("light.two"), "{text}");
}

#[tokio::test]
async fn a_deleted_card_comes_back_into_a_draft_that_went_on() {
    let (home, _folder, bobbin) = at_home().await;
    let cards = |names: &[&str]| json!({"views": [{"title": "A", "path": "a", "cards": names.iter().map(|name| card(name)).collect::<Vec<_>>()}]});
    dashboard(home, "bring-back", cards(&["one", "two", "three"])).await;
    let id = bobbin.open("bring-back").await["id"].as_str().expect("id").to_owned();
    save_elsewhere(home, "bring-back", cards(&["one", "three"])).await;
    let carried = bobbin.event(|event| event["event"] == "remoteCarried" && event["id"] == id.as_str()).await;
    bobbin.accept(&id, &carried["offer"]).await;
    let versions = timeline(&bobbin, "bring-back").await;
    let (old, new) = (versions[1]["id"].clone(), versions[0]["id"].clone());
    bobbin.type_over(&id, "name: one", "name: uno # typed since").await;

    let ask = json!({"id": id, "old": old, "new": new, "change": 0});
    let back = bobbin.call("history_bring_back", ask.clone()).await;
    assert_eq!(back["result"], "offered", "{back}");
    assert!(back["sentence"].as_str().expect("words").starts_with("Brought back"), "{back}");
    bobbin.accept(&id, &back["offer"]).await;
    let text = bobbin.document(&id).await["text"].as_str().expect("a text").to_owned();
    let places: Vec<_> = ["uno # typed since", "light.two", "light.three"].iter().map(|part| text.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    // The second time there is nothing to restore.
    let again = bobbin.call("history_bring_back", ask).await;
    assert_eq!((&again["result"], &again["reason"]), (&json!("notPossible"), &json!("It is there already.")));
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    assert_eq!(held(home, "bring-back").await["views"][0]["cards"][1], card("two"));
}

#[tokio::test]
async fn one_old_change_is_undone_alone_or_refused_with_the_reason() {
    let (home, _folder, bobbin) = at_home().await;
    let config = |title: &str, icon: &str, last: &str| json!({"views": [{"title": title, "path": "a", "icon": icon}, {"title": last, "path": "b"}]});
    dashboard(home, "undo-old", config("A", "mdi:a", "Z")).await;
    let id = bobbin.open("undo-old").await["id"].as_str().expect("id").to_owned();
    for (title, icon, last) in [("A", "mdi:a", "Why"), ("A", "mdi:b", "Why")] {
        bobbin.forget_events();
        save_elsewhere(home, "undo-old", config(title, icon, last)).await;
        let carried = bobbin.event(|event| event["event"] == "remoteCarried" && event["id"] == id.as_str()).await;
        bobbin.accept(&id, &carried["offer"]).await;
    }
    let versions = timeline(&bobbin, "undo-old").await;
    let number = |at: usize| versions[at]["id"].clone();
    // Z became Y two versions ago. The icon changed since, and stays.
    let ask = json!({"id": id, "old": number(2), "new": number(1), "change": 0});
    let undone = bobbin.call("history_undo_change", ask.clone()).await;
    assert_eq!(undone["result"], "offered", "{undone}");
    bobbin.type_over(&id, "title: Why", "title: X").await;
    let refused = bobbin.call("history_undo_change", ask).await;
    assert_eq!(refused["result"], "notPossible", "{refused}");
    assert!(refused["reason"].as_str().expect("words").contains("changed again later"), "{refused}");
    bobbin.type_over(&id, "title: X", "title: Why").await;
    let document = bobbin.document(&id).await;
    let ask = json!({"id": id, "revision": document["revision"], "old": number(2), "new": number(1), "change": 0});
    let undone = bobbin.call("history_undo_change", ask).await;
    bobbin.accept(&id, &undone["offer"]).await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    assert_eq!(held(home, "undo-old").await, config("A", "mdi:b", "Z"));
}

#[tokio::test]
async fn a_dashboard_deleted_elsewhere_has_a_history_and_comes_back_with_its_settings() {
    let (home, _folder, bobbin) = at_home().await;
    let config = json!({"views": [{"title": "A"}]});
    dashboard(home, "gone-then", config.clone()).await;
    bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    let id = bobbin.open("gone-then").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine").await;
    let mut client = home.client().await;
    let item = client.result(json!({"type": "lovelace/dashboards/list"})).await;
    let item =
        item.as_array().expect("a list").iter().find(|one| one["url_path"] == "gone-then").expect("there").clone();
    let update = json!({"type": "lovelace/dashboards/update", "dashboard_id": item["id"], "icon": "mdi:sofa", "require_admin": true});
    client.result(update).await;
    bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    client.result(json!({"type": "lovelace/dashboards/delete", "dashboard_id": item["id"]})).await;

    // With a draft, the deletion is reported and the draft stays.
    bobbin.event(|event| event["event"] == "remoteChanged" && event["remote"]["state"] == "deleted").await;
    assert!(bobbin.document(&id).await["text"].as_str().expect("text").contains("title: mine"));
    assert_eq!(bobbin.fails("document_save", json!({"id": id})).await["code"], "notFound");
    bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    let listed = bobbin.call("history_dashboards", json!({"instance": "home"})).await;
    let gone = listed.as_array().expect("a list").iter().find(|one| one["urlPath"] == "gone-then").expect("kept");
    assert!(gone["deletedAt"].is_number(), "{gone}");
    let versions = timeline(&bobbin, "gone-then").await;
    assert_eq!(versions[0]["origin"], "deleted");

    let request = json!({"instance": "home", "urlPath": "gone-then", "version": null});
    let made = bobbin.call("dashboard_recreate", request.clone()).await;
    assert_eq!((&made["icon"], &made["requireAdmin"]), (&json!("mdi:sofa"), &json!(true)));
    assert_eq!(held(home, "gone-then").await, config);
    assert_eq!(bobbin.fails("dashboard_recreate", request).await["code"], "badRequest");
    // The draft continues where it was.
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "inStep");
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    assert_eq!(held(home, "gone-then").await["views"][0]["title"], "mine");
}

#[tokio::test]
async fn the_history_reports_its_size_and_is_compacted_by_its_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = bobbin_app::Folders::under(folder.path()).data;
    {
        let vault = Vault::open(&data, Timestamp(0)).expect("a vault").vault;
        let key = DocumentKey::dashboard("home", "long");
        for number in 0..1_000_u64 {
            let value = format!("{{\"views\":[{{\"title\":\"{number}\"}}]}}");
            // Ten a day, long ago.
            let version = NewVersion::of_value(&key, Timestamp(number * 8_640_000), Origin::SavedByUs, Some(&value));
            vault.record_version(&version).expect("recorded");
        }
    }
    let bobbin = Bobbin::start(folder.path()).await;
    let state = bobbin.call("vault_state", Value::Null).await;
    assert_eq!((&state["versions"], &state["everyVersionDays"]), (&json!(1_000), &json!(90)));
    let start = Instant::now();
    let versions = timeline(&bobbin, "long").await;
    println!("a timeline of {} versions took {:?}", versions.len(), start.elapsed());
    assert_eq!(versions.len(), 1_000);
    // With no limit, nothing is deleted.
    bobbin.call("vault_retention", json!({"everyVersionDays": null})).await;
    assert_eq!(bobbin.call("vault_compact", Value::Null).await["versions"], 0);
    let state = bobbin.call("vault_retention", json!({"everyVersionDays": 30})).await;
    assert_eq!(state["everyVersionDays"], 30);
    let done = bobbin.call("vault_compact", Value::Null).await;
    assert_eq!(done["versions"], 900, "the last of each of a hundred days stays");
    assert_eq!(timeline(&bobbin, "long").await.len(), 100);
}

#[tokio::test]
async fn one_of_my_changes_is_taken_back_with_its_comments_and_the_others_stay() {
    let (home, _folder, bobbin) = at_home().await;
    let cards = json!({"views": [{"title": "A", "path": "a", "cards": [card("one"), card("two"), card("three")]}]});
    dashboard(home, "take-back", cards).await;
    let id = bobbin.open("take-back").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "name: two", "name: two # the lamp by the door").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    let text = bobbin.document(&id).await["text"].as_str().expect("a text").to_owned();
    let line = |at: usize| text[..at].rfind('\n').expect("a line above") + 1;
    let start = line(text.find("- entity: light.two").expect("the card"));
    let end = line(text.find("- entity: light.three").expect("the last card"));
    bobbin.type_over(&id, &text[start..end], "").await;
    bobbin.type_over(&id, "title: A", "title: Mine").await;
    let compare = json!({"id": id, "old": {"side": "base"}, "new": {"side": "mine"}, "context": 3});
    let review = bobbin.call("document_compare", compare).await;
    let changes = review["changes"].as_array().expect("a list");
    let removed = changes.iter().position(|change| change["kind"] == "removed").expect("a card was removed");
    let ask = json!({"id": id, "old": null, "new": null, "change": removed});
    let back = bobbin.call("history_undo_change", ask).await;
    assert_eq!(back["result"], "offered", "{back}");
    bobbin.accept(&id, &back["offer"]).await;
    let text = bobbin.document(&id).await["text"].as_str().expect("a text").to_owned();
    assert!(text.contains("title: Mine") && text.contains("name: two # the lamp by the door"), "{text}");
}
