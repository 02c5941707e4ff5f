//! Reading a text: its tree, its value, its problems.
//!
//! Joins the parts: `parse` makes the tree, `compose` the value, `hints` explains where reading stopped.

use super::compose::{self, AsWritten};
use super::dialect::Dialect;
use super::hints;
use super::problem::{Problem, ProblemCode};
use super::report::Report;
use super::tree::{Span, Tree};
use bobbin_words::problems as words;

use crate::value::Value;

/// The result of reading a text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree of the text; of the part before it if there is a syntax error.
    pub tree: Tree,
    /// The value of the text; `None` if there is a problem.
    pub value: Option<Value>,
    /// Why the text has no meaning, in the order of the text.
    pub problems: Vec<Problem>,
    /// Warnings about legal text that is probably a mistake, in the order of the text.
    pub warnings: Vec<Problem>,
}

/// Reads a text: its tree, its value and its problems.
///
/// Core's `!include`, `!secret` and `!env_var` stay as written: the text `!secret name`.
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    let mut report = Report::new(text);
    let (mut tree, stop) = super::parse::parse(text, dialect);
    let mut value = None;
    match stop {
        Some(stop) => hints::explain(&mut report, &tree, stop),
        None => {
            compose::link_aliases(&mut tree, &mut report);
            value = Some(compose::compose(&tree, &mut report, &mut AsWritten));
            if tree.root().is_none() && dialect == Dialect::Editor {
                report.problem(ProblemCode::Empty, Span::at(0), words::empty_text);
            }
        }
    }
    let (problems, warnings) = report.sorted();
    let value = value.filter(|_| problems.is_empty());
    Parsed { tree, value, problems, warnings }
}

impl Parsed {
    /// Whether the text has a meaning.
    pub const fn is_good(&self) -> bool {
        self.value.is_some()
    }
}
