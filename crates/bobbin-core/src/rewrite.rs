//! Turns a plan for a new document into text edits that keep as many bytes as possible.
//!
//! A plan describes the new document in pieces of the old text ([`plan`]); [`carry`] makes the plan for a new value;
//! [`render`] turns a plan into text edits. Owns the style of a text ([`style`]), the lines and comments of each node
//! ([`layout`], [`comments`]), and the aliases that must keep their meaning ([`aliases`]).
//!
//! Lies below `edit` and `replace`, which both use it. It knows no operation and does not check the result: the caller
//! reads the edited text and proves that it has the intended value.

pub(crate) mod aliases;
pub(crate) mod carry;
pub(crate) mod comments;
pub(crate) mod difference;
pub(crate) mod error;
pub(crate) mod layout;
mod lines;
mod partners;
pub(crate) mod plan;
pub(crate) mod render;
pub(crate) mod rows;
pub(crate) mod source;
mod style;

pub use comments::LostComment;
pub use error::{EditError, Refusal};
