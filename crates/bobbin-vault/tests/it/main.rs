//! Laws of the vault over real files.

mod damage;
mod drafts;
mod enclosed;
mod files;
mod logs;
#[cfg(unix)]
mod private;
mod retention;
mod settings;
mod support;
mod versions;
