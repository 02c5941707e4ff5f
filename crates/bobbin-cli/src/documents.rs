//! `yaml`, `edit` and `merge`, and the comparing half of `diff`: the commands that need no Home Assistant.

use std::path::Path;

use bobbin_app::terminal;
use bobbin_core::diff;
use bobbin_core::edit::{self, EditError, Op};
use bobbin_core::lines;
use bobbin_core::merge::{self, Choices};
use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle, FileTree, Secrets};
use bobbin_vault::files::Encoding;
use serde_json::json;

use crate::arguments::{Format, Reading, Yaml};
use crate::exit::{Exit, Failure};
use crate::include::Folder;
use crate::input::{self, Document};
use crate::output;

/// `bobbin yaml …`
pub(crate) fn yaml(task: &Yaml) -> Result<Exit, Failure> {
    match task {
        Yaml::Parse { file, reading } if reading.dialect()? == Dialect::Core => {
            output::value(with_includes(file, reading)?)?;
        }
        Yaml::Parse { file, reading } => {
            let document = Document::read(file, reading.dialect()?)?;
            for warning in &document.parsed.warnings {
                output::words(&format!("{}:{warning}", file.display()));
            }
            output::value(document.value)?;
        }
        Yaml::Emit { file } => {
            let value: Value = input::json(file)?;
            output::text(None, &yaml::emit(&value, &EmitStyle::default()), Encoding::Utf8)?;
        }
    }
    Ok(Exit::Done)
}

/// Reads a file as Home Assistant Core does, with the files that it includes from its configuration folder.
fn with_includes(file: &Path, reading: &Reading) -> Result<Value, Failure> {
    // A missing file is reported by the name that was given.
    let (text, _) = input::text(file)?;
    let folder = Folder::of(file, text, reading.config_dir.as_deref())?;
    let tree = yaml::read_files(&folder.entry, &folder, Secrets::Unresolved);
    for warning in &tree.warnings {
        output::words(&folder.told(warning));
    }
    tree.value.clone().ok_or_else(|| folder.unreadable(&tree))
}

/// `bobbin edit`
pub(crate) fn edit(file: &Path, ops: &Path, output: Option<&Path>, reading: &Reading) -> Result<Exit, Failure> {
    let dialect = reading.dialect()?;
    if dialect == Dialect::Core {
        return edit_with_includes(file, ops, output, reading);
    }
    let document = Document::read(file, dialect)?;
    let ops: Vec<Op> = input::json(ops)?;
    let edited = edit::edit(&document.parsed, &ops).map_err(|error| refused(&document, &error))?;
    output::text(output, &edited.text, document.encoding)?;
    Ok(Exit::Done)
}

/// Edits a file with its included files: each operation is made in the file that has the place.
fn edit_with_includes(file: &Path, ops: &Path, output: Option<&Path>, reading: &Reading) -> Result<Exit, Failure> {
    let (text, encoding) = input::text(file)?;
    let mut folder = Folder::of(file, text, reading.config_dir.as_deref())?;
    let ops: Vec<Op> = input::json(ops)?;
    for op in &ops {
        let tree = yaml::read_files(&folder.entry, &folder, Secrets::Unresolved);
        if tree.value.is_none() {
            return Err(folder.unreadable(&tree));
        }
        let made = edit::edit_files(&tree, op).map_err(|error| refused_in(&folder, &tree, op, &error))?;
        folder.known.insert(made.file, made.edited.text);
    }
    let output = output.filter(|output| !input::is_standard(output));
    match (output, folder.edited().next()) {
        (Some(output), _) => folder.write(output, encoding)?,
        (None, None) => output::text(None, &folder.known[&folder.entry], encoding)?,
        (None, Some(first)) => {
            return Err(Failure::bad_input(format!(
                "{}:1:1: the edit is in {first}, which standard output can't take; nothing was changed. Name the file with -o",
                file.display()
            )));
        }
    }
    Ok(Exit::Done)
}

/// The reason why an edit was not made, in the file that has the place of the operation or the nearest one around it.
fn refused_in(folder: &Folder, tree: &FileTree, op: &Op, error: &EditError) -> Failure {
    let (Op::Set { path, .. }
    | Op::SetBehind { path, .. }
    | Op::Remove { path }
    | Op::Insert { path, .. }
    | Op::Move { from: path, .. }
    | Op::RenameKey { path, .. }
    | Op::Wrap { path, .. }
    | Op::Unwrap { path, .. }
    | Op::Replace { path, .. }) = op;
    let mut around = Some(path.clone());
    while let Some(here) = around {
        let found = tree.place(&here).and_then(|place| {
            let written = &tree.file(&place.file)?.tree;
            let start = written.node(written.at(&place.path)?).span.start();
            let at = yaml::Lines::of(written.text()).position(start);
            Some(format!("{}:{}:{}", folder.shown(&place.file), at.line, at.column))
        });
        if let Some(found) = found {
            return Failure::bad_input(format!("{found}: {error}"));
        }
        around = here.split_last().map(|(above, _)| above);
    }
    Failure::bad_input(error.to_string())
}

/// The place of an edit that was not made.
fn place_of(error: &EditError) -> Option<bobbin_core::path::Path> {
    match error {
        EditError::NotReadable => None,
        EditError::NotFound { path }
        | EditError::AlreadyThere { path }
        | EditError::Refused { path, .. }
        | EditError::WouldChangeMeaning { path } => Some(path.clone()),
    }
}

/// The reason why an edit was not made, at its place or the nearest existing one around it.
fn refused(document: &Document, error: &EditError) -> Failure {
    let tree = &document.parsed.tree;
    let mut place = place_of(error);
    let mut offset = 0;
    while let Some(path) = place {
        if let Some(node) = tree.at(&path) {
            offset = tree.node(node).span.start();
            break;
        }
        place = path.split_last().map(|(around, _)| around);
    }
    let at = yaml::Lines::of(document.text()).position(offset);
    Failure::bad_input(format!("{}:{}:{}: {error}", document.file.display(), at.line, at.column))
}

/// `bobbin merge`
pub(crate) fn merge(
    base: &Path,
    local: &Path,
    remote: &Path,
    output: Option<&Path>,
    json: bool,
) -> Result<Exit, Failure> {
    let dialect = Dialect::default();
    let (base, local, remote) =
        (Document::read(base, dialect)?, Document::read(local, dialect)?, Document::read(remote, dialect)?);
    let merged = merge::merge_text(&base.value, &local.parsed, &remote.value, &Choices::new())
        .map_err(|error| refused(&local, &error))?;
    let conflicts = &merged.merged.conflicts;
    for conflict in conflicts {
        output::words(&format!("conflict: {}", conflict.sentence));
    }
    // The JSON holds the text unless that goes elsewhere: standard output takes one of the two.
    let output = output.filter(|output| !json || !input::is_standard(output));
    if output.is_some() || !json {
        output::text(output, &merged.text.text, local.encoding)?;
    }
    if json {
        let mut answer = self::conflicts(conflicts);
        if output.is_none() {
            answer["text"] = merged.text.text.clone().into();
        }
        output::json(&answer)?;
    }
    Ok(if conflicts.is_empty() { Exit::Done } else { Exit::Differs })
}

/// Conflicts as they are written for scripts.
pub(crate) fn conflicts(conflicts: &[merge::Conflict]) -> serde_json::Value {
    let written = conflicts.iter().map(|conflict| {
        json!({
            "kind": conflict.kind,
            "path": conflict.place,
            "base": conflict.base,
            "local": conflict.local,
            "remote": conflict.remote,
            "sentence": conflict.sentence.text(),
        })
    });
    json!({"conflicts": written.collect::<Vec<_>>()})
}

/// Compares two values and writes the differences. Texts play no part: comments and formatting are no difference.
pub(crate) fn compare(a: (&str, &Value), b: (&str, &Value), format: Format) -> Result<Exit, Failure> {
    let old = a.1.clone().as_json();
    // 1 and 1.0 mean the same; Home Assistant keeps either as it was sent.
    let new = b.1.clone().as_json().with_numbers_of(&old);
    let found = diff::diff(&old, &new);
    if matches!(format, Format::Json) {
        let changes = found.changes.iter().map(|change| {
            json!({
                "kind": change.kind,
                "what": change.what,
                "old": change.old,
                "new": change.new,
                "keys": change.keys,
                "count": change.count,
                "label": change.label,
                "sentence": change.sentence.text(),
            })
        });
        output::json(&changes.collect::<Vec<_>>())?;
    } else if matches!(format, Format::Words) {
        output::sentences(found.changes.iter().map(|change| change.sentence.to_string()))?;
    } else if !found.is_empty() {
        for change in &found.changes {
            output::words(&change.sentence.to_string());
        }
        let style = EmitStyle::default();
        let (old, new) = (yaml::emit(&old, &style), yaml::emit(&new, &style));
        let compared = lines::compare(&old, &new, Some(lines::CONTEXT));
        // A line break in a name would end the header, and `patch` would read the rest of the name.
        let names = (terminal::line(a.0), terminal::line(b.0));
        output::text(None, &lines::unified(&compared, (&names.0, &old), (&names.1, &new)), Encoding::Utf8)?;
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Differs })
}
