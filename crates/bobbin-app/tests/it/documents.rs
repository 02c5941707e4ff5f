//! Drafts and files, and what is left of them after a crash.

use serde_json::json;

use crate::bobbin::{Bobbin, at_home, dashboard, save_elsewhere};

#[tokio::test]
async fn a_draft_survives_a_death_with_its_base() {
    let (home, folder, bobbin) = at_home().await;
    dashboard(home, "draft-one", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("draft-one").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: \"unfinished").await;
    bobbin.event(|event| event["event"] == "draftSaved").await;
    // Dropped without a stop: as after a crash, only the files on disk are left. There is no connection, either.
    drop(bobbin);
    let bobbin = Bobbin::start(folder.path()).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["drafts"][0]["target"]["urlPath"], "draft-one");
    let document = bobbin.open("draft-one").await;
    assert!(document["text"].as_str().expect("text").contains("title: \"unfinished"));
    assert!(document["restoredDraft"].is_u64());
    let base = json!({"id": id, "old": {"side": "base"}, "new": {"side": "mine"}, "context": 3});
    let review = bobbin.call("document_compare", base).await;
    assert!(review["hunks"].to_string().contains("title: A"), "{review}");
}

#[tokio::test]
async fn a_draft_keeps_its_base_when_the_history_is_compacted_before_it_is_written() {
    let (home, folder, bobbin) = at_home().await;
    bobbin.call("vault_retention", json!({"everyVersionDays": 0})).await;
    dashboard(home, "draft-base", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let id = bobbin.open("draft-base").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: Mine").await;
    // All of this happens before the draft is on disk.
    save_elsewhere(home, "draft-base", json!({"views": [{"title": "A", "path": "theirs"}]})).await;
    bobbin.call("document_refresh", json!({"id": id})).await;
    bobbin.call("vault_compact", json!(null)).await;
    bobbin.event(|event| event["event"] == "draftSaved").await;
    drop(bobbin);
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.come_back(&home.token).await;
    bobbin.open("draft-base").await;
    bobbin.call("document_refresh", json!({"id": id})).await;
    let told = &bobbin.document(&id).await["remote"]["sentences"];
    assert_eq!(*told, json!(["Changed path of view A"]));
}

#[tokio::test]
async fn a_file_keeps_its_line_breaks_and_byte_order_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(&folder.path().join("bobbin")).await;
    let file = folder.path().join("lights.yaml");
    std::fs::write(&file, "\u{feff}title: A\r\nviews: []\r\n").expect("a file");
    let target = json!({"kind": "file", "path": file});
    let document = bobbin.call("document_open", json!({"target": target})).await;
    assert_eq!(document["text"], "title: A\nviews: []\n");
    let id = document["id"].as_str().expect("id");
    bobbin.type_over(id, "A", "B").await;
    assert_eq!(bobbin.save(id).await["outcome"], "saved");
    assert_eq!(std::fs::read(&file).expect("a file"), "\u{feff}title: B\r\nviews: []\r\n".as_bytes());
}

#[tokio::test]
async fn a_file_that_changed_on_disk_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(&folder.path().join("bobbin")).await;
    let file = folder.path().join("lights.yaml");
    std::fs::write(&file, "title: A\n").expect("a file");
    let document = bobbin.call("document_open", json!({"target": {"kind": "file", "path": file}})).await;
    let id = document["id"].as_str().expect("id");
    bobbin.type_over(id, "A", "mine").await;
    std::fs::write(&file, "title: theirs\n").expect("a file");
    bobbin.event(|event| event["event"] == "remoteChanged" && event["remote"]["state"] == "changed").await;
    assert_eq!(bobbin.save(id).await["outcome"], "changedOnServer");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "title: theirs\n");
    let resolved = bobbin.call("document_resolve", json!({"id": id, "choice": "overwriteTheirs"})).await;
    bobbin.accept(id, &resolved["offer"]).await;
    assert_eq!(bobbin.save(id).await["outcome"], "saved");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "title: mine\n");
}

#[tokio::test]
async fn a_file_is_sent_to_a_dashboard_as_a_draft() {
    let (home, folder, bobbin) = at_home().await;
    dashboard(home, "send-here", json!({"views": []})).await;
    let file = folder.path().join("mine.yaml");
    std::fs::write(&file, "# from a file\nviews:\n  - title: File\n").expect("a file");
    let document = bobbin.call("document_open", json!({"target": {"kind": "file", "path": file}})).await;
    let sent = json!({"id": document["id"], "instance": "home", "urlPath": "send-here"});
    let sent = bobbin.call("document_send", sent).await;
    let id = sent["document"]["id"].as_str().expect("id");
    bobbin.accept(id, &sent["offer"]).await;
    assert_eq!(crate::bobbin::held(home, "send-here").await, json!({"views": []}), "nothing is sent yet");
    assert_eq!(bobbin.save(id).await["outcome"], "saved");
    assert_eq!(crate::bobbin::held(home, "send-here").await, json!({"views": [{"title": "File"}]}));
}
