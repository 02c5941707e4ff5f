//! House rules that fail by themselves, each with its reason.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Rust module longer than this says in its header why it is one thing ("One thing because …").
const LONGEST: usize = 600;

/// Checks every file that git knows.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let mut words = String::new();
    let mut complain = |file: &Path, line: usize, reason: &str| {
        let file = file.strip_prefix(root).unwrap_or(file).display();
        // Writing to a string can't fail.
        let _written = writeln!(words, "{file}:{line}: {reason}");
    };
    for file in tracked(root)? {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => rust(&file, &text, &mut complain),
            Some("ts" | "svelte") => interface(&file, &text, &mut complain),
            _ => {}
        }
        for (number, line) in text.lines().enumerate() {
            if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
                complain(&file, number + 1, "a conflict marker of git");
            }
        }
    }
    if words.is_empty() { Ok(()) } else { Err(words) }
}

fn tracked(root: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output().map_err(|e| e.to_string())?;
    if !listed.status.success() {
        return Err("git does not list the files: tidy needs a clone".to_owned());
    }
    let names = String::from_utf8(listed.stdout).map_err(|error| error.to_string())?;
    Ok(names.split('\0').filter(|name| !name.is_empty()).map(|name| root.join(name)).collect())
}

fn rust(file: &Path, text: &str, complain: &mut impl FnMut(&Path, usize, &str)) {
    if !text.starts_with("//!") && !text.starts_with("#![") {
        complain(file, 1, "a Rust file opens with `//!`: what it owns, what it does not, what must stay true");
    }
    if file.file_name().is_some_and(|name| name == "mod.rs") {
        complain(file, 1, "`name.rs` beside `name/`, not `mod.rs`");
    }
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let in_tests = file.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "benches");
    if code.lines().count() > LONGEST && !in_tests && !text.contains("One thing because") {
        complain(file, LONGEST, "longer than 600 lines: split it along a concept, or say why it is one thing");
    }
    for (number, line) in text.lines().enumerate() {
        // Put together so that this file does not complain about itself.
        if line.trim() == concat!("#[", "ignore]") {
            complain(file, number + 1, "no ignored test: assert today's behaviour, or fix it");
        }
        if line.contains(concat!("TO", "DO")) && !line.contains(concat!("TO", "DO(")) && !line.contains("concat!") {
            complain(file, number + 1, "a bare to-do: name who, and the condition to remove it");
        }
        if is_raw_output(file, line) {
            complain(file, number + 1, "printed raw: words and data go through output.rs, a log through `Escaping`");
        }
    }
}

/// Whether a line of the command or the shell takes an output past what escapes others' words for a terminal. The lints
/// of clippy see the printing macros only.
fn is_raw_output(file: &Path, line: &str) -> bool {
    let speaks = file.components().any(|part| part.as_os_str() == "bobbin-cli" || part.as_os_str() == "src-tauri");
    let in_tests = file.components().any(|part| part.as_os_str() == "tests");
    let takes = line.contains("io::stdout") || line.contains("io::stderr");
    speaks && !in_tests && takes && !line.contains("Escaping(") && !file.ends_with("bobbin-cli/src/output.rs")
}

fn interface(file: &Path, text: &str, complain: &mut impl FnMut(&Path, usize, &str)) {
    for (number, line) in text.lines().enumerate() {
        if line.contains("@ts-ignore") || line.contains(".only(") || line.contains(".skip(") {
            complain(file, number + 1, "no escape from the types, no test left out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_output_module_takes_an_output() {
        let take = "    std::io::stderr().write_all(words.as_bytes())";
        for (file, line, is_raw) in [
            ("crates/bobbin-cli/src/home.rs", take, true),
            ("src-tauri/lib.rs", "        .with_writer(std::io::stderr)", true),
            ("src-tauri/lib.rs", "        .with_writer(|| terminal::Escaping(std::io::stderr()))", false),
            ("crates/bobbin-cli/src/output.rs", take, false),
            ("crates/bobbin-cli/tests/it/bobbin.rs", take, false),
            ("crates/bobbin-vault/src/files.rs", take, false),
        ] {
            assert_eq!(is_raw_output(Path::new(file), line), is_raw, "{file}: {line}");
        }
    }
}
