//! A preview with an open stage, and a client that sends exactly what a test wants.

use bobbin_hass::{Address, Secret, SessionOptions};
use bobbin_preview::{Dashboard, Draft, LoopbackPort, Options, Preview, Scene, Stage};
use bobbin_testkit::real_home::{self as home, RealHome};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) const PARENT: &str = "http://window.localhost:1";

pub(crate) fn draft(title: &str) -> Draft {
    let card = json!({"type": "markdown", "content": format!("the draft says {title}")});
    Draft::new(json!({"views": [{"title": title, "cards": [card]}]}).to_string()).expect("a dashboard")
}

pub(crate) fn scene(url_path: &str, draft: Draft) -> Scene {
    let dashboard = Dashboard { url_path: url_path.to_owned(), title: "Draft".to_owned(), icon: None, is_new: false };
    Scene::new(dashboard, draft)
}

pub(crate) fn options(url: &str, token: &str, parents: &[&str]) -> Options {
    let address = Address::parse(url).expect("an address");
    let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
    let port = Arc::new(LoopbackPort::bind().expect("a port"));
    Options { home: SessionOptions::new(address, Secret::new(token)), parents, port, allowed_paths: Vec::new() }
}

/// A custom integration of the tests in a home's folder, and the lines that set it up.
pub(crate) fn with_integration(options: home::Options, name: &str, files: &[(&str, &str)]) -> home::Options {
    files
        .iter()
        .fold(options, |options, (file, contents)| options.file(&format!("custom_components/{name}/{file}"), contents))
}

/// The configuration of the tests' home, plus `more`.
pub(crate) fn configured(options: home::Options, more: &str) -> home::Options {
    let ours = include_str!("../../../../tests/home-assistant/configuration.yaml");
    options.file("configuration.yaml", &format!("{ours}{more}"))
}

/// Whether Home Assistant has counted a failed login since it started.
pub(crate) async fn has_counted_a_failed_login(home: &RealHome) -> bool {
    let told = home.client().await.result(json!({"type": "persistent_notification/get"})).await;
    let told = told.as_array().expect("a list");
    told.iter().any(|notification| notification["notification_id"] == "http-login")
}

/// Resets the record for [`has_counted_a_failed_login`].
pub(crate) async fn forget_the_failed_login(home: &RealHome) {
    let call = json!({"type": "call_service", "domain": "persistent_notification", "service": "dismiss",
        "service_data": {"notification_id": "http-login"}});
    home.client().await.result(call).await;
}

pub(crate) fn preview(home: &RealHome) -> Preview {
    Preview::start(options(&home.url, &home.token, &[PARENT])).expect("it listens")
}

/// The host of a stage, and the pass from the fragment of its address.
pub(crate) fn secrets(stage: &Stage) -> (String, String) {
    let url = stage.url("0");
    let (_, pass) = url.split_once("#bobbin=").expect("a pass");
    (stage.origin().strip_prefix("http://").expect("an origin").to_owned(), pass.to_owned())
}

/// An answer to an HTTP request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends a request with `Connection: close` added, and reads the whole answer.
pub(crate) async fn ask(port: u16, request_line: &str, headers: &[(&str, &str)]) -> Answer {
    ask_at((Ipv4Addr::LOCALHOST, port).into(), request_line, headers).await
}

/// The same at any address.
pub(crate) async fn ask_at(address: SocketAddr, request_line: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = format!("{request_line} HTTP/1.1\r\nConnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += "\r\n";
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = Vec::new();
    // It may hang up on a request that is not HTTP.
    let _read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it answers");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let mut body = answer.get(end + 4..).unwrap_or_default().to_vec();
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        body = joined(&body);
    }
    Answer { status, head, body }
}

fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&chunks[..end]).expect("a size");
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16).expect("a size");
        if size == 0 {
            break;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 4 + size..];
    }
    body
}

/// A page's side of the WebSocket.
#[derive(Debug)]
pub(crate) struct Page {
    socket: WebSocketStream<TcpStream>,
    waiting: VecDeque<Value>,
    last_id: u64,
    /// All bytes received.
    pub(crate) received: String,
}

impl Page {
    /// Opens the WebSocket and sends nothing.
    pub(crate) async fn open(port: u16, host: &str, origin: Option<&str>) -> Result<Self, Error> {
        let mut request = format!("ws://{host}/api/websocket").into_client_request()?;
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().expect("a header"));
        }
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("it listens");
        let (socket, _) = client_async(request, stream).await?;
        Ok(Self { socket, waiting: VecDeque::new(), last_id: 0, received: String::new() })
    }

    /// A logged-in page of a stage.
    pub(crate) async fn of(preview: &Preview, stage: &Stage) -> Self {
        Self::connected(preview, stage).await.expect("Home Assistant is there")
    }

    /// A page of a stage that has shown the pass; none if there was no Home Assistant.
    pub(crate) async fn connected(preview: &Preview, stage: &Stage) -> Option<Self> {
        let (host, pass) = secrets(stage);
        let mut page = Self::open(preview.port(), &host, Some(stage.origin())).await.expect("a WebSocket");
        assert_eq!(page.message().await["type"], "auth_required");
        page.send(json!({"type": "auth", "access_token": pass})).await;
        assert_eq!(page.next().await?["type"], "auth_ok");
        Some(page)
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.socket.send(Message::text(message.to_string())).await.expect("an open connection");
    }

    /// The next message; none after the other side hung up.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        while self.waiting.is_empty() {
            match timeout(PATIENCE, self.socket.next()).await.expect("something comes") {
                Some(Ok(Message::Text(text))) => {
                    self.received.push_str(&text);
                    match serde_json::from_str(&text).expect("JSON") {
                        Value::Array(messages) => self.waiting.extend(messages),
                        message => self.waiting.push_back(message),
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
        self.waiting.pop_front()
    }

    pub(crate) async fn message(&mut self) -> Value {
        self.next().await.expect("a message, not the end")
    }

    /// The first message that fits. Drops those before it.
    pub(crate) async fn wait_for(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.message().await;
            if fits(&message) {
                return message;
            }
        }
    }

    /// Sends a command and returns its id.
    pub(crate) async fn ask(&mut self, mut command: Value) -> u64 {
        self.last_id += 1;
        command["id"] = self.last_id.into();
        self.send(command).await;
        self.last_id
    }

    /// Sends a command and returns its answer.
    pub(crate) async fn command(&mut self, command: Value) -> Value {
        let id = self.ask(command).await;
        self.wait_for(|message| message["id"] == id && message["type"] != "event").await
    }
}
