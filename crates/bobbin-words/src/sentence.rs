//! A sentence in pieces, so that names and code in it can be shown as such.

use std::fmt;

use serde::Serialize;

/// A sentence in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Sentence(pub Vec<Span>);

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// How to show it.
    pub style: Style,
    /// The words.
    pub text: String,
}

/// How a piece of a sentence is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// As it is.
    Plain,
    /// A name that the user gave.
    Name,
    /// A key, an entity or another piece of the YAML.
    Code,
}

impl Sentence {
    /// A sentence of one piece.
    pub fn of(style: Style, text: String) -> Self {
        Self::default().push(style, text)
    }

    /// The sentence with more plain words.
    #[must_use]
    pub fn plain(self, text: &str) -> Self {
        self.push(Style::Plain, text.to_owned())
    }

    /// The sentence with another one after it.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        other.0.into_iter().fold(self, |sentence, span| sentence.push(span.style, span.text))
    }

    /// The sentence with one more piece; plain pieces that meet become one.
    #[must_use]
    pub fn push(mut self, style: Style, text: String) -> Self {
        match self.0.last_mut() {
            Some(last) if last.style == style && style == Style::Plain => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.0.push(Span { style, text }),
        }
        self
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl fmt::Display for Sentence {
    /// Names are written `*so*`, code `` `so` ``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|span| match span.style {
            Style::Plain => f.write_str(&span.text),
            Style::Name => write!(f, "*{}*", span.text),
            Style::Code => write!(f, "`{}`", span.text),
        })
    }
}
