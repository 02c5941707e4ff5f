//! The meaning of a text, and its problems in the interface's terms.

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, Parsed};

use crate::api::from_core::{change, number};
use crate::api::utf16::Utf16;
use crate::api::{Fix, Problem, Severity};

/// A text with its tree, its value and its problems.
pub(crate) struct Reading {
    /// The text with its tree and value.
    document: yaml::Document,
    /// The problems, in the order of the text.
    pub(crate) problems: Vec<Problem>,
}

impl Reading {
    /// Reads a text. With `dashboard`, it also has to have the shape of a dashboard.
    pub(crate) fn of(text: &str, dialect: Dialect, dashboard: bool) -> Self {
        let document = yaml::Document::new(text, dialect);
        let problems = problems(document.current(), dashboard);
        Self { document, problems }
    }

    /// Reads the changed text; after a keystroke, only the part that changed.
    pub(crate) fn update(&mut self, text: &str, dialect: Dialect, dashboard: bool) {
        if self.parsed().tree.dialect() != dialect {
            *self = Self::of(text, dialect, dashboard);
            return;
        }
        self.document.update(text);
        self.problems = problems(self.document.current(), dashboard);
    }

    /// The tree and the value.
    pub(crate) const fn parsed(&self) -> &Parsed {
        self.document.current()
    }

    /// The value of the text; none if it can't be read.
    pub(crate) fn value(&self) -> Option<&Value> {
        self.parsed().value.as_ref()
    }

    /// The first problem that keeps the text from being saved to Home Assistant.
    pub(crate) fn first_error(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| matches!(problem.severity, Severity::Error))
    }
}

fn problems(parsed: &Parsed, dashboard: bool) -> Vec<Problem> {
    let told = || parsed.problems.iter().map(|problem| (problem, Severity::Error));
    let warned = || parsed.warnings.iter().map(|warning| (warning, Severity::Warning));
    let mut problems = Vec::new();
    if told().chain(warned()).next().is_some() {
        let offsets = Utf16::new(parsed.tree.text());
        problems.extend(told().chain(warned()).map(|(problem, severity)| converted(problem, severity, &offsets)));
    }
    if dashboard && let Some(value) = &parsed.value {
        problems.extend(shape(value));
    }
    problems.sort_by_key(|problem| (problem.from, problem.to));
    problems
}

fn converted(problem: &yaml::Problem, severity: Severity, offsets: &Utf16<'_>) -> Problem {
    Problem {
        severity,
        from: offsets.offset(problem.span.start()),
        to: offsets.offset(problem.span.end()),
        line: number(problem.at.line),
        column: number(problem.at.column),
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        fix: problem.fix.as_ref().map(|fix| Fix {
            title: fix.label.clone(),
            changes: fix
                .edits
                .iter()
                .map(|edit| change(edit.range.start, edit.range.end, &edit.text, offsets))
                .collect(),
        }),
    }
}

/// Checks the shape of a dashboard. Home Assistant accepts only an object as the config, or a string, which is a relic.
fn shape(value: &Value) -> Option<Problem> {
    let found = match value {
        Value::Map(_) | Value::String(_) => return None,
        Value::Null => "The text is empty",
        Value::List(_) => "This is a list",
        Value::Bool(_) | Value::Number(_) => "This is a single value",
    };
    Some(Problem {
        severity: Severity::Error,
        from: 0,
        to: 0,
        line: 1,
        column: 1,
        message: format!("{found}: a dashboard is a mapping with “views:” or “strategy:” at the top"),
        hint: matches!(value, Value::List(_)).then(|| "Put “views:” above the list and indent it.".to_owned()),
        fix: None,
    })
}
