//! Merging: changes that fit together by themselves, conflicts decided one by one, and an unfinished merge.

use serde_json::{Value, json};

use crate::bobbin::{Bobbin, at_home, dashboard, held, save_elsewhere};

/// Creates a dashboard with two views, my draft of it and a save by somebody else: on each side one change that fits,
/// and one conflict.
async fn torn(home: &bobbin_testkit::real_home::RealHome, bobbin: &Bobbin, name: &str) -> String {
    let base =
        json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}, {"title": "C", "path": "c"}]});
    dashboard(home, name, base).await;
    let id = bobbin.open(name).await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine # my reason").await;
    bobbin.type_over(&id, "title: B", "title: B of mine").await;
    let theirs = json!({"views": [{"title": "theirs", "path": "a"}, {"title": "B", "path": "b"}, {"title": "C of theirs", "path": "c"}]});
    save_elsewhere(home, name, theirs).await;
    bobbin.event(|event| event["event"] == "remoteChanged" && event["id"] == id.as_str()).await;
    id
}

#[tokio::test]
async fn a_conflict_is_decided_and_the_rest_merges_by_itself() {
    let (home, _folder, bobbin) = at_home().await;
    let id = torn(home, &bobbin, "merge-decide").await;
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    assert_eq!(merge["summary"], "2 of their changes merged with 2 of yours; 1 place has to be decided", "{merge}");
    let conflicts = merge["conflicts"].as_array().expect("a list");
    assert_eq!((conflicts.len(), &merge["open"]), (1, &json!(1)));
    let conflict = &conflicts[0];
    assert_eq!(conflict["path"], "views[0].title");
    assert_eq!(
        (&conflict["base"], &conflict["mine"], &conflict["theirs"]),
        (&json!("A\n"), &json!("mine\n"), &json!("theirs\n"))
    );
    assert!(words(&conflict["sentence"]).starts_with("You and they changed"), "{conflict}");
    assert_eq!(conflict["canKeepBoth"], false);
    let error = bobbin.fails("document_merge_finish", finish(&merge)).await;
    assert!(error["message"].as_str().expect("words").contains("1 of the conflicts"), "{error}");

    // Edited by hand, with an error at first.
    let choose = |choice: Value| json!({"id": id, "conflicts": [conflict["id"]], "choice": choice});
    let wrong = bobbin.call("document_merge_choose", choose(json!({"choice": "edited", "text": "\"open"}))).await;
    assert_eq!(wrong["open"], 1);
    assert!(wrong["conflicts"][0]["problem"].is_string(), "{wrong}");
    let both = bobbin.fails("document_merge_choose", choose(json!({"choice": "both"}))).await;
    assert_eq!(both["code"], "badRequest");
    let merge = bobbin.call("document_merge_choose", choose(json!({"choice": "edited", "text": "ours"}))).await;
    assert_eq!(merge["open"], 0, "{merge}");
    let text = merge["text"].as_str().expect("a text");
    assert!(text.contains("title: ours # my reason") && text.contains("C of theirs"), "{text}");

    let resolved = bobbin.call("document_merge_finish", finish(&merge)).await;
    bobbin.accept(&id, &resolved["offer"]).await;
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "inStep");
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    let expected = json!({"views": [{"title": "ours", "path": "a"}, {"title": "B of mine", "path": "b"}, {"title": "C of theirs", "path": "c"}]});
    assert_eq!(held(home, "merge-decide").await, expected);
}

#[tokio::test]
async fn an_unfinished_merge_survives_a_restart() {
    let (home, folder, bobbin) = at_home().await;
    let id = torn(home, &bobbin, "merge-later").await;
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    let conflict = merge["conflicts"][0]["id"].clone();
    bobbin
        .call("document_merge_choose", json!({"id": id, "conflicts": [conflict], "choice": {"choice": "theirs"}}))
        .await;
    // Dropped without a stop: the decision was on disk when the command answered.
    drop(bobbin);
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.come_back(&home.token).await;
    let document = bobbin.open("merge-later").await;
    assert_eq!((&document["mergeStarted"], &document["remote"]["state"]), (&json!(true), &json!("changed")));
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    assert_eq!((&merge["open"], &merge["conflicts"][0]["choice"]["choice"]), (&json!(0), &json!("theirs")));
    // Typing elsewhere keeps the decisions.
    bobbin.type_over(&id, "title: B of mine", "title: B again").await;
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    assert_eq!(merge["open"], 0, "{merge}");
    let resolved = bobbin.call("document_merge_finish", finish(&merge)).await;
    bobbin.accept(&id, &resolved["offer"]).await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    assert_eq!(held(home, "merge-later").await["views"][0]["title"], "theirs");
}

#[tokio::test]
async fn a_merge_that_was_not_shown_is_refused() {
    let (home, _folder, bobbin) = at_home().await;
    let id = torn(home, &bobbin, "merge-shown").await;
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    let all: Vec<_> = merge["conflicts"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    let merge =
        bobbin.call("document_merge_choose", json!({"id": id, "conflicts": all, "choice": {"choice": "mine"}})).await;
    bobbin.forget_events();
    save_elsewhere(home, "merge-shown", json!({"views": [{"title": "newer", "path": "a"}]})).await;
    bobbin.event(|event| event["event"] == "remoteChanged" && event["id"] == id.as_str()).await;
    let error = bobbin.fails("document_merge_finish", finish(&merge)).await;
    assert_eq!(error["code"], "outOfStep", "{error}");
}

#[tokio::test]
async fn undoing_a_merge_brings_the_conflict_back_and_a_lost_offer_changes_nothing() {
    let (home, folder, bobbin) = at_home().await;
    dashboard(home, "merge-undo", json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]})).await;
    let id = bobbin.open("merge-undo").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine").await;
    save_elsewhere(
        home,
        "merge-undo",
        json!({"views": [{"title": "A", "path": "a"}, {"title": "theirs", "path": "b"}]}),
    )
    .await;
    bobbin.event(|event| event["event"] == "remoteChanged" && event["id"] == id.as_str()).await;
    let before = bobbin.document(&id).await["text"].clone();
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    assert_eq!(merge["summary"], "1 of their changes merged with 1 of yours");
    let resolved = bobbin.call("document_merge_finish", finish(&merge)).await;

    // The window dies before it has the offer: the draft still has its old base.
    drop(bobbin);
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.come_back(&home.token).await;
    let document = bobbin.open("merge-undo").await;
    assert_eq!((&document["text"], &document["remote"]["state"]), (&before, &json!("changed")));
    assert_eq!(bobbin.save(&id).await["outcome"], "changedOnServer");
    assert_eq!(held(home, "merge-undo").await["views"][1]["title"], "theirs");

    // Applied and then undone in the editor: their version counts as somebody else's again. Redone: it is the base
    // again.
    let merge = bobbin.call("document_merge", json!({"id": id})).await;
    let again = bobbin.call("document_merge_finish", finish(&merge)).await;
    assert_eq!(again["offer"]["changes"], resolved["offer"]["changes"]);
    bobbin.accept(&id, &again["offer"]).await;
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "inStep");
    let merged = bobbin.document(&id).await["text"].clone();
    bobbin.call("document_sync", json!({"id": id, "text": before})).await;
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "changed");
    assert_eq!(bobbin.save(&id).await["outcome"], "changedOnServer");
    bobbin.call("document_sync", json!({"id": id, "text": merged})).await;
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "inStep");
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    assert_eq!(
        held(home, "merge-undo").await,
        json!({"views": [{"title": "mine", "path": "a"}, {"title": "theirs", "path": "b"}]})
    );
}

/// The request to finish a merge as it was shown.
fn finish(merge: &Value) -> Value {
    json!({"id": merge["id"], "revision": merge["revision"], "theirs": merge["theirs"]})
}

fn words(sentence: &Value) -> String {
    sentence.as_array().expect("pieces").iter().filter_map(|part| part["text"].as_str()).collect()
}
