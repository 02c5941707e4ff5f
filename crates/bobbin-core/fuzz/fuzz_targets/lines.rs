//! Comparing any two texts by lines: no panic, no hang, and every line is there.
#![no_main]

#[path = "../checks/lines.rs"]
mod lines;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lines::check(bytes));
