//! Text cut loose from its place: lines that can be put at another indentation.
//!
//! Must stay true: taking lines from a column and writing them at that column again gives the same bytes
//! (apart from line breaks, which become the file's own).

use super::layout::{indent_of, is_blank};

/// One line, without its break.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    text: String,
    /// Whether it stands where it stands: blank lines, and comments further left than the rest. Where the rest
    /// comes to stand further left than that, it goes along: below a block text it would be more of that
    /// text, and below another row that row's comment.
    fixed: bool,
}

/// Lines, relative to a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// Cuts a text loose that stands at `column`. With `begun`, the first line's indentation is not part
    /// of `text`.
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
                // The next line of a quoted text or a bracket may stand further left than what it is in.
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

    /// The first line, if it can stand behind something else on its line; the others stay.
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

    /// The lines at a column, each with a line break behind it. With `begun`, the first line's
    /// indentation stands there already.
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
