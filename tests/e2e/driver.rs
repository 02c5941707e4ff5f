//! The app under WebDriver: starts and ends it, finds elements the way a user does, takes screenshots.
//!
//! Waits for elements to appear and never sleeps for a fixed time. Finds elements by `data-testid` or by role and name,
//! never by style.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::process::{Child, Command};

/// The time limit for an element. Long, because a busy machine is slow without being at fault.
const PATIENCE: Duration = Duration::from_secs(60);

/// The time limit for the app to close by itself.
const CLOSES: Duration = Duration::from_secs(2);

/// Bobbin in a window.
pub(crate) struct Bobbin {
    pub(crate) client: Client,
    driver: Child,
    journey: &'static str,
    shots: u32,
}

impl Bobbin {
    /// Starts the app with data in `home`.
    pub(crate) async fn start(journey: &'static str, home: &Path, arguments: &[&str]) -> Self {
        Self::start_in(Command::new("WebKitWebDriver"), journey, home, arguments).await
    }

    /// The same on a machine without a keyring: nothing answers at the address of the session bus.
    pub(crate) async fn start_without_keyring(journey: &'static str, home: &Path) -> Self {
        let mut driver = Command::new("WebKitWebDriver");
        driver.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", home.join("no-bus").display()));
        Self::start_in(driver, journey, home, &[]).await
    }

    /// Starts the app for a user with this home folder and a umask of 000.
    pub(crate) async fn start_at_home(journey: &'static str, home: &Path) -> Self {
        let mut driver = Command::new("sh");
        driver.args(["-c", "umask 000; exec \"$0\" \"$@\"", "WebKitWebDriver"]);
        driver.env("HOME", home).env("TMPDIR", home.join("tmp"));
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            driver.env_remove(name);
        }
        // An empty BOBBIN_HOME counts as none.
        Self::start_in(driver, journey, Path::new(""), &[]).await
    }

    async fn start_in(mut driver: Command, journey: &'static str, home: &Path, arguments: &[&str]) -> Self {
        let port = free_port();
        let driver = driver
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("BOBBIN_HOME", home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("WebKitWebDriver is installed (scripts/setup test)");
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": binary(), "args": arguments } });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object") };
        let address = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        let client = loop {
            let connected =
                ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await;
            match connected {
                Ok(client) => break client,
                Err(error) if Instant::now() > deadline => panic!("the app did not start: {error}"),
                // The driver is not listening yet.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        Self { client, driver, journey, shots: 0 }
    }

    /// Ends the app like a user, through WebDriver.
    pub(crate) async fn quit(mut self) {
        let processes = children(self.driver.id().expect("runs"));
        // The app may have ended already.
        let _closed = self.client.clone().close().await;
        let _killed = self.driver.kill().await;
        // The app asks its page before it closes, and the page may be gone by then. It must not outlive the journey.
        let deadline = Instant::now() + CLOSES;
        while processes.iter().any(|pid| is_running(*pid)) && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        for pid in processes.into_iter().filter(|pid| is_running(*pid)) {
            let _ended = Command::new("kill").args(["-KILL", &pid.to_string()]).status().await;
        }
    }

    /// Ends the app like a crash: it can't write anything.
    pub(crate) async fn kill(mut self) {
        for pid in children(self.driver.id().expect("runs")) {
            let status = Command::new("kill").args(["-KILL", &pid.to_string()]).status().await;
            assert!(status.expect("kill").success());
        }
        let _killed = self.driver.kill().await;
    }

    /// The memory of the app and its drawing processes, in MB, by name. Shared memory counts once.
    pub(crate) fn memory(&self) -> Vec<(String, f64)> {
        let mut found = BTreeMap::<String, f64>::new();
        for pid in children(self.driver.id().expect("runs")) {
            let read = |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
            let pss = read("smaps_rollup")
                .lines()
                .find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
            *found.entry(read("comm").trim().to_owned()).or_default() += pss.unwrap_or_default() / 1024.0;
        }
        found.into_iter().collect()
    }

    /// Waits for an element.
    pub(crate) async fn find(&self, css: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => self.fail(&format!("nothing is “{css}”: {error}")).await,
        }
    }

    /// Waits until no element matches.
    pub(crate) async fn gone(&self, css: &str) {
        self.until(&format!("“{css}” to go"), || async {
            self.client.find_all(Locator::Css(css)).await.is_ok_and(|found| found.is_empty())
        })
        .await;
    }

    /// Waits for a condition.
    pub(crate) async fn until<F: Future<Output = bool>>(&self, what: &str, condition: impl Fn() -> F) {
        self.within(PATIENCE, what, condition).await;
    }

    /// Waits for a condition, with a time limit.
    pub(crate) async fn within<F: Future<Output = bool>>(
        &self,
        patience: Duration,
        what: &str,
        condition: impl Fn() -> F,
    ) {
        let deadline = Instant::now() + patience;
        while !condition().await {
            if Instant::now() > deadline {
                self.fail(&format!("waited in vain for {what}")).await;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits for a text on screen.
    pub(crate) async fn sees(&self, words: &str) {
        self.until(&format!("the words “{words}”"), || async { self.text().await.contains(words) }).await;
    }

    /// All text on screen.
    pub(crate) async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", vec![]).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits for an element and clicks it.
    pub(crate) async fn click(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.find(css).await;
            match element.click().await {
                Ok(()) => return,
                // It moved, or something covered it for a moment.
                Err(error) if Instant::now() > deadline => {
                    self.fail(&format!("“{css}” can't be clicked: {error}")).await;
                }
                Err(_) => {
                    self.bring_into_view(&element).await;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    /// Scrolls a list until an element in it is visible. WebKitGTK's driver scrolls only the page.
    async fn bring_into_view(&self, element: &Element) {
        let script = "arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest' })";
        let element = serde_json::to_value(element).expect("a reference to an element");
        // If it has gone, the click that follows fails.
        let _scrolled = self.client.execute(script, vec![element]).await;
    }

    /// Clicks the button (or menu item, tab, option) with a name.
    pub(crate) async fn press(&self, name: &str) {
        let xpath = format!(
            "//*[self::button or @role='button' or @role='menuitem' or @role='tab' or @role='option' or self::label or self::a or @role='treeitem']\
             [normalize-space(.)={name:?} or @aria-label={name:?}]"
        );
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Ok(element) = self.client.find(Locator::XPath(&xpath)).await {
                if element.click().await.is_ok() {
                    return;
                }
                self.bring_into_view(&element).await;
            }
            if Instant::now() > deadline {
                self.fail(&format!("no button “{name}”")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a command of the palette by its title.
    pub(crate) async fn command(&self, title: &str) {
        self.keys(Key::Control, &format!("{}p", char::from(Key::Shift))).await;
        self.find("#picker-list").await;
        let field = self.client.active_element().await.expect("the palette has the focus");
        field.send_keys(title).await.expect("a field");
        self.until(&format!("the command “{title}”"), || async {
            let first = self.client.find(Locator::Css("#picker-list [role='option'][aria-selected='true']")).await;
            match first {
                Ok(option) => option.text().await.is_ok_and(|text| text.contains(title)),
                Err(_) => false,
            }
        })
        .await;
        field.send_keys(&char::from(Key::Enter).to_string()).await.expect("a field");
        self.gone("#picker-list").await;
    }

    /// Sets the size of the window.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("a window");
        self.until(&format!("a width of {width}"), || async {
            let inner = self.client.execute("return innerWidth", vec![]).await;
            inner.is_ok_and(|inner| inner == json!(width))
        })
        .await;
    }

    /// Checks that nothing extends beyond the window.
    pub(crate) async fn fits(&self) {
        let script = "const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : [];
            const buttons = [...document.querySelectorAll('button')].filter((button) => button.checkVisibility());
            const boxes = buttons.map((button) => [button, button.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
            const out = boxes.filter(([button, box]) => box.right > innerWidth + 1 && !button.closest('.cm-editor'))
                .map(([button]) => 'out of the window: ' + (button.ariaLabel ?? button.innerText));
            return [...wide, ...out];";
        let found = self.client.execute(script, vec![]).await.expect("a page");
        assert_eq!(found, json!([]), "{}", self.journey);
    }

    /// Clicks a button that may disappear meanwhile.
    pub(crate) async fn press_if_there(&self, name: &str) {
        let xpath = format!("//button[normalize-space(.)={name:?}]");
        if let Ok(button) = self.client.find(Locator::XPath(&xpath)).await {
            // It disappeared meanwhile, so its effect has happened.
            let _clicked = button.click().await;
        }
    }

    /// Replaces the content of a field.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("a field");
        field.send_keys(text).await.expect("a field");
    }

    /// Types with a modifier key, as in `keys(Key::Control, "s")`.
    pub(crate) async fn keys(&self, modifier: Key, key: &str) {
        let active = self.client.active_element().await.expect("something has the focus");
        let modifier = char::from(modifier);
        active.send_keys(&format!("{modifier}{key}\u{e000}")).await.expect("keys");
    }

    /// Replaces a text in the editor as typing would, in one edit.
    pub(crate) async fn type_over(&self, old: &str, new: &str) {
        self.find(".cm-content").await;
        let script = "const view = document.querySelector('.cm-content').cmTile?.view ?? document.querySelector('.cm-content').cmView.view;
            const text = view.state.doc.toString(); const at = text.indexOf(arguments[0]);
            if (at < 0) return false;
            view.dispatch({ changes: { from: at, to: at + arguments[0].length, insert: arguments[1] }, selection: { anchor: at }, userEvent: 'input.type' });
            view.focus(); return true;";
        let done = self.client.execute(script, vec![json!(old), json!(new)]).await.expect("the editor");
        assert_eq!(
            done,
            Value::Bool(true),
            "{}: the editor does not hold {old:?}:\n{}",
            self.journey,
            self.editor().await
        );
    }

    /// The text in the editor.
    pub(crate) async fn editor(&self) -> String {
        let script = "const content = document.querySelector('.cm-content');
            return content && (content.cmTile?.view ?? content.cmView.view).state.doc.toString();";
        loop {
            self.find(".cm-content").await;
            let text = self.client.execute(script, vec![]).await.expect("the editor");
            // Another document may have come to the front meanwhile.
            if let Some(text) = text.as_str() {
                return text.to_owned();
            }
        }
    }

    /// Takes a picture of the screen, including the window's frame and dialogs. (WebDriver's own screenshot never
    /// returns while a modal dialog is open in WebKitGTK.)
    pub(crate) async fn shot(&mut self, name: &str) {
        self.shots += 1;
        self.painted().await;
        self.picture(&format!("{:02}-{name}", self.shots)).await;
    }

    /// The path of a journey's output file.
    pub(crate) fn output(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test-output/e2e");
        std::fs::create_dir_all(&folder).expect("a folder");
        folder.join(format!("{}-{name}", self.journey))
    }

    async fn picture(&self, name: &str) {
        let file = self.output(&format!("{name}.png"));
        let status = Command::new("import").args(["-window", "root"]).arg(file).status().await;
        assert!(status.expect("ImageMagick is installed (scripts/setup test)").success(), "a picture");
    }

    /// Fails the test with the text on screen, and a screenshot.
    pub(crate) async fn fail(&self, words: &str) -> ! {
        self.picture("failed").await;
        panic!("{}: {words}\n{}", self.journey, self.text().await)
    }

    /// Waits until the page is painted.
    async fn painted(&self) {
        let script = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.client.execute_async(script, vec![]).await.expect("frames are painted");
    }
}

/// The app that was built with these tests, or the one for `make bench`.
fn binary() -> PathBuf {
    std::env::var_os("BOBBIN_BINARY").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_bobbin-desktop")), PathBuf::from)
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Whether a process runs and is not a zombie.
fn is_running(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

/// A process and all its descendants, such as the app.
fn children(of: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![of];
    while let Some(parent) = open.pop() {
        let path = format!("/proc/{parent}/task/{parent}/children");
        let list = std::fs::read_to_string(path).unwrap_or_default();
        for child in list.split_whitespace().filter_map(|pid| pid.parse().ok()) {
            found.push(child);
            open.push(child);
        }
    }
    found
}
