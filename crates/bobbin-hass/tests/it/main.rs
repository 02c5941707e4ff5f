//! The session against scripted servers: what it does with everything a server, a network or a clock can do.
//!
//! `fake` is a server whose every answer the test writes; nothing here knows how Home Assistant would answer,
//! which is what `tests/real_home.rs` is for. Tests with a paused clock run over an in-memory pipe, because a
//! paused clock runs ahead of real sockets.

mod clock;
mod fake;
mod faults;
mod probe;
mod secrecy;
mod session;
mod tls;
