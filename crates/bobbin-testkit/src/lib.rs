//! A real Home Assistant, a faulty proxy and fixtures for tests

pub mod fault_proxy;
