//! The functions that say messages: reads the files of `bobbin-words`, writes the output of its generator.
//!
//! Must stay true: a folder of generated files holds nothing else, so that the functions of a file that is gone go, too.

use std::path::Path;

const GENERATED: [&str; 2] = ["crates/bobbin-words/src/generated", "ui/src/words/generated"];

/// Writes the functions for all messages.
pub(crate) fn generate(root: &Path) -> Result<(), String> {
    let fault = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    let messages = root.join("crates/bobbin-words/en");
    for reader in entries(&messages)? {
        for file in entries(&messages.join(&reader))? {
            let path = messages.join(&reader).join(&file);
            let text = std::fs::read_to_string(&path).map_err(|error| fault(&path, error))?;
            files.push((format!("{reader}/{file}"), text));
        }
    }
    let written = bobbin_words::generate::generate(&files)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    for folder in GENERATED {
        for file in entries(&root.join(folder))? {
            if !written.iter().any(|new| new.path == format!("{folder}/{file}")) {
                let path = root.join(folder).join(file);
                std::fs::remove_file(&path).map_err(|error| fault(&path, error))?;
            }
        }
    }
    for file in written {
        let path = root.join(&file.path);
        std::fs::write(&path, file.text).map_err(|error| fault(&path, error))?;
    }
    Ok(())
}

/// The names of the entries of a folder.
fn entries(folder: &Path) -> Result<Vec<String>, String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        names.push(entry.map_err(fault)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
