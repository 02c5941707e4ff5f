//! One connection: its ids, commands in flight, deadlines, and the socket.
//!
//! Reading and writing happen in one poll, so a large outgoing frame never blocks answers. The first answer to an id
//! settles it; later ones are dropped (Home Assistant sends two for a failed delete). [`Link::fail_all`] answers every
//! command that is in flight when the connection ends.

use super::subscription::{Origin, is_update_of};
use super::{FrameRequest, Reply, Timings};
use crate::command::{Command, Patience, write_frame};
use crate::connect::{Socket, broken};
use crate::error::{CommandError, ConnectError, ConnectPhase, Rejection};
use crate::session::Epoch;
use crate::wire::{Envelope, LARGEST_FRAME};
use futures_util::{Sink as _, Stream as _};
use serde_json::value::RawValue;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::future::poll_fn;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// A connection in its command phase.
pub(crate) struct Link {
    socket: Socket,
    pub(crate) epoch: Epoch,
    timings: Timings,
    next_id: u64,
    outgoing: VecDeque<(Range<u64>, String)>,
    unflushed: bool,
    pending: HashMap<u64, Pending>,
    deadlines: BTreeSet<(Instant, u64)>,
    /// The subscription that the events of an id belong to.
    subscriptions: HashMap<u64, u64>,
    ping: Ping,
    own_save: Option<OwnSave>,
}

struct Pending {
    sink: Sink,
    deadline: Instant,
    after: Duration,
    sent: bool,
    /// For the `get` of a `[get, save]` frame: the id of the save, and the dashboard.
    swap: Option<(u64, String)>,
    own_event: Option<u64>,
}

enum Sink {
    Caller(oneshot::Sender<Result<Reply, CommandError>>),
    Subscription(u64),
    Ping,
    Nobody,
}

enum Ping {
    Next(Instant),
    Waiting { id: u64, since: Instant },
}

/// Set after the answer to the `get` of a `[get, save]` frame: the next event is that of the save.
struct OwnSave {
    save: u64,
    dashboard: String,
    /// The subscriptions that have received it. Each gets it once.
    seen: Vec<u64>,
}

/// An incoming message, from the actor's point of view.
pub(crate) enum Incoming<'a> {
    /// Nothing to do.
    Settled,
    /// The answer to a ping.
    Pong(Duration),
    /// The answer to a subscription.
    Subscribed(u64, Result<(), Rejection>),
    /// An event of a subscription.
    Event(u64, &'a RawValue, Origin),
}

impl Link {
    pub(crate) fn new(socket: Socket, epoch: Epoch, next_id: u64, timings: Timings) -> Self {
        Self {
            socket,
            epoch,
            timings,
            next_id,
            outgoing: VecDeque::new(),
            unflushed: false,
            pending: HashMap::new(),
            deadlines: BTreeSet::new(),
            subscriptions: HashMap::new(),
            ping: Ping::Next(Instant::now()),
            own_save: None,
        }
    }

    /// Queues a frame, or refuses it.
    pub(crate) fn send(&mut self, frame: FrameRequest) {
        if frame.only_in.is_some_and(|epoch| epoch != self.epoch) {
            return frame.refuse(|| CommandError::Renewed);
        }
        let first = self.next_id;
        let patience = frame.commands.iter().map(Command::patience).collect::<Vec<_>>();
        if patience.is_empty() {
            return;
        }
        let text = write_frame(frame.commands, first);
        if text.len() > LARGEST_FRAME {
            let error = || CommandError::TooLarge { size: text.len(), limit: LARGEST_FRAME };
            for reply in frame.replies {
                // A canceled caller needs no answer.
                let _gone = reply.send(Err(error()));
            }
            return;
        }
        let after = self.patience(&patience, text.len());
        let mut swap = frame.swap_of.map(|dashboard| (first + 1, dashboard));
        for (id, reply) in (first..).zip(frame.replies) {
            self.expect(id, Sink::Caller(reply), after, swap.take());
        }
        self.push(first, patience.len() as u64, text);
    }

    /// Sends the command of a subscription.
    pub(crate) fn subscribe(&mut self, key: u64, command: &Command) {
        let id = self.send_own(command.clone(), Sink::Subscription(key));
        self.subscriptions.insert(id, key);
    }

    /// Ends a subscription.
    pub(crate) fn unsubscribe(&mut self, key: u64) {
        let Some(id) = self.subscriptions.iter().find_map(|(id, k)| (*k == key).then_some(*id)) else { return };
        self.subscriptions.remove(&id);
        self.send_own(Command::new("unsubscribe_events").with("subscription", &id), Sink::Nobody);
    }

    fn send_own(&mut self, command: Command, sink: Sink) -> u64 {
        let id = self.next_id;
        let after = self.patience(&[command.patience()], 0);
        let text = write_frame(vec![command], id);
        self.expect(id, sink, after, None);
        self.push(id, 1, text);
        id
    }

    fn patience(&self, commands: &[Patience], size: usize) -> Duration {
        let of = |patience: &Patience| match patience {
            Patience::Normal => self.timings.command,
            Patience::Large => self.timings.large_command,
            Patience::Exactly(timeout) => *timeout,
        };
        let exact = commands.iter().any(|p| matches!(p, Patience::Exactly(_)));
        let longest = commands.iter().map(of).max().unwrap_or_default();
        if exact { longest } else { longest + self.timings.per_64_kib.mul_f64(size as f64 / 65_536.0) }
    }

    fn expect(&mut self, id: u64, sink: Sink, after: Duration, swap: Option<(u64, String)>) {
        let deadline = Instant::now() + after;
        self.deadlines.insert((deadline, id));
        self.pending.insert(id, Pending { sink, deadline, after, sent: false, swap, own_event: None });
    }

    fn push(&mut self, first: u64, count: u64, text: String) {
        self.next_id = first + count;
        self.outgoing.push_back((first..first + count, text));
    }

    /// Writes as much as possible and waits for the next frame. Cancel safe.
    pub(crate) async fn next(&mut self) -> Result<Utf8Bytes, ConnectError> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Utf8Bytes, ConnectError>> {
        if let Err(error) = self.poll_write(cx) {
            return Poll::Ready(Err(error));
        }
        loop {
            let message = match Pin::new(&mut self.socket).poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(message) => message,
            };
            let closed = |reason: String| Poll::Ready(Err(ConnectError::Broken { reason }));
            match message {
                Some(Ok(Message::Text(text))) => return Poll::Ready(Ok(text)),
                Some(Ok(Message::Close(Some(frame)))) => {
                    return closed(format!("the server closed the connection ({})", u16::from(frame.code)));
                }
                Some(Ok(Message::Close(None))) | None => return closed("the server closed the connection".to_owned()),
                // The WebSocket layer answers pings by itself.
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Err(broken(error))),
            }
        }
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Result<(), ConnectError> {
        while !self.outgoing.is_empty() {
            match Pin::new(&mut self.socket).poll_ready(cx) {
                Poll::Pending => return Ok(()),
                Poll::Ready(ready) => ready.map_err(broken)?,
            }
            let Some((ids, text)) = self.outgoing.pop_front() else { break };
            for id in ids {
                if let Some(pending) = self.pending.get_mut(&id) {
                    pending.sent = true;
                }
            }
            self.unflushed = true;
            Pin::new(&mut self.socket).start_send(Message::text(text)).map_err(broken)?;
        }
        if self.unflushed
            && let Poll::Ready(flushed) = Pin::new(&mut self.socket).poll_flush(cx)
        {
            flushed.map_err(broken)?;
            self.unflushed = false;
        }
        Ok(())
    }

    /// Handles a message; `sequence` is its position in everything received.
    pub(crate) fn receive<'a>(&mut self, message: &Envelope<'a>, sequence: u64) -> Incoming<'a> {
        let own_save = self.own_save.take();
        let Some(id) = message.id else {
            tracing::warn!(kind = %message.kind, "Home Assistant could not read the id of a command");
            return Incoming::Settled;
        };
        match (&*message.kind, message.event) {
            ("event", Some(event)) => self.event(id, event, sequence, own_save),
            ("result" | "pong", _) => self.settle(id, message, sequence),
            (kind, _) => {
                tracing::debug!(kind, id, "a message of an unknown kind was ignored");
                Incoming::Settled
            }
        }
    }

    fn event<'a>(&mut self, id: u64, event: &'a RawValue, sequence: u64, own_save: Option<OwnSave>) -> Incoming<'a> {
        let mut origin = Origin::Other;
        if let Some(mut own) = own_save
            && !own.seen.contains(&id)
            && is_update_of(event, &own.dashboard)
        {
            origin = Origin::OwnSave { command: own.save };
            if let Some(save) = self.pending.get_mut(&own.save) {
                save.own_event.get_or_insert(sequence);
            }
            own.seen.push(id);
            self.own_save = Some(own);
        }
        match self.subscriptions.get(&id) {
            Some(key) => Incoming::Event(*key, event, origin),
            None => Incoming::Settled,
        }
    }

    fn settle<'a>(&mut self, id: u64, message: &Envelope<'_>, sequence: u64) -> Incoming<'a> {
        let Some(pending) = self.pending.remove(&id) else {
            tracing::debug!(id, "an answer to a settled command was ignored");
            return Incoming::Settled;
        };
        self.deadlines.remove(&(pending.deadline, id));
        if let Some((save, dashboard)) = pending.swap {
            self.own_save = Some(OwnSave { save, dashboard, seen: Vec::new() });
        }
        let outcome = message.outcome();
        match pending.sink {
            Sink::Caller(reply) => {
                let answer = outcome.map_err(CommandError::Rejected).map(|result| Reply {
                    result: result.to_owned(),
                    epoch: self.epoch,
                    sequence,
                    own_event: pending.own_event,
                });
                // A canceled caller needs no answer.
                let _gone = reply.send(answer);
                Incoming::Settled
            }
            Sink::Subscription(key) => {
                if outcome.is_err() {
                    self.subscriptions.remove(&id);
                }
                Incoming::Subscribed(key, outcome.map(|_| ()))
            }
            Sink::Ping => {
                let now = Instant::now();
                let latency = match self.ping {
                    Ping::Waiting { id: waiting, since } if waiting == id => now - since,
                    _ => return Incoming::Settled,
                };
                self.ping = Ping::Next(now + self.timings.ping_every);
                Incoming::Pong(latency)
            }
            Sink::Nobody => Incoming::Settled,
        }
    }

    /// The time at which [`Self::on_time`] has something to do.
    pub(crate) fn next_deadline(&self) -> Instant {
        let progress = self.socket.get_ref().last_progress();
        let ping = match self.ping {
            Ping::Next(at) if self.pending.is_empty() => at,
            Ping::Next(at) => at.min(progress + self.timings.ping_when_waiting),
            Ping::Waiting { since, .. } => since.max(progress) + self.timings.pong,
        };
        self.deadlines.first().map_or(ping, |(deadline, _)| ping.min(*deadline))
    }

    /// Sends pings, times out commands, and detects a dead connection.
    pub(crate) fn on_time(&mut self) -> Result<(), ConnectError> {
        let now = Instant::now();
        while let Some((deadline, id)) = self.deadlines.first().copied()
            && deadline <= now
        {
            self.deadlines.pop_first();
            self.give_up(id);
        }
        let progress = self.socket.get_ref().last_progress();
        match self.ping {
            Ping::Next(at) => {
                let silent = !self.pending.is_empty() && progress + self.timings.ping_when_waiting <= now;
                if at <= now || silent {
                    self.ping = Ping::Waiting { id: self.next_id, since: now };
                    // Pings have a timeout of their own; the deadline of a command must not end them earlier.
                    self.send_own(Command::new("ping").timeout(Duration::from_secs(86_400)), Sink::Ping);
                }
                Ok(())
            }
            Ping::Waiting { since, .. } if since.max(progress) + self.timings.pong <= now => {
                Err(ConnectError::Timeout { phase: ConnectPhase::Connected, after: self.timings.pong })
            }
            Ping::Waiting { .. } => Ok(()),
        }
    }

    fn give_up(&mut self, id: u64) {
        let Some(pending) = self.pending.remove(&id) else { return };
        if !pending.sent {
            // The rest of the frame is just as late, so none of it is sent anymore.
            self.outgoing.retain(|(ids, _)| !ids.contains(&id));
        }
        match pending.sink {
            Sink::Caller(reply) => {
                // A canceled caller needs no answer.
                let _gone = reply.send(Err(CommandError::Timeout { after: pending.after, sent: pending.sent }));
            }
            Sink::Subscription(key) => tracing::warn!(key, "a subscription was not answered in time"),
            Sink::Ping | Sink::Nobody => {}
        }
    }

    /// Answers every command in flight after the connection is lost.
    pub(crate) fn fail_all(&mut self) {
        for (_, pending) in self.pending.drain() {
            if let Sink::Caller(reply) = pending.sink {
                // A canceled caller needs no answer.
                let _gone = reply.send(Err(CommandError::ConnectionLost { sent: pending.sent }));
            }
        }
        self.deadlines.clear();
        self.outgoing.clear();
    }

    /// Closes the connection.
    pub(crate) async fn close(&mut self) -> Result<(), ConnectError> {
        self.socket.close(None).await.map_err(broken)
    }
}
