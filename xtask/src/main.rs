//! Tasks on the workspace itself: `cargo xtask codegen` writes the TypeScript side of the interface, the catalogue for
//! the fake host, and the functions that say messages; `cargo xtask tidy` checks the house rules that a machine can check.

mod prose;
mod tidy;
mod words;

use std::path::Path;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a command-line tool speaks to its user")]
fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let done = match std::env::args().nth(1).as_deref() {
        Some("codegen") => codegen(&root),
        Some("tidy") => tidy::check(&root),
        _ => {
            eprintln!("usage: cargo xtask codegen|tidy");
            return ExitCode::from(64);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn codegen(root: &Path) -> Result<(), String> {
    let files = [
        ("ui/src/api/generated/api.ts", bobbin_app::commands::typescript()),
        ("ui/src/host/fake/catalogue.json", bobbin_app::catalogue::json()),
    ];
    for (path, text) in files {
        let target = root.join(path);
        std::fs::write(&target, text).map_err(|error| format!("{}: {error}", target.display()))?;
    }
    words::generate(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_rules_are_kept() {
        if let Err(words) = tidy::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")) {
            panic!("{words}");
        }
    }
}
