//! Edits of a text that leave every other byte unchanged.
//!
//! Owns the operations and the proof of their result. An operation changes a plan of the document ([`planner`]),
//! `rewrite` turns the plan into text edits, and [`verify`] reads the edited text: it must mean what the operation
//! means for a plain value ([`model`]), and only comments of removed nodes may be missing. Otherwise there is an error
//! and no edit. `crate::replace` carries a whole new value into a text.

mod files;
pub mod model;
mod op;
mod planner;
mod verify;

pub use files::{FileEdited, edit_files};
pub use op::Op;
use planner::Planner;

use crate::rewrite::aliases;
use crate::rewrite::render::Renderer;
use crate::rewrite::source::Source;
pub use crate::rewrite::{EditError, Refusal};
use crate::text_edit::{self, TextEdit};
use crate::yaml::Parsed;

/// The result of [`edit`].
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
/// See [`EditError`]. The check of the result reads the text around the edit again, and the whole text if the edit
/// concerns anchors or the top of the document.
pub fn edit(parsed: &Parsed, ops: &[Op]) -> Result<Edited, EditError> {
    let source = Source::of(parsed)?;
    let mut planner = Planner::new(&source);
    for op in ops {
        planner.apply(op)?;
    }
    let mut root = planner.root;
    aliases::settle(&source, &mut root);
    aliases::mend(&source, &mut root)?;
    let mut last = EditError::NotReadable;
    for final_break in [false, true] {
        let edits = Renderer::new(&source, false, final_break).document(&root)?;
        match verify::check(&source, &root, ops, &edits) {
            Ok(()) => return Ok(Edited { text: text_edit::apply(source.text(), &edits), edits }),
            Err(error) => last = error,
        }
    }
    Err(last)
}
