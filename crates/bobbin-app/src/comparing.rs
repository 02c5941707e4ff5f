//! Comparing and combining: two sides of a document as sentences and lines, a value carried into a text,
//! two sides merged. The work is `bobbin-core`'s; here it is put into the interface's terms.

use bobbin_core::diff;
use bobbin_core::lines;
use bobbin_core::path::Path;
use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_core::{merge, replace};

use crate::api::{
    Change, ChangeKind, DiffHunk, DiffLine, DiffRow, DiffRowKind, DocumentCompare, Remote, Review, SentencePart,
    SentenceStyle, Side, SideLabel, TextChange, VersionOrigin,
};
use crate::app::{App, Inner};
use crate::document::Theirs;
use crate::documents::Entry;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::reading::number;
use crate::swap::Held;
use crate::text::{Utf16, one_change};

/// How many sentences a summary holds.
pub(crate) const A_FEW: usize = 5;

impl App {
    pub(crate) async fn document_compare(&self, request: DocumentCompare) -> ApiResult<Review> {
        let entry = self.inner.documents.get(&request.id)?;
        let revision = entry.state().text.revision();
        let old = self.inner.side(&entry, &request.old).await?;
        let new = self.inner.side(&entry, &request.new).await?;
        let context = request.context.map(|lines| lines as usize);
        // A large comparison takes a while: not on a thread that others wait for.
        tokio::task::spawn_blocking(move || review(revision, old, new, context))
            .await
            .map_err(|error| ApiError::new(ErrorCode::Internal, "The comparison failed.").details(error))
    }
}

/// A side of a comparison with all that is needed of it.
#[derive(Clone)]
pub(crate) struct SideText {
    label: SideLabel,
    pub(crate) text: String,
    dialect: Dialect,
    dashboard: bool,
}

impl SideText {
    /// A version of a dashboard.
    pub(crate) const fn kept(title: String, at: u64, origin: VersionOrigin, text: String, dialect: Dialect) -> Self {
        Self { label: SideLabel { title, at: Some(at), origin: Some(origin) }, text, dialect, dashboard: true }
    }

    /// What it means, if it can be read.
    pub(crate) fn value(&self) -> Option<Value> {
        yaml::parse(&self.text, self.dialect).value
    }

    /// Nothing, read in the same way.
    pub(crate) fn empty(&self) -> Self {
        let label = SideLabel { title: "Nothing".to_owned(), at: None, origin: None };
        Self { label, text: String::new(), ..self.clone() }
    }
}

impl Inner {
    /// A side of a document.
    pub(crate) async fn side(&self, entry: &Entry, side: &Side) -> ApiResult<SideText> {
        let (dialect, dashboard, base_text) = {
            let document = entry.state();
            (document.dialect, document.is_dashboard(), document.base.text.clone())
        };
        let made = |title: &str, at, origin, text| SideText {
            label: SideLabel { title: title.to_owned(), at, origin },
            text,
            dialect,
            dashboard,
        };
        Ok(match side {
            Side::Mine => made("My draft", None, None, entry.state().text.as_str().to_owned()),
            Side::Base => made("What the draft started from", Some(entry.state().base.as_of), None, base_text),
            Side::Theirs => {
                let (theirs, as_of) = {
                    let document = entry.state();
                    (document.theirs.clone(), document.base.as_of)
                };
                let title = if dashboard { "What Home Assistant has" } else { "What the disk has" };
                match theirs {
                    None => made(title, Some(as_of), None, base_text),
                    Some(theirs) => {
                        let text = theirs.text.unwrap_or_else(|| shown(&base_text, &theirs.held, dialect));
                        made(title, Some(theirs.at), None, text)
                    }
                }
            }
            Side::Version { version } => {
                let (summary, held, text) = self.store.version(*version).await?;
                let text = text.unwrap_or_else(|| shown(&base_text, &held, dialect));
                let origin = crate::dashboards::origin(summary.origin);
                made("A kept version", Some(summary.at.0), Some(origin), text)
            }
        })
    }
}

/// What a place holds as a text, with the comments of a text that people wrote.
fn shown(text: &str, held: &Held, dialect: Dialect) -> String {
    held.as_ref().map_or_else(String::new, |value| carried(text, value, dialect))
}

/// A text that means a value, with the comments and the formatting of another as far as they fit.
pub(crate) fn carried(text: &str, value: &Value, dialect: Dialect) -> String {
    carry(text, value, dialect).text
}

/// A value carried into a text.
pub(crate) struct Carried {
    /// The text that means it.
    pub(crate) text: String,
    /// What changes in the text, as little as can be: the cursor stays where it is in all the rest.
    pub(crate) changes: Vec<TextChange>,
    /// The comments that found no place.
    pub(crate) lost: Vec<String>,
}

/// What comments that found no place say, without the sign that makes them comments.
pub(crate) fn lost_words(comments: Vec<replace::LostComment>) -> Vec<String> {
    comments.into_iter().map(|comment| comment.text.trim_start_matches('#').trim().to_owned()).collect()
}

/// Carries a value into a text.
pub(crate) fn carry(text: &str, value: &Value, dialect: Dialect) -> Carried {
    let parsed = yaml::parse(text, dialect);
    match replace::replace(&parsed, value) {
        Ok(replaced) => {
            let offsets = Utf16::new(text);
            let edits = replaced.edits.iter();
            Carried {
                changes: edits
                    .map(|edit| crate::reading::change(edit.range.start, edit.range.end, &edit.text, &offsets))
                    .collect(),
                text: replaced.text,
                lost: lost_words(replaced.lost_comments),
            }
        }
        // A text that can't be read has nothing to carry a value into.
        Err(_) => {
            let new = yaml::emit(value, &EmitStyle::default());
            Carried { changes: one_change(text, &new), text: new, lost: Vec::new() }
        }
    }
}

/// What is told of the other side when it holds something else than the base.
pub(crate) fn remote(base: &Held, theirs: &Theirs) -> Remote {
    let (sentences, changes) = sentences(base, &theirs.held);
    Remote::Changed { version: theirs.version, at: theirs.at, sentences, changes }
}

/// The merge of two sides, where they fit together.
pub(crate) fn merged(base: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    let merged = merge::merge(base, mine, theirs);
    merged.conflicts.is_empty().then_some(merged.value)
}

/// The changes between two states of a place: the first few in words, and how many there are.
pub(crate) fn sentences(old: &Held, new: &Held) -> (Vec<String>, u32) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let diff = diff::diff(old, new);
            let few = diff.changes.iter().take(A_FEW).map(|change| change.sentence.text()).collect();
            (few, number(diff.changes.len()))
        }
        (None, Some(_)) => (vec!["Saved a first config".to_owned()], 1),
        (Some(_), None) => (vec!["Removed the config".to_owned()], 1),
        (None, None) => (Vec::new(), 0),
    }
}

/// Compares two sides.
pub(crate) fn review(revision: u32, old: SideText, new: SideText, context: Option<usize>) -> Review {
    let compared = lines::compare(&old.text, &new.text, context);
    let changes = if old.dashboard { changes(&old, &new) } else { Vec::new() };
    Review {
        revision,
        old: old.label,
        new: new.label,
        changes,
        hunks: compared.hunks.iter().map(hunk).collect(),
        added: number(compared.counts.added + compared.counts.changed),
        removed: number(compared.counts.removed + compared.counts.changed),
    }
}

/// The changes in sentences, with the lines they are at; none when a side can't be read.
fn changes(old: &SideText, new: &SideText) -> Vec<Change> {
    let (old_read, new_read) = (yaml::parse(&old.text, old.dialect), yaml::parse(&new.text, new.dialect));
    let (Some(old_value), Some(new_value)) = (&old_read.value, &new_read.value) else { return Vec::new() };
    let (old_lines, new_lines) = (LineStarts::new(&old.text), LineStarts::new(&new.text));
    let diff = diff::diff(old_value, new_value);
    changes_between(&diff, &|path| old_lines.of_node(&old_read, path), &|path| new_lines.of_node(&new_read, path))
}

/// The changes in sentences, each with the lines that two texts have it at.
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

/// A sentence in pieces, as the interface shows it.
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

fn hunk(hunk: &lines::Hunk<'_>) -> DiffHunk {
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

/// Where the lines of a text start.
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
