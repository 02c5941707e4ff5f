//! Home Assistant's own frontend on an unsaved draft.
//!
//! A [`Preview`] is a reverse proxy on loopback in front of one Home Assistant; a [`Stage`] is one dashboard shown
//! through it, with a draft in the place of what is saved and a [`Scene`] of who looks at it, in what language,
//! theme and what-if states. Knows nothing of YAML or of windows: a draft comes in as JSON, an address goes out.
//!
//! What stays true: it listens on 127.0.0.1 only, and without a stage's unguessable host name no request is more
//! than refused; the real token goes to Home Assistant and nowhere else, the page holds a word that is worth nothing
//! outside; only what reads gets through, by a list; nothing is saved, whatever a page does. Why it is made like
//! this: docs/design/preview.md.

mod bridge;
mod draft;
mod forward;
mod guard;
mod page;
mod scene;
mod server;
mod stage;
mod time;
mod unguessable;

pub use draft::{Draft, Unshowable};
pub use scene::{Dashboard, Override, Scene, Viewer, WhatIf};
pub use server::{Options, Preview};
pub use stage::{Refused, Stage, Tally};
