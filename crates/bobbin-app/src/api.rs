//! The plain data that crosses between Bobbin and its user interface.
//!
//! Domain types are converted into these types and never serialized themselves, so a change in the engine can't change
//! the interface by accident. `cargo xtask codegen` generates the TypeScript side from here; the doc comments become
//! its comments. Positions in a text are UTF-16 offsets, as CodeMirror counts; times are milliseconds since 1970. A
//! token comes in through [`Secret`] and never goes back out.

/// Derives the traits of every interface type: serde in both directions, and TypeScript.
macro_rules! api {
    () => {};
    ($(#[$meta:meta])* pub struct $name:ident $body:tt $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase")]
        $(#[$meta])*
        pub struct $name $body
        $crate::api::api! { $($rest)* }
    };
    ($(#[$meta:meta])* pub enum $name:ident $body:tt $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        $(#[$meta])*
        pub enum $name $body
        $crate::api::api! { $($rest)* }
    };
}
pub(crate) use api;

mod catalogue;
mod connection;
mod dashboard;
mod document;
mod event;
mod file;
pub(crate) mod from_core;
mod history;
mod home;
mod merge;
mod preview;
mod review;
mod save;
mod search;
pub(crate) mod utf16;
mod visual;

pub use catalogue::*;
pub use connection::*;
pub use dashboard::*;
pub use document::*;
pub use event::*;
pub use file::*;
pub use history::*;
pub use home::*;
pub use merge::*;
pub use preview::*;
pub use review::*;
pub use save::*;
pub use search::*;
pub use visual::*;
