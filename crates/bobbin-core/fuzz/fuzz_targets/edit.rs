//! Editing any text: no panic, no hang, and an edited text means what was asked for.
#![no_main]

#[path = "../checks/edit.rs"]
mod edit;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| edit::check(bytes));
