//! Rewriting a text so that every byte that can stay stays.
//!
//! A plan says what the document is to be, in pieces of the old text ([`plan`]); [`carry`] makes the plan for a new
//! value; [`render`] turns a plan into text edits. Owns the habits of a text ([`style`]), which lines and comments
//! belong to what ([`layout`], [`comments`]), and aliases that must go on meaning the same ([`aliases`]).
//!
//! Below `edit` and `replace`, which both use it: it knows no operation, reads no edited text, and makes no promise
//! about the result. Whoever renders a plan reads the new text to see that it means what was intended.

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
