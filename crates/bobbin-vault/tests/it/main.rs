//! Laws of the vault over real files.

mod drafts;
mod support;
mod versions;
