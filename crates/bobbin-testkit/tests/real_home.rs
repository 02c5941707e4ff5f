//! The tests' real Home Assistant keeps the promises that tests rely on.

use bobbin_testkit::raw_client::{RawClient, Received};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

async fn config(client: &mut RawClient, url_path: &str) -> Value {
    client.command(json!({"type": "lovelace/config", "url_path": url_path})).await
}

#[tokio::test]
async fn starts_with_its_options_and_keeps_them_over_a_restart() {
    let options = Options::default()
        .dashboard("given-one", "Given one", Some(r#"{"title":"Given","views":[]}"#))
        .dashboard("given-two", "Given two", None)
        .yaml_resources(&[("module", "/hacsfiles/card/card.js")]);
    let home = RealHome::start(options).await;
    let mut client = home.client().await;
    let list = client.result(json!({"type": "lovelace/dashboards/list"})).await;
    let mut paths: Vec<_> = list.as_array().unwrap().iter().map(|item| item["url_path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["given-one", "given-two", "map", "yaml-dash"]);
    assert_eq!(config(&mut client, "given-one").await["result"], json!({"title": "Given", "views": []}));
    assert_eq!(config(&mut client, "given-two").await["error"]["message"], "No config found.");
    let resources = client.result(json!({"type": "lovelace/resources"})).await;
    assert_eq!(resources, json!([{"type": "module", "url": "/hacsfiles/card/card.js"}]));

    client.result(json!({"type": "lovelace/dashboards/create", "url_path": "made-here", "title": "Made"})).await;
    client.result(json!({"type": "lovelace/config/save", "url_path": "made-here", "config": {"views": [1]}})).await;
    home.restart().await;
    assert!(matches!(client.receive().await, Received::Closed(_)), "a restart ends connections");
    assert_eq!(config(&mut home.client().await, "made-here").await["result"], json!({"views": [1]}));

    home.kill();
    assert!(tokio::net::TcpStream::connect(home.url.trim_start_matches("http://")).await.is_err(), "it is down");
    home.resume().await;
    assert_eq!(config(&mut home.client().await, "made-here").await["result"], json!({"views": [1]}));
}

#[tokio::test]
async fn distinguishes_administrators_and_ends_the_connections_of_a_revoked_token() {
    let home = RealHome::shared().await;
    assert_eq!(home.client().await.result(json!({"type": "auth/current_user"})).await["is_admin"], true);
    assert_eq!(home.user_client().await.result(json!({"type": "auth/current_user"})).await["is_admin"], false);

    let token = home.mint_token("revoked").await;
    let mut client = RawClient::connect(&home.url, &token).await;
    home.revoke_token(&token).await;
    assert!(matches!(client.receive().await, Received::Closed(_)));
    let mut again = RawClient::open(&home.url).await;
    again.message().await;
    again.send(json!({"type": "auth", "access_token": token})).await;
    assert_eq!(again.message().await["type"], "auth_invalid");
}

#[tokio::test]
async fn ends_when_the_process_that_started_it_is_killed() {
    let mut process = Command::new(env!("CARGO_BIN_EXE_real-home")).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let mut client = RawClient::connect(said["url"].as_str().unwrap(), said["token"].as_str().unwrap()).await;
    let folder = client.result(json!({"type": "get_config"})).await["config_dir"].as_str().unwrap().to_owned();
    // SIGKILL leaves it no chance to clean up.
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(matches!(client.receive().await, Received::Closed(_)));
    let until = Instant::now() + Duration::from_secs(60);
    while std::path::Path::new(&folder).exists() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!std::path::Path::new(&folder).exists(), "{folder} was left behind");
}
