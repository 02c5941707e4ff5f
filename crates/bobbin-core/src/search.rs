//! Searching a text for words or a pattern: the matches, and the nodes of the dashboard around them.
//!
//! Owns the definition of a match. The text is searched, not its value, so keys and comments match, too. The time is
//! proportional to the length of the text for any pattern, and the caller limits the number of returned matches.

use bobbin_words::things as words;
use std::fmt;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::outline::{Kind, Node, Outline};
use crate::yaml::{Lines, Position};

/// The maximum number of bytes to return from the line before a match, and after it.
const AROUND: usize = 120;
/// The maximum size of a compiled pattern in bytes. Hand-written patterns stay far below.
const LARGEST: usize = 1 << 20;

/// The options of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Whether upper and lower case differ.
    pub match_case: bool,
    /// Whether only whole words match, so that `light` is not found in `lightning`.
    pub whole_words: bool,
    /// Whether the words are a regular expression.
    pub regular_expression: bool,
}

/// A pattern to search for.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// An invalid regular expression, with the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern(String);

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadPattern {}

impl Pattern {
    /// Compiles the user's input.
    ///
    /// # Errors
    /// The regular expression is invalid or becomes too large.
    pub fn new(words: &str, how: How) -> Result<Self, BadPattern> {
        let mut pattern = if how.regular_expression { words.to_owned() } else { regex::escape(words) };
        if how.whole_words {
            pattern = format!(r"\b{{start-half}}(?:{pattern})\b{{end-half}}");
        }
        let built = RegexBuilder::new(&pattern)
            .case_insensitive(!how.match_case)
            .multi_line(true)
            .crlf(true)
            .size_limit(LARGEST)
            .build();
        built.map(Self).map_err(|error| BadPattern(reason(&error)))
    }
}

/// The last line of the parser's message; the lines before it draw the pattern and point into it.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => words::pattern_too_large(),
        other => {
            let words = other.to_string();
            let last = words.lines().last().unwrap_or_default();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        }
    }
}

/// The result of searching a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first matches, as many as the caller asked for.
    pub places: Vec<Match>,
    /// The total number of matches.
    pub total: usize,
}

/// A match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The range of the match, in bytes.
    pub range: Range<usize>,
    /// The position of its start.
    pub at: Position,
    /// Its line in three parts: before the match, the match itself as far as it is on this line, and after it.
    pub line: [String; 3],
}

/// Finds the matches of a pattern in a text, and returns the first `most` of them. Empty matches do not count.
pub fn find(text: &str, pattern: &Pattern, most: usize) -> Found {
    let mut found = Found::default();
    let mut lines = None;
    for place in pattern.0.find_iter(text).filter(|place| !place.is_empty()) {
        found.total += 1;
        if found.places.len() < most {
            let at = lines.get_or_insert_with(|| Lines::of(text)).position(place.start());
            found.places.push(Match { range: place.range(), at, line: line(text, place.range()) });
        }
    }
    found
}

/// Splits the line of a match into three parts, shortened if long and without indentation.
fn line(text: &str, place: Range<usize>) -> [String; 3] {
    let is_break = |character: char| matches!(character, '\n' | '\r');
    let start = text[..place.start].rfind(is_break).map_or(0, |at| at + 1);
    let end = text[place.start..].find(is_break).map_or(text.len(), |at| place.start + at);
    let inside = place.end.min(end).max(place.start);
    let from = text.ceil_char_boundary(start.max(place.start.saturating_sub(AROUND)));
    let to = text.floor_char_boundary(end.min(inside + AROUND));
    let longest = text.floor_char_boundary(inside.min(place.start + AROUND));
    let before = text[from..place.start].trim_start();
    let before = if from > start { format!("…{before}") } else { before.to_owned() };
    let within = &text[place.start..longest];
    let within = if longest < inside { format!("{within}…") } else { within.to_owned() };
    let behind = text[inside..to.max(inside)].trim_end();
    let behind = if to < end { format!("{behind}…") } else { behind.to_owned() };
    [before, within, behind]
}

/// The names of the nodes around an offset of a text, from the view inward; empty outside of all views. A comment after
/// the last line of a node counts as part of it.
pub fn around(outline: &Outline, text: &str, offset: usize) -> Vec<String> {
    let ends = |at: usize| {
        let behind = text.get(at..).unwrap_or_default();
        at + behind.find(['\n', '\r']).unwrap_or(behind.len())
    };
    let holds = |at: &usize| {
        let span = outline.spans[*at];
        span.start() <= offset && (offset < span.end() || offset < ends(span.end()))
    };
    // Children come after their parents, so the last match is the innermost.
    let mut at = (0..outline.nodes.len()).rev().find(holds);
    let mut names = Vec::new();
    while let Some(position) = at {
        let node = &outline.nodes[position];
        if node.kind != Kind::Dashboard {
            names.insert(0, name(outline, position, node));
        }
        at = node.parent;
    }
    names
}

fn name(outline: &Outline, position: usize, node: &Node) -> String {
    let facts = &node.facts;
    let named = facts.name.as_ref().or(facts.path.as_ref()).or(facts.entity.as_ref()).filter(|name| !name.is_empty());
    if let Some(name) = named {
        return name.clone();
    }
    let nth = || {
        let is_one = |other: &Node| other.parent == node.parent && other.kind == node.kind;
        outline.nodes[..position].iter().filter(|other| is_one(other)).count() + 1
    };
    match node.kind {
        Kind::View => words::view_number(nth()),
        Kind::Section => words::section_number(nth()),
        _ if facts.kind.is_empty() => words::card_number(nth()),
        _ => facts.kind.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Dialect, parse};

    const TEXT: &str = "\
title: Home
views:
  - title: Living
    cards:
      - type: tile # the Lamp
        entity: light.lamp
      - type: vertical-stack
        cards:
          - type: button
  - sections:
      - cards:
          - type: markdown
            content: lamps # here
";

    fn all(words: &str, how: How) -> Vec<(usize, String)> {
        let found = find(TEXT, &Pattern::new(words, how).expect("a pattern"), 100);
        assert_eq!(found.total, found.places.len());
        found.places.into_iter().map(|place| (place.at.line, place.line.concat())).collect()
    }

    #[test]
    fn words_are_found_in_keys_values_and_comments() {
        let lines = [(5, "- type: tile # the Lamp"), (6, "entity: light.lamp"), (13, "content: lamps # here")];
        assert_eq!(all("lamp", How::default()), lines.map(|(line, text)| (line, text.to_owned())));
        assert_eq!(all("LAMP", How { match_case: true, ..How::default() }), []);
        assert_eq!(all("lamp", How { whole_words: true, ..How::default() }).len(), 2);
        // A word boundary is where a word is: there is none before a dash.
        assert_eq!(all("- type: tile", How { whole_words: true, ..How::default() }).len(), 1);
        assert_eq!(all("l.mp", How::default()), []);
        assert_eq!(all(r"l.mps?\b", How { regular_expression: true, ..How::default() }).len(), 3);
    }

    #[test]
    fn an_invalid_pattern_is_refused_in_words() {
        let how = How { regular_expression: true, ..How::default() };
        assert_eq!(Pattern::new("(", how).expect_err("no pattern").to_string(), "unclosed group");
        assert_eq!(Pattern::new(r"\w{9999}{9999}", how).expect_err("no pattern").to_string(), "it is too large");
        Pattern::new("(", How::default()).expect("plain words");
    }

    #[test]
    fn empty_matches_do_not_count_and_the_limit_holds() {
        let how = How { regular_expression: true, ..How::default() };
        assert_eq!(all("x*", how), []);
        let found = find(TEXT, &Pattern::new("type", How::default()).expect("a pattern"), 2);
        assert_eq!((found.places.len(), found.total), (2, 4));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("a: {}ö lamp ö{}\nb: 1\n", "é".repeat(500), "é".repeat(500));
        let found = find(&text, &Pattern::new("lamp", How::default()).expect("a pattern"), 1);
        let [before, within, behind] = &found.places[0].line;
        assert!(before.starts_with('…') && before.ends_with("ö ") && before.len() < 130);
        assert_eq!(within, "lamp");
        assert!(behind.starts_with(" ö") && behind.ends_with('…') && behind.len() < 130);
        // A match beyond the end of the line is shown up to the end.
        let how = How { regular_expression: true, ..How::default() };
        let over = find("a: 1\r\nb: 2\r\n", &Pattern::new(r"1\s+b", how).expect("a pattern"), 1);
        assert_eq!(over.places[0].line, ["a: ", "1", ""].map(str::to_owned));
    }

    #[test]
    fn the_things_around_a_place_are_named() {
        let outline = Outline::of(&parse(TEXT, Dialect::Editor)).expect("an outline");
        let around = |words: &str| around(&outline, TEXT, TEXT.find(words).expect("the words"));
        assert_eq!(around("Home"), Vec::<String>::new());
        assert_eq!(around("light.lamp"), ["Living", "light.lamp"]);
        assert_eq!(around("here"), ["View 2", "Section 1", "lamps"]);
        assert_eq!(around("button"), ["Living", "vertical-stack", "button"]);
        assert_eq!(around("lamps"), ["View 2", "Section 1", "lamps"]);
    }
}
