//! Merging and comparing any three values: no panic, no hang, and the laws hold.
#![no_main]

#[path = "../checks/merge.rs"]
mod merge;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| merge::check(bytes));
