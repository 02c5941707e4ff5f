//! A headless Chromium, driven over its DevTools protocol.
//!
//! It runs a page in a clean browser: one window, a temporary profile, and no host names except loopback's. Frames of
//! another site are separate pages; [`Chromium::frame`] finds them. `scripts/setup test` installs it.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// Longer than the start of the frontend takes while both cores compile.
const PATIENCE: Duration = Duration::from_secs(400);

/// A page, or a frame that is a page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page(String);

/// A browser with one window.
#[derive(Debug)]
pub struct Chromium {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    /// The window.
    pub window: Page,
    /// Frames of other sites, by target: their session and their address.
    frames: HashMap<String, (String, String)>,
    // Before the profile: the process must have ended before the profile is removed.
    process: Process,
    _profile: TempDir,
}

#[derive(Debug)]
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _killed = self.0.kill();
        let _reaped = self.0.wait();
    }
}

impl Chromium {
    /// Starts a browser. With a path, writes every byte of its network traffic there.
    ///
    /// # Panics
    ///
    /// There is no Chromium, or it does not start.
    pub async fn start(network_log: Option<&Path>) -> Self {
        let profile = tempfile::Builder::new().prefix("bobbin-chromium-").tempdir().expect("a folder");
        let mut command = Command::new("chromium");
        command
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"])
            .args(["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"])
            .args(["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE *.localhost"])
            .arg(format!("--user-data-dir={}", profile.path().display()));
        if let Some(log) = network_log {
            command.arg(format!("--log-net-log={}", log.display())).arg("--net-log-capture-mode=Everything");
        }
        let child = command.arg("about:blank").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let process = Process(child.unwrap_or_else(|error| panic!("chromium ({error}): run scripts/setup test")));
        let told = profile.path().join("DevToolsActivePort");
        let found = timeout(PATIENCE, async {
            loop {
                match std::fs::read_to_string(&told) {
                    Ok(text) if text.lines().count() == 2 => return text,
                    _ => sleep(Duration::from_millis(20)).await,
                }
            }
        });
        let found = found.await.expect("chromium did not start");
        let (port, path) = found.split_once('\n').expect("a port and a path");
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let address = format!("ws://127.0.0.1:{port}{}", path.trim());
        let (socket, _) = connect_async_with_config(address, Some(config), true).await.expect("DevTools answer");
        let window = Page(String::new());
        let mut this = Self { socket, last_id: 0, window, frames: HashMap::new(), process, _profile: profile };
        // A frame is attached before it has an address; target discovery reports where it goes.
        this.send("", "Target.setDiscoverTargets", json!({"discover": true})).await;
        let target = this.send("", "Target.createTarget", json!({"url": "about:blank"})).await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = this.send("", "Target.attachToTarget", attach).await;
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        this.window = Page(session);
        let window = this.window.clone();
        let auto = json!({"autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true});
        this.send(&window.0, "Target.setAutoAttach", auto).await;
        this.send(&window.0, "Page.enable", json!({})).await;
        this
    }

    /// The process id of the browser.
    pub fn pid(&self) -> u32 {
        self.process.0.id()
    }

    /// Opens an address.
    pub async fn open(&mut self, url: &str) {
        let window = self.window.clone();
        let answer = self.send(&window.0, "Page.navigate", json!({ "url": url })).await;
        assert!(answer.get("errorText").is_none(), "{url}: {answer}");
    }

    /// Sets the size of the window in CSS pixels.
    pub async fn size(&mut self, width: u32, height: u32) {
        let window = self.window.clone();
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.send(&window.0, "Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Waits for the frame whose address has a prefix.
    pub async fn frame(&mut self, prefix: &str) -> Page {
        timeout(PATIENCE, async {
            loop {
                if let Some((session, _)) = self.frames.values().find(|(_, url)| url.starts_with(prefix)) {
                    return Page(session.clone());
                }
                self.read().await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("no frame of {prefix}"))
    }

    /// The value of an expression; awaits a promise.
    ///
    /// # Panics
    ///
    /// The expression throws.
    pub async fn evaluate(&mut self, page: &Page, expression: &str) -> Value {
        let command = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.send(&page.0, "Runtime.evaluate", command).await;
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// Waits in the page until an expression is true. An exception counts as not true yet.
    pub async fn wait_until(&mut self, page: &Page, expression: &str) {
        let wait = format!(
            "new Promise((done) => {{ const look = () => {{ try {{ if ({expression}) return done(true); }} catch {{}} \
             setTimeout(look, 15); }}; look(); }})"
        );
        let command = json!({"expression": wait, "awaitPromise": true, "returnByValue": true});
        // A reloaded page forgets the question, so it is asked again.
        let waited = timeout(PATIENCE, async {
            loop {
                if let Ok(answer) = self.ask(&page.0, "Runtime.evaluate", command.clone()).await {
                    return answer;
                }
            }
        });
        let waited = waited.await;
        if let Ok(answer) = waited {
            // An exception is caught in the page, so this one is a syntax error.
            assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        } else {
            let text = "document.documentElement.outerHTML.slice(0, 400)";
            let found = timeout(PATIENCE, self.evaluate(page, text)).await;
            panic!("it never came true: {expression}\nthe page: {found:?}");
        }
    }

    /// Writes a picture of the window as PNG.
    pub async fn picture(&mut self, to: &Path) {
        let window = self.window.clone();
        let answer = self.send(&window.0, "Page.captureScreenshot", json!({"format": "png"})).await;
        std::fs::write(to, decode(answer["data"].as_str().expect("a picture"))).expect("the picture is written");
    }

    /// The number of the page's nodes in memory, attached or not, after a garbage collection.
    pub async fn nodes(&mut self, page: &Page) -> u64 {
        self.send(&page.0, "HeapProfiler.collectGarbage", json!({})).await;
        let counted = self.send(&page.0, "Memory.getDOMCounters", json!({})).await;
        counted["nodes"].as_u64().expect("a number")
    }

    /// Logs in to a Home Assistant: stores a token where its frontend looks for it.
    pub async fn log_in(&mut self, home_url: &str, token: &str) {
        self.open(&format!("{home_url}/robots.txt")).await;
        let page = self.window.clone();
        self.wait_until(&page, "document.readyState === 'complete' && location.pathname === '/robots.txt'").await;
        let tokens = json!({"access_token": token, "token_type": "Bearer", "expires_in": 315_360_000,
            "refresh_token": "", "hassUrl": home_url, "clientId": null, "expires": 4_000_000_000_000_u64});
        let keep = format!("localStorage.setItem('hassTokens', {}), true", json!(tokens.to_string()));
        self.evaluate(&page, &keep).await;
    }

    /// Ends it normally, so that its log is complete.
    pub async fn close(mut self) {
        self.last_id += 1;
        let command = json!({"id": self.last_id, "method": "Browser.close"}).to_string();
        // It may hang up before it answers.
        let _sent = self.socket.send(Message::text(command)).await;
        while let Some(Ok(_)) = self.socket.next().await {}
        let until = tokio::time::Instant::now() + PATIENCE;
        while matches!(self.process.0.try_wait(), Ok(None)) {
            assert!(tokio::time::Instant::now() < until, "chromium did not end");
            sleep(Duration::from_millis(20)).await;
        }
    }

    async fn send(&mut self, session: &str, method: &str, parameters: Value) -> Value {
        self.ask(session, method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    async fn ask(&mut self, session: &str, method: &str, parameters: Value) -> Result<Value, Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut command = json!({"id": id, "method": method, "params": parameters});
        if !session.is_empty() {
            command["sessionId"] = session.into();
        }
        self.socket.send(Message::text(command.to_string())).await.expect("chromium is there");
        loop {
            let mut message = self.read().await;
            if message["id"] == id {
                return match message.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(message["result"].take()),
                };
            }
        }
    }

    async fn read(&mut self) -> Value {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).expect("DevTools speak JSON");
                    self.note(&message);
                    return message;
                }
                Some(Ok(_)) => {}
                end => panic!("chromium hung up: {end:?}"),
            }
        }
    }

    fn note(&mut self, message: &Value) {
        let parameters = &message["params"];
        match message["method"].as_str() {
            Some("Target.attachedToTarget") => {
                let (info, session) = (&parameters["targetInfo"], &parameters["sessionId"]);
                if let (Some(target), Some(session)) = (info["targetId"].as_str(), session.as_str()) {
                    let url = info["url"].as_str().unwrap_or_default().to_owned();
                    self.frames.insert(target.to_owned(), (session.to_owned(), url));
                }
            }
            Some("Target.targetInfoChanged") => {
                let info = &parameters["targetInfo"];
                if let Some((_, url)) = info["targetId"].as_str().and_then(|target| self.frames.get_mut(target)) {
                    info["url"].as_str().unwrap_or_default().clone_into(url);
                }
            }
            Some("Target.detachedFromTarget") => {
                self.frames.retain(|_, (session, _)| parameters["sessionId"] != **session);
            }
            _ => {}
        }
    }
}

/// Decodes base64.
pub fn decode(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for six in text.bytes().filter_map(value) {
        held = held << 6 | six;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).expect("eight bits"));
        }
    }
    bytes
}
