//! Carrying any value into any text: no panic, no hang, and the text means the value.
#![no_main]

#[path = "../checks/replace.rs"]
mod replace;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| replace::check(bytes));
