//! A comparison as text, for the command line: unified, or with the changed words in brackets.

use std::fmt::Write as _;

use super::{Hunk, Line, LineDiff, RowKind};

/// Writes the unified format that `patch` reads. Empty if no line changed.
///
/// The texts are needed for their last line breaks, which the rows do not hold.
pub fn unified(diff: &LineDiff<'_>, old: (&str, &str), new: (&str, &str)) -> String {
    let mut out = String::new();
    if diff.hunks.iter().all(is_unchanged) {
        return out;
    }
    let ((old_name, old_text), (new_name, new_text)) = (old, new);
    push(&mut out, format_args!("--- {old_name}\n+++ {new_name}\n"));
    let open_end = |text: &str| !text.is_empty() && !text.ends_with('\n');
    let old_last = open_end(old_text).then(|| old_text.lines().count());
    let new_last = open_end(new_text).then(|| new_text.lines().count());
    for hunk in &diff.hunks {
        let old_count = hunk.rows.iter().filter(|row| row.old.is_some()).count();
        let new_count = hunk.rows.iter().filter(|row| row.new.is_some()).count();
        let (old_at, new_at) = (span(hunk.old_start, old_count), span(hunk.new_start, new_count));
        push(&mut out, format_args!("@@ -{old_at} +{new_at} @@\n"));
        for (kind, line) in hunk.unified() {
            let (sign, last) = match kind {
                RowKind::Removed => ('-', old_last),
                RowKind::Added => ('+', new_last),
                RowKind::Context | RowKind::Changed => (' ', new_last),
            };
            push(&mut out, format_args!("{sign}{}\n", line.text));
            if last == Some(line.number) {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// Writes changed words in brackets like `git diff --word-diff`: `[-old-]{+new+}`.
pub fn words_marked(diff: &LineDiff<'_>) -> String {
    let mut out = String::new();
    for hunk in diff.hunks.iter().filter(|hunk| !is_unchanged(hunk)) {
        let old_count = hunk.rows.iter().filter(|row| row.old.is_some()).count();
        let new_count = hunk.rows.iter().filter(|row| row.new.is_some()).count();
        let (old_at, new_at) = (span(hunk.old_start, old_count), span(hunk.new_start, new_count));
        push(&mut out, format_args!("@@ -{old_at} +{new_at} @@\n"));
        for row in &hunk.rows {
            match (&row.old, &row.new) {
                (Some(old), Some(new)) if row.kind == RowKind::Changed => changed_line(&mut out, old, new),
                (_, Some(new)) if row.kind == RowKind::Context => out.push_str(new.text),
                (Some(old), _) => push(&mut out, format_args!("[-{}-]", old.text)),
                (None, Some(new)) => push(&mut out, format_args!("{{+{}+}}", new.text)),
                (None, None) => {}
            }
            out.push('\n');
        }
    }
    out
}

/// Writes the words of a changed line. Unmarked text is the same on both sides.
fn changed_line(out: &mut String, old: &Line<'_>, new: &Line<'_>) {
    let (mut old_marks, mut new_marks) = (old.marks.iter().peekable(), new.marks.iter().peekable());
    let (mut old_at, mut new_at) = (0, 0);
    loop {
        if let Some(mark) = old_marks.next_if(|mark| mark.start == old_at) {
            push(out, format_args!("[-{}-]", &old.text[mark.clone()]));
            old_at = mark.end;
        }
        if let Some(mark) = new_marks.next_if(|mark| mark.start == new_at) {
            push(out, format_args!("{{+{}+}}", &new.text[mark.clone()]));
            new_at = mark.end;
        }
        let to_old = old_marks.peek().map_or(old.text.len(), |mark| mark.start) - old_at;
        let to_new = new_marks.peek().map_or(new.text.len(), |mark| mark.start) - new_at;
        let same = to_old.min(to_new);
        if same == 0 && old_marks.peek().is_none() && new_marks.peek().is_none() {
            return;
        }
        out.push_str(&new.text[new_at..new_at + same]);
        (old_at, new_at) = (old_at + same, new_at + same);
    }
}

/// A position and length in the unified format. A run without lines has the number of the line before it.
fn span(start: usize, count: usize) -> String {
    match count {
        0 => format!("{},0", start - 1),
        1 => start.to_string(),
        _ => format!("{start},{count}"),
    }
}

fn is_unchanged(hunk: &Hunk<'_>) -> bool {
    hunk.rows.iter().all(|row| row.kind == RowKind::Context)
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}
