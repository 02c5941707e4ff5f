//! A session: one actor per Home Assistant, and the handle to it.
//!
//! The actor owns the socket, the ids, what is in flight and the subscriptions; nobody else touches them, so
//! there is no lock. It never waits for anything but its socket, its timers and its requests, and it reads and
//! writes at the same time: Home Assistant drops a client that stops reading. It reconnects for ever, except
//! after a refused token, because Home Assistant bans addresses that keep trying. A command is sent at most
//! once: whether it arrived when a connection broke is for the caller to find out.

mod actor;
mod backoff;
mod link;
mod state;
mod subscription;

pub use self::state::{Connected, ConnectionState, Epoch};
pub use self::subscription::{Event, Origin, Subscription, SubscriptionItem};

use crate::address::Address;
use crate::command::Command;
use crate::connect::{Dial, Network, Target};
use crate::error::{CommandError, ConnectError};
use crate::fingerprint::Fingerprint;
use crate::secret::Secret;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How many events a subscriber may be behind before it is told to read everything again.
const SUBSCRIPTION_BUFFER: usize = 1024;

/// How a session is started.
#[derive(Clone)]
pub struct SessionOptions {
    /// Where.
    pub address: Address,
    /// With what.
    pub token: Secret,
    /// The certificate that the user trusts although the system doesn't.
    pub trusted_fingerprint: Option<Fingerprint>,
    /// How long everything may take.
    pub timings: Timings,
    /// What makes the byte stream.
    pub dial: Arc<dyn Dial>,
}

impl SessionOptions {
    /// The usual options: over the network, with the usual timings.
    pub fn new(address: Address, token: Secret) -> Self {
        Self { address, token, trusted_fingerprint: None, timings: Timings::default(), dial: Arc::new(Network) }
    }
}

impl fmt::Debug for SessionOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionOptions")
            .field("address", &self.address)
            .field("token", &self.token)
            .field("trusted_fingerprint", &self.trusted_fingerprint)
            .field("timings", &self.timings)
            .finish_non_exhaustive()
    }
}

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timings {
    /// For name, TCP, TLS and upgrade.
    pub connect: Duration,
    /// For the login.
    pub auth: Duration,
    /// For the answer to an ordinary command.
    pub command: Duration,
    /// For the answer to a command whose answer may be large.
    pub large_command: Duration,
    /// More for each 64 KiB of a frame, so that a slow line is no timeout.
    pub per_64_kib: Duration,
    /// Between pings.
    pub ping_every: Duration,
    /// Of silence while an answer is due, before a ping asks whether the connection is alive.
    pub ping_when_waiting: Duration,
    /// For the answer to a ping; without it and without any byte passing, the connection is dead.
    pub pong: Duration,
    /// Before the first try to reconnect.
    pub first_retry: Duration,
    /// The longest wait between tries.
    pub longest_retry: Duration,
    /// For how long a connection has to hold before the next loss starts with the shortest wait again.
    pub stable_after: Duration,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            auth: Duration::from_secs(10),
            command: Duration::from_secs(10),
            large_command: Duration::from_secs(30),
            per_64_kib: Duration::from_secs(1),
            ping_every: Duration::from_secs(25),
            ping_when_waiting: Duration::from_secs(5),
            pong: Duration::from_secs(10),
            first_retry: Duration::from_millis(500),
            longest_retry: Duration::from_secs(30),
            stable_after: Duration::from_secs(10),
        }
    }
}

/// The answer to a command.
#[derive(Debug)]
pub struct Reply {
    /// What Home Assistant answered, as it was on the wire.
    pub result: Box<RawValue>,
    /// The connection it came over.
    pub epoch: Epoch,
    /// Its place among everything this session ever received.
    pub sequence: u64,
    /// For the save of [`Session::swap_frame`]: the place of the event it caused, when that was seen.
    pub own_event: Option<u64>,
}

/// The handle to a session; clones share it. When the last one is dropped, the session stops.
#[derive(Clone)]
pub struct Session {
    requests: mpsc::UnboundedSender<Request>,
    state: watch::Receiver<ConnectionState>,
    next_subscription: Arc<AtomicU64>,
    address: Address,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What the handle asks of the actor.
pub(crate) enum Request {
    Frame(FrameRequest),
    Subscribe(u64, Command, mpsc::Sender<SubscriptionItem>),
    Unsubscribe(u64),
    RetryNow,
    Stop,
}

/// Commands that go out in one frame, and where each answer goes.
pub(crate) struct FrameRequest {
    commands: Vec<Command>,
    replies: Vec<oneshot::Sender<Result<Reply, CommandError>>>,
    only_in: Option<Epoch>,
    /// The frame is `[get, save]` of this dashboard.
    swap_of: Option<String>,
}

impl FrameRequest {
    fn refuse(self, error: impl Fn() -> CommandError) {
        for reply in self.replies {
            // A caller that went away needs no answer.
            let _gone = reply.send(Err(error()));
        }
    }
}

impl Session {
    /// Starts a session; it connects by itself. Has to be called within a tokio runtime.
    pub fn start(options: SessionOptions) -> Self {
        let (requests, inbox) = mpsc::unbounded_channel();
        let (state_sender, state) = watch::channel(ConnectionState::Connecting);
        let target = Target {
            address: options.address.clone(),
            token: options.token,
            trusted: options.trusted_fingerprint,
            connect_timeout: options.timings.connect,
            auth_timeout: options.timings.auth,
        };
        tokio::spawn(actor::Actor::new(target, options.dial, options.timings, inbox, state_sender).run());
        Self { requests, state, next_subscription: Arc::new(AtomicU64::new(1)), address: options.address }
    }

    /// Where this session connects.
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// The state of the connection, and every change of it.
    pub fn state(&self) -> watch::Receiver<ConnectionState> {
        self.state.clone()
    }

    /// The present connection, if there is one.
    pub fn connected(&self) -> Option<Connected> {
        match &*self.state.borrow() {
            ConnectionState::Connected(connected) => Some(connected.clone()),
            _ => None,
        }
    }

    /// Waits until the present try to connect is decided: for the first connection, or the first reason why
    /// there is none. For those who don't want to wait for a Home Assistant that may come back.
    pub async fn settled(&self) -> Result<Connected, Arc<ConnectError>> {
        let mut state = self.state.clone();
        let settled = state.wait_for(|state| !matches!(state, ConnectionState::Connecting)).await;
        outcome(settled.ok().as_deref())
    }

    /// Once a connection broke, tries to connect now and waits for what comes of that one try. Answers at once while
    /// there is a connection, and after a refused token: that is not tried again.
    pub async fn try_again(&self) -> Result<Connected, Arc<ConnectError>> {
        let mut state = self.state.clone();
        let number = |state: &ConnectionState| match state {
            ConnectionState::Reconnecting { attempt, .. } => Some(*attempt),
            _ => None,
        };
        let this = number(&state.borrow()).unwrap_or_default();
        self.retry_now();
        let decided = |state: &ConnectionState| match state {
            ConnectionState::Connecting => false,
            other => number(other).is_none_or(|next| next > this),
        };
        outcome(state.wait_for(decided).await.ok().as_deref())
    }

    /// Sends a command and reads its answer.
    pub async fn call<T: DeserializeOwned>(&self, command: Command) -> Result<T, CommandError> {
        let kind = command.kind();
        read(kind, &self.request(command).await?.result)
    }

    /// Sends a command; the answer stays as it was on the wire.
    ///
    /// Dropping the future does not take the command back.
    pub async fn request(&self, command: Command) -> Result<Reply, CommandError> {
        command.check()?;
        let (reply, answer) = oneshot::channel();
        self.send(FrameRequest { commands: vec![command], replies: vec![reply], only_in: None, swap_of: None });
        received(answer).await
    }

    /// Sends several commands in one frame; Home Assistant starts them in this order, with nothing of this
    /// connection in between. It is no transaction: each has its own answer.
    pub async fn frame(&self, commands: Vec<Command>) -> Vec<Result<Reply, CommandError>> {
        self.frame_in(commands, None, None).await
    }

    /// Sends `get` and `save` of one dashboard in one frame, only if the connection is still this one.
    ///
    /// Home Assistant's event about the save follows the reply to the `get`; it is recognised by that and marked
    /// [`Origin::OwnSave`]. This holds once the dashboard is warm: a `get` or `save` of it was answered in this
    /// epoch and it wasn't deleted since.
    pub(crate) async fn swap_frame(
        &self,
        get: Command,
        save: Command,
        url_path: Option<&str>,
        only_in: Epoch,
    ) -> [Result<Reply, CommandError>; 2] {
        let swap_of = Some(dashboard_key(url_path).to_owned());
        let replies = self.frame_in(vec![get, save], Some(only_in), swap_of).await;
        replies.try_into().expect("a frame has as many answers as commands")
    }

    async fn frame_in(
        &self,
        commands: Vec<Command>,
        only_in: Option<Epoch>,
        swap_of: Option<String>,
    ) -> Vec<Result<Reply, CommandError>> {
        if let Some(Err(CommandError::Unsendable { reason })) = commands.iter().map(Command::check).find(Result::is_err)
        {
            return commands.iter().map(|_| Err(CommandError::Unsendable { reason: reason.clone() })).collect();
        }
        let (replies, answers): (Vec<_>, Vec<_>) = commands.iter().map(|_| oneshot::channel()).unzip();
        self.send(FrameRequest { commands, replies, only_in, swap_of });
        let mut received_all = Vec::with_capacity(answers.len());
        for answer in answers {
            received_all.push(received(answer).await);
        }
        received_all
    }

    /// Subscribes, now and after every reconnect, for as long as the subscription lives.
    pub fn subscribe(&self, command: Command) -> Subscription {
        let key = self.next_subscription.fetch_add(1, Ordering::Relaxed);
        let (sender, items) = mpsc::channel(SUBSCRIPTION_BUFFER);
        self.tell(Request::Subscribe(key, command, sender));
        Subscription::new(key, items, self.requests.downgrade())
    }

    /// Ends the wait for the next try, if there is one. After a refused token it does nothing: another token needs
    /// another session.
    pub fn retry_now(&self) {
        self.tell(Request::RetryNow);
    }

    /// Closes the connection for good and waits until it is closed.
    pub async fn stop(&self) {
        self.tell(Request::Stop);
        let mut state = self.state.clone();
        // An error means that the actor is gone, which is what was asked for.
        let _stopped = state.wait_for(|state| matches!(state, ConnectionState::Stopped)).await;
    }

    fn send(&self, frame: FrameRequest) {
        if let Err(mpsc::error::SendError(Request::Frame(frame))) = self.requests.send(Request::Frame(frame)) {
            frame.refuse(|| CommandError::NotConnected);
        }
    }

    fn tell(&self, request: Request) {
        if self.requests.send(request).is_err() {
            tracing::debug!(address = %self.address, "a stopped session was asked for something");
        }
    }
}

/// What a state says about the try that led to it.
fn outcome(state: Option<&ConnectionState>) -> Result<Connected, Arc<ConnectError>> {
    match state {
        Some(ConnectionState::Connected(connected)) => Ok(connected.clone()),
        Some(ConnectionState::Reconnecting { last_error, .. }) => Err(last_error.clone()),
        Some(ConnectionState::TokenRefused { message }) => {
            Err(Arc::new(ConnectError::TokenRefused { message: message.clone() }))
        }
        Some(ConnectionState::Stopped | ConnectionState::Connecting) | None => {
            Err(Arc::new(ConnectError::Broken { reason: "the session was stopped".to_owned() }))
        }
    }
}

/// The one name of a dashboard: null and `lovelace` are the same.
pub fn dashboard_key(url_path: Option<&str>) -> &str {
    url_path.unwrap_or("lovelace")
}

/// Reads the answer to a command.
pub(crate) fn read<T: DeserializeOwned>(command: &'static str, result: &RawValue) -> Result<T, CommandError> {
    serde_json::from_str(result.get()).map_err(|source| CommandError::Unexpected { command, source: Arc::new(source) })
}

async fn received(answer: oneshot::Receiver<Result<Reply, CommandError>>) -> Result<Reply, CommandError> {
    // The actor answers everything it accepted; when it was torn down with its runtime, nobody knows.
    answer.await.unwrap_or(Err(CommandError::ConnectionLost { sent: true }))
}
