//! Against a real Home Assistant.

use bobbin_testkit::fault_proxy::{Fault, FaultProxy, Way};
use bobbin_testkit::real_home::RealHome;
use bobbin_testkit::tls_proxy::TlsProxy;
use bobbin_vault::paths::Folders;
use bobbin_vault::{DocumentKey, Origin, Timestamp, Vault};
use serde_json::{Value, json};

use crate::bobbin::Desk;

/// A desk at the shared home, with a dashboard of the test's own that holds this.
async fn desk(url_path: &str, config: Value) -> (Desk, &'static RealHome) {
    let home = RealHome::shared().await;
    let desk = Desk::at(&home.url, &home.token);
    desk.ends(0, &["create", url_path, "--title", url_path]);
    save(home, url_path, config).await;
    (desk, home)
}

/// Another client saves.
async fn save(home: &RealHome, url_path: &str, config: Value) {
    let command = json!({"type": "lovelace/config/save", "url_path": url_path, "config": config});
    home.client().await.result(command).await;
}

/// What another client reads.
async fn held(home: &RealHome, url_path: &str) -> Value {
    home.client().await.result(json!({"type": "lovelace/config", "url_path": url_path})).await
}

#[tokio::test]
async fn a_dashboard_goes_out_and_back_with_its_comments() {
    let (desk, home) = desk("cli-round", json!({"views": [{"title": "A", "size": 1.0}], "own": 1})).await;
    assert_eq!(desk.ends(0, &["pull", "cli-round", "-o", "a.yaml"]).out, "");
    assert!(desk.ends(0, &["push", "a.yaml", "cli-round"]).words.contains("nothing to do"));
    desk.put("a.yaml", &desk.get("a.yaml").replace("title: A", "title: B # mine"));
    desk.ends(1, &["diff", "a.yaml", "ha:cli-round"]);
    desk.ends(0, &["push", "a.yaml", "cli-round"]);
    desk.ends(0, &["diff", "a.yaml", "ha:cli-round"]);
    let now = held(home, "cli-round").await;
    assert_eq!(now.to_string(), json!({"views": [{"title": "B", "size": 1.0}], "own": 1}).to_string());
    save(home, "cli-round", json!({"views": [{"title": "B", "size": 2}], "own": 1})).await;
    let again = desk.ends(0, &["pull", "cli-round"]).out;
    assert!(again.contains("title: B # mine") && again.contains("size: 2"), "{again}");
}

#[tokio::test]
async fn somebody_elses_change_ends_with_3_and_is_told() {
    let (desk, home) = desk("cli-conflict", json!({"title": "base"})).await;
    desk.ends(0, &["pull", "cli-conflict", "-o", "a.yaml"]);
    desk.put("a.yaml", "title: mine\n");
    save(home, "cli-conflict", json!({"title": "theirs"})).await;
    let ran = desk.ends(3, &["push", "a.yaml", "cli-conflict"]);
    assert!(ran.words.contains("title") && ran.words.contains("--force"), "{ran:#?}");
    assert_eq!(held(home, "cli-conflict").await, json!({"title": "theirs"}));
    desk.put("theirs.yaml", "# read by other means\ntitle: theirs\n");
    desk.ends(0, &["push", "a.yaml", "cli-conflict", "--base", "theirs.yaml"]);
    assert_eq!(held(home, "cli-conflict").await, json!({"title": "mine"}));
}

#[tokio::test]
async fn a_pull_that_could_not_be_written_is_no_base() {
    let (desk, home) = desk("cli-unwritten", json!({"title": "theirs"})).await;
    desk.put("a.yaml", "title: mine\n");
    desk.ends(2, &["pull", "cli-unwritten", "-o", "no/such/folder.yaml"]);
    desk.ends(3, &["push", "a.yaml", "cli-unwritten"]);
    assert_eq!(held(home, "cli-unwritten").await, json!({"title": "theirs"}));
}

#[tokio::test]
async fn without_a_base_only_an_empty_dashboard_is_written() {
    let (desk, home) = desk("cli-nobase", json!({"title": "theirs"})).await;
    desk.put("a.yaml", "title: mine\n");
    assert!(desk.ends(3, &["push", "a.yaml", "cli-nobase"]).words.contains("never pulled"));
    assert_eq!(held(home, "cli-nobase").await, json!({"title": "theirs"}));
    desk.ends(0, &["create", "cli-empty", "--title", "Empty", "--icon", "mdi:sofa"]);
    assert_eq!(desk.ends(2, &["pull", "cli-empty"]).out, "");
    desk.ends(0, &["push", "a.yaml", "cli-empty"]);
    assert_eq!(held(home, "cli-empty").await, json!({"title": "mine"}));
}

#[tokio::test]
async fn force_overwrites_and_keeps_what_it_displaced() {
    let (desk, home) = desk("cli-force", json!({"title": "theirs"})).await;
    desk.put("a.yaml", "title: mine\n");
    desk.ends(0, &["push", "a.yaml", "cli-force", "--force"]);
    assert_eq!(held(home, "cli-force").await, json!({"title": "mine"}));
    assert_eq!(kept(&desk, home, "cli-force", Origin::Displaced), [r#"{"title":"theirs"}"#]);
}

#[tokio::test]
async fn a_dashboard_is_deleted_only_when_confirmed_and_is_kept() {
    let (desk, home) = desk("cli-gone", json!({"title": "last"})).await;
    assert!(desk.ends(64, &["rm", "cli-gone"]).words.contains("--yes"));
    assert_eq!(held(home, "cli-gone").await, json!({"title": "last"}));
    desk.ends(0, &["rm", "cli-gone", "--yes"]);
    assert!(!desk.ends(0, &["ls"]).out.contains("cli-gone"));
    assert_eq!(kept(&desk, home, "cli-gone", Origin::DeletedByUs), [r#"{"title":"last"}"#]);
    desk.ends(2, &["rm", "cli-gone", "--yes"]);
}

/// The versions of a dashboard in the vault of the desk, of one origin.
fn kept(desk: &Desk, home: &RealHome, url_path: &str, origin: Origin) -> Vec<String> {
    let folders = Folders::under(&desk.path(".bobbin"));
    let vault = Vault::open(&folders.data, Timestamp(1)).expect("opens").vault;
    let key = DocumentKey::dashboard(format!("url:{}", home.url.trim_end_matches('/')), url_path);
    let versions = vault.versions(&key).expect("reads");
    let of_origin = versions.iter().filter(|version| version.origin == origin);
    of_origin.filter_map(|version| vault.version(version.id).expect("reads").value).collect()
}

#[tokio::test]
async fn dashboards_are_listed() {
    let (desk, _) = desk("cli-listed", json!({})).await;
    let table = desk.ends(0, &["ls"]).out;
    assert!(table.starts_with("URL_PATH"), "{table}");
    for (path, mode) in [("cli-listed", "storage"), ("yaml-dash", "yaml"), ("lovelace", "storage")] {
        let line = table.lines().find(|line| line.starts_with(path)).unwrap_or_else(|| panic!("{path}: {table}"));
        assert!(line.ends_with(mode), "{line}");
    }
    let json: Value = serde_json::from_str(&desk.ends(0, &["ls", "--json"]).out).expect("JSON");
    let paths: Vec<_> = json.as_array().expect("a list").iter().map(|one| &one["url_path"]).collect();
    assert!(paths.contains(&&json!("cli-listed")), "{json}");
}

#[tokio::test]
async fn resources_come_and_go() {
    let home = RealHome::shared().await;
    let desk = Desk::at(&home.url, &home.token);
    let id = desk.ends(0, &["resources", "add", "/local/cli.js", "--type", "module"]).out.trim().to_owned();
    let table = desk.ends(0, &["resources", "ls"]).out;
    assert!(table.lines().any(|line| line.starts_with(&id) && line.ends_with("/local/cli.js")), "{table}");
    let json: Value = serde_json::from_str(&desk.ends(0, &["resources", "ls", "--json"]).out).expect("JSON");
    assert!(json.as_array().expect("a list").iter().any(|one| one["id"] == id && one["type"] == "module"), "{json}");
    desk.ends(0, &["resources", "rm", &id]);
    desk.ends(2, &["resources", "rm", &id]);
    desk.ends(2, &["resources", "add", "cli.js", "--type", "js"]);
}

#[tokio::test]
async fn what_is_not_allowed_ends_with_4() {
    let (owner, home) = desk("cli-denied", json!({"title": "a"})).await;
    owner.put("a.yaml", "title: mine\n");
    for call in [&["pull", "yaml-dash"][..], &["push", "a.yaml", "yaml-dash", "--force"], &["rm", "yaml-dash", "--yes"]]
    {
        assert!(owner.ends(4, call).words.contains("YAML"), "{call:?}");
    }
    let user = Desk::at(&home.url, &home.user_token);
    user.ends(0, &["pull", "cli-denied", "-o", "a.yaml"]);
    user.put("a.yaml", "title: mine\n");
    user.ends(4, &["push", "a.yaml", "cli-denied"]);
    user.ends(4, &["create", "cli-by-user", "--title", "No"]);
    user.ends(4, &["rm", "cli-denied", "--yes"]);
    assert_eq!(held(home, "cli-denied").await, json!({"title": "a"}));
    let stranger = Desk::at(&home.url, "no-token-of-this-home");
    let ran = stranger.ends(4, &["ls"]);
    assert!(!ran.words.contains("no-token-of-this-home"), "{ran:#?}");
}

#[tokio::test]
async fn what_can_not_be_saved_is_bad_input() {
    let (desk, home) = desk("cli-bad", json!({"title": "a"})).await;
    desk.put("bad.yaml", "title: [\n");
    assert!(desk.ends(2, &["push", "bad.yaml", "cli-bad", "--force"]).words.starts_with("bad.yaml:"));
    desk.put("a.yaml", "title: mine\n");
    desk.ends(2, &["push", "a.yaml", "cli-nowhere"]);
    desk.ends(2, &["push", "none.yaml", "cli-bad"]);
    for path in ["nohyphen", "cli-bad", "a b-c"] {
        desk.ends(2, &["create", path, "--title", "x"]);
    }
    assert_eq!(held(home, "cli-bad").await, json!({"title": "a"}));
}

#[tokio::test]
async fn a_dash_is_standard_input_and_output() {
    let (desk, home) = desk("cli-dash", json!({"title": "a"})).await;
    assert_eq!(desk.ends(0, &["pull", "cli-dash", "-o", "-"]).out, "title: a\n");
    let pushed = desk.fed("title: mine\n", &["push", "-", "cli-dash"]);
    assert_eq!(pushed.code, 0, "the pull before is the base: {pushed:#?}");
    assert_eq!(held(home, "cli-dash").await, json!({"title": "mine"}));
    assert_eq!(desk.fed("{title: mine}", &["diff", "ha:cli-dash", "-"]).code, 0);
    let bad = desk.fed("title: [\n", &["push", "-", "cli-dash"]);
    assert!(bad.code == 2 && bad.words.starts_with("-:"), "{bad:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_nobody_vouches_for_is_trusted_by_its_fingerprint() {
    let home = RealHome::shared().await;
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let proxy = TlsProxy::start(upstream).await.expect("a proxy");
    let desk = Desk::at(&proxy.url, &home.token);
    let refused = desk.ends(5, &["ls"]);
    assert!(refused.words.contains("not trusted") && refused.words.contains(&proxy.fingerprint), "{refused:#?}");
    assert!(desk.ends(0, &["ls", "--fingerprint", &proxy.fingerprint]).out.contains("lovelace"));
    let bare = proxy.fingerprint.replace(':', "").to_lowercase();
    desk.ends(0, &["--fingerprint", &bare, "ls"]);
    let other = proxy.fingerprint.replace('A', "B").replace('0', "1");
    desk.ends(5, &["ls", "--fingerprint", &other]);
    assert!(desk.ends(64, &["ls", "--fingerprint", "AB:CD"]).words.contains("SHA-256"));
}

#[tokio::test]
async fn the_connection_may_stand_behind_the_subcommand_and_the_token_elsewhere() {
    let home = RealHome::shared().await;
    let desk = Desk::new();
    let mut command = desk.command(&["ls", "--url", &home.url, "--token-env", "OTHER_TOKEN"]);
    let ran = crate::bobbin::ran(command.env("OTHER_TOKEN", &home.token));
    assert_eq!(ran.code, 0, "{ran:#?}");
}

/// Pushes so many bytes over a line that is cut whenever 250 kB have come back: two reads of 100 kB pass, the
/// answer to the save does not.
async fn push_with_lost_answer(url_path: &'static str, bytes: usize) -> crate::bobbin::Ran {
    let (_, home) = desk(url_path, json!({"pad": "x".repeat(100_000)})).await;
    let proxy = FaultProxy::start(home.url.trim_start_matches("http://").parse().expect("an address")).await;
    let proxy = proxy.expect("a proxy");
    proxy.set(Fault::CutAfter(Way::ToClient, 250_000));
    let desk = Desk::at(&format!("http://{}", proxy.address()), &home.token);
    desk.put("a.yaml", &format!("pad: {}\n", "y".repeat(bytes)));
    let push = move || desk.run(&["push", "a.yaml", url_path, "--force"]);
    let ran = tokio::task::spawn_blocking(push).await.expect("runs");
    assert_eq!(held(home, url_path).await["pad"].as_str().map(str::len), Some(bytes), "it had arrived");
    ran
}

#[tokio::test]
async fn a_lost_answer_is_looked_after() {
    let ran = push_with_lost_answer("cli-lost-answer", 90_000).await;
    assert_eq!(ran.code, 0, "{ran:#?}");
}

#[tokio::test]
async fn an_outcome_that_stays_unknown_ends_with_6() {
    let ran = push_with_lost_answer("cli-unknown", 400_000).await;
    assert_eq!(ran.code, 6, "{ran:#?}");
    assert!(ran.words.contains("not known"), "{ran:#?}");
}

#[tokio::test]
async fn a_push_merges_what_fits_and_tells_the_rest_as_json() {
    let views =
        |first: &str, second: &str| json!({"views": [{"title": first, "path": "a"}, {"title": second, "path": "b"}]});
    let (desk, home) = desk("cli-merge", views("A", "B")).await;
    desk.ends(0, &["pull", "cli-merge", "-o", "a.yaml"]);
    let mine = desk.get("a.yaml").replace("title: A", "title: mine # why");
    desk.put("a.yaml", &mine);
    save(home, "cli-merge", views("A", "theirs")).await;
    desk.ends(3, &["push", "a.yaml", "cli-merge"]);
    let ran = desk.ends(0, &["push", "a.yaml", "cli-merge", "--merge"]);
    assert!(ran.words.contains("1 of their changes merged with 1 of yours"), "{ran:#?}");
    assert_eq!(held(home, "cli-merge").await, views("mine", "theirs"));
    assert_eq!(desk.get("a.yaml"), mine, "the file is the caller's");
    // The file does not have theirs, so pushing it once more must not take theirs back.
    desk.ends(3, &["push", "a.yaml", "cli-merge"]);
    desk.ends(0, &["push", "a.yaml", "cli-merge", "--merge"]);
    assert_eq!(held(home, "cli-merge").await, views("mine", "theirs"));
    let pulled = desk.ends(0, &["pull", "cli-merge"]).out;
    assert!(pulled.contains("title: mine # why") && pulled.contains("title: theirs"), "{pulled}");

    save(home, "cli-merge", views("also theirs", "theirs")).await;
    let ran = desk.ends(3, &["push", "a.yaml", "cli-merge", "--merge"]);
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    let conflict = &told["conflicts"][0];
    assert_eq!(conflict["path"], json!(["views", 0, "title"]));
    assert_eq!(
        (&conflict["base"], &conflict["local"], &conflict["remote"]),
        (&json!("A"), &json!("mine"), &json!("also theirs"))
    );
    assert_eq!(held(home, "cli-merge").await, views("also theirs", "theirs"));
}

#[tokio::test]
async fn a_history_is_listed_shown_and_brought_back() {
    let (desk, home) = desk("cli-history", json!({"views": [{"title": "A"}]})).await;
    desk.ends(0, &["pull", "cli-history", "-o", "a.yaml"]);
    desk.put("a.yaml", "views:\n  - title: B # better\n");
    desk.ends(0, &["push", "a.yaml", "cli-history"]);
    let listed = desk.ends(0, &["history", "ls", "cli-history", "--json"]).out;
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!((&listed[0]["origin"], &listed[1]["origin"]), (&json!("saved_by_us"), &json!("fetched")));
    assert!(listed[0]["sentences"][0].as_str().expect("words").contains("view"), "{listed}");
    let table = desk.ends(0, &["history", "ls", "cli-history"]).out;
    assert!(table.starts_with("VERSION") && table.contains("saved by us"), "{table}");
    let number = |at: usize| listed[at]["version"].to_string();
    assert_eq!(desk.ends(0, &["history", "show", &number(0)]).out, "views:\n  - title: B # better\n");
    assert_eq!(desk.ends(0, &["show", &number(0)]).out, "views:\n  - title: B # better\n");
    desk.ends(2, &["history", "show", "123456"]);
    desk.ends(2, &["history", "ls", "nobody-knows"]);

    // Into the draft, which is not on Home Assistant; then saved.
    desk.ends(0, &["history", "restore", &number(1)]);
    assert_eq!(held(home, "cli-history").await["views"][0]["title"], "B");
    let vault = Vault::open(&Folders::under(&desk.path(".bobbin")).data, Timestamp(0)).expect("a vault").vault;
    let drafts = vault.drafts().expect("a list");
    assert!(vault.draft(&drafts[0].document).expect("readable").expect("there").text.contains("title: A"));
    drop(vault);
    desk.ends(0, &["history", "restore", &number(1), "--push"]);
    assert_eq!(held(home, "cli-history").await["views"][0]["title"], "A");
    // A deleted one is made again.
    desk.ends(0, &["rm", "cli-history", "--yes"]);
    let ran = desk.ends(0, &["history", "restore", &number(0), "--push"]);
    assert!(ran.words.contains("made again"), "{ran:#?}");
    assert_eq!(held(home, "cli-history").await["views"][0]["title"], "B");
}
