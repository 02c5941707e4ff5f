//! Bobbin for tests: a folder of its own, a shell that records events, and a second client to compare with.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bobbin_app::api::Event;
use bobbin_app::{App, BoxFuture, Folders, Options, Shell, TokenStore, commands};
use bobbin_testkit::fault_proxy::FaultProxy;
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};
use tokio::sync::watch;

/// Longer than any step takes on two cores that are also compiling.
const PATIENCE: Duration = Duration::from_secs(60);

/// A shell that records events.
struct Listening {
    events: Mutex<Vec<Value>>,
    /// The suggested names of the files that it was asked for.
    asked_where: Mutex<Vec<String>>,
    count: watch::Sender<usize>,
}

impl Shell for Listening {
    fn emit(&self, event: &Event) {
        let event = serde_json::to_value(event).expect("an event");
        let mut events = self.events.lock().expect("no panic while listening");
        events.push(event);
        self.count.send_replace(events.len());
    }

    fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn choose_save(&self, name: &str) -> BoxFuture<'_, Option<PathBuf>> {
        self.asked_where.lock().expect("no panic while asking").push(name.to_owned());
        Box::pin(async { None })
    }

    fn show_preview(&self, _: &str, _: &str) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }

    fn close_window(&self) {}
}

/// A running Bobbin.
pub(crate) struct Bobbin {
    pub(crate) app: App,
    shell: Arc<Listening>,
}

/// The origin of the app's window in the tests.
pub(crate) const WINDOW: &str = "tauri://localhost";

impl Bobbin {
    /// Starts Bobbin with its data in a folder, and no keyring.
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_with(folder, TokenStore::memory()).await
    }

    /// Starts Bobbin with its data in a folder.
    pub(crate) async fn start_with(folder: &Path, tokens: TokenStore) -> Self {
        Self::start_on(Options {
            folders: Folders::under(folder),
            shell_folders: Vec::new(),
            tokens,
            open_files: Vec::new(),
            start_demo: false,
            window_origins: vec![WINDOW.to_owned()],
        })
        .await
    }

    /// Starts Bobbin with these options.
    pub(crate) async fn start_on(options: Options) -> Self {
        let shell = Arc::new(Listening {
            events: Mutex::default(),
            asked_where: Mutex::default(),
            count: watch::Sender::new(0),
        });
        let app = App::start(options, Arc::clone(&shell) as Arc<dyn Shell>).await.expect("starts");
        Self { app, shell }
    }

    /// Adds a home as the instance `home` and waits until it is connected.
    pub(crate) async fn connect(&self, url: &str, token: &str) {
        self.call("instance_add", json!({"name": "home", "url": url, "token": token, "trustedFingerprint": null}))
            .await;
        self.connected().await;
    }

    /// Sets the token again after a restart, because the tests' keyring is in memory. Waits until it is connected.
    pub(crate) async fn come_back(&self, token: &str) {
        let update = json!({"id": "home", "name": null, "url": null, "token": token, "trustedFingerprint": null});
        self.call("instance_update", update).await;
        self.connected().await;
    }

    /// Waits until the instance is connected now; a connection that has ended since does not count.
    pub(crate) async fn connected(&self) {
        let mut count = self.shell.count.subscribe();
        let connected = async {
            loop {
                let seen = *count.borrow_and_update();
                let state = self.call("app_state", json!(null)).await;
                let instances = state["instances"].as_array().expect("a list");
                if instances.iter().any(|instance| instance["connection"]["state"] == "connected") {
                    return;
                }
                count.wait_for(|now| *now != seen).await.expect("the shell lives");
            }
        };
        tokio::time::timeout(PATIENCE, connected).await.expect("it connects in time");
    }

    /// Runs a command that has to succeed.
    pub(crate) async fn call(&self, name: &str, request: Value) -> Value {
        match self.run(name, &request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{name} {request} failed: {error}"),
        }
    }

    /// Runs a command that has to fail.
    pub(crate) async fn fails(&self, name: &str, request: Value) -> Value {
        match self.run(name, &request).await {
            Ok(answer) => panic!("{name} {request} succeeded: {answer}"),
            Err(error) => error,
        }
    }

    /// Runs a command that may fail.
    pub(crate) async fn run(&self, name: &str, request: &Value) -> Result<Value, Value> {
        match commands::dispatch(&self.app, name, &request.to_string()).await {
            Ok(answer) => Ok(serde_json::from_str(&answer).expect("JSON")),
            Err(error) => Err(serde_json::to_value(error).expect("JSON")),
        }
    }

    /// Waits for an event; events from before this call count, too.
    pub(crate) async fn event(&self, fits: impl Fn(&Value) -> bool) -> Value {
        let mut count = self.shell.count.subscribe();
        let found = async {
            loop {
                let seen = *count.borrow_and_update();
                let found = self.shell.events.lock().expect("no panic").iter().find(|event| fits(event)).cloned();
                if let Some(found) = found {
                    return found;
                }
                count.wait_for(|now| *now > seen).await.expect("the shell lives");
            }
        };
        let waited = tokio::time::timeout(PATIENCE, found).await;
        waited.unwrap_or_else(|_| panic!("no such event: {:#?}", self.shell.events.lock().expect("no panic")))
    }

    /// All events so far, as JSON.
    pub(crate) fn heard(&self) -> String {
        serde_json::to_string(&*self.shell.events.lock().expect("no panic")).expect("JSON")
    }

    /// The suggested names of the files that the user was asked for.
    pub(crate) fn asked_where(&self) -> Vec<String> {
        self.shell.asked_where.lock().expect("no panic while asking").clone()
    }

    /// Forgets the events so far.
    pub(crate) fn forget_events(&self) {
        self.shell.events.lock().expect("no panic").clear();
        self.shell.count.send_replace(0);
    }

    /// Opens a dashboard of `home`.
    pub(crate) async fn open(&self, url_path: &str) -> Value {
        let target = json!({"kind": "dashboard", "instance": "home", "urlPath": url_path});
        self.call("document_open", json!({"target": target})).await
    }

    /// Types: replaces a piece of a document's text.
    pub(crate) async fn type_over(&self, id: &str, old: &str, new: &str) -> Value {
        let document = self.document(id).await;
        let text = document["text"].as_str().expect("a text");
        let at = text.find(old).unwrap_or_else(|| panic!("{old:?} is not in:\n{text}"));
        let from = text[..at].encode_utf16().count();
        let to = from + old.encode_utf16().count();
        let length = text.encode_utf16().count() - (to - from) + new.encode_utf16().count();
        let changes = json!([{"from": from, "to": to, "insert": new}]);
        let edit = json!({"id": id, "revision": document["revision"], "changes": changes, "length": length});
        self.call("document_edit", edit).await
    }

    /// Applies changes that Bobbin offered, as the interface does.
    pub(crate) async fn accept(&self, id: &str, offer: &Value) {
        let document = self.document(id).await;
        let text: Vec<u16> = document["text"].as_str().expect("a text").encode_utf16().collect();
        let mut length = text.len();
        for change in offer["changes"].as_array().expect("changes") {
            let number = |name: &str| usize::try_from(change[name].as_u64().expect("a number")).expect("fits");
            length = length + change["insert"].as_str().expect("text").encode_utf16().count()
                - (number("to") - number("from"));
        }
        let edit = json!({"id": id, "revision": offer["revision"], "changes": offer["changes"], "length": length});
        self.call("document_edit", edit).await;
    }

    /// A document in its current state.
    pub(crate) async fn document(&self, id: &str) -> Value {
        let mut parts = id.splitn(3, ':');
        let target = match (parts.next(), parts.next(), parts.next()) {
            (Some("dashboard"), Some(instance), Some(path)) => {
                json!({"kind": "dashboard", "instance": instance, "urlPath": path})
            }
            (Some("file"), ..) => json!({"kind": "file", "path": &id[5..]}),
            (Some("untitled"), Some(number), None) => {
                json!({"kind": "untitled", "number": number.parse::<u32>().expect("a number")})
            }
            _ => panic!("{id} is no id"),
        };
        self.call("document_open", json!({"target": target})).await
    }

    /// Saves a document.
    pub(crate) async fn save(&self, id: &str) -> Value {
        self.call("document_save", json!({"id": id})).await
    }
}

/// A real home with Bobbin connected to it, and a folder for Bobbin's data.
pub(crate) async fn at_home() -> (&'static RealHome, tempfile::TempDir, Bobbin) {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&home.url, &home.token).await;
    (home, folder, bobbin)
}

/// A Bobbin that reaches the home through a proxy that can disturb the connection.
pub(crate) async fn behind_proxy(home: &RealHome) -> (FaultProxy, tempfile::TempDir, Bobbin) {
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let proxy = FaultProxy::start(upstream).await.expect("a proxy");
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&format!("http://{}", proxy.address()), &home.token).await;
    (proxy, folder, bobbin)
}

/// Home Assistant's content of a dashboard, as another client sees it.
pub(crate) async fn held(home: &RealHome, url_path: &str) -> Value {
    home.client().await.result(json!({"type": "lovelace/config", "url_path": url_path})).await
}

/// Creates a dashboard with a config, as another client would.
pub(crate) async fn dashboard(home: &RealHome, url_path: &str, config: Value) {
    let mut client = home.client().await;
    client.result(json!({"type": "lovelace/dashboards/create", "url_path": url_path, "title": url_path})).await;
    client.result(json!({"type": "lovelace/config/save", "url_path": url_path, "config": config})).await;
}

/// Saves a dashboard as another client would.
pub(crate) async fn save_elsewhere(home: &RealHome, url_path: &str, config: Value) {
    let save = json!({"type": "lovelace/config/save", "url_path": url_path, "config": config});
    home.client().await.result(save).await;
}
