//! A real Home Assistant, started for tests and removed after them.
//!
//! [`RealHome::start`] copies the onboarded configuration that `tests/home-assistant/provision.sh` made, so a start
//! takes seconds. It builds nothing itself, and names the script to run if nothing was built. The server listens on
//! loopback only, and its stdin is a pipe held here: when this process ends in any way, the server ends and removes its
//! folder. Two can run side by side. After [`RealHome::stop`], all data of the server is on disk; after
//! [`RealHome::kill`], the disk is in the state that a power cut would leave.

use crate::raw_client::{RawClient, Received};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::time::{sleep, timeout};

/// Longer than a start takes while both cores compile.
const PATIENCE: Duration = Duration::from_secs(600);

/// The initial contents of a home.
#[derive(Debug, Clone, Default)]
pub struct Options {
    dashboards: Vec<Dashboard>,
    files: Vec<(String, String)>,
    yaml_resources: Option<Vec<(String, String)>>,
    counts_logins: bool,
}

#[derive(Debug, Clone)]
struct Dashboard {
    url_path: String,
    title: String,
    config: Option<String>,
}

impl Options {
    /// Adds a storage dashboard, with the JSON of its config or without one.
    #[must_use]
    pub fn dashboard(mut self, url_path: &str, title: &str, config: Option<&str>) -> Self {
        self.dashboards.push(Dashboard {
            url_path: url_path.to_owned(),
            title: title.to_owned(),
            config: config.map(str::to_owned),
        });
        self
    }

    /// Counts failed logins, as in a home that bans computers, but with a limit that no test reaches.
    #[must_use]
    pub fn counting_logins(mut self) -> Self {
        self.counts_logins = true;
        self
    }

    /// Adds a file to the configuration folder, after everything else: `.storage/lovelace`, `dash-yaml.yaml`, ...
    #[must_use]
    pub fn file(mut self, path: &str, contents: &str) -> Self {
        self.files.push((path.to_owned(), contents.to_owned()));
        self
    }

    /// Lists resources in YAML, as type and URL, instead of Home Assistant's storage.
    #[must_use]
    pub fn yaml_resources(mut self, resources: &[(&str, &str)]) -> Self {
        let owned = resources.iter().map(|(kind, url)| ((*kind).to_owned(), (*url).to_owned()));
        self.yaml_resources = Some(owned.collect());
        self
    }
}

/// A running Home Assistant with the `demo` integration's entities, a YAML-mode dashboard at `yaml-dash`, and the
/// storage dashboard `map`.
#[derive(Debug)]
pub struct RealHome {
    /// Its address, like `http://127.0.0.1:40123`.
    pub url: String,
    /// A long-lived token of its owner, who is an administrator.
    pub token: String,
    /// A long-lived token of an ordinary user.
    pub user_token: String,
    /// Its version, like `2026.11.0`.
    pub version: String,
    port: u16,
    python: PathBuf,
    // Before the folder: the server must have ended before its folder is removed.
    server: Mutex<Option<Server>>,
    folder: TempDir,
}

static SHARED: OnceCell<RealHome> = OnceCell::const_new();

impl RealHome {
    /// The one home of this test process, started on first use. Tests share it, so they use dashboards of their own and
    /// neither stop it nor count its contents.
    pub async fn shared() -> &'static Self {
        SHARED.get_or_init(|| Self::start(Options::default())).await
    }

    /// Starts a home for one test.
    ///
    /// # Panics
    ///
    /// None was built, or it does not start.
    pub async fn start(options: Options) -> Self {
        let built = built().unwrap_or_else(|error| panic!("{error}"));
        // Another process may take the free port before it is used; then another one is tried.
        let mut problem = String::new();
        for _ in 0..3 {
            match Self::start_on_a_free_port(&built, &options).await {
                Ok(home) => return home,
                Err(error) => problem = error,
            }
        }
        panic!("Home Assistant did not start: {problem}");
    }

    async fn start_on_a_free_port(built: &Path, options: &Options) -> Result<Self, String> {
        let said = read_json(&built.join("home.json"));
        let field = |name: &str| said[name].as_str().expect("home.json is written by onboard.py").to_owned();
        let folder = tempfile::Builder::new().prefix("bobbin-home-").tempdir().map_err(|error| error.to_string())?;
        let port = free_port().map_err(|error| error.to_string())?;
        prepare(&built.join("template"), folder.path(), port, options)
            .map_err(|error| format!("its folder could not be made: {error}"))?;
        let home = Self {
            url: format!("http://127.0.0.1:{port}"),
            token: field("token"),
            user_token: field("user_token"),
            version: field("version"),
            port,
            python: built.join("venv/bin/python"),
            server: Mutex::new(None),
            folder,
        };
        home.launch().await?;
        Ok(home)
    }

    /// Its configuration folder, with `.storage` in it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of its own sources, which define its commands.
    ///
    /// # Panics
    ///
    /// It is not where Python keeps packages.
    pub fn sources(&self) -> PathBuf {
        let library = self.python.parent().and_then(Path::parent).expect("a virtual environment").join("lib");
        let versions = fs::read_dir(&library).unwrap_or_else(|error| panic!("{}: {error}", library.display()));
        let found = versions.flatten().map(|version| version.path().join("site-packages/homeassistant"));
        found.into_iter().find(|path| path.is_dir()).expect("Home Assistant is a Python package")
    }

    /// Stops it normally: every delayed write is on disk afterwards.
    pub async fn stop(&self) {
        let Some(mut server) = self.take_server() else { return };
        server.terminate();
        let until = Instant::now() + PATIENCE;
        while server.is_alive() {
            assert!(Instant::now() < until, "Home Assistant did not stop: {}", self.log());
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Kills it, as a power cut would.
    pub fn kill(&self) {
        drop(self.take_server());
    }

    /// Starts it again after [`Self::stop`] or [`Self::kill`], on the same port with the same folder.
    pub async fn resume(&self) {
        if let Err(error) = self.launch().await {
            panic!("Home Assistant did not start again: {error}");
        }
    }

    /// Stops it normally and starts it again.
    pub async fn restart(&self) {
        self.stop().await;
        self.resume().await;
    }

    /// A connection of a client that is not Bobbin, as the owner.
    pub async fn client(&self) -> RawClient {
        RawClient::connect(&self.url, &self.token).await
    }

    /// The same as an ordinary user.
    pub async fn user_client(&self) -> RawClient {
        RawClient::connect(&self.url, &self.user_token).await
    }

    /// Another long-lived token of the owner, for revoking.
    pub async fn mint_token(&self, name: &str) -> String {
        let command = json!({"type": "auth/long_lived_access_token", "client_name": name, "lifespan": 1});
        let token = self.client().await.result(command).await;
        token.as_str().expect("a token is a string").to_owned()
    }

    /// Revokes a token: its connections end at once, and it opens no new ones.
    pub async fn revoke_token(&self, token: &str) {
        let mut client = RawClient::connect(&self.url, token).await;
        let tokens = client.result(json!({"type": "auth/refresh_tokens"})).await;
        let own = tokens.as_array().expect("a list").iter().find(|one| one["is_current"] == true);
        let id = own.expect("the token in use is listed")["id"].clone();
        let command = client.numbered(json!({"type": "auth/delete_refresh_token", "refresh_token_id": id}));
        client.send(command).await;
        // The connection that revokes its own token may close before the reply is sent.
        while let Received::Text(_) = client.receive().await {}
    }

    /// Its log and its output.
    pub fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder().join(name)).unwrap_or_default();
        format!("{}\n{}", read("home-assistant.log"), read("output"))
    }

    async fn launch(&self) -> Result<(), String> {
        let server = Server::spawn(&self.python, self.folder()).map_err(|error| error.to_string())?;
        *self.server.lock().expect("no test panics while it holds the server") = Some(server);
        let until = Instant::now() + PATIENCE;
        loop {
            if !self.is_alive() {
                return Err(format!("it ended by itself: {}", self.log()));
            }
            if is_running(self.port, &self.token).await {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(format!("it was not running within {} s: {}", PATIENCE.as_secs(), self.log()));
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    fn is_alive(&self) -> bool {
        let mut server = self.server.lock().expect("no test panics while it holds the server");
        server.as_mut().is_some_and(Server::is_alive)
    }

    fn take_server(&self) -> Option<Server> {
        self.server.lock().expect("no test panics while it holds the server").take()
    }
}

/// The process; dropping it kills it.
#[derive(Debug)]
struct Server(Child);

impl Server {
    fn spawn(python: &Path, folder: &Path) -> io::Result<Self> {
        let output = File::options().create(true).append(true).open(folder.join("output"))?;
        let child = Command::new(python)
            .args(["-m", "homeassistant", "--skip-pip", "-c"])
            .arg(folder)
            .env("PYTHONPATH", harness().join("guard"))
            .env("BOBBIN_TEST_LEASH", folder)
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        Ok(Self(child))
    }

    fn terminate(&self) {
        let pid = rustix::process::Pid::from_child(&self.0);
        // It fails only for a process that has ended already.
        let _sent = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _killed = self.0.kill();
        let _reaped = self.0.wait();
    }
}

fn harness() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/home-assistant")
}

/// The folder of the provisioned Home Assistant, if it matches the scripts of this tree.
pub(crate) fn built() -> Result<PathBuf, String> {
    let script = harness().join("provision.sh");
    let said =
        Command::new(&script).arg("--check").output().map_err(|error| format!("{}: {error}", script.display()))?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).trim().to_owned());
    }
    Ok(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn prepare(template: &Path, folder: &Path, port: u16, options: &Options) -> io::Result<()> {
    copy(template, folder)?;
    let storage = folder.join(".storage");
    let mut http = read_json(&storage.join("http"));
    http["data"]["stable"]["server_port"] = port.into();
    if options.counts_logins {
        http["data"]["stable"]["ip_ban_enabled"] = true.into();
        http["data"]["stable"]["login_attempts_threshold"] = 1_000_000.into();
    }
    fs::write(storage.join("http"), http.to_string())?;
    if !options.dashboards.is_empty() {
        seed_dashboards(&storage, &options.dashboards)?;
    }
    if let Some(resources) = &options.yaml_resources {
        let configuration = fs::read_to_string(folder.join("configuration.yaml"))?;
        let mut yaml = "  resource_mode: yaml\n  resources:\n".to_owned();
        for (kind, url) in resources {
            yaml += &format!("    - {{type: {kind}, url: {url}}}\n");
        }
        let changed = configuration.replace("  resource_mode: storage\n", &yaml);
        assert_ne!(changed, configuration, "configuration.yaml says resource_mode: storage");
        fs::write(folder.join("configuration.yaml"), changed)?;
    }
    for (path, contents) in &options.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder"))?;
        fs::write(path, contents)?;
    }
    Ok(())
}

fn seed_dashboards(storage: &Path, dashboards: &[Dashboard]) -> io::Result<()> {
    let list = storage.join("lovelace_dashboards");
    let mut stored = if list.exists() {
        read_json(&list)
    } else {
        json!({"version": 1, "minor_version": 1, "key": "lovelace_dashboards", "data": {"items": []}})
    };
    let items = stored["data"]["items"].as_array_mut().expect("a list of dashboards");
    for dashboard in dashboards {
        let id = dashboard.url_path.replace('-', "_");
        items.push(json!({
            "id": id, "url_path": dashboard.url_path, "title": dashboard.title,
            "require_admin": false, "show_in_sidebar": true, "mode": "storage",
        }));
        if let Some(config) = &dashboard.config {
            let key = format!("lovelace.{id}");
            // As text, so that the config's keys keep their order.
            let text = format!(r#"{{"version":1,"minor_version":1,"key":"{key}","data":{{"config":{config}}}}}"#);
            fs::write(storage.join(key), text)?;
        }
    }
    fs::write(list, stored.to_string())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether it answers with our token, which excludes another server on this port, and reports RUNNING.
async fn is_running(port: u16, token: &str) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let request = format!(
            "GET /api/config HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        io::Result::Ok(answer)
    };
    matches!(timeout(Duration::from_secs(10), ask).await, Ok(Ok(answer)) if answer.contains(r#""state":"RUNNING""#))
}
