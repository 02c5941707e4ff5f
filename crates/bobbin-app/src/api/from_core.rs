//! Converts values of the lower crates into interface types: numbers, text changes, sentences, lines, origins.
//!
//! It decides nothing.

use bobbin_core::path::Path;
use bobbin_core::{diff, lines, yaml};
use bobbin_vault::Origin;

use super::utf16::Utf16;
use super::{
    Change, ChangeKind, DiffHunk, DiffLine, DiffRow, DiffRowKind, SentencePart, SentenceStyle, TextChange,
    VersionOrigin,
};

/// Converts a replacement of bytes into UTF-16 offsets.
pub(crate) fn change(start: usize, end: usize, text: &str, offsets: &Utf16<'_>) -> TextChange {
    TextChange { from: offsets.offset(start), to: offsets.offset(end), insert: text.to_owned() }
}

/// Converts a count or a position; anything too large becomes the maximum.
pub(crate) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Converts the origin of a version.
pub(crate) fn origin(origin: Origin) -> VersionOrigin {
    match origin {
        Origin::Fetched => VersionOrigin::Fetched,
        Origin::SavedByUs | Origin::Restored => VersionOrigin::SavedByUs,
        Origin::SavedByOthers => VersionOrigin::SavedByOthers,
        Origin::Displaced => VersionOrigin::Displaced,
        Origin::PutBack => VersionOrigin::PutBack,
        Origin::DeletedByUs | Origin::DeletedElsewhere => VersionOrigin::Deleted,
        Origin::DiscardedDraft => VersionOrigin::DiscardedDraft,
    }
}

/// Converts the changes into sentences, each with its lines in the two texts.
pub(crate) fn changes_between(
    diff: &diff::Diff,
    old_line: &dyn Fn(&Path) -> Option<u32>,
    new_line: &dyn Fn(&Path) -> Option<u32>,
) -> Vec<Change> {
    diff.changes
        .iter()
        .map(|change| Change {
            kind: match change.kind {
                diff::ChangeKind::Added => ChangeKind::Added,
                diff::ChangeKind::Removed => ChangeKind::Removed,
                diff::ChangeKind::Moved => ChangeKind::Moved,
                diff::ChangeKind::MovedAndChanged => ChangeKind::MovedAndChanged,
                diff::ChangeKind::Changed => ChangeKind::Changed,
            },
            sentence: parts(&change.sentence),
            old_line: change.old.as_ref().and_then(old_line),
            new_line: change.new.as_ref().and_then(new_line),
        })
        .collect()
}

/// Converts a sentence into styled parts.
pub(crate) fn parts(sentence: &diff::Sentence) -> Vec<SentencePart> {
    sentence.0.iter().map(part).collect()
}

fn part(part: &diff::Span) -> SentencePart {
    let style = match part.style {
        diff::Style::Plain => SentenceStyle::Plain,
        diff::Style::Name => SentenceStyle::Name,
        diff::Style::Code => SentenceStyle::Code,
    };
    SentencePart { style, text: part.text.clone() }
}

pub(crate) fn hunk(hunk: &lines::Hunk<'_>) -> DiffHunk {
    DiffHunk {
        old_start: number(hunk.old_start),
        new_start: number(hunk.new_start),
        rows: hunk.rows.iter().map(row).collect(),
    }
}

fn row(row: &lines::Row<'_>) -> DiffRow {
    DiffRow {
        kind: match row.kind {
            lines::RowKind::Context => DiffRowKind::Context,
            lines::RowKind::Added => DiffRowKind::Added,
            lines::RowKind::Removed => DiffRowKind::Removed,
            lines::RowKind::Changed => DiffRowKind::Changed,
        },
        old: row.old.as_ref().map(line),
        new: row.new.as_ref().map(line),
    }
}

fn line(line: &lines::Line<'_>) -> DiffLine {
    let offsets = Utf16::new(line.text);
    DiffLine {
        number: number(line.number),
        marks: line.marks.iter().map(|mark| (offsets.offset(mark.start), offsets.offset(mark.end))).collect(),
        text: line.text.to_owned(),
    }
}

/// The byte offsets at which the lines of a text start.
pub(crate) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub(crate) fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of a node, from 1.
    pub(crate) fn of_node(&self, read: &yaml::Parsed, path: &Path) -> Option<u32> {
        let node = read.tree.at(path)?;
        let start = read.tree.node(node).span.start();
        Some(number(self.0.partition_point(|line| *line <= start)))
    }
}
