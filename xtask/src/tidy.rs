//! House rules that a machine checks, each with its reason.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::prose::Prose;

/// The header of a longer Rust module explains why it is one thing ("One thing because …").
const LONGEST: usize = 600;
/// The same for a TypeScript module and for a Svelte component, its style included.
const LONGEST_TYPESCRIPT: usize = 400;
const LONGEST_SVELTE: usize = 300;

/// Checks every file that git knows.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let mut words = String::new();
    let mut complain = |file: &Path, line: usize, reason: &str| {
        let file = file.strip_prefix(root).unwrap_or(file).display();
        // Writing to a string can't fail.
        let _written = writeln!(words, "{file}:{line}: {reason}");
    };
    let mut prose = Prose::default();
    for file in tracked(root)? {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => {
                rust(&file, &text, &mut complain);
                prose.read(file.strip_prefix(root).unwrap_or(&file), &text);
            }
            Some("ts" | "svelte") => interface(&file, &text, &mut complain),
            _ => {}
        }
        for (number, line) in text.lines().enumerate() {
            if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
                complain(&file, number + 1, "a conflict marker of git");
            }
        }
    }
    for complaint in prose.complaints() {
        words.push_str(&complaint);
        words.push('\n');
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
        // Split so that this file does not match itself.
        if line.trim() == concat!("#[", "ignore]") {
            complain(file, number + 1, "no ignored test: assert today's behavior, or fix it");
        }
        if line.contains(concat!("TO", "DO")) && !line.contains(concat!("TO", "DO(")) && !line.contains("concat!") {
            complain(file, number + 1, "a bare to-do: name who, and the condition to remove it");
        }
        if is_raw_output(file, line) {
            complain(file, number + 1, "printed raw: words and data go through output.rs, a log through `Escaping`");
        }
    }
}

/// Whether a line of the command or the shell bypasses the module that escapes foreign text for a terminal. Clippy's
/// lints see the printing macros only.
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
    if let Some(longest) = longer_than_allowed(file, text) {
        let reason = format!("longer than {longest} lines: split it along a concept, or say why it is one thing");
        complain(file, longest, &reason);
    }
}

/// The limit that a file of the interface is beyond without a reason in its header. Tests and generated files have none.
fn longer_than_allowed(file: &Path, text: &str) -> Option<usize> {
    let name = file.file_name()?.to_str()?;
    let is_generated = file.components().any(|part| part.as_os_str() == "generated");
    let longest = if name.ends_with(".svelte") { LONGEST_SVELTE } else { LONGEST_TYPESCRIPT };
    let is_free = is_generated || name.contains(".test.") || text.contains("One thing because");
    (!is_free && text.lines().count() > longest).then_some(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_has_limits_too() {
        let lines = |count: usize| "x\n".repeat(count);
        for (file, text, limit) in [
            ("ui/src/a.ts", lines(400), None),
            ("ui/src/a.ts", lines(401), Some(400)),
            ("ui/src/a.svelte.ts", lines(401), Some(400)),
            ("ui/src/a.svelte", lines(301), Some(300)),
            ("ui/src/a.svelte", format!("<!-- One thing because it is. -->\n{}", lines(301)), None),
            ("ui/src/a.test.ts", lines(900), None),
            ("ui/src/api/generated/api.ts", lines(900), None),
        ] {
            assert_eq!(longer_than_allowed(Path::new(file), &text), limit, "{file}, {} lines", text.lines().count());
        }
    }

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
