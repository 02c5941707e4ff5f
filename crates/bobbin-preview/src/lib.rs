//! Home Assistant's own frontend on an unsaved draft.
//!
//! A [`Preview`] is a reverse proxy on loopback in front of one Home Assistant. A [`Stage`] is one dashboard shown
//! through it, with a draft in place of the saved config and a [`Scene`] that sets the viewer, language, theme and
//! what-if states. The crate doesn't know YAML or windows: it takes a draft as JSON and returns an address.
//!
//! What stays true: it listens on loopback only, on both of its addresses; without a stage's unguessable host name it
//! refuses every request; the real token goes to Home Assistant and nowhere else, and the page's pass is worthless
//! outside; only requests and commands that read get through, by an allow list; no page can save anything. The reasons
//! are in docs/design/preview.md.

mod bridge;
mod credentials;
mod draft;
mod forward;
mod guard;
mod limits;
mod loopback;
mod page;
mod paths;
mod scene;
mod server;
mod stage;
mod time;
mod unguessable;
mod upstream;

pub use draft::{Draft, Unshowable};
pub use loopback::LoopbackPort;
pub use paths::allowable;
pub use scene::{Dashboard, Override, Scene, Viewer, WhatIf};
pub use server::{Options, Preview};
pub use stage::{Refused, Stage, Tally};
