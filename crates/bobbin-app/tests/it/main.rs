//! Bobbin without a window, with a real Home Assistant.
//!
//! Every test uses the command list like the interface, so a passing command works in the app, except for the window's
//! own part.

mod bobbin;
mod catalogue;
mod connection_test;
mod dashboards;
mod documents;
mod faults;
mod history;
mod instances;
mod keyring;
mod live;
mod looking;
mod merging;
mod offline;
mod preview;
#[cfg(unix)]
mod privacy;
mod saves;
mod visual;
