//! Starts Bobbin's window: `bobbin-desktop [--demo] [FILE …]`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    bobbin_desktop::main(std::env::args_os().skip(1))
}
