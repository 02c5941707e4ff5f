//! Lines cut out of a text, which can be put back at another indentation.
//!
//! Must stay true: cutting lines at a column and writing them at the same column gives the same bytes, except for line
//! breaks, which become the file's.

use super::layout::{indent_of, is_blank};

/// One line, without its break.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    text: String,
    /// Whether it keeps its column: blank lines, and comments further left than the rest. If the rest moves further
    /// left than that, it moves along; otherwise it would become part of a block text above, or a comment of the row
    /// above.
    fixed: bool,
}

/// Lines, relative to a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// Cuts out a text at `column`. With `begun`, `text` lacks the indentation of its first line.
    pub(super) fn cut(text: &str, column: usize, begun: bool) -> Self {
        let mut lines = Vec::new();
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let line = line.strip_suffix('\n').unwrap_or(line);
            let line = line.strip_suffix('\r').unwrap_or(line);
            let indent = indent_of(line);
            lines.push(if index == 0 && begun {
                Line { text: line.to_owned(), fixed: false }
            } else if indent >= column && (line.len() > column || column == 0) {
                Line { text: line[column..].to_owned(), fixed: false }
            } else if is_blank(line) || line[indent..].starts_with('#') {
                Line { text: line.to_owned(), fixed: true }
            } else {
                // A further line of a quoted text or a bracket may be further left than its row.
                Line { text: format!("  {}", &line[indent..]), fixed: false }
            });
        }
        Self(lines)
    }

    /// One line.
    pub(super) fn one(text: String) -> Self {
        Self(vec![Line { text, fixed: false }])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, text: String) {
        self.0.push(Line { text, fixed: false });
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Appends to the last line.
    pub(super) fn push_to_last(&mut self, text: &str) {
        if let Some(last) = self.0.last_mut() {
            last.text.push_str(text);
        }
    }

    /// Takes the first line, if it can follow a dash or key on one line.
    pub(super) fn take_first(&mut self) -> Option<String> {
        let first = self.0.first()?;
        if first.fixed || first.text.is_empty() || first.text.starts_with(' ') {
            return None;
        }
        Some(self.0.remove(0).text)
    }

    /// The same lines, further right.
    #[must_use]
    pub(super) fn indented(mut self, by: usize) -> Self {
        for line in &mut self.0 {
            if !line.fixed && !line.text.is_empty() {
                line.text.insert_str(0, &" ".repeat(by));
            }
        }
        self
    }

    /// The same lines, further left as far as they can.
    #[must_use]
    pub(super) fn outdented(mut self, by: usize) -> Self {
        for line in &mut self.0 {
            if !line.fixed {
                line.text.drain(..indent_of(&line.text).min(by));
            }
        }
        self
    }

    /// The lines at a column, each with a line break. With `begun`, the text already has the first indentation.
    pub(super) fn write(&self, column: usize, line_break: &str, begun: bool) -> String {
        let mut out = String::new();
        for (index, line) in self.0.iter().enumerate() {
            if !(line.fixed || line.text.is_empty() || (index == 0 && begun)) {
                out.extend(std::iter::repeat_n(' ', column));
            }
            let overhang = if line.fixed { indent_of(&line.text).saturating_sub(column) } else { 0 };
            out.push_str(&line.text[overhang..]);
            out.push_str(line_break);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_put_back_where_they_were_are_the_same_text() {
        let text = "  - a: |\n      x\n\n     \n# far left\n    b: 1\n";
        assert_eq!(Lines::cut(text, 2, false).write(2, "\n", false), text);
        assert_eq!(Lines::cut("a: 1\n  b: 2\n", 2, true).write(2, "\n", true), "a: 1\n  b: 2\n");
        assert_eq!(Lines::cut("a: 1\r\n", 0, false).write(4, "\r\n", false), "    a: 1\r\n");
    }

    #[test]
    fn a_comment_further_left_than_its_row_stays_there_unless_the_row_comes_further_left() {
        let row = Lines::cut("    # left\n      - a: 1\n   \n", 6, false);
        assert_eq!(row.write(8, "\n", false), "    # left\n        - a: 1\n   \n");
        assert_eq!(row.write(2, "\n", false), "  # left\n  - a: 1\n  \n");
    }
}
