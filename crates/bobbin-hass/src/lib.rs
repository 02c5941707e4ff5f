//! A session with Home Assistant over its WebSocket API.
//!
//! [`Session`] is one actor per instance: it connects, logs in, keeps ids, in-flight commands, timeouts and
//! subscriptions, measures the latency and reconnects. Around it: [`Address`] (what people type),
//! [`probe()`] (a connection test), [`protocol`] (the commands Bobbin uses, with their types), [`PlainSocket`] (an
//! authenticated connection with nothing on it, for who speaks the protocol itself). The crate knows nothing of what
//! a dashboard means: configs are JSON as it was on the wire.
//!
//! What stays true: the token is in no log, error or `Debug`; a command is sent at most once; every command
//! is answered, at the latest when its time is over; after `auth_invalid` nothing is tried again with the same
//! token; reading never stops.

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
