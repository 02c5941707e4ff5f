//! The functions in the repository are those of the messages, and each of them is used.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bobbin_words::generate::{Written, generate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn written() -> Vec<Written> {
    let folder = root().join("crates/bobbin-words/en");
    let mut files = Vec::new();
    for reader in std::fs::read_dir(&folder).expect("en/") {
        let reader = reader.expect("a folder");
        for file in std::fs::read_dir(reader.path()).expect("messages") {
            let path = file.expect("a file").path();
            let name = path.strip_prefix(&folder).expect("below en/").to_str().expect("a name").to_owned();
            files.push((name.replace('\\', "/"), std::fs::read_to_string(path).expect("a text")));
        }
    }
    match generate(&files) {
        Ok(written) => written,
        Err(faults) => panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

#[test]
fn functions_are_those_of_the_messages() {
    let written = written();
    for file in &written {
        let committed = std::fs::read_to_string(root().join(&file.path)).unwrap_or_default();
        assert!(committed == file.text, "{} is stale: run `cargo xtask codegen`", file.path);
    }
    let paths: BTreeSet<_> = written.iter().map(|file| root().join(&file.path)).collect();
    for folder in ["crates/bobbin-words/src/generated", "ui/src/words/generated"] {
        for file in std::fs::read_dir(root().join(folder)).expect("generated functions") {
            let path = file.expect("a file").path();
            assert!(paths.contains(&path), "{} has no messages any more: remove it", path.display());
        }
    }
}

/// The text of every source file below a folder, without generated files.
fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !["generated", "node_modules", "target", "tests"].iter().any(|name| path.ends_with(name)) {
                sources(&path, text);
            }
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "ts" || kind == "svelte") {
            text.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let mut rust = String::new();
    sources(&root().join("crates"), &mut rust);
    sources(&root().join("src-tauri"), &mut rust);
    let mut interface = String::new();
    sources(&root().join("ui/src"), &mut interface);
    let mut unused = Vec::new();
    for file in written() {
        let (all, marker) = if file.path.ends_with(".rs") { (&rust, "pub fn ") } else { (&interface, "export const ") };
        for line in file.text.lines() {
            let Some(rest) = line.strip_prefix(marker) else { continue };
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            let names = |start: &str| {
                all.match_indices(&format!("{start}{name}")).any(|(at, found)| {
                    let next = all[at + found.len()..].chars().next();
                    next.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
                })
            };
            if !names("::") && !names(".") {
                unused.push(format!("{}: {name}", file.path));
            }
        }
    }
    assert!(unused.is_empty(), "nobody says these any more:\n{}", unused.join("\n"));
}
