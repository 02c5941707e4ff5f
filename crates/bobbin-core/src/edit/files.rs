//! Edits of a dashboard that several files make up: each edit changes the file that has the node.
//!
//! Owns finding that file. An `!include` itself, as an item or a value, belongs to the file that has the tag; its
//! content belongs to the included file. A file that several places include is not edited, because all of them would
//! change.

use super::op::Op;
use super::{Edited, edit};
use crate::path::{Path, Step};
use crate::rewrite::{EditError, Refusal};
use crate::yaml::{Dialect, FileTree, Place, parse};

/// An edit, and the file to make it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdited {
    /// The file, by its path in the folder.
    pub file: String,
    /// The edit of its text.
    pub edited: Edited,
}

/// Makes one operation in a dashboard of several files; paths start at the top of the dashboard.
///
/// The tree is out of date afterwards: read it again before the next operation.
///
/// # Errors
///
/// See [`EditError`]; [`Refusal::AcrossFiles`] for a move from one file to another, and
/// [`Refusal::SharedFile`] where the file is included in several places.
pub fn edit_files(tree: &FileTree, op: &Op) -> Result<FileEdited, EditError> {
    let (file, op) = located(tree, op)?;
    let unread = || EditError::NotReadable;
    if tree.value.is_none() {
        return Err(unread());
    }
    let text = tree.file(&file).ok_or_else(unread)?.tree.text();
    // Read alone, so that its own includes stay tags.
    let parsed = parse(text, Dialect::Core);
    if tree.times_used(&file) > 1 {
        return Err(EditError::refused(Path::root(), Refusal::SharedFile));
    }
    let edited = edit(&parsed, &[op])?;
    Ok(FileEdited { file, edited })
}

/// The file of an operation, and the operation in that file's own paths.
fn located(tree: &FileTree, op: &Op) -> Result<(String, Op), EditError> {
    let mut op = op.clone();
    let file = match &mut op {
        Op::Set { path, .. } | Op::SetBehind { path, .. } | Op::Replace { path, .. } => {
            // The content of an `!include` is set in the included file.
            let place = match (tree.place(path), row(tree, path)) {
                (Some(place), Some(row)) if place.file == row.file => row,
                (Some(place), _) => place,
                (None, row) => row.ok_or_else(|| EditError::NotFound { path: path.clone() })?,
            };
            *path = place.path;
            place.file
        }
        Op::Remove { path }
        | Op::Insert { path, .. }
        | Op::RenameKey { path, .. }
        | Op::Wrap { path, .. }
        | Op::Unwrap { path, .. } => {
            let place = row(tree, path).ok_or_else(|| EditError::NotFound { path: path.clone() })?;
            *path = place.path;
            place.file
        }
        Op::Move { from, to } => {
            let missing = |path: &Path| EditError::NotFound { path: path.clone() };
            let source = row(tree, from).ok_or_else(|| missing(from))?;
            let mut target = row(tree, &with_the_node(from, to)).ok_or_else(|| missing(to))?;
            if source.file != target.file {
                return Err(EditError::refused(to.clone(), Refusal::AcrossFiles));
            }
            target.path = without_the_node(&source.path, target.path, with_the_node(from, to) != *to);
            (*from, *to) = (source.path, target.path);
            source.file
        }
    };
    Ok((file, op))
}

/// Finds the row of a path: the item or entry itself, not the content that it includes.
fn row(tree: &FileTree, path: &Path) -> Option<Place> {
    let Some((above, last)) = path.split_last() else { return tree.place(path) };
    let Place { file, path } = tree.place(&above)?;
    Some(Place { file, path: path.join(last.clone()) })
}

/// Converts the `to` of a move, which counts without the node, to the same place counted with it.
fn with_the_node(from: &Path, to: &Path) -> Path {
    let mut to = to.clone();
    if let (Some((holder, Step::Index(taken))), depth) = (from.split_last(), from.0.len())
        && holder.contains(&to)
        && to.0.len() > depth
        && let Some(Step::Index(index)) = to.0.get_mut(depth - 1)
        && *index >= *taken
    {
        *index += 1;
    }
    to
}

/// Undoes [`with_the_node`], for a path inside a file.
fn without_the_node(from: &Path, mut to: Path, shifted: bool) -> Path {
    if shifted
        && from.split_last().is_some_and(|(holder, _)| holder.contains(&to))
        && let Some(Step::Index(index)) = to.0.get_mut(from.0.len() - 1)
    {
        *index -= 1;
    }
    to
}
