//! Journeys through the real app: the real binary in a real webview under WebDriver, against a real Home Assistant and
//! against the demo home.
//!
//! `tests/e2e/run` starts them on a virtual display with a keyring of its own. Every journey leaves its screenshots in
//! `test-output/e2e`. A journey checks that the parts work together; everything that can be tested without a window is
//! tested elsewhere.

mod access;
mod catalogue;
mod connection;
mod control;
mod driver;
mod figures;
mod files;
mod frontend;
mod hand;
mod hand_figures;
mod home;
mod journeys;
mod keyboard;
mod lasting;
mod looks;
mod nothing;
mod overlays;
mod preview;
mod privacy;
mod visual;
