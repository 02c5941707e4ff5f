//! Carries a new value into a text that people wrote: what is the same keeps its lines and its comments.
//!
//! HA stores dashboards as JSON, without comments. When a dashboard changed there, this finds out which
//! node of the local text became which node of the new value, by the matching that comparing and merging use
//! too, and edits the text accordingly. Owns the pairing and the last resorts (a larger piece written anew,
//! in the end the whole document); how a pair becomes text edits is `edit`'s.
//!
//! Must stay true: for every text that can be read this succeeds, the result means the value, and a
//! comment that is not in the result is in `lost_comments`; it is lost only if what it belongs to is gone.

mod carry;
mod partners;

use serde::{Deserialize, Serialize};

use crate::edit::plan::{Plan, Row};
use crate::edit::source::Source;
use crate::edit::{EditError, Engine};
use crate::text_edit::TextEdit;
use crate::value::Value;
use crate::yaml::{NodeId, Parsed};

/// A comment that found no place in the new text: what it stood at is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostComment {
    /// The comment, with its `#`.
    pub text: String,
    /// Where it stood in the old text, in bytes.
    pub at: usize,
}

/// What [`replace`] made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The edits of the old text, sorted and without overlap.
    pub edits: Vec<TextEdit>,
    /// The new text.
    pub text: String,
    /// The comments of what is gone, in the order of the old text.
    pub lost_comments: Vec<LostComment>,
}

/// Makes a text mean `value`, touching nothing that is the same already.
///
/// # Errors
///
/// [`EditError::NotReadable`] when the text has problems; nothing else.
pub fn replace(parsed: &Parsed, value: &Value) -> Result<Replaced, EditError> {
    if parsed.value.as_ref().is_some_and(|old| old.same_meaning(value)) {
        let text = parsed.tree.text().to_owned();
        return Ok(Replaced { edits: Vec::new(), text, lost_comments: Vec::new() });
    }
    let engine = Engine::new(parsed)?;
    let (edits, tree) = engine.replace(value)?;
    let lost_comments = crate::edit::comments::lost(&parsed.tree, &tree);
    Ok(Replaced { edits, text: tree.text().to_owned(), lost_comments })
}

/// The plan that makes a node, of which `plan` was told so far, mean `target`. `old` is what it means by
/// that plan.
pub(crate) fn carry(source: &Source<'_>, plan: &Plan, origin: Option<NodeId>, old: &Value, target: &Value) -> Plan {
    if old.same_meaning(target) { plan.clone() } else { carry::carry(source, plan, origin, old, target) }
}

/// The plan that makes the whole document mean `target`.
pub(crate) fn carry_document(source: &Source<'_>, root: &Row, old: &Value, target: &Value) -> Row {
    Row { plan: carry(source, &root.plan, source.origin(root.from), old, target), ..root.clone() }
}
