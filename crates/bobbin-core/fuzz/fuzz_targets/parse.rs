//! Reading any text: no panic, no hang, and every promise holds.
#![no_main]

#[path = "../checks/parse.rs"]
mod parse;

libfuzzer_sys::fuzz_target!(|text: &str| parse::check(text));
