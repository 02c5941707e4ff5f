//! Edits of a text that leave every other byte as it is.
//!
//! An operation becomes a plan of the document to be ([`plan`]), the plan becomes text edits ([`render`]),
//! and the edited text is read again: it must mean what the operation means for a plain value ([`model`]),
//! and every comment must be there that did not belong to something removed. Otherwise there is an error
//! and no edit.
//!
//! Owns the public operations. Carrying a whole new value into a text is `crate::replace`, on the same
//! plans.

mod aliases;
pub(crate) mod comments;
mod files;
mod flow;
pub(crate) mod layout;
mod lines;
pub mod model;
mod op;
pub(crate) mod plan;
mod render;
pub(crate) mod source;
mod style;
mod verify;
mod write;

pub use files::{FileEdited, edit_files};
pub use op::{EditError, Op, Refusal};

use plan::Planner;
use render::Renderer;
use source::Source;

use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{Parsed, ProblemCode, Tree};

/// What [`edit`] made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The edits of the old text, sorted and without overlap.
    pub edits: Vec<TextEdit>,
    /// The new text.
    pub text: String,
}

/// Makes operations in a text, all of them or none.
///
/// # Errors
///
/// See [`EditError`]. The check that the new text means what was asked for costs a reading of what is
/// around the edit, and of the whole text where anchors, or the top of the document, are concerned.
pub fn edit(parsed: &Parsed, ops: &[Op]) -> Result<Edited, EditError> {
    let engine = Engine::new(parsed)?;
    let mut planner = Planner::new(&engine.source);
    for op in ops {
        planner.apply(op)?;
    }
    let mut root = planner.root;
    aliases::settle(&engine.source, &mut root);
    aliases::mend(&engine.source, &mut root)?;
    let mut last = EditError::NotReadable;
    for final_break in [false, true] {
        let edits = Renderer::new(&engine.source, false, final_break).document(&root)?;
        match verify::check(&engine.source, &root, engine.value, ops, &edits) {
            Ok(()) => return Ok(Edited { text: text_edit::apply(engine.source.text(), &edits), edits }),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// A text ready to be edited.
#[derive(Debug)]
pub(crate) struct Engine<'p> {
    value: &'p Value,
    pub(crate) source: Source<'p>,
}

impl<'p> Engine<'p> {
    pub(crate) fn new(parsed: &'p Parsed) -> Result<Self, EditError> {
        // A text without a document, such as comments alone, can be given one.
        let empty = !parsed.problems.is_empty() && parsed.problems.iter().all(|it| it.code == ProblemCode::Empty);
        let value = parsed.value.as_ref().or_else(|| empty.then_some(&Value::Null)).ok_or(EditError::NotReadable)?;
        Ok(Self { value, source: Source::new(&parsed.tree, value) })
    }

    /// Makes the text mean a value; also gives the new text, read.
    pub(crate) fn replace(&self, value: &Value) -> Result<(Vec<TextEdit>, Tree), EditError> {
        let start = Planner::new(&self.source).root;
        let root = crate::replace::carry_document(&self.source, &start, self.value, value);
        verify::Attempts::new(&self.source, value).run(root)
    }
}
