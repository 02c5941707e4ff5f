//! What crosses between Bobbin and its user interface: plain data, nothing else.
//!
//! Domain types are converted into these, never serialised themselves, so that a change in the engine
//! does not change the interface by accident. TypeScript's side is generated from here
//! (`cargo xtask codegen`). Positions in a text are UTF-16 offsets, as CodeMirror counts; instants are
//! milliseconds since 1970. A token goes in through [`Secret`] and never comes back.

/// Derives what every type of the interface has: serde in both directions and TypeScript.
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
