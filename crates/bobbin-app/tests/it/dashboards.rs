//! The list of dashboards, creating and deleting them, and permissions.

use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, at_home, dashboard, held};

fn find<'a>(list: &'a Value, url_path: &str) -> &'a Value {
    let dashboards = list["dashboards"].as_array().expect("a list");
    dashboards
        .iter()
        .find(|dashboard| dashboard["urlPath"] == url_path)
        .unwrap_or_else(|| panic!("{url_path}: {list:#}"))
}

#[tokio::test]
async fn the_list_shows_the_default_dashboard_and_yaml_ones() {
    let (_home, _folder, bobbin) = at_home().await;
    let list = bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    assert_eq!(list["live"], true);
    let default = find(&list, "lovelace");
    assert_eq!(default["isDefault"], true);
    let yaml = find(&list, "yaml-dash");
    assert_eq!(yaml["mode"], "yaml");

    let document = bobbin.open("yaml-dash").await;
    assert!(document["readOnly"].as_str().expect("a reason").contains("YAML"));
    let versions = bobbin.call("dashboard_versions", json!({"instance": "home", "urlPath": "yaml-dash"})).await;
    assert_eq!(versions, json!([]), "nothing of it is kept");
}

#[tokio::test]
async fn a_dashboard_is_created_changed_deleted_and_brought_back() {
    let (home, _folder, bobbin) = at_home().await;
    let suggestion = json!({"instance": "home", "title": "Küche & Bad"});
    let url_path = bobbin.call("dashboard_suggest_path", suggestion).await["urlPath"].clone();
    assert_eq!(url_path, "kuche-bad");
    let create = json!({"instance": "home", "title": "Küche & Bad", "urlPath": url_path, "icon": "mdi:stove", "showInSidebar": true, "requireAdmin": false});
    bobbin.call("dashboard_create", create.clone()).await;
    let taken = bobbin.call("dashboard_check_path", json!({"instance": "home", "urlPath": url_path})).await;
    assert!(taken["problem"].as_str().expect("words").contains("already"));

    let document = bobbin.open("kuche-bad").await;
    assert_eq!(document["base"]["noConfig"], true);
    let id = document["id"].as_str().expect("id");
    bobbin.call("document_sync", json!({"id": id, "text": "views:\n  - title: Herd\n"})).await;
    assert_eq!(bobbin.save(id).await["outcome"], "saved");
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;

    let mut update = create.clone();
    update["title"] = json!("Küche");
    update["icon"] = json!(null);
    let updated = bobbin.call("dashboard_update", update).await;
    assert_eq!((&updated["title"], &updated["icon"]), (&json!("Küche"), &json!(null)));

    let delete = |confirm: &str| json!({"instance": "home", "urlPath": "kuche-bad", "confirm": confirm});
    assert_eq!(bobbin.fails("dashboard_delete", delete("Kuche")).await["code"], "badRequest");
    let undo = bobbin.call("dashboard_delete", delete("Küche")).await;
    let gone = home.client().await.command(json!({"type": "lovelace/config", "url_path": "kuche-bad"})).await;
    assert_eq!(gone["error"]["code"], "config_not_found");
    bobbin.call("operation_undo", undo.clone()).await;
    assert_eq!(held(home, "kuche-bad").await, json!({"views": [{"title": "Herd"}]}));
    assert_eq!(bobbin.fails("operation_undo", undo).await["code"], "notFound", "an undo happens once");
}

#[tokio::test]
async fn a_recreated_dashboard_keeps_its_config_during_other_reads() {
    // Home Assistant loads a new dashboard from disk at the first command for it. If a read and a save both wait for
    // this, the dashboard ends up without a config; and listing the dashboards reads the new one. Here the disk is as
    // slow as the test needs: the file is a pipe that nobody has written to yet.
    let (home, _folder, bobbin) = at_home().await;
    let config = json!({"views": [{"title": "Kept"}]});
    dashboard(home, "kept-one", config.clone()).await;
    let delete = json!({"instance": "home", "urlPath": "kept-one", "confirm": "kept-one"});
    let undo = bobbin.call("dashboard_delete", delete).await;
    let file = home.folder().join(".storage/lovelace.kept_one");
    let made = std::process::Command::new("mkfifo").arg(&file).status().expect("mkfifo");
    assert!(made.success() && !file.is_file(), "a pipe");

    let mut reader = home.client().await;
    let panels = reader.subscribe_events("panels_updated").await;
    let meanwhile = async {
        reader.event(panels).await;
        // By the time Home Assistant has let so many clients in, it has seen the save.
        for _ in 0..20 {
            home.client().await;
        }
        let read = reader.numbered(json!({"type": "lovelace/config", "url_path": "kept-one"}));
        reader.send(read).await;
        home.client().await;
        tokio::fs::write(&file, "{}").await.expect("the disk answers, with nothing");
    };
    tokio::join!(bobbin.call("operation_undo", undo), meanwhile);
    assert_eq!(held(home, "kept-one").await, config);
}

#[tokio::test]
async fn a_read_only_user_is_warned_before_editing() {
    let (home, folder, _) = at_home().await;
    dashboard(home, "reader-one", json!({"views": []})).await;
    let bobbin = Bobbin::start(&folder.path().join("reader")).await;
    bobbin.connect(&home.url, &home.user_token).await;
    let document = bobbin.open("reader-one").await;
    assert!(document["readOnly"].as_str().expect("a reason").contains("administrator"));
    let create = json!({"instance": "home", "title": "No", "urlPath": "no-way", "icon": null, "showInSidebar": true, "requireAdmin": false});
    assert_eq!(bobbin.fails("dashboard_create", create).await["code"], "notAllowed");
    let resources = bobbin.call("resource_list", json!({"instance": "home"})).await;
    assert!(resources["readOnly"].as_str().expect("a reason").contains("administrator"));
}

#[tokio::test]
async fn resources_come_and_go_and_come_back() {
    let (_home, _folder, bobbin) = at_home().await;
    let create =
        json!({"instance": "home", "kind": "module", "url": "/hacsfiles/button-card/button-card.js?hacstag=1"});
    let created = bobbin.call("resource_create", create).await;
    assert_eq!(created["hacs"], true);
    let bad = json!({"instance": "home", "kind": "module", "url": "local/card.js"});
    assert_eq!(bobbin.fails("resource_create", bad).await["code"], "badRequest");
    let undo = bobbin.call("resource_delete", json!({"instance": "home", "id": created["id"]})).await;
    // The history lists it until it is added again, so it can be undone after the notice has disappeared.
    let removed = bobbin.call("history_resources", json!({"instance": "home"})).await;
    assert_eq!((&removed[0]["operation"], &removed[0]["kind"]), (&undo["operation"], &json!("module")), "{removed}");
    assert!(removed[0]["url"].as_str().is_some_and(|url| url.contains("button-card.js")), "{removed}");
    bobbin.call("operation_undo", undo).await;
    assert_eq!(bobbin.call("history_resources", json!({"instance": "home"})).await, json!([]));
    let list = bobbin.call("resource_list", json!({"instance": "home"})).await;
    assert!(list["resources"].to_string().contains("button-card.js"), "{list}");
}

#[tokio::test]
async fn a_revoked_token_stops_the_tries_and_another_one_resumes() {
    let (home, folder, _) = at_home().await;
    let token = home.mint_token("to-be-revoked").await;
    let bobbin = Bobbin::start(&folder.path().join("revoked")).await;
    bobbin.connect(&home.url, &token).await;
    home.revoke_token(&token).await;
    bobbin.event(|event| event["instance"]["connection"]["state"] == "tokenRefused").await;
    bobbin.forget_events();
    let update = json!({"id": "home", "name": null, "url": null, "token": home.token, "trustedFingerprint": null});
    bobbin.call("instance_update", update).await;
    bobbin.connected().await;
    // The token went in, and must not come out.
    assert!(!bobbin.call("app_state", json!(null)).await.to_string().contains(&home.token));
}

#[tokio::test]
async fn a_strategy_dashboard_is_marked() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "made-by-it", json!({"strategy": {"type": "original-states"}})).await;
    let document = bobbin.open("made-by-it").await;
    assert!(document["readOnly"].is_null() && document["text"].as_str().expect("text").contains("strategy:"));
    let list = bobbin.call("dashboard_list", json!({"instance": "home"})).await;
    assert_eq!(find(&list, "made-by-it")["content"], json!({"kind": "strategy", "strategy": "original-states"}));
}

#[tokio::test]
async fn no_config_never_counts_as_an_empty_dashboard() {
    // Home Assistant gives the same answer for a dashboard with a damaged file and for one that was never saved.
    let options = Options::default()
        .dashboard("never-saved", "Never saved", None)
        .dashboard("corrupt-one", "Corrupt", Some(r#"{"views":[{"title":"lost?"}]}"#))
        .file(".storage/lovelace.corrupt_one", "{\"version\": 1, \"data\": {\"config\": {\"views\"");
    let home = RealHome::start(options).await;
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&home.url, &home.token).await;
    for name in ["never-saved", "corrupt-one"] {
        let document = bobbin.open(name).await;
        assert_eq!((&document["base"]["noConfig"], &document["text"]), (&json!(true), &json!("")), "{name}");
        let list = bobbin.call("dashboard_list", json!({"instance": "home"})).await;
        assert_eq!(find(&list, name)["content"]["kind"], "noConfig", "{name}");
        // Saving it unchanged must not write anything.
        let saved = bobbin.run("document_save", &json!({"id": document["id"]})).await;
        assert!(saved.as_ref().map_or(true, |saved| saved["sent"] == false), "{name}: {saved:?}");
        let there = home.client().await.command(json!({"type": "lovelace/config", "url_path": name})).await;
        assert_eq!(there["error"]["code"], "config_not_found", "{name}: nothing was initialised over it");
    }
}
