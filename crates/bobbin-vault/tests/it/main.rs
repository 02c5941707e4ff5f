//! Laws of the vault over real files.

mod damage;
mod drafts;
mod files;
mod logs;
mod retention;
mod settings;
mod support;
mod versions;
