//! Laws of the vault over real files.

mod damage;
mod drafts;
mod enclosed;
mod files;
mod logs;
mod migrations;
#[cfg(unix)]
mod private;
mod proposals;
mod retention;
mod settings;
mod support;
mod versions;
