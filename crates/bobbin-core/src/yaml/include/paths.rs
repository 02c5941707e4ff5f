//! Judges the path after a tag: where in the configuration folder it leads, or why it is refused.
//!
//! Works on the text of the path alone, except for `..`: after a link, the system takes it for the folder above
//! the link's target, so the caller has to resolve the link. The rules of Windows and of Unix are values, so
//! that both are tested everywhere.
//!
//! Must stay true: an accepted path consists of plain names that are valid under its rules. Links aside, it
//! can't leave the folder, name a device or reach another computer.

use bobbin_words::problems as words;
use std::borrow::Cow;

use super::Unread;

/// The folder's name in Home Assistant's containers, where most configurations are read.
const IN_CONTAINERS: &str = "/config";

/// The rules for paths of a family of systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathRules {
    /// `/` separates names and starts an absolute path.
    Unix,
    /// `\` separates names too; drives, shares, devices and streams have names of their own.
    Windows,
}

impl PathRules {
    /// Those of the system that this runs on.
    pub const fn here() -> Self {
        if cfg!(windows) { Self::Windows } else { Self::Unix }
    }
}

/// Where a path is looked up.
pub(super) struct Around<'a> {
    pub(super) rules: PathRules,
    /// The folder of the file that has the path, in the configuration folder.
    pub(super) folder: &'a str,
    /// Absolute names of the configuration folder beside [`IN_CONTAINERS`].
    pub(super) roots: &'a [String],
    /// Where a folder is without links; `None` when there is no such folder.
    pub(super) unlinked: &'a dyn Fn(&str) -> Result<Option<String>, Unread>,
}

/// A place in the configuration folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inside {
    /// Plain names with `/` between them; empty for the configuration folder itself.
    pub(super) path: String,
    /// Whether the path can only mean a folder, because it ends in `/`, `.` or `..`.
    pub(super) folder: bool,
}

/// Why a path is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It leaves the configuration folder.
    LeadsOut,
    /// A folder on the way does not exist.
    Missing,
    /// It contains an invalid name, for this reason.
    BadName(BadName),
    /// A folder on the way could not be looked at.
    Unread(Unread),
}

/// Why a name is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadName {
    Nul,
    Colon,
    SpecialCharacters,
    /// Or in a space.
    EndsInDot,
    Device,
}

impl BadName {
    pub(super) fn explanation(self) -> String {
        match self {
            Self::Nul => words::name_with_nul(),
            Self::Colon => words::name_with_colon(),
            Self::SpecialCharacters => words::name_with_special_characters(),
            Self::EndsInDot => words::name_ends_in_dot(),
            Self::Device => words::name_of_device(),
        }
    }
}

/// Judges a path.
pub(super) fn judge(around: &Around<'_>, path: &str) -> Result<Inside, Refused> {
    if path.contains('\0') {
        return Err(Refused::BadName(BadName::Nul));
    }
    let windows = around.rules == PathRules::Windows;
    let path = if windows { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) };
    if windows && (path.starts_with("//") || has_drive(&path)) {
        return Err(Refused::LeadsOut);
    }
    let (folder, rest) = if path.starts_with('/') {
        ("", below_a_root(around.roots, &path).ok_or(Refused::LeadsOut)?)
    } else {
        (around.folder, path.split('/').collect())
    };
    let mut names = split(folder);
    let mut ends_in_folder = false;
    for name in rest {
        ends_in_folder = matches!(name, "" | "." | "..");
        match name {
            "" | "." => {}
            ".." => {
                let unlinked = (around.unlinked)(&names.join("/")).map_err(Refused::Unread)?;
                names = split(&unlinked.ok_or(Refused::Missing)?);
                names.pop().ok_or(Refused::LeadsOut)?;
            }
            _ => {
                if windows && let Some(reason) = no_windows_name(name) {
                    return Err(Refused::BadName(reason));
                }
                names.push(name.to_owned());
            }
        }
    }
    Ok(Inside { path: names.join("/"), folder: ends_in_folder })
}

fn split(path: &str) -> Vec<String> {
    path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// `Z:/x`, and `Z:x`, which is relative to wherever that drive was last.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// The names of an absolute path that come after the name of the configuration folder, the longest such name
/// if there are several.
fn below_a_root<'p>(roots: &[String], path: &'p str) -> Option<Vec<&'p str>> {
    let roots = roots.iter().map(String::as_str).chain([IN_CONTAINERS]);
    roots.filter_map(|root| below(root, path.split('/').collect())).min_by_key(Vec::len)
}

/// The names after those of a folder.
fn below<'p>(root: &str, mut names: Vec<&'p str>) -> Option<Vec<&'p str>> {
    for name in root.split('/').filter(|name| !name.is_empty()) {
        let skipped = names.iter().take_while(|name| matches!(**name, "" | ".")).count();
        if names.get(skipped) != Some(&name) {
            return None;
        }
        names.drain(..=skipped);
    }
    Some(names)
}

/// Why a name is invalid on Windows, or names something else there.
fn no_windows_name(name: &str) -> Option<BadName> {
    if name.contains(':') {
        return Some(BadName::Colon);
    }
    if name.contains(|letter: char| letter < ' ' || "<>\"|?*".contains(letter)) {
        return Some(BadName::SpecialCharacters);
    }
    if name.ends_with(['.', ' ']) {
        return Some(BadName::EndsInDot);
    }
    // A device is one with any extension, and with spaces before it.
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device)?;
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³").then_some(())
    };
    let is_device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$")
        || ["COM", "LPT"].into_iter().any(|device| numbered(device).is_some());
    is_device.then_some(BadName::Device)
}

#[cfg(test)]
mod tests;
