//! The scripts of the provisioned Home Assistant's frontend, and the names in them.
//!
//! Finds the scripts and reads names out of minified code. The meaning of a name is up to the test. Every element of
//! the frontend is registered under its full name in quotes, which no minifier can shorten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::real_home::built;

/// The frontend's scripts for current browsers.
///
/// # Panics
///
/// No Home Assistant was built, or it has no frontend.
pub fn scripts() -> Vec<String> {
    let built = built().unwrap_or_else(|error| panic!("{error}"));
    let folder = folder(&built).expect("the provisioned Home Assistant has a frontend");
    let files = fs::read_dir(folder).expect("the frontend's folder can be read");
    let paths = files.map(|file| file.expect("the folder can be read to its end").path());
    let scripts = paths.filter(|path| path.extension().is_some_and(|extension| extension == "js"));
    scripts
        .map(|path| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

fn folder(built: &Path) -> Option<PathBuf> {
    let libraries = fs::read_dir(built.join("venv/lib")).ok()?;
    let mut folders = libraries.flatten().map(|it| it.path().join("site-packages/hass_frontend/frontend_latest"));
    folders.find(|path| path.is_dir())
}

/// The quoted names (letters, digits, `-`, `_`) in a script.
pub fn quoted_names(script: &str) -> BTreeSet<&str> {
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    let bytes = script.as_bytes();
    let mut names = BTreeSet::new();
    for (start, quote) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | b'`')) {
        let name = bytes[start + 1..].iter().take_while(|byte| is_name(**byte)).count();
        if name > 0 && bytes.get(start + 1 + name) == Some(quote) {
            names.insert(&script[start + 1..start + 1 + name]);
        }
    }
    names
}

/// The lists of quoted names, `["state","screen"]`, that hold all of some names.
pub fn lists_with<'s>(script: &'s str, all: &[&str]) -> Vec<BTreeSet<&'s str>> {
    let mut lists = Vec::new();
    for (start, _) in script.match_indices(&format!("\"{}\"", all[0])) {
        let Some(open) = script[..start].rfind('[') else { continue };
        let Some(close) = script[start..].find(']') else { continue };
        let inside = &script[open + 1..start + close];
        let is_list = inside.split(',').all(|item| item.starts_with('"') && item.ends_with('"'));
        let names = quoted_names(inside);
        if is_list && all.iter().all(|name| names.contains(name)) {
            lists.push(names);
        }
    }
    lists
}
