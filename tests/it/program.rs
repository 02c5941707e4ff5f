//! The program in a terminal, before it opens a window.

use std::process::Command;

#[test]
fn an_option_is_quoted_without_what_a_terminal_obeys() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bobbin-desktop"));
    let ran = program.arg("--\u{1b}[2J\u{202e}\nforged").output().expect("runs");
    let words = String::from_utf8(ran.stderr).expect("UTF-8");
    assert_eq!(ran.status.code(), Some(64), "{words}");
    assert!(words.starts_with("Bobbin has no option --\\u{1b}[2J\\u{202e}\\nforged.\nusage:"), "{words:?}");
}
