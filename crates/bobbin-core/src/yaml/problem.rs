//! Problems of a text, with the usual hint and fix for each kind.
//!
//! Owns the types and their words. `report` collects problems, `hints` finds the cause of a syntax error.

use bobbin_words::problems as words;
use std::fmt;

use super::position::{Position, line_at};
use super::tree::Span;
use crate::text_edit::TextEdit;

/// Something wrong, or suspicious, at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: ProblemCode,
    /// Where it starts.
    pub at: Position,
    /// The bytes to mark; may be empty.
    pub span: Span,
    /// The problem in a sentence, without a full stop.
    pub message: String,
    /// The usual remedy, if the problem has a usual cause.
    pub hint: Option<String>,
    /// Edits that make it right, when that can be known.
    pub fix: Option<Fix>,
}

/// A correction offered with a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The label for a button: "Quote it".
    pub label: String,
    /// The edits, in order and without overlap.
    pub edits: Vec<TextEdit>,
}

/// The kind of problem, for callers that do more than show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// The text is not YAML.
    Syntax,
    /// A tab where only spaces may indent.
    TabIndentation,
    /// A line that fits no level above it.
    BadIndentation,
    /// A quote that is never closed.
    UnclosedQuote,
    /// `[` or `{` that is never closed.
    UnclosedBracket,
    /// A template that is not quoted, so that its braces are read as a mapping.
    UnquotedTemplate,
    /// A `: ` inside unquoted text.
    ColonInText,
    /// `key:value`.
    MissingSpaceAfterColon,
    /// A key that the mapping has already.
    DuplicateKey,
    /// A tag nobody knows.
    UnknownTag,
    /// An alias without its anchor, or inside of it.
    BadAlias,
    /// `<<` with something that cannot be merged.
    BadMerge,
    /// A key that cannot be one.
    BadKey,
    /// A value that a tag, or JSON, cannot hold.
    BadValue,
    /// More than one document.
    SeveralDocuments,
    /// No document.
    Empty,
    /// Deeper, longer or more often repeated than is read.
    TooBig,
    /// A plain text that HA's dialects read differently.
    ReadDifferently,
    /// A file that is included could not be read.
    Include,
    /// A file that is included lies outside of the configuration folder, and was not read.
    LeadsOut,
}

impl fmt::Display for Problem {
    /// `LINE:COL: words`, as it follows a file's name and a colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.at.line, self.at.column, self.message)
    }
}

impl Problem {
    /// Adds the usual hint for this kind of problem, unless there is one.
    pub(crate) fn add_usual_hint(&mut self, text: &str) {
        let hint: fn() -> String = match self.code {
            ProblemCode::TabIndentation => words::indent_with_spaces,
            ProblemCode::BadIndentation => words::indent_as_siblings,
            ProblemCode::UnclosedQuote => words::close_quote,
            ProblemCode::UnclosedBracket => words::close_bracket,
            ProblemCode::MissingSpaceAfterColon => words::put_space_after_colon,
            ProblemCode::ColonInText => words::quote_text_with_colon,
            ProblemCode::UnquotedTemplate => words::quote_the_template,
            ProblemCode::UnknownTag => words::quote_exclamation_mark,
            ProblemCode::BadAlias => words::quote_star,
            ProblemCode::SeveralDocuments => words::remove_dashes,
            _ => return,
        };
        self.hint.get_or_insert_with(hint);
        if self.code == ProblemCode::UnquotedTemplate && self.fix.is_none() {
            self.fix = template_fix(text, self.span.start());
        }
    }
}

/// The correction that puts a plain text in single quotes.
pub(crate) fn quote(span: Span, text: &str) -> Fix {
    let quoted = format!("'{}'", text.replace('\'', "''"));
    Fix { label: words::quote_it(), edits: vec![TextEdit::new(span.range(), quoted)] }
}

/// Quotes everything from the braces to the end of the line, when the template ends there.
pub(crate) fn template_fix(text: &str, at: usize) -> Option<Fix> {
    let mut start = at;
    while start > 0 && text.as_bytes()[start - 1] == b'{' {
        start -= 1;
    }
    let line = line_at(text, start);
    let whole = text[start..line.end()].trim_end();
    let closed = ["}}", "%}", "]]"].iter().any(|end| whole.ends_with(end));
    closed.then(|| quote(Span::new(start, start + whole.len()), whole))
}
