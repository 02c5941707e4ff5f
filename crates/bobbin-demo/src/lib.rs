//! A small Home Assistant in the process, for the demo and for fast tests.
//!
//! It speaks the WebSocket protocol of Home Assistant 2026.11 on loopback, with its codes, messages and quirks: the
//! conversations in `tests/` run against it and against a real one, and must read the same. It shares no code with
//! Bobbin's session or documents, because tests compare Bobbin with it. It stores nothing, renders no templates, keeps
//! no history and serves no frontend.

mod commands;
mod content;
mod drift;
mod failure;
mod home;
mod json;
mod schema;
mod server;
mod time;

use crate::content::Content;
use crate::drift::Drift;
use crate::home::Home;
use crate::server::Shared;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// Its version.
pub const VERSION: &str = "2026.11.0";

const TOKEN: &str = "demo-home-token-of-maya-who-may-change-everything";
const USER_TOKEN: &str = "demo-home-token-of-jonas-who-may-only-look";

/// The parameters of a home.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on loopback, 0 for a free one.
    pub port: u16,
    /// Whether the home is bare: without the demo's dashboards and resources, with the dashboard `map` of a new Home
    /// Assistant and the YAML dashboard `yaml-dash`.
    pub bare: bool,
    /// Whether temperatures, powers and the like move.
    pub moving: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, bare: false, moving: true }
    }
}

/// A running demo home. Dropping it stops it and ends every connection.
#[derive(Debug)]
pub struct DemoHome {
    /// Its address, like `http://127.0.0.1:40123`.
    pub url: String,
    /// The token of its administrator.
    pub token: String,
    /// The token of an ordinary user.
    pub user_token: String,
    shared: Arc<Shared>,
    tasks: JoinSet<()>,
}

impl DemoHome {
    /// Starts a demo home on a free port.
    ///
    /// # Errors
    ///
    /// Loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts a demo home on a port of loopback.
    ///
    /// # Errors
    ///
    /// The port is taken.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        Self::start_with(Options { port, ..Options::default() }).await
    }

    /// Starts a home with options.
    ///
    /// # Errors
    ///
    /// The port is taken.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let home = Home::new(Arc::new(Content::load()), options.bare);
        let tokens = vec![(TOKEN.to_owned(), 0), (USER_TOKEN.to_owned(), 1)];
        let shared = Arc::new(Shared::new(home, tokens));
        let mut tasks = JoinSet::new();
        tasks.spawn(server::serve(listener, Arc::clone(&shared)));
        if options.moving {
            tasks.spawn(keep_moving(Arc::clone(&shared)));
        }
        Ok(Self { url, token: TOKEN.to_owned(), user_token: USER_TOKEN.to_owned(), shared, tasks })
    }

    /// Stops it and waits until all its tasks have ended.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }

    /// Ends every connection, as a network would, and accepts new ones.
    pub fn hang_up(&self) {
        self.shared.hang_up();
    }

    /// Sets whether to refuse saves, with `home_assistant_error`.
    pub fn refuse_saves(&self, refuse: bool) {
        self.shared.home().refuses_saves = refuse;
    }

    /// Delays everything that it sends from now on.
    pub fn delay(&self, delay: Duration) {
        self.shared.set_delay(delay);
    }
}

async fn keep_moving(shared: Arc<Shared>) {
    let mut drift = Drift::new();
    let mut ticks = interval(Duration::from_secs(5));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        drift.step(&mut shared.home());
    }
}
