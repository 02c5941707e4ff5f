//! The generator: its output, its refusals, and that the committed functions fit the messages.

mod committed;
mod generator;
