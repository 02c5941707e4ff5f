//! Finds the usual mistakes that cause a syntax problem, and their fixes.
//!
//! A parser often stops a line below the mistake. This checks the lines around the place for the most common mistakes:
//! tabs, a missing space after a colon, an unclosed quote, an unquoted template, a colon inside a text, a wrong
//! indentation.

use super::parse::Stop;
use super::position::line_at;
use super::problem::{Fix, Problem, ProblemCode, quote, template_fix};
use super::report::Report;
use super::tree::{NodeKind, ScalarStyle, Span, Tree};
use crate::text_edit::TextEdit;
use bobbin_words::problems as words;

/// Reports why reading stopped, in plain words.
pub(crate) fn explain(report: &mut Report<'_>, tree: &Tree, stop: Stop) {
    let text = report.text();
    let at = match stop.code {
        ProblemCode::UnclosedQuote | ProblemCode::UnclosedBracket => stop.began.unwrap_or(stop.at),
        _ => stop.at,
    };
    let mut problem = Problem {
        code: stop.code,
        at: report.position(at),
        span: mark(text, at),
        message: (stop.message)(),
        hint: None,
        fix: None,
    };
    let guessed = [template, tab, swallowed_quote, missing_space, colon_in_text, deeper_than_a_value]
        .into_iter()
        .any(|guess| guess(report, tree, stop, &mut problem));
    if !guessed {
        problem.add_usual_hint(text);
    }
    report.push(problem);
}

/// The character at an offset, to be marked.
fn mark(text: &str, at: usize) -> Span {
    let at = text.floor_char_boundary(at.min(text.len()));
    let width =
        text[at..].chars().next().filter(|character| !matches!(character, '\n' | '\r')).map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

/// The line above, if there is one.
fn line_above(text: &str, below: Span) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut end = below.start().checked_sub(1)?;
    if bytes[end] == b'\n' && end > 0 && bytes[end - 1] == b'\r' {
        end -= 1;
    }
    Some(line_at(text, end))
}

/// How much of a line is worth looking at.
const LOOK: usize = 4096;

/// The start of a line, short enough to be searched many times.
fn head(text: &str, line: Span) -> &str {
    let whole = &text[line.range()];
    &whole[..whole.floor_char_boundary(LOOK)]
}

/// The offset after `- ` and spaces, where a line's key or text starts.
fn content(text: &str, line: Span) -> usize {
    let head = head(text, line);
    let mut rest = head.trim_start_matches([' ', '\t', '\u{feff}']);
    while let Some(behind) = rest.strip_prefix("- ") {
        rest = behind.trim_start_matches(' ');
    }
    line.start() + (head.len() - rest.len())
}

/// `name: value` on a line: where the value starts, if there is a key with a colon and a space.
fn value_start(text: &str, line: Span) -> Option<usize> {
    let start = content(text, line);
    let head = &text[start..line.start() + head(text, line).len()];
    let colon = head.find(": ")?;
    let value = head[colon + 1..].trim_start_matches(' ');
    (!value.is_empty()).then(|| start + head.len() - value.len())
}

fn template(report: &mut Report<'_>, _tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    for at in [stop.began, Some(stop.at)].into_iter().flatten() {
        let line = line_at(text, at);
        let start = value_start(text, line).unwrap_or_else(|| content(text, line));
        let value = &text[start..line.end().max(start)];
        if value.starts_with("{{") || value.starts_with("{%") || value.starts_with("[[") && at == start {
            problem.code = ProblemCode::UnquotedTemplate;
            problem.at = report.position(start);
            problem.span = Span::new(start, start + 2);
            problem.message = words::template_as_mapping();
            problem.hint = Some(words::quote_the_template());
            problem.fix = template_fix(text, start);
            return true;
        }
    }
    false
}

fn tab(report: &mut Report<'_>, _tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    let line = line_at(text, stop.at);
    let head = head(text, line);
    let blank = head.len() - head.trim_start_matches([' ', '\t']).len();
    if !head[..blank].contains('\t') {
        return false;
    }
    let tab = line.start() + head.find('\t').unwrap_or(0);
    problem.code = ProblemCode::TabIndentation;
    problem.at = report.position(tab);
    problem.span = Span::new(tab, tab + 1);
    problem.message = words::tab_indents();
    problem.hint = Some(words::replace_with_spaces());
    let spaces = head[..blank].replace('\t', "  ");
    let span = Span::new(line.start(), line.start() + blank);
    problem.fix = Some(Fix { label: words::use_spaces(), edits: vec![TextEdit::new(span.range(), spaces)] });
    true
}

/// A quote that was forgotten makes the next quote end the text, a line or more further down.
fn swallowed_quote(report: &mut Report<'_>, tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    let Some(last) = tree.nodes.last() else { return false };
    let quoted = matches!(last.kind, NodeKind::Scalar { style: ScalarStyle::Single | ScalarStyle::Double });
    let behind = stop.at >= last.span.end() && line_at(text, last.span.end()).contains(Span::at(stop.at));
    if !quoted || !behind || !text[last.span.range()].contains(['\n', '\r']) {
        return false;
    }
    problem.code = ProblemCode::UnclosedQuote;
    problem.at = report.position(last.span.start());
    problem.span = Span::new(last.span.start(), last.span.start() + 1);
    let closed = report.position(last.span.end()).line;
    problem.message = words::quote_closed_later(closed);
    problem.hint = Some(words::close_quote_on_its_line());
    true
}

fn missing_space(report: &mut Report<'_>, _tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    let here = line_at(text, stop.at);
    let above = line_above(text, here);
    for line in [Some(here), above].into_iter().flatten() {
        let start = content(text, line);
        let head = &text[start..line.start() + head(text, line).len()];
        let key = head.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        let rest = &head[key..];
        let glued = key > 0
            && rest.starts_with(':')
            && !rest.starts_with("://")
            && rest[1..].bytes().next().is_some_and(|byte| !byte.is_ascii_whitespace() && byte != b':');
        if glued && !rest[1..].contains(": ") {
            let colon = start + key;
            problem.code = ProblemCode::MissingSpaceAfterColon;
            problem.at = report.position(colon);
            problem.span = Span::new(colon, colon + 1);
            problem.message = words::space_after_colon_of_missing(&head[..key]);
            problem.hint = Some(words::put_space_after_colon());
            let edit = TextEdit::new(colon + 1..colon + 1, " ");
            problem.fix = Some(Fix { label: words::add_space(), edits: vec![edit] });
            return true;
        }
    }
    false
}

fn colon_in_text(report: &mut Report<'_>, _tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    let line = line_at(text, stop.at);
    if text.as_bytes().get(stop.at) != Some(&b':') {
        return false;
    }
    let Some(value) = value_start(text, line) else { return false };
    if value >= stop.at || text[value..].starts_with(['"', '\'', '[', '{', '|', '>']) {
        return false;
    }
    let rest = &text[value..line.end()];
    let end = rest.find(" #").unwrap_or(rest.len());
    let whole = rest[..end].trim_end();
    problem.code = ProblemCode::ColonInText;
    problem.message = words::colon_in_text();
    problem.hint = Some(words::quote_the_text());
    problem.fix = Some(quote(Span::new(value, value + whole.len()), whole));
    true
}

/// `key: value` and below it a deeper line: the value is one text over both, until a colon shows up.
fn deeper_than_a_value(report: &mut Report<'_>, _tree: &Tree, stop: Stop, problem: &mut Problem) -> bool {
    let text = report.text();
    let here = line_at(text, stop.at);
    if stop.code != ProblemCode::BadIndentation {
        return false;
    }
    let Some(above) = line_above(text, here) else { return false };
    let indent = |line: Span| head(text, line).bytes().take_while(|&byte| byte == b' ').count();
    if value_start(text, above).is_none() || indent(here) <= indent(above) {
        return false;
    }
    let start = content(text, here);
    problem.at = report.position(start);
    problem.span = mark(text, start);
    problem.message = words::deeper_than_value();
    problem.hint = Some(words::indent_as_above());
    true
}
