//! The life cycle of a session: connects, serves the connection, waits, and starts again.
//!
//! It answers requests in every state, so that no caller waits for a missing connection.

use super::link::{Incoming, Link};
use super::state::{Connected, ConnectionState, Epoch};
use super::subscription::{Event, Registered, SubscriptionItem};
use super::{Request, Timings, backoff};
use crate::connect::{Dial, Established, Target, establish};
use crate::error::{CommandError, ConnectError};
use crate::wire;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};

/// The time limit for closing a connection.
const GOODBYE: Duration = Duration::from_secs(1);

pub(crate) struct Actor {
    target: Target,
    dial: Arc<dyn Dial>,
    timings: Timings,
    requests: mpsc::UnboundedReceiver<Request>,
    state: watch::Sender<ConnectionState>,
    subscriptions: BTreeMap<u64, Registered>,
    epoch: u64,
    sequence: u64,
}

/// The effect of a request while there is no connection.
enum Offline {
    /// Goes on as before.
    Wait,
    /// Tries now, unless the token was refused.
    Retry,
    /// Ends the session.
    Stop,
}

/// The session was stopped while it connected.
struct Stopped;

/// How a connection ended.
enum End {
    Lost(ConnectError),
    Stop,
}

impl Actor {
    pub(crate) fn new(
        target: Target,
        dial: Arc<dyn Dial>,
        timings: Timings,
        requests: mpsc::UnboundedReceiver<Request>,
        state: watch::Sender<ConnectionState>,
    ) -> Self {
        Self { target, dial, timings, requests, state, subscriptions: BTreeMap::new(), epoch: 0, sequence: 0 }
    }

    pub(crate) async fn run(mut self) {
        self.live().await;
        self.requests.close();
        while let Ok(request) = self.requests.try_recv() {
            self.offline(Some(request));
        }
        self.publish(ConnectionState::Stopped);
    }

    async fn live(&mut self) {
        let mut attempt = 0;
        let mut last_error: Option<Arc<ConnectError>> = None;
        loop {
            let mut lost = None;
            self.publish(match &last_error {
                None => ConnectionState::Connecting,
                Some(error) => ConnectionState::Reconnecting { attempt, retry_at: None, last_error: error.clone() },
            });
            let error = match self.connect().await {
                Err(Stopped) => return,
                Ok(Err(ConnectError::TokenRefused { message })) => {
                    tracing::warn!(address = %self.target.address, "the token was refused");
                    self.publish(ConnectionState::TokenRefused { message });
                    return self.until_stopped().await;
                }
                Ok(Err(error)) => error,
                Ok(Ok(established)) => {
                    let since = Instant::now();
                    let (end, link) = self.connected(established).await;
                    match end {
                        End::Stop => return,
                        End::Lost(error) => {
                            // A connection that keeps breaking at once doesn't reset the wait.
                            if since.elapsed() >= self.timings.stable_after {
                                attempt = 0;
                            }
                            lost = Some(link);
                            error
                        }
                    }
                }
            };
            attempt += 1;
            tracing::info!(address = %self.target.address, %error, attempt, "no connection");
            let error = last_error.insert(Arc::new(error)).clone();
            let spread = rand::random::<f64>();
            let wait = backoff::delay(attempt, self.timings.first_retry, self.timings.longest_retry, spread);
            let retry_at = Instant::now() + wait;
            self.publish(ConnectionState::Reconnecting { attempt, retry_at: Some(retry_at), last_error: error });
            // Comes after the new state: a caller that learns of the loss must not find the old state.
            if let Some(mut link) = lost {
                link.fail_all();
            }
            if let Offline::Stop = self.until(retry_at).await {
                return;
            }
        }
    }

    /// Makes a connection, unless the session is stopped first.
    async fn connect(&mut self) -> Result<Result<Established, ConnectError>, Stopped> {
        let (dial, target) = (self.dial.clone(), self.target.clone());
        let connecting = establish(&*dial, &target);
        tokio::pin!(connecting);
        loop {
            tokio::select! {
                outcome = &mut connecting => return Ok(outcome),
                request = self.requests.recv() => match self.offline(request) {
                    Offline::Wait | Offline::Retry => {}
                    Offline::Stop => return Err(Stopped),
                },
            }
        }
    }

    async fn until(&mut self, retry_at: Instant) -> Offline {
        loop {
            tokio::select! {
                () = sleep_until(retry_at) => return Offline::Retry,
                request = self.requests.recv() => match self.offline(request) {
                    Offline::Wait => {}
                    over @ (Offline::Retry | Offline::Stop) => return over,
                },
            }
        }
    }

    /// Answers requests after a refused token. Never tries again: each attempt brings a ban closer.
    async fn until_stopped(&mut self) {
        loop {
            let request = self.requests.recv().await;
            if let Offline::Stop = self.offline(request) {
                return;
            }
        }
    }

    fn offline(&mut self, request: Option<Request>) -> Offline {
        match request {
            None | Some(Request::Stop) => return Offline::Stop,
            Some(Request::RetryNow) => return Offline::Retry,
            Some(Request::Frame(frame)) => frame.refuse(|| CommandError::NotConnected),
            Some(Request::Subscribe(key, command, items)) => {
                self.subscriptions.insert(key, Registered::new(command, items));
            }
            Some(Request::Unsubscribe(key)) => {
                self.subscriptions.remove(&key);
            }
        }
        Offline::Wait
    }

    /// Serves a connection until it ends. After a loss, the caller answers the commands in flight.
    async fn connected(&mut self, established: Established) -> (End, Link) {
        self.epoch += 1;
        let epoch = Epoch(self.epoch);
        let Established { socket, ha_version, user, next_id } = established;
        tracing::info!(address = %self.target.address, ha_version, %epoch, "connected");
        let mut link = Link::new(socket, epoch, next_id, self.timings);
        // Subscribes before any caller can send, so that a caller that reads later misses nothing.
        for (key, registered) in &self.subscriptions {
            link.subscribe(*key, &registered.command);
        }
        self.publish(ConnectionState::Connected(Connected { epoch, ha_version, user, latency: None }));
        let end = self.converse(&mut link).await;
        if !matches!(end, End::Lost(_)) {
            link.fail_all();
            // The connection ends either way.
            let _goodbye = timeout(GOODBYE, link.close()).await;
        }
        (end, link)
    }

    async fn converse(&mut self, link: &mut Link) -> End {
        loop {
            let deadline = link.next_deadline();
            tokio::select! {
                frame = link.next() => match frame {
                    Ok(text) => {
                        for message in wire::read_frame(&text) {
                            self.sequence += 1;
                            let incoming = link.receive(&message, self.sequence);
                            self.incoming(link.epoch, incoming);
                        }
                    }
                    Err(error) => return End::Lost(error),
                },
                request = self.requests.recv() => match request {
                    None | Some(Request::Stop) => return End::Stop,
                    Some(Request::Frame(frame)) => link.send(frame),
                    Some(Request::Subscribe(key, command, items)) => {
                        link.subscribe(key, &command);
                        self.subscriptions.insert(key, Registered::new(command, items));
                    }
                    Some(Request::Unsubscribe(key)) => {
                        link.unsubscribe(key);
                        self.subscriptions.remove(&key);
                    }
                    Some(Request::RetryNow) => {}
                },
                () = sleep_until(deadline) => {
                    if let Err(error) = link.on_time() {
                        return End::Lost(error);
                    }
                }
            }
        }
    }

    fn incoming(&mut self, epoch: Epoch, incoming: Incoming<'_>) {
        match incoming {
            Incoming::Settled => {}
            Incoming::Pong(latency) => self.state.send_modify(|state| {
                if let ConnectionState::Connected(connected) = state {
                    connected.latency = Some(latency);
                }
            }),
            Incoming::Subscribed(key, outcome) => {
                if let Some(registered) = self.subscriptions.get_mut(&key) {
                    registered.deliver(match outcome {
                        Ok(()) => SubscriptionItem::Established { epoch },
                        Err(rejection) => SubscriptionItem::Refused(rejection),
                    });
                }
            }
            Incoming::Event(key, payload, origin) => {
                if let Some(registered) = self.subscriptions.get_mut(&key) {
                    let sequence = self.sequence;
                    let event = Event { payload: payload.to_owned(), epoch, sequence, origin };
                    registered.deliver(SubscriptionItem::Event(event));
                }
            }
        }
    }

    fn publish(&self, state: ConnectionState) {
        self.state.send_replace(state);
    }
}
