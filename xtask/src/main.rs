//! What the workspace does to itself: `cargo xtask codegen` writes TypeScript's side of the interface,
//! `cargo xtask tidy` checks the house rules that a machine can check.

mod tidy;

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
    let target = root.join("ui/src/api/generated/api.ts");
    std::fs::write(&target, bobbin_app::commands::typescript())
        .map_err(|error| format!("{}: {error}", target.display()))
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
