//! Helpers for the journeys: a dashboard in the real Home Assistant, and the way to it through the first screen.

use std::path::{Path, PathBuf};

use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

use crate::driver::Bobbin;

/// Creates a dashboard with a config, as another client would.
pub(crate) async fn dashboard(home: &RealHome, url_path: &str, title: &str, config: Value) {
    let mut client = home.client().await;
    client.result(json!({"type": "lovelace/dashboards/create", "url_path": url_path, "title": title})).await;
    client.result(json!({"type": "lovelace/config/save", "url_path": url_path, "config": config})).await;
}

/// Home Assistant's config of a dashboard, as another client reads it.
pub(crate) async fn held(home: &RealHome, url_path: &str) -> Value {
    home.client().await.result(json!({"type": "lovelace/config", "url_path": url_path})).await
}

/// Connects through the first screen.
pub(crate) async fn connect(bobbin: &mut Bobbin, home: &RealHome) {
    connect_as(bobbin, home, &home.token).await;
}

/// The same with a token.
pub(crate) async fn connect_as(bobbin: &mut Bobbin, home: &RealHome, token: &str) {
    bobbin.click("[data-testid='door-session.connect']").await;
    bobbin.fill("[data-testid='connect-url']", &home.url).await;
    bobbin.fill("[data-testid='connect-token']", token).await;
    bobbin.click("[data-testid='test-connection']").await;
    bobbin.find("[data-testid='test-result']").await;
    bobbin.shot("test-result").await;
    bobbin.click("[data-testid='connect']").await;
    bobbin.find("[data-testid='dashboard-list']").await;
}

/// Finds a file by name below a folder.
pub(crate) fn find(folder: &Path, name: &str) -> PathBuf {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|found| found == name) {
                return path;
            }
        }
    }
    panic!("no {name} below {}", folder.display())
}

/// Bobbin's database after Bobbin has ended: no process has it open, and all of it is in one file.
pub(crate) fn settled_database(folder: &Path) -> PathBuf {
    let database = find(folder, "vault.db");
    let lock = std::fs::OpenOptions::new().write(true).open(database.with_file_name("vault.lock"));
    // Every process with an open vault shares this lock until it ends.
    lock.and_then(|lock| lock.lock()).expect("Bobbin has ended");
    // The last connection to close writes the log into the database.
    let connection = rusqlite::Connection::open(&database).expect("the database");
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).expect("a database");
    connection.close().map_err(|(_, error)| error).expect("closed");
    assert!(!database.with_file_name("vault.db-wal").exists(), "the log is in the database");
    database
}
