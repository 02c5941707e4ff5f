//! The protocol against a real Home Assistant.
//!
//! Checks the promises of the typed calls against the real answers. Each test has its own dashboards, so that one Home
//! Assistant serves them all at once; tests that restart it have one of their own.

mod home;
mod lists;
mod lovelace;
mod outages;
mod refusals;
