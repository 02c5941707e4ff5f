//! A text that is being typed, with its current reading and its last good one.
//!
//! While a person types, the text is broken most of the time. The views beside it (the tree, the preview, the path of
//! the cursor) keep showing the last good text.

use super::again::{self, Again};
use super::{Dialect, Parsed, Tree, parse};

/// A text under the fingers of a person.
#[derive(Clone, Debug)]
pub struct Document {
    current: Parsed,
    /// `None` while the current text is good itself, or none has been so far.
    last_good: Option<Parsed>,
}

impl Document {
    /// Reads the text that is there at first.
    pub fn new(text: &str, dialect: Dialect) -> Self {
        Self { current: parse(text, dialect), last_good: None }
    }

    /// Takes the text that is there now. Where it is mostly the last one that had a meaning, only what
    /// changed is read.
    pub fn update(&mut self, text: &str) {
        if self.current.tree.text() == text {
            return;
        }
        let dialect = self.current.tree.dialect();
        let nothing = Parsed { tree: Tree::empty(dialect), value: None, problems: Vec::new(), warnings: Vec::new() };
        let before = std::mem::replace(&mut self.current, nothing);
        let good = if before.is_good() { Some(before) } else { self.last_good.take() };
        (self.current, self.last_good) = match good.map(|good| again::read(good, text)) {
            Some(Again { now, before }) => (now, before),
            None => (parse(text, dialect), None),
        };
    }

    /// The text as it is now, with its problems.
    pub const fn current(&self) -> &Parsed {
        &self.current
    }

    /// The last text that had a meaning: the current one, if it has; `None` when there was none yet. Its
    /// tree holds its own text, which its spans count in.
    pub fn last_good(&self) -> Option<&Parsed> {
        if self.current.is_good() { Some(&self.current) } else { self.last_good.as_ref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path;
    use crate::value::Value;

    #[test]
    fn keeps_the_last_good_reading_while_the_text_is_broken() {
        let mut document = Document::new("title: \"open", Dialect::Editor);
        assert!(document.last_good().is_none());
        document.update("title: Home\n");
        document.update("title: Home\nviews: [");
        assert!(!document.current().problems.is_empty());
        let good = document.last_good().expect("there was a good text");
        assert_eq!(good.tree.text(), "title: Home\n");
        document.update("title: Home\nviews: [a");
        let value = document.last_good().and_then(|good| good.value.as_ref()?.at(&path!["title"]).cloned());
        assert_eq!(value, Some(Value::from("Home")));
        document.update("title: New\n");
        assert_eq!(document.last_good().map(|good| good.tree.text()), Some("title: New\n"));
    }
}
