//! A real Home Assistant, a scripted one, a real browser, faulty proxies and fixtures for tests.
//!
//! Nothing here knows a crate of Bobbin: what a test compares Bobbin with must not be made of Bobbin. Everything
//! listens on loopback only, on ports the system chose, and panics with the reason where a test could only fail.

pub mod chromium;
pub mod fault_proxy;
pub mod fixtures;
#[cfg(unix)]
pub mod frontend;
pub mod holding_proxy;
pub mod keyring;
pub mod muting_proxy;
pub mod raw_client;
#[cfg(unix)]
pub mod real_home;
pub mod scripted_home;
pub mod tls_proxy;
