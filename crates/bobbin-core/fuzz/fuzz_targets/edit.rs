//! Editing any text: no panic, no hang, and the edited text has the intended meaning.
#![no_main]

#[path = "../checks/edit.rs"]
mod edit;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| edit::check(bytes));
