//! Rewrites templates to use what-if states.
//!
//! Home Assistant renders templates and doesn't know what-if states. In a rewritten template, every access to a state
//! goes through the functions of `templates/what_if.jinja`, which precede it and call Home Assistant's own for
//! everything without an override. The overrides are passed as a variable. A template that can't be rewritten stays
//! unchanged: nothing here guesses. Pure, and without meaning of its own: Home Assistant still does the rendering.

mod code;
#[cfg(test)]
mod tests;

use crate::scene::WhatIf;
use code::{Code, Kind};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// The text before a template.
const PRELUDE: &str = include_str!("templates/what_if.jinja");

/// The variable with the overrides.
const VARIABLE: &str = "bobbin_what_if";

/// State functions that have a replacement.
const FUNCTIONS: &[&str] = &["states", "state_attr", "is_state", "is_state_attr", "has_value", "expand"];

/// Filters that apply a function by its name, and the number of arguments before that name.
const APPLYING: &[(&str, usize)] = &[("map", 0), ("select", 0), ("reject", 0), ("selectattr", 2), ("rejectattr", 2)];

/// Names that read states, or may, and have no replacement.
const BEYOND: &[&str] = &["closest", "distance", "import", "include", "state_attr_translated", "state_translated"];

/// The command that renders a template with what-if states; none if they make no difference or it can't be rewritten.
pub(super) fn what_if_command(
    command: &Map<String, Value>,
    what_if: &WhatIf,
    since: f64,
) -> Option<Map<String, Value>> {
    let rewritten = rewritten(command.get("template")?.as_str()?, what_if)?;
    let mut command = command.clone();
    command.insert("template".to_owned(), rewritten.into());
    let variables = command.entry("variables").or_insert_with(|| json!({}));
    variables.as_object_mut()?.insert(VARIABLE.to_owned(), overrides(what_if, since));
    Some(command)
}

/// A template with what-if states, for places without variables such as a condition; none as above.
pub(super) fn what_if_text(template: &str, what_if: &WhatIf, since: f64) -> Option<String> {
    let rewritten = rewritten(template, what_if)?;
    let json = overrides(what_if, since).to_string().replace('\\', r"\\").replace('\'', r"\'");
    Some(format!("{{%- set {VARIABLE} = '{json}' | from_json -%}}{rewritten}"))
}

/// The variable's value.
fn overrides(what_if: &WhatIf, since: f64) -> Value {
    let over = |(id, over): (&String, &crate::scene::Override)| {
        (id.to_lowercase(), json!({"state": over.state, "attributes": over.attributes}))
    };
    let over: Map<_, _> = what_if.iter().map(over).collect();
    json!({"over": over, "since": since})
}

/// The names in a template that read real states in spite of overrides; `?` for an unreadable template.
pub(super) fn beyond(template: &str) -> Vec<&'static str> {
    let Some(codes) = code::read(template) else { return vec!["?"] };
    let names = codes.iter().flat_map(|code| &code.tokens).map(|token| &template[token.range.clone()]);
    let names: Vec<_> = names.collect();
    BEYOND.iter().filter(|beyond| names.contains(beyond)).copied().collect()
}

/// A template with its state accesses replaced, and the functions for them before it; none if no access matters.
fn rewritten(template: &str, what_if: &WhatIf) -> Option<String> {
    // Home Assistant trims a template; after the rewriting, blanks at its start would stand after the functions.
    let template = template.trim();
    if what_if.is_empty() || !FUNCTIONS.iter().any(|name| template.contains(name)) {
        return None;
    }
    let mut edits = Vec::new();
    for code in &code::read(template)? {
        let mut rewriting = Rewriting { template, what_if, code, edits: Vec::new() };
        rewriting.run()?;
        edits.extend(rewriting.edits);
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|(range, _)| range.start);
    // On one line, so that errors keep the template's line numbers, and without its comment.
    let (_, functions) = PRELUDE.split_once("-#}")?;
    let mut out: String = functions.lines().map(str::trim).collect();
    let mut at = 0;
    for (range, text) in edits {
        out.push_str(template.get(at..range.start)?);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(template.get(at..)?);
    Some(out)
}

/// The rewriting of the code between one pair of braces. A step returns none if it is impossible.
struct Rewriting<'a> {
    template: &'a str,
    what_if: &'a WhatIf,
    code: &'a Code,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a> Rewriting<'a> {
    fn run(&mut self) -> Option<()> {
        for at in 0..self.code.tokens.len() {
            if self.code.tokens[at].kind != Kind::Name {
                continue;
            }
            let name = self.word(at);
            let (before, before_that) = (self.word_before(at, 1), self.word_before(at, 2));
            if before == "|" {
                self.filter(at, name)?;
            } else if before == "is" || (before == "not" && before_that == "is") {
                self.test(at, name)?;
            } else if FUNCTIONS.contains(&name) && before != "." {
                self.function(at, name)?;
            }
        }
        Some(())
    }

    /// The text of a token; empty past the end.
    fn word(&self, at: usize) -> &'a str {
        self.code.tokens.get(at).map_or("", |token| &self.template[token.range.clone()])
    }

    fn word_before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.code.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// The value of a string without escapes.
    fn string(&self, at: usize) -> Option<&'a str> {
        let text = self.is(at, Kind::String).then(|| self.word(at))?;
        text.get(1..text.len() - 1).filter(|text| !text.contains('\\'))
    }

    /// Puts text in the place of tokens.
    fn put(&mut self, from: usize, to: usize, text: impl Into<String>) {
        let (from, to) = (&self.code.tokens[from], &self.code.tokens[to]);
        self.edits.push((from.range.start..to.range.end, text.into()));
    }

    fn is_other(&self, id: &str) -> bool {
        self.what_if.contains_key(id) || self.what_if.contains_key(&id.to_lowercase())
    }

    /// Whether an entity of a domain has an override.
    fn has_others(&self, domain: &str) -> bool {
        self.what_if.keys().any(|id| id.split('.').next() == Some(domain))
    }

    /// `| states`, and filters with a function's name: `| map('states')`.
    fn filter(&mut self, at: usize, name: &str) -> Option<()> {
        if FUNCTIONS.contains(&name) {
            return self.apply(at, name);
        }
        let Some((_, skipped)) = APPLYING.iter().find(|(filter, _)| *filter == name) else { return Some(()) };
        let argument = at + 2 + skipped;
        if self.word(at + 1) == "("
            && let Some(function) = self.string(argument).filter(|function| FUNCTIONS.contains(function))
        {
            self.put(argument, argument, format!("'apply', bobbin_{function}"));
        }
        Some(())
    }

    /// `is has_value`, `is is_state('on')`.
    fn test(&mut self, at: usize, name: &str) -> Option<()> {
        if !FUNCTIONS.contains(&name) {
            return Some(());
        }
        // An argument without parentheses.
        let follows = self.word(at + 1);
        let joins = ["and", "or", "else", "if", "is", "not", "in"].contains(&follows);
        let bare = self.is(at + 1, Kind::String) || self.is(at + 1, Kind::Number) || self.is(at + 1, Kind::Name);
        if (bare && !joins) || follows == "[" || follows == "{" {
            return None;
        }
        self.apply(at, name)
    }

    fn apply(&mut self, at: usize, name: &str) -> Option<()> {
        if self.word(at + 1) == "(" {
            self.put(at, at + 1, format!("apply(bobbin_{name}, "));
        } else {
            self.put(at, at, format!("apply(bobbin_{name})"));
        }
        Some(())
    }

    /// A plain name: a call, a value, or a name that the template redefines.
    fn function(&mut self, at: usize, name: &str) -> Option<()> {
        if ["set", "for", "as"].contains(&self.word_before(at, 1)) || self.code.is_statement("macro", self.template) {
            return None;
        }
        // The name of an argument.
        if self.word(at + 1) == "=" && self.word(at + 2) != "=" {
            return Some(());
        }
        let called = self.word(at + 1) == "(";
        let ends = [")", ","].contains(&self.word(at + 3));
        if called && name != "expand" && ends && self.string(at + 2).is_some_and(|id| !self.is_other(id)) {
            return Some(());
        }
        if name == "states" && !called {
            return self.states(at);
        }
        self.put(at, at, format!("bobbin_{name}"));
        Some(())
    }

    /// `states` without a call: `states.light.bed.state`, `states['light.bed']`, `states.light`, `states`.
    fn states(&mut self, at: usize) -> Option<()> {
        match self.word(at + 1) {
            "." if self.is(at + 2, Kind::Name) => self.of_domain(at, at + 2, self.word(at + 2)),
            "[" => {
                let end = self.code.closing(at + 1, self.template)?;
                if end == at + 3
                    && let Some(key) = self.string(at + 2)
                {
                    return if key.contains('.') { self.entity(at, end, key) } else { self.of_domain(at, end, key) };
                }
                self.put(at, at + 1, "bobbin_get(");
                self.put(end, end, ")");
                Some(())
            }
            "." => None,
            _ => {
                self.put(at, at, "bobbin_all()");
                Some(())
            }
        }
    }

    /// The states of a domain, for the tokens up to `to`.
    fn of_domain(&mut self, from: usize, to: usize, domain: &str) -> Option<()> {
        if !self.has_others(domain) {
            return Some(());
        }
        match self.word(to + 1) {
            "." if self.is(to + 2, Kind::Name) => {
                let id = format!("{domain}.{}", self.word(to + 2));
                self.entity(from, to + 2, &id)
            }
            "[" => {
                let end = self.code.closing(to + 1, self.template)?;
                self.put(from, to + 1, format!("bobbin_state('{domain}.' ~ ("));
                self.put(end, end, "))");
                Some(())
            }
            "." => None,
            _ => {
                self.put(from, to, format!("bobbin_all('{domain}')"));
                Some(())
            }
        }
    }

    fn entity(&mut self, from: usize, to: usize, id: &str) -> Option<()> {
        if self.is_other(id) {
            self.put(from, to, format!("bobbin_state('{id}')"));
        }
        Some(())
    }
}
