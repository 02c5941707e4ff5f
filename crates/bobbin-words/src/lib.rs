//! The words that a user sees: messages in Fluent's format (`en/`), and a typed function for each of them.
//!
//! The folder of a file names its readers: `rust`, `ui` (the interface, in TypeScript) or `both`. `cargo xtask codegen` writes
//! the functions ([`generate`]); a call with a missing argument does not compile.
//!
//! No I/O, no clock, and no crate of Bobbin: a caller hands over names and numbers. Logs, panics and the command's
//! `--help` are not here.
//!
//! Must stay true: the functions fit the messages (a test compares them), and [`LANGUAGE`] is the only place in Rust
//! that chooses a language.

pub mod generate;
#[rustfmt::skip]
mod generated;
mod number;
mod sentence;
mod speaker;

pub use generated::*;
pub use number::Number;
pub use sentence::{Sentence, Span, Style};

/// The language of all messages from Rust.
pub const LANGUAGE: &str = "en";

/// The text of a value as Rust writes it for programmers: quoted, with escapes.
pub fn quoted(value: impl std::fmt::Debug) -> String {
    format!("{value:?}")
}
