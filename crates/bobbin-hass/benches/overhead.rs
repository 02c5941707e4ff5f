//! The cost of a session over a bare tokio-tungstenite client on the same Home Assistant.
//!
//! `cargo bench -p bobbin-hass --bench overhead` starts the tests' Home Assistant (a fake server would answer faster
//! than a real one) and prints medians and ratios of list, get and `[get, save]` with 10 and 2,000 cards. The two
//! clients take turns, so that other load on the machine hits both. With BOBBIN_BENCH_URL and BOBBIN_BENCH_TOKEN it
//! measures on another Home Assistant, where it creates the dashboard `bench-overhead` and deletes it again.

use bobbin_hass::protocol::NewDashboard;
use bobbin_hass::{Address, Command, Secret, Session, SessionOptions};
use bobbin_testkit::real_home::{Options, RealHome};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

const ROUNDS: usize = 400;
const PATH: &str = "bench-overhead";

/// A minimal client: like the session, it reads the id of each reply and leaves the rest unparsed.
struct Bare {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    id: u64,
}

#[derive(serde::Deserialize)]
struct Answer<'a> {
    id: u64,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

impl Bare {
    async fn connect(address: &Address, token: &str) -> Self {
        let url = address.websocket_url();
        let (mut socket, _) =
            tokio_tungstenite::connect_async_with_config(url.as_str(), None, true).await.expect("a connection");
        socket.next().await.expect("a greeting").expect("a greeting");
        let auth = json!({ "type": "auth", "access_token": token }).to_string();
        socket.send(Message::text(auth)).await.expect("a server that listens");
        socket.next().await.expect("a login").expect("a login");
        Self { socket, id: 0 }
    }

    async fn ask(&mut self, frame: String, count: usize) -> usize {
        self.socket.send(Message::text(frame)).await.expect("a server that listens");
        let mut bytes = 0;
        for _ in 0..count {
            let Message::Text(text) = self.socket.next().await.expect("an answer").expect("an answer") else {
                panic!("not a text")
            };
            let answer: Answer<'_> = serde_json::from_str(&text).expect("an answer");
            assert!(answer.id > 0 && answer.id <= self.id);
            bytes += answer.result.map_or(0, |result| result.to_owned().get().len());
        }
        bytes
    }

    fn next_id(&mut self) -> u64 {
        self.id += 1;
        self.id
    }

    async fn list(&mut self) {
        let id = self.next_id();
        self.ask(format!(r#"{{"id":{id},"type":"lovelace/dashboards/list"}}"#), 1).await;
    }

    async fn get(&mut self) {
        let id = self.next_id();
        self.ask(format!(r#"{{"id":{id},"type":"lovelace/config","url_path":"{PATH}"}}"#), 1).await;
    }

    async fn swap(&mut self, config: &RawValue) {
        let (get, save) = (self.next_id(), self.next_id());
        let frame = format!(
            r#"[{{"id":{get},"type":"lovelace/config","url_path":"{PATH}"}},{{"id":{save},"type":"lovelace/config/save","url_path":"{PATH}","config":{}}}]"#,
            config.get()
        );
        self.ask(frame, 2).await;
    }
}

fn dashboard(cards: usize) -> Box<RawValue> {
    let card = |n: usize| {
        json!({
            "type": "tile", "entity": format!("sensor.room_{n}_temperature"), "name": format!("Room {n}"),
            "icon": "mdi:thermometer", "features": [{ "type": "trend-graph", "hours_to_show": 24 }],
        })
    };
    let cards: Vec<Value> = (0..cards).map(card).collect();
    let config = json!({ "views": [{ "title": "Home", "path": "home", "cards": cards }] });
    RawValue::from_string(config.to_string()).expect("JSON")
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its results")]
fn show(what: &str, bare: Vec<Duration>, session: Vec<Duration>) {
    let (bare, session) = (median(bare), median(session));
    println!("{what:<28} bare {bare:>8.3} ms   session {session:>8.3} ms   ratio {:.3}", session / bare);
}

macro_rules! timed {
    ($what:expr) => {{
        let start = Instant::now();
        $what;
        start.elapsed()
    }};
}

macro_rules! compare {
    ($what:expr, $rounds:expr, $bare:expr, $session:expr) => {{
        let (mut bare, mut session) = (Vec::new(), Vec::new());
        for round in 0..$rounds + $rounds / 10 {
            // The second client finds everything warm, so each is second every other time.
            let (took_bare, took_session) = if round % 2 == 0 {
                let took_bare = timed!($bare);
                (took_bare, timed!($session))
            } else {
                let took_session = timed!($session);
                (timed!($bare), took_session)
            };
            // The first tenth warms up.
            if round >= $rounds / 10 {
                bare.push(took_bare);
                session.push(took_session);
            }
        }
        show($what, bare, session);
    }};
}

async fn measure(address: Address, token: String) {
    let mut bare = Bare::connect(&address, &token).await;
    let session = Session::start(SessionOptions::new(address, Secret::new(token)));
    let epoch = session.settled().await.expect("a connection").epoch;
    let new = NewDashboard {
        url_path: PATH.to_owned(),
        title: "Bench".to_owned(),
        icon: None,
        require_admin: false,
        show_in_sidebar: false,
    };
    let created = session.dashboards().create(&new).await.expect("a dashboard");

    compare!("dashboards/list", ROUNDS, bare.list().await, {
        session.request(Command::new("lovelace/dashboards/list")).await.expect("a list");
    });
    for cards in [10, 2000] {
        let config = dashboard(cards);
        let rounds = if cards > 1000 { ROUNDS / 4 } else { ROUNDS };
        session.lovelace().save(Some(PATH), &config).await.expect("saved");
        compare!(&format!("config get, {cards} cards"), rounds, bare.get().await, {
            session.lovelace().config(Some(PATH), false).await.expect("a config");
        });
        compare!(&format!("[get, save], {cards} cards"), rounds, bare.swap(&config).await, {
            session.lovelace().get_and_save(Some(PATH), &config, epoch).await.saved.expect("saved");
        });
    }
    session.dashboards().delete(&created.id.expect("an id")).await.expect("deleted");
    session.stop().await;
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let measured = runtime.block_on(async {
        let named = std::env::var("BOBBIN_BENCH_URL").ok().zip(std::env::var("BOBBIN_BENCH_TOKEN").ok());
        // Lives until the end; the server stops with it.
        let own = if named.is_some() { None } else { Some(RealHome::start(Options::default()).await) };
        let own_place = own.as_ref().map(|home| (home.url.clone(), home.token.clone()));
        let (url, token) = named.or(own_place).expect("one of the two");
        let address = Address::parse(&url).expect("an address");
        tokio::spawn(measure(address, token)).await
    });
    measured.expect("no panic");
}
