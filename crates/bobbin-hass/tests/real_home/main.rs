//! The protocol against a real Home Assistant.
//!
//! What the wrappers promise is checked where it is decided. Each test has dashboards of its own, so that one
//! Home Assistant serves all of them at once; those that restart it have one for themselves.

mod home;
mod lists;
mod lovelace;
mod outages;
mod refusals;
