//! One file of messages, parsed and checked.

use std::collections::BTreeSet;

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::{Kind, Message, Reader, Subject};

/// Names that are no function's in Rust or TypeScript.
const RESERVED: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "crate",
    "debugger",
    "default",
    "delete",
    "do",
    "dyn",
    "else",
    "enum",
    "export",
    "extends",
    "extern",
    "false",
    "final",
    "finally",
    "fn",
    "for",
    "function",
    "gen",
    "if",
    "impl",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "new",
    "null",
    "override",
    "package",
    "priv",
    "private",
    "protected",
    "pub",
    "public",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "switch",
    "this",
    "throw",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "var",
    "virtual",
    "void",
    "where",
    "while",
    "with",
    "yield",
    // What the generated files import.
    "code",
    "en",
    "name",
    "number",
    "say",
    "sentence",
    "speaker",
    "text",
];

pub(super) fn subject(path: &str, text: &str) -> Result<Subject, Vec<String>> {
    let (folder, file) = path.split_once('/').ok_or_else(|| vec!["it is in no reader's folder".to_owned()])?;
    let reader = match folder {
        "rust" => Reader::Rust,
        "ui" => Reader::Interface,
        "both" => Reader::Both,
        _ => return Err(vec![format!("nobody reads `{folder}`: a file is in `rust`, `ui` or `both`")]),
    };
    let name = file.strip_suffix(".ftl").filter(|name| is_plain(name) && !RESERVED.contains(name));
    let name = name.ok_or_else(|| vec!["its name is no module's".to_owned()])?.to_owned();
    let resource = parser::parse(text).map_err(|(_, errors)| {
        errors
            .iter()
            .map(|error| format!("line {}: {}", line_of(text, error.pos.start), error.kind))
            .collect::<Vec<_>>()
    })?;
    let mut faults = Vec::new();
    let mut messages: Vec<Message> = Vec::new();
    let mut references = Vec::new();
    let mut terms = BTreeSet::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => match self::message(message, text) {
                Ok((message, used)) => {
                    if messages.iter().any(|other| other.id == message.id) {
                        faults.push(format!("`{}` is there twice", message.id));
                    }
                    references.extend(used.references);
                    messages.push(message);
                }
                Err(more) => faults.extend(more),
            },
            Entry::Term(term) => {
                terms.insert(format!("-{}", term.id.name));
            }
            _ => {}
        }
    }
    for (from, to) in references {
        if !terms.contains(&to) {
            faults.push(format!("`{from}` uses `{to}`, which is no term of this file"));
        }
    }
    if faults.is_empty() { Ok(Subject { name, path: path.to_owned(), reader, messages }) } else { Err(faults) }
}

/// Whether a name is taken by a language or by what the generated files import.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A message's name: small letters, digits and single dashes.
fn is_plain(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        && !id.contains("--")
        && !id.ends_with('-')
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[derive(Default)]
struct Used {
    arguments: BTreeSet<String>,
    /// Arguments that a selector looks at.
    selectors: BTreeSet<String>,
    /// The message, and the term that it uses.
    references: Vec<(String, String)>,
    faults: Vec<String>,
}

fn message(message: &ast::Message<&str>, file: &str) -> Result<(Message, Used), Vec<String>> {
    let id = message.id.name;
    let mut used = Used::default();
    if !is_plain(id) || RESERVED.contains(&id) {
        used.faults.push(format!("`{id}` is no function's name: small letters, digits and dashes, and no keyword"));
    }
    if !message.attributes.is_empty() {
        used.faults.push(format!("`{id}` has an attribute: make it a message of its own"));
    }
    match &message.value {
        Some(pattern) => used.pattern(id, pattern),
        None => used.faults.push(format!("`{id}` says nothing")),
    }
    let mut arguments: Vec<(String, Kind)> = Vec::new();
    for line in message.comment.iter().flat_map(|comment| &comment.content) {
        let Some(declared) = line.trim().strip_prefix('$') else { continue };
        let (argument, kind) = declared.split_once(' ').unwrap_or((declared, ""));
        let kind = kind.strip_prefix('(').and_then(|kind| Kind::of(kind.split_once(')')?.0));
        match kind {
            Some(kind) if arguments.iter().all(|(other, _)| other != argument) => {
                arguments.push((argument.to_owned(), kind));
            }
            Some(_) => used.faults.push(format!("`{id}` declares `${argument}` twice")),
            None => used
                .faults
                .push(format!("`{id}`: `${argument}` needs a type: (text), (number), (name), (code) or (sentence)")),
        }
    }
    for argument in &used.arguments {
        if !is_plain(argument) {
            used.faults.push(format!("`{id}`: `${argument}` is no argument's name"));
        }
        match arguments.iter().find(|(declared, _)| declared == argument) {
            None => used.faults.push(format!("`{id}` does not declare `${argument}`: add `# ${argument} (text)`")),
            Some((_, kind)) if kind.is_piece() && used.selectors.contains(argument) => {
                used.faults.push(format!("`{id}` chooses by `${argument}`: that takes a text or a number"));
            }
            Some(_) => {}
        }
    }
    for (argument, _) in &arguments {
        if !used.arguments.contains(argument) {
            used.faults.push(format!("`{id}` does not use `${argument}`"));
        }
    }
    if !used.faults.is_empty() {
        return Err(used.faults);
    }
    Ok((Message { id: id.to_owned(), words: written(file, id), arguments }, used))
}

/// The message as the file has it, on one line.
fn written(file: &str, id: &str) -> String {
    let mut lines =
        file.lines().skip_while(|line| line.strip_prefix(id).is_none_or(|rest| !rest.trim_start().starts_with('=')));
    let first = lines.next().and_then(|line| line.split_once('=')).map_or("", |(_, words)| words.trim());
    let more = lines.take_while(|line| line.starts_with([' ', '}'])).map(str::trim);
    std::iter::once(first).chain(more).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Used {
    fn pattern(&mut self, id: &str, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(id, expression);
            }
        }
    }

    fn expression(&mut self, id: &str, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(id, inline),
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    self.selectors.insert(id.name.to_owned());
                }
                self.inline(id, selector);
                for variant in variants {
                    self.pattern(id, &variant.value);
                }
            }
        }
    }

    fn inline(&mut self, id: &str, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id: term, attribute: None, arguments: None } => {
                self.references.push((id.to_owned(), format!("-{}", term.name)));
            }
            InlineExpression::Placeable { expression } => self.expression(id, expression),
            // How a number is written: both readers have it.
            InlineExpression::FunctionReference { id: function, arguments } if function.name == "NUMBER" => {
                for argument in &arguments.positional {
                    self.inline(id, argument);
                }
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            _ => self
                .faults
                .push(format!("`{id}` calls or refers to something that only one of the two readers may know")),
        }
    }
}
