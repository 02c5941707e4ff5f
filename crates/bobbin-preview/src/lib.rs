//! Home Assistant's own frontend on an unsaved draft.
//!
//! A [`Preview`] is a reverse proxy on loopback in front of one Home Assistant; a [`Stage`] is one dashboard shown
//! through it, with a draft in the place of what is saved and a [`Scene`] of who looks at it, in what language,
//! theme and what-if states. Knows nothing of YAML or of windows: a draft comes in as JSON, an address goes out.
//!
//! What stays true: it listens on loopback only, on both of its addresses; without a stage's unguessable host name
//! every request is refused; the real token goes to Home Assistant and nowhere else, the page holds a word that is
//! worth nothing outside; only requests and commands that read get through, by a list; nothing is saved, whatever a
//! page does. The reasons are in docs/design/preview.md.

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
