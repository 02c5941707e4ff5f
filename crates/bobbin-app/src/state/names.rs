//! The names of a document: in the table of open documents, in the vault, and in the interface.

use bobbin_vault::DocumentKey;

use crate::api::DocumentTarget;

/// The id of a document, stable across restarts.
pub(crate) fn id(target: &DocumentTarget) -> String {
    match target {
        DocumentTarget::Dashboard { instance, url_path } => format!("dashboard:{instance}:{url_path}"),
        DocumentTarget::File { path } => format!("file:{path}"),
        DocumentTarget::Untitled { number } => format!("untitled:{number}"),
    }
}

/// The vault's key for a document.
pub(crate) fn key(target: &DocumentTarget) -> DocumentKey {
    match target {
        DocumentTarget::Dashboard { instance, url_path } => DocumentKey::dashboard(instance, url_path),
        DocumentTarget::File { path } => DocumentKey::file(path),
        DocumentTarget::Untitled { number } => DocumentKey::Untitled { number: *number },
    }
}

/// The interface's name for a document in the vault.
pub(crate) fn target(key: DocumentKey) -> DocumentTarget {
    match key {
        DocumentKey::Dashboard { instance, url_path } => DocumentTarget::Dashboard { instance, url_path },
        DocumentKey::File { path } => DocumentTarget::File { path },
        DocumentKey::Untitled { number } => DocumentTarget::Untitled { number },
    }
}
