//! Replaces the text of a node by another one: its comments and spelling go into the document together with its
//! meaning.
//!
//! The counterpart of [`crate::clip::text_of`]. Where the text can't be inserted as it is (between brackets, after a
//! key on the same line, next to an anchor), the document adopts its meaning and keeps the current spelling.
//!
//! Must stay true: the document keeps its meaning, except for the node, which gets the meaning that the new text has on
//! its own.

mod along;

pub use along::spelled_along;

use crate::edit::{self, EditError, Edited, Op};
use crate::path::Path;
use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{self, Parsed, Problem};

/// Why the text of a node was not replaced. The document is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RespellError {
    /// The new text can't be read.
    Text(Box<Problem>),
    /// The document can't adopt its meaning.
    Edit(EditError),
}

/// Replaces the text of a node.
///
/// ```yaml
/// # path ["cards", 0], text "type: tile # new\nentity: light.b\n"
/// cards:                       cards:
///   - type: tile        ->       - type: tile # new
///     entity: light.a              entity: light.b
/// ```
///
/// # Errors
///
/// When either text can't be read, or there is no such node.
pub fn respell(parsed: &Parsed, path: &Path, text: &str) -> Result<Edited, RespellError> {
    let dialect = parsed.tree.dialect();
    let alone = yaml::parse(text, dialect);
    let Some(meaning) = alone.value else {
        let problem = alone.problems.into_iter().next();
        return Err(problem.map_or(RespellError::Edit(EditError::NotReadable), |it| RespellError::Text(Box::new(it))));
    };
    let whole = parsed.value.as_ref().ok_or(RespellError::Edit(EditError::NotReadable))?;
    let mut intended = whole.clone();
    let place = intended.at_mut(path).ok_or(RespellError::Edit(EditError::NotFound { path: path.clone() }))?;
    *place = meaning.clone();
    if let Some(edited) = verbatim(parsed, path, text)
        && yaml::parse(&edited.text, dialect).value.as_ref() == Some(&intended)
    {
        return Ok(edited);
    }
    carried(parsed, path, meaning).map_err(RespellError::Edit)
}

/// Inserts the text in the node's place, with each line indented like the node.
fn verbatim(parsed: &Parsed, path: &Path, text: &str) -> Option<Edited> {
    let old = parsed.tree.text();
    let span = parsed.tree.node(parsed.tree.at(path)?).span;
    let line_start = old[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let column = old[line_start..span.start()].chars().count();
    let rest = &old[span.end()..];
    let line_rest = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r');
    // The comment after the last line was part of the text that was cut out.
    let end = if line_rest.trim_start().starts_with('#') { span.end() + line_rest.len() } else { span.end() };
    let line_break = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<_> = text.trim_end().lines().collect();
    let mut new = String::with_capacity(text.len() + lines.len() * column);
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            new.push_str(line_break);
            if !line.is_empty() {
                new.push_str(&" ".repeat(column));
            }
        }
        new.push_str(line);
    }
    // A block that ends with the node's last line break keeps it.
    if old[span.range()].ends_with('\n') {
        new.push_str(line_break);
    }
    let edits = text_edit::minimize(old, vec![TextEdit::new(span.start()..end, new)]);
    Some(Edited { text: text_edit::apply(old, &edits), edits })
}

fn carried(parsed: &Parsed, path: &Path, value: Value) -> Result<Edited, EditError> {
    edit::edit(parsed, &[Op::Replace { path: path.clone(), value }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clip;
    use crate::yaml::Dialect;

    fn path(json: &str) -> Path {
        serde_json::from_str(json).expect("a path")
    }

    fn check(text: &str, at: &str, new: &str, expected: &str) {
        let parsed = yaml::parse(text, Dialect::Editor);
        let edited = respell(&parsed, &path(at), new).expect("it can be respelled");
        assert_eq!(edited.text, expected);
        assert_eq!(text_edit::apply(text, &edited.edits), expected);
    }

    #[test]
    fn comments_and_spelling_go_into_the_document() {
        check(
            "cards:\n  - type: tile # old\n    entity: light.a\n  # next\n  - type: button\n",
            "[\"cards\", 0]",
            "# why\ntype: tile\nentity:   'light.b'   # new\n",
            "cards:\n  - # why\n    type: tile\n    entity:   'light.b'   # new\n  # next\n  - type: button\n",
        );
    }

    #[test]
    fn putting_a_cut_text_back_changes_nothing() {
        let text = "views:\n  - title: x # t\n    cards:\n      - type: a # one\n\n        b: |\n          text\n      - {type: c, d: [1, 2]} # two\n";
        let parsed = yaml::parse(text, Dialect::Editor);
        for at in ["[\"views\", 0]", "[\"views\", 0, \"cards\", 0]", "[\"views\", 0, \"cards\", 1]", "[]"] {
            let cut = clip::text_of(&parsed, &path(at)).expect("there is one");
            let put = respell(&parsed, &path(at), &cut).expect("it is its own text");
            assert_eq!(put.text, text, "{at}");
        }
    }

    #[test]
    fn between_brackets_the_meaning_is_carried_over() {
        check(
            "cards: [{type: a}, {type: b}]\n",
            "[\"cards\", 1]",
            "type: c\nd: 1\n",
            "cards: [{type: a}, {type: c, d: 1}]\n",
        );
    }

    #[test]
    fn a_text_that_cannot_be_read_is_an_error() {
        let parsed = yaml::parse("a: 1\n", Dialect::Editor);
        assert!(matches!(respell(&parsed, &path("[\"a\"]"), "b: [1"), Err(RespellError::Text(_))));
        assert!(matches!(respell(&parsed, &path("[\"c\"]"), "1"), Err(RespellError::Edit(EditError::NotFound { .. }))));
    }
}
