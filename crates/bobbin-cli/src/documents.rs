//! `yaml`, `edit` and `merge`, and the comparing half of `diff`: what needs no Home Assistant.

use std::path::Path;

use bobbin_core::diff;
use bobbin_core::edit::{self, EditError, Op};
use bobbin_core::lines;
use bobbin_core::merge::{self, Choices};
use bobbin_core::value::Value;
use bobbin_core::yaml::Secrets;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_vault::files::Encoding;
use serde_json::json;

use crate::arguments::{Format, Yaml};
use crate::exit::{Exit, Failure};
use crate::include::Folder;
use crate::input::{self, Document};
use crate::output;

/// `bobbin yaml …`
pub(crate) fn yaml(task: &Yaml) -> Result<Exit, Failure> {
    match task {
        Yaml::Parse { file, dialect: Dialect::Core } => output::value(with_includes(file)?)?,
        Yaml::Parse { file, dialect } => {
            let document = Document::read(file, *dialect)?;
            for warning in &document.parsed.warnings {
                output::words(&format!("{}:{warning}", file.display()));
            }
            output::value(document.value)?;
        }
        Yaml::Emit { file } => {
            let value: Value = input::json(file)?;
            output::data(yaml::emit(&value, &EmitStyle::default()).as_bytes())?;
        }
    }
    Ok(Exit::Done)
}

/// Reads a file as Home Assistant Core does, with what it includes from its folder.
fn with_includes(file: &Path) -> Result<Value, Failure> {
    // A file that is not there is told by its name as it was given.
    let (text, _) = input::text(file)?;
    let given = input::is_standard(file).then(|| ("-".to_owned(), text));
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let shown = |file: &str| folder.join(file).display().to_string();
    let files = Folder { path: folder.clone(), given };
    let tree = yaml::read_files(&name, &files, Secrets::Unresolved);
    for warning in &tree.warnings {
        output::words(&format!("{}:{}", shown(&warning.file), warning.problem));
    }
    tree.value.ok_or_else(|| {
        let lines = tree.problems.iter().map(|found| format!("{}:{}", shown(&found.file), found.problem));
        Failure::bad_input(lines.collect::<Vec<_>>().join("\n"))
    })
}

/// `bobbin edit`
pub(crate) fn edit(file: &Path, ops: &Path, output: Option<&Path>) -> Result<Exit, Failure> {
    let document = Document::read(file, Dialect::default())?;
    let ops: Vec<Op> = input::json(ops)?;
    let edited = edit::edit(&document.parsed, &ops).map_err(|error| refused(&document, &error))?;
    output::text(output, &edited.text, document.encoding)?;
    Ok(Exit::Done)
}

/// Why an edit was not made, at the place it is about or the nearest one around it that is there.
fn refused(document: &Document, error: &EditError) -> Failure {
    let path = match error {
        EditError::NotReadable => None,
        EditError::NotFound { path }
        | EditError::AlreadyThere { path }
        | EditError::Refused { path, .. }
        | EditError::WouldChangeMeaning { path } => Some(path.clone()),
    };
    let tree = &document.parsed.tree;
    let mut place = path;
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
        let mut answer = json!({
            "conflicts": conflicts.iter().map(|conflict| json!({
                "kind": conflict.kind,
                "path": conflict.place,
                "base": conflict.base,
                "local": conflict.local,
                "remote": conflict.remote,
                "sentence": conflict.sentence.text(),
            })).collect::<Vec<_>>(),
        });
        if output.is_none() {
            answer["text"] = merged.text.text.clone().into();
        }
        output::json(&answer)?;
    }
    Ok(if conflicts.is_empty() { Exit::Done } else { Exit::Differs })
}

/// Compares two values and writes what differs. Texts play no part: comments and formatting are no difference.
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
        let sentences: String = found.changes.iter().map(|change| format!("{}\n", change.sentence)).collect();
        output::text(None, &sentences, Encoding::Utf8)?;
    } else if !found.is_empty() {
        for change in &found.changes {
            output::words(&change.sentence.to_string());
        }
        let style = EmitStyle::default();
        let (old, new) = (yaml::emit(&old, &style), yaml::emit(&new, &style));
        let compared = lines::compare(&old, &new, Some(lines::CONTEXT));
        output::text(None, &lines::unified(&compared, (a.0, &old), (b.0, &new)), Encoding::Utf8)?;
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Differs })
}
