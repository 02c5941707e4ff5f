//! A small Home Assistant in the process, for the demo and for fast tests
