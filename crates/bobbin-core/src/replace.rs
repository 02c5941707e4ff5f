//! Carries a new value into a commented text: everything that both values share keeps its lines and comments.
//!
//! Home Assistant stores dashboards as JSON, without comments. When a dashboard changes there, `rewrite` finds out
//! which node of the local text became which node of the new value and plans the text edits. Owns the proof of the
//! result and the fallbacks ([`attempts`]): a larger piece written anew, and in the end the whole document.
//!
//! Must stay true: for every text that can be read this succeeds, the result means the value, and `lost_comments`
//! has every comment that is missing in the result. Only the comments of removed nodes get lost.

mod attempts;

use attempts::Attempts;

use crate::rewrite::carry::carry_document;
use crate::rewrite::comments;
use crate::rewrite::source::Source;
pub use crate::rewrite::{EditError, LostComment};
use crate::text_edit::TextEdit;
use crate::value::Value;
use crate::yaml::Parsed;

/// The result of [`replace`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The edits of the old text, sorted and without overlap.
    pub edits: Vec<TextEdit>,
    /// The new text.
    pub text: String,
    /// The comments of removed nodes, in the order of the old text.
    pub lost_comments: Vec<LostComment>,
}

/// Makes a text mean `value` and leaves unchanged parts untouched.
///
/// # Errors
///
/// [`EditError::NotReadable`] when the text has problems; nothing else.
pub fn replace(parsed: &Parsed, value: &Value) -> Result<Replaced, EditError> {
    if parsed.value.as_ref().is_some_and(|old| old.same_meaning(value)) {
        let text = parsed.tree.text().to_owned();
        return Ok(Replaced { edits: Vec::new(), text, lost_comments: Vec::new() });
    }
    let source = Source::of(parsed)?;
    let root = carry_document(&source, value);
    let (edits, tree) = Attempts::new(&source, value).run(root)?;
    let lost_comments = comments::lost(&parsed.tree, &tree);
    Ok(Replaced { edits, text: tree.text().to_owned(), lost_comments })
}
