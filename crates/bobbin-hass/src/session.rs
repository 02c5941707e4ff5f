//! A session: one actor per Home Assistant, and the handle to it.
//!
//! The actor owns the socket, the ids, the commands in flight and the subscriptions. Nothing else touches them, so
//! there is no lock. It waits only for its socket, its timers and its requests, and it reads and writes at the same
//! time: Home Assistant drops a client that stops reading. It reconnects forever, except after a refused token, because
//! Home Assistant bans addresses that keep trying. A command is sent at most once: after a broken connection, the
//! caller has to find out whether it arrived.

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

/// How many events a subscriber may fall behind before it has to read everything again.
const SUBSCRIPTION_BUFFER: usize = 1024;

/// The parameters of a session.
#[derive(Clone)]
pub struct SessionOptions {
    /// The address of the Home Assistant.
    pub address: Address,
    /// The access token.
    pub token: Secret,
    /// The certificate that the user trusts in addition to the system's.
    pub trusted_fingerprint: Option<Fingerprint>,
    /// The time limits.
    pub timings: Timings,
    /// The maker of the byte stream.
    pub dial: Arc<dyn Dial>,
}

impl SessionOptions {
    /// Connects over the network, with the default time limits.
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

/// Time limits and intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timings {
    /// For name resolution, TCP, TLS and upgrade.
    pub connect: Duration,
    /// For the login.
    pub auth: Duration,
    /// For the answer to an ordinary command.
    pub command: Duration,
    /// For the answer to a command whose answer may be large.
    pub large_command: Duration,
    /// Added for each 64 KiB of a frame, so that a slow line causes no timeout.
    pub per_64_kib: Duration,
    /// Between pings.
    pub ping_every: Duration,
    /// Of silence while an answer is due, before a ping checks the connection.
    pub ping_when_waiting: Duration,
    /// For the answer to a ping. Without an answer and without any byte passing, the connection is dead.
    pub pong: Duration,
    /// Before the first attempt to reconnect.
    pub first_retry: Duration,
    /// The longest wait between attempts.
    pub longest_retry: Duration,
    /// How long a connection has to last before the wait starts at its shortest again.
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
    /// The JSON that came over the wire.
    pub result: Box<RawValue>,
    /// The connection that the answer came over.
    pub epoch: Epoch,
    /// Its position in everything that this session has received.
    pub sequence: u64,
    /// For the save of [`Session::swap_frame`]: the position of the event about it, if it was seen.
    pub own_event: Option<u64>,
}

/// The handle to a session. Clones share it. When the last one is dropped, the session stops.
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

/// A request from the handle to the actor.
pub(crate) enum Request {
    Frame(FrameRequest),
    Subscribe(u64, Command, mpsc::Sender<SubscriptionItem>),
    Unsubscribe(u64),
    RetryNow,
    Stop,
}

/// The commands of one frame, and where to send each answer.
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
            // A canceled caller needs no answer.
            let _gone = reply.send(Err(error()));
        }
    }
}

impl Session {
    /// Starts a session, which connects by itself. Has to be called within a tokio runtime.
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

    /// The address of the Home Assistant.
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// The state of the connection, as a channel.
    pub fn state(&self) -> watch::Receiver<ConnectionState> {
        self.state.clone()
    }

    /// The current connection, if there is one.
    pub fn connected(&self) -> Option<Connected> {
        match &*self.state.borrow() {
            ConnectionState::Connected(connected) => Some(connected.clone()),
            _ => None,
        }
    }

    /// Waits for the first connection, or for the first reason why there is none. For callers that don't wait until
    /// Home Assistant comes back.
    pub async fn settled(&self) -> Result<Connected, Arc<ConnectError>> {
        let mut state = self.state.clone();
        let settled = state.wait_for(|state| !matches!(state, ConnectionState::Connecting)).await;
        outcome(settled.ok().as_deref())
    }

    /// After a loss, tries to connect now and waits for the result of that one attempt. Answers at once while there is
    /// a connection, and after a refused token, which is not tried again.
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

    /// Sends a command and parses its answer.
    pub async fn call<T: DeserializeOwned>(&self, command: Command) -> Result<T, CommandError> {
        let kind = command.kind();
        read(kind, &self.request(command).await?.result)
    }

    /// Sends a command; the answer stays raw JSON.
    ///
    /// Dropping the future does not cancel the command.
    pub async fn request(&self, command: Command) -> Result<Reply, CommandError> {
        command.check()?;
        let (reply, answer) = oneshot::channel();
        self.send(FrameRequest { commands: vec![command], replies: vec![reply], only_in: None, swap_of: None });
        received(answer).await
    }

    /// Sends several commands in one frame. Home Assistant starts them in this order, with nothing else of this
    /// connection in between. It is no transaction: each has its own answer.
    pub async fn frame(&self, commands: Vec<Command>) -> Vec<Result<Reply, CommandError>> {
        self.frame_in(commands, None, None).await
    }

    /// Sends `get` and `save` of one dashboard in one frame, but only on the given connection.
    ///
    /// Home Assistant's event about the save follows the reply to the `get`; that order identifies it, and it is marked
    /// [`Origin::OwnSave`]. This holds once the dashboard is warm: a `get` or `save` of it was answered in this epoch,
    /// and it wasn't deleted since.
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

    /// Subscribes now and after every reconnect, for as long as the subscription lives.
    pub fn subscribe(&self, command: Command) -> Subscription {
        let key = self.next_subscription.fetch_add(1, Ordering::Relaxed);
        let (sender, items) = mpsc::channel(SUBSCRIPTION_BUFFER);
        self.tell(Request::Subscribe(key, command, sender));
        Subscription::new(key, items, self.requests.downgrade())
    }

    /// Ends the wait for the next attempt, if there is one. Does nothing after a refused token: another token needs
    /// another session.
    pub fn retry_now(&self) {
        self.tell(Request::RetryNow);
    }

    /// Closes the connection for good and waits until it is closed.
    pub async fn stop(&self) {
        self.tell(Request::Stop);
        let mut state = self.state.clone();
        // An error means that the actor is gone already.
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

/// The result of the attempt that led to a state.
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

/// The one name of a dashboard: null and `lovelace` mean the same.
pub fn dashboard_key(url_path: Option<&str>) -> &str {
    url_path.unwrap_or("lovelace")
}

/// Parses the answer to a command.
pub(crate) fn read<T: DeserializeOwned>(command: &'static str, result: &RawValue) -> Result<T, CommandError> {
    serde_json::from_str(result.get()).map_err(|source| CommandError::Unexpected { command, source: Arc::new(source) })
}

async fn received(answer: oneshot::Receiver<Result<Reply, CommandError>>) -> Result<Reply, CommandError> {
    // The actor answers every request it accepts. If its runtime was shut down, the outcome is unknown.
    answer.await.unwrap_or(Err(CommandError::ConnectionLost { sent: true }))
}
