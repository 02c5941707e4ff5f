//! Everything that use cases share: open documents, the vault, homes, tokens, and rules about them.
//!
//! Knows no use case; it has data, and verbs that keep the data consistent.

mod ahead;
pub(crate) mod carry;
pub(crate) mod commented_text;
pub(crate) mod dashboard_id;
pub(crate) mod data;
pub(crate) mod draft;
pub(crate) mod drafts;
pub(crate) mod held;
pub(crate) mod home;
pub(crate) mod homes;
pub(crate) mod intention;
pub(crate) mod lane;
pub(crate) mod listed;
pub(crate) mod names;
pub(crate) mod open_document;
pub(crate) mod open_documents;
pub(crate) mod opening;
pub(crate) mod operation;
pub(crate) mod outlined;
pub(crate) mod previews;
pub(crate) mod reading;
pub(crate) mod settings_file;
pub(crate) mod store;
pub(crate) mod text;
pub(crate) mod tokens;
pub(crate) mod turn;
