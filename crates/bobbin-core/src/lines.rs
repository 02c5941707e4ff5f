//! The difference between two texts for display: changed lines in hunks, and the changed words in them.
//!
//! Owns the rows of a side-by-side or unified view, their counts, and the two text formats of the command line. Knows
//! nothing of YAML, except that it prefers to start a block at a list item. Changes in the dashboard's own terms belong
//! to [`crate::diff`].
//!
//! Must stay true: a comparison with full context has every line of both texts in exactly one row; the effort is
//! limited by counted work, never by a clock, so that the same texts give the same rows everywhere; texts that would
//! take too long are shown as larger replaced blocks instead.

mod align;
mod format;
mod words;

use std::collections::HashMap;
use std::ops::Range;

pub use format::{unified, words_marked};

/// The default number of unchanged lines around a change.
pub const CONTEXT: usize = 3;

/// The difference between two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDiff<'a> {
    /// The runs of rows around changes, from top to bottom.
    pub hunks: Vec<Hunk<'a>>,
    /// The numbers of added, removed and changed lines.
    pub counts: Counts,
    /// Whether the line breaks differ (LF, CR LF, none at the end), which no row shows.
    pub line_breaks_differ: bool,
}

/// The numbers of added, removed and changed lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that only the new text has.
    pub added: usize,
    /// Lines that only the old text has.
    pub removed: usize,
    /// Lines of the old text that became a line of the new one. They do not count as added or removed.
    pub changed: usize,
}

/// A run of rows: changes and the unchanged lines around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// The first line of the run in the old text, from 1; if the run has none of its lines, the line after the run.
    pub old_start: usize,
    /// The same for the new text.
    pub new_start: usize,
    /// The rows of a side-by-side view.
    pub rows: Vec<Row<'a>>,
}

/// A row of a side-by-side view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The kind of row.
    pub kind: RowKind,
    /// The line of the old text; `None` for an added line.
    pub old: Option<Line<'a>>,
    /// The line of the new text; `None` for a removed line.
    pub new: Option<Line<'a>>,
}

/// The kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// An unchanged line.
    Context,
    /// An added line.
    Added,
    /// A removed line.
    Removed,
    /// A changed line.
    Changed,
}

/// A line of one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its text, without the line break.
    pub text: &'a str,
    /// The changed words as byte ranges of the text, sorted and disjoint; empty except in changed rows.
    pub marks: Vec<Range<usize>>,
}

/// Compares two texts line by line. `context` is the number of unchanged lines around a change; `None` returns the
/// whole texts as one hunk.
pub fn compare<'a>(old: &'a str, new: &'a str, context: Option<usize>) -> LineDiff<'a> {
    let old_lines: Vec<&str> = old.lines().collect();
    let new_lines: Vec<&str> = new.lines().collect();
    let (old_ids, new_ids) = intern(&old_lines, &new_lines);
    let mut blocks = align::blocks(&old_ids, &new_ids);
    align::settle(&mut blocks, &old_lines, &new_lines);

    let mut counts = Counts::default();
    let mut effort = words::Effort::default();
    let mut hunks = Vec::new();
    for group in group(&blocks, old_lines.len(), context) {
        let hunk = rows(group, &old_lines, &new_lines, &mut effort);
        for row in &hunk.rows {
            match row.kind {
                RowKind::Context => {}
                RowKind::Added => counts.added += 1,
                RowKind::Removed => counts.removed += 1,
                RowKind::Changed => counts.changed += 1,
            }
        }
        hunks.push(hunk);
    }
    LineDiff { hunks, counts, line_breaks_differ: line_breaks_differ(old, new) }
}

impl<'a> Hunk<'a> {
    /// The lines of a unified view: within a change, first all old lines and then all new ones.
    pub fn unified(&self) -> Vec<(RowKind, &Line<'a>)> {
        let mut lines = Vec::with_capacity(self.rows.len());
        for run in self.rows.chunk_by(|a, b| (a.kind == RowKind::Context) == (b.kind == RowKind::Context)) {
            if run[0].kind == RowKind::Context {
                lines.extend(run.iter().filter_map(|row| Some((RowKind::Context, row.new.as_ref()?))));
            } else {
                lines.extend(run.iter().filter_map(|row| Some((RowKind::Removed, row.old.as_ref()?))));
                lines.extend(run.iter().filter_map(|row| Some((RowKind::Added, row.new.as_ref()?))));
            }
        }
        lines
    }
}

/// A stretch of lines that differs; the lines between two blocks are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    old: Range<usize>,
    new: Range<usize>,
}

/// Blocks that share a hunk, with the unchanged lines around them.
struct Group<'b> {
    blocks: &'b [Block],
    old: Range<usize>,
    new_start: usize,
}

/// Numbers the lines, with equal numbers for equal lines.
fn intern<'a>(old: &[&'a str], new: &[&'a str]) -> (Vec<u32>, Vec<u32>) {
    let mut numbers: HashMap<&'a str, u32> = HashMap::with_capacity(old.len());
    let mut number = |line: &&'a str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(line).or_insert(next)
    };
    (old.iter().map(&mut number).collect(), new.iter().map(&mut number).collect())
}

/// Groups blocks whose contexts touch.
fn group(blocks: &[Block], old_len: usize, context: Option<usize>) -> Vec<Group<'_>> {
    let Some(context) = context else {
        return vec![Group { blocks, old: 0..old_len, new_start: 0 }];
    };
    let near = |a: &Block, b: &Block| b.old.start - a.old.end <= context.saturating_mul(2);
    let around = |blocks: &'_ [Block]| {
        let (first, last) = (&blocks[0], &blocks[blocks.len() - 1]);
        let before = context.min(first.old.start);
        (first.old.start - before..last.old.end.saturating_add(context).min(old_len), first.new.start - before)
    };
    blocks
        .chunk_by(near)
        .map(|blocks| {
            let (old, new_start) = around(blocks);
            Group { blocks, old, new_start }
        })
        .collect()
}

fn rows<'a>(group: Group<'_>, old: &[&'a str], new: &[&'a str], effort: &mut words::Effort) -> Hunk<'a> {
    let line = |lines: &[&'a str], at: usize, marks| Some(Line { number: at + 1, text: lines[at], marks });
    let mut rows = Vec::new();
    let (mut old_at, mut new_at) = (group.old.start, group.new_start);
    let unchanged = |rows: &mut Vec<Row<'a>>, old_at: &mut usize, new_at: &mut usize, until: usize| {
        while *old_at < until {
            let (old, new) = (line(old, *old_at, Vec::new()), line(new, *new_at, Vec::new()));
            rows.push(Row { kind: RowKind::Context, old, new });
            *old_at += 1;
            *new_at += 1;
        }
    };
    for block in group.blocks {
        unchanged(&mut rows, &mut old_at, &mut new_at, block.old.start);
        let (olds, news) = (&old[block.old.clone()], &new[block.new.clone()]);
        for pair in words::pair_lines(olds, news, effort) {
            let (old_at, new_at) = (pair.old.map(|at| block.old.start + at), pair.new.map(|at| block.new.start + at));
            rows.push(match (old_at, new_at) {
                // A block can have equal lines if the effort to find them was used up.
                (Some(old_at), Some(new_at)) if old[old_at] == new[new_at] => {
                    let (old, new) = (line(old, old_at, Vec::new()), line(new, new_at, Vec::new()));
                    Row { kind: RowKind::Context, old, new }
                }
                (Some(old_at), Some(new_at)) => {
                    let (old_marks, new_marks) = words::marks(old[old_at], new[new_at], effort);
                    let (old, new) = (line(old, old_at, old_marks), line(new, new_at, new_marks));
                    Row { kind: RowKind::Changed, old, new }
                }
                (Some(at), None) => Row { kind: RowKind::Removed, old: line(old, at, Vec::new()), new: None },
                (None, at) => Row { kind: RowKind::Added, old: None, new: at.and_then(|at| line(new, at, Vec::new())) },
            });
        }
        (old_at, new_at) = (block.old.end, block.new.end);
    }
    unchanged(&mut rows, &mut old_at, &mut new_at, group.old.end);
    Hunk { old_start: group.old.start + 1, new_start: group.new_start + 1, rows }
}

/// Whether texts with equal lines differ in their line breaks.
fn line_breaks_differ(old: &str, new: &str) -> bool {
    let habit = |text: &str| (text.contains('\r'), text.is_empty() || text.ends_with('\n'));
    habit(old) != habit(new)
}
