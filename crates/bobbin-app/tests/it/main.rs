//! Bobbin without a window, against a real Home Assistant.
//!
//! Everything goes through the command list, as the interface does it: what passes here works in the app as
//! far as no window is concerned.

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
