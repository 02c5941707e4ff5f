//! The generator: what it writes, what it refuses, and that the committed functions fit the messages.

mod committed;
mod generator;
