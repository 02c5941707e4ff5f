//! A real Home Assistant, a scripted one, a real browser, faulty proxies and fixtures for tests.
//!
//! Uses no crate of Bobbin, because tests compare Bobbin with it. Everything listens on loopback only, on ports that
//! the system chooses, and panics with the reason where a test could only fail.

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
