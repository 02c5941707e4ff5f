//! Collects problems while a text is read, with the positions, hints and fixes that a person needs.
//!
//! Must stay true: the list is bounded, so that a text with a mistake on every line costs no more than one
//! without.

use super::position::{Lines, Position, position_of};
use super::problem::{Problem, ProblemCode, quote};
use super::tree::Span;
use bobbin_words::problems as words;

/// The limit for problems, and for warnings.
pub(super) const MOST: usize = 200;
/// Up to this many positions, counting lines each time is faster than indexing all lines.
const FEW: usize = 4;

/// The problems and warnings of one text.
#[derive(Debug)]
pub(crate) struct Report<'t> {
    text: &'t str,
    lines: Option<Lines<'t>>,
    /// How many positions were needed before all lines were indexed.
    asked: usize,
    pub(crate) problems: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
}

impl<'t> Report<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, lines: None, asked: 0, problems: Vec::new(), warnings: Vec::new() }
    }

    pub(crate) const fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn position(&mut self, offset: usize) -> Position {
        let text = self.text;
        self.asked += 1;
        if self.lines.is_none() && self.asked <= FEW {
            return position_of(text, offset);
        }
        self.lines.get_or_insert_with(|| Lines::of(text)).position(offset)
    }

    fn make(&mut self, code: ProblemCode, span: Span, message: String) -> Problem {
        let at = self.position(span.start());
        Problem { code, at, span, message, hint: None, fix: None }
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        }
    }

    pub(crate) fn push_warning(&mut self, warning: Problem) {
        if self.warnings.len() < MOST {
            self.warnings.push(warning);
        }
    }

    pub(crate) fn problem(&mut self, code: ProblemCode, span: Span, message: impl FnOnce() -> String) {
        if self.problems.len() < MOST {
            let mut problem = self.make(code, span, message());
            problem.add_usual_hint(self.text);
            self.push(problem);
        }
    }

    pub(crate) fn warning(&mut self, code: ProblemCode, span: Span, message: impl FnOnce() -> String) {
        if self.warnings.len() < MOST {
            let mut warning = self.make(code, span, message());
            warning.add_usual_hint(self.text);
            self.push_warning(warning);
        }
    }

    /// Reports a plain text that the dialects read differently, with "Quote it".
    pub(crate) fn read_differently(&mut self, span: Span, text: &str, message: String) {
        if self.warnings.len() < MOST {
            let mut warning = self.make(ProblemCode::ReadDifferently, span, message);
            warning.hint = Some(words::text_for_all());
            warning.fix = Some(quote(span, text));
            self.push_warning(warning);
        }
    }

    /// Whether the list of warnings is full, so that no more need to be found.
    pub(crate) const fn is_full_of_warnings(&self) -> bool {
        self.warnings.len() >= MOST
    }

    /// The same of problems. Warnings never fill this list: a text with a problem must not pass for a good one.
    pub(crate) const fn is_full_of_problems(&self) -> bool {
        self.problems.len() >= MOST
    }

    /// Reports a key that stands twice, which the editors refuse.
    pub(crate) fn duplicate_key(&mut self, span: Span, key: &str, first: Option<usize>) {
        if self.problems.len() < MOST {
            let problem = self.repeated(span, key, first);
            self.push(problem);
        }
    }

    /// Reports a key that stands twice, of which Core takes the last.
    pub(crate) fn repeated_key(&mut self, span: Span, key: &str, first: usize) {
        if self.warnings.len() < MOST {
            let mut warning = self.repeated(span, key, Some(first));
            warning.message = words::last_key_counts(&warning.message);
            self.push_warning(warning);
        }
    }

    fn repeated(&mut self, span: Span, key: &str, first: Option<usize>) -> Problem {
        let message = match first {
            Some(first) => words::key_on_line_already(key, self.position(first).line),
            None => words::key_in_mapping_already(key),
        };
        let mut problem = self.make(ProblemCode::DuplicateKey, span, message);
        problem.hint = Some(words::rename_one());
        problem
    }

    /// Brings the lists into the order of the text.
    pub(crate) fn sorted(mut self) -> (Vec<Problem>, Vec<Problem>) {
        self.problems.sort_by_key(|problem| problem.at.offset);
        self.warnings.sort_by_key(|warning| warning.at.offset);
        (self.problems, self.warnings)
    }
}
