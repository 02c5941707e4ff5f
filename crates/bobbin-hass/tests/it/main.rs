//! The session against scripted servers: everything that a server, a network or a clock can do to it.
//!
//! `fake` is a server whose every answer comes from the test. How Home Assistant answers is checked in
//! `tests/real_home`. Tests with a paused clock run over an in-memory pipe, because a paused clock runs ahead of real
//! sockets.

mod clock;
mod fake;
mod faults;
mod probe;
mod secrecy;
mod session;
mod tls;
