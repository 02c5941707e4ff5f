//! `cargo xtask codegen` writes TypeScript's side of the interface.

use std::path::Path;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a command-line tool speaks to its user")]
fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match std::env::args().nth(1).as_deref() {
        Some("codegen") => {
            let target = root.join("ui/src/api/generated/api.ts");
            let written = std::fs::create_dir_all(target.parent().unwrap_or(&root))
                .and_then(|()| std::fs::write(&target, bobbin_app::commands::typescript()));
            match written {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("cannot write {}: {error}", target.display());
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!("usage: cargo xtask codegen");
            ExitCode::from(64)
        }
    }
}
