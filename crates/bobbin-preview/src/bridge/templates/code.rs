//! Splits a template into the tokens between its braces, the way Jinja does.
//!
//! Goes just far enough to tell names from text, comments, raw blocks and strings. Knows no meanings, and returns
//! nothing for a template that it can't split.

use std::ops::Range;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    String,
    /// One other character.
    Sign,
}

/// A token, by its position in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// The code between one pair of braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// Whether it is a statement, `{% … %}`, and not an expression.
    pub(super) statement: bool,
    pub(super) tokens: Vec<Token>,
}

impl Code {
    /// Whether it is the statement with this name.
    pub(super) fn is_statement(&self, name: &str, template: &str) -> bool {
        let first = self.tokens.iter().find(|token| token.kind == Kind::Name);
        self.statement && first.is_some_and(|first| &template[first.range.clone()] == name)
    }

    /// The index of the token that closes the bracket at index `open`.
    pub(super) fn closing(&self, open: usize, template: &str) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            match &template[token.range.clone()] {
                "(" | "[" | "{" if token.kind == Kind::Sign => depth += 1,
                ")" | "]" | "}" if token.kind == Kind::Sign => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// The code of a template; none if it can't be split.
pub(super) fn read(template: &str) -> Option<Vec<Code>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = template[at..].find('{').map(|start| at + start) {
        at = match template.as_bytes().get(start + 1) {
            Some(b'#') => start + 2 + template[start + 2..].find("#}")? + 2,
            Some(sign @ (b'{' | b'%')) => {
                let (code, end) = cut(template, start + 2, *sign == b'%')?;
                if code.is_statement("raw", template) {
                    after_raw(template, end)?
                } else {
                    found.push(code);
                    end
                }
            }
            _ => start + 1,
        };
    }
    Some(found)
}

/// The end of a raw block.
fn after_raw(template: &str, start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let tag = at + template[at..].find("{%")? + 2;
        let word = template[tag..].trim_start_matches(['-', '+']).trim_start();
        at = tag;
        if word.starts_with("endraw") {
            return Some(tag + template[tag..].find("%}")? + 2);
        }
    }
}

/// The tokens from `start` to the closing braces, and the position after them.
fn cut(template: &str, start: usize, statement: bool) -> Option<(Code, usize)> {
    let closing = if statement { "%}" } else { "}}" };
    let (mut tokens, mut depth) = (Vec::new(), 0_usize);
    let mut at = start;
    loop {
        let rest = template.get(at..)?;
        let first = rest.chars().next()?;
        // An open brace inside keeps the outer ones from closing.
        if depth == 0 && rest.starts_with(closing) {
            return Some((Code { statement, tokens }, at + closing.len()));
        }
        let (kind, length) = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '"' | '\'' => (Kind::String, string(rest, first)?),
            '0'..='9' => {
                (Kind::Number, rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len()))
            }
            _ if first.is_alphabetic() || first == '_' => {
                (Kind::Name, rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()))
            }
            _ => {
                match first {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.checked_sub(1)?,
                    _ => {}
                }
                (Kind::Sign, first.len_utf8())
            }
        };
        tokens.push(Token { kind, range: at..at + length });
        at += length;
    }
}

/// The length of a string with its quotes.
fn string(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(template: &str) -> Option<Vec<Vec<&str>>> {
        let cut = |code: Code| code.tokens.into_iter().map(|token| &template[token.range]).collect();
        read(template).map(|codes| codes.into_iter().map(cut).collect())
    }

    #[test]
    fn cuts_code_and_nothing_else() {
        for (template, expected) in [
            ("plain { text } of states", vec![]),
            ("{{ a.b }} and {%- if x -%}", vec![vec!["a", ".", "b"], vec!["-", "if", "x", "-"]]),
            ("{# {{ states }} #}{{ 1 }}", vec![vec!["1"]]),
            ("{% raw %}{{ states }}{% endraw %}{{ a }}", vec![vec!["a"]]),
            ("{%- raw -%}{% x %}{%- endraw -%}{{ a }}", vec![vec!["a"]]),
            (r#"{{ "}}" ~ 'it\'s }}' }}x"#, vec![vec![r#""}}""#, "~", r"'it\'s }}'"]]),
            ("{{ {'a': {}} }}", vec![vec!["{", "'a'", ":", "{", "}", "}"]]),
            ("{{ ähm_1 + 2.5 }}", vec![vec!["ähm_1", "+", "2", ".", "5"]]),
        ] {
            assert_eq!(words(template), Some(expected), "{template}");
        }
    }

    #[test]
    fn does_not_cut_unclosed_code() {
        for template in ["{{ a", "{% if x", "{# x", "{{ 'a }}", "{% raw %} x", "{{ ) }}", "{{ [ }}"] {
            assert_eq!(words(template), None, "{template}");
        }
    }
}
