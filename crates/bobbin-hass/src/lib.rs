//! A session with Home Assistant over its WebSocket API.
//!
//! [`Session`] is one actor per instance: it connects, logs in, assigns ids, tracks commands in flight, timeouts and
//! subscriptions, measures the latency and reconnects. Around it: [`Address`] (reads addresses as people type them),
//! [`probe()`] (a connection test), [`protocol`] (typed calls for the commands that Bobbin uses), [`PlainSocket`] (an
//! authenticated connection without other traffic, for callers that speak the protocol themselves). The crate doesn't
//! know the meaning of a dashboard: a config is the JSON that came over the wire.
//!
//! What stays true: the token is in no log, error or `Debug` output; a command is sent at most once; every command is
//! answered, at the latest when its time is up; after `auth_invalid` the token is not tried again; reading never stops.

pub mod address;
mod command;
mod connect;
mod current_user;
pub mod error;
mod fingerprint;
mod plain;
mod probe;
pub mod protocol;
mod secret;
pub mod session;
mod tls;
mod watched;
mod wire;

pub use address::{Address, AddressError};
pub use command::Command;
pub use connect::{BoxedStream, ByteStream, Dial, Network, Pinned};
pub use current_user::CurrentUser;
pub use error::{CommandError, ConfigNotFound, ConnectError, ConnectPhase, Rejection};
pub use fingerprint::{Fingerprint, FingerprintError};
pub use plain::PlainSocket;
pub use probe::{Found, ProbeOutcome, probe, probe_with};
pub use secret::Secret;
pub use session::{
    Connected, ConnectionState, Epoch, Event, Origin, Reply, Session, SessionOptions, Subscription, SubscriptionItem,
    Timings, dashboard_key,
};
pub use wire::LARGEST_FRAME;
