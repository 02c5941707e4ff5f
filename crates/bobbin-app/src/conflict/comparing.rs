//! The comparison of two sides of a document, in sentences and in lines.

use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect};
use bobbin_core::{diff, lines};

use crate::api::from_core::{self, LineStarts, changes_between, number};
use crate::api::{Change, DocumentCompare, Review, Side, SideLabel, VersionOrigin};
use crate::document::files::Files;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry::shown;
use crate::state::drafts::Drafts;
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::store::Store;

/// Compares, merges and decides.
pub(crate) struct Conflicts {
    pub(super) open: Arc<OpenDocuments>,
    pub(super) store: Store,
    pub(super) drafts: Arc<Drafts>,
    pub(super) files: Arc<Files>,
}

impl Conflicts {
    pub(crate) fn new(open: Arc<OpenDocuments>, store: Store, drafts: Arc<Drafts>, files: Arc<Files>) -> Self {
        Self { open, store, drafts, files }
    }

    pub(crate) async fn document_compare(&self, request: DocumentCompare) -> ApiResult<Review> {
        let entry = self.open.get(&request.id)?;
        let revision = entry.state().revision();
        let old = side(&self.store, &entry, &request.old).await?;
        let new = side(&self.store, &entry, &request.new).await?;
        let context = request.context.map(|lines| lines as usize);
        // A large comparison takes a while and must not block a thread that other tasks need.
        tokio::task::spawn_blocking(move || review(revision, old, new, context))
            .await
            .map_err(|error| ApiError::new(ErrorCode::Internal, "The comparison failed.").details(error))
    }
}

/// A side of a comparison, with its text and label.
#[derive(Clone)]
pub(crate) struct SideText {
    label: SideLabel,
    pub(crate) text: String,
    dialect: Dialect,
    dashboard: bool,
}

impl SideText {
    /// Creates a side from a kept version of a dashboard.
    pub(crate) const fn kept(title: String, at: u64, origin: VersionOrigin, text: String, dialect: Dialect) -> Self {
        Self { label: SideLabel { title, at: Some(at), origin: Some(origin) }, text, dialect, dashboard: true }
    }

    /// The value of the text; none if it can't be read.
    pub(crate) fn value(&self) -> Option<Value> {
        yaml::parse(&self.text, self.dialect).value
    }

    /// An empty side, to compare with this one.
    pub(crate) fn empty(&self) -> Self {
        let label = SideLabel { title: "Nothing".to_owned(), at: None, origin: None };
        Self { label, text: String::new(), ..self.clone() }
    }
}

/// Reads a side of a document.
pub(crate) async fn side(store: &Store, entry: &Entry, side: &Side) -> ApiResult<SideText> {
    let (dialect, dashboard, base_text) = {
        let document = entry.state();
        (document.dialect(), document.is_dashboard(), document.base().text.clone())
    };
    let made = |title: &str, at, origin, text| SideText {
        label: SideLabel { title: title.to_owned(), at, origin },
        text,
        dialect,
        dashboard,
    };
    Ok(match side {
        Side::Mine => made("My draft", None, None, entry.state().text().to_owned()),
        Side::Base => made("What the draft started from", Some(entry.state().base().as_of), None, base_text),
        Side::Theirs => {
            let (theirs, as_of) = {
                let document = entry.state();
                (document.theirs().cloned(), document.base().as_of)
            };
            let title = if dashboard { "What Home Assistant has" } else { "What the disk has" };
            match theirs {
                None => made(title, Some(as_of), None, base_text),
                Some(theirs) => {
                    let text = theirs.text.unwrap_or_else(|| shown(&base_text, &theirs.held, dialect));
                    made(title, Some(theirs.at), None, text)
                }
            }
        }
        Side::Version { version } => {
            let (summary, held, text) = store.version(*version).await?;
            let text = text.unwrap_or_else(|| shown(&base_text, &held, dialect));
            let origin = from_core::origin(summary.origin);
            made("A kept version", Some(summary.at.0), Some(origin), text)
        }
    })
}

/// Compares two sides. `context` is the number of unchanged lines around each change; none shows all.
pub(crate) fn review(revision: u32, old: SideText, new: SideText, context: Option<usize>) -> Review {
    let compared = lines::compare(&old.text, &new.text, context);
    let changes = if old.dashboard { changes(&old, &new) } else { Vec::new() };
    Review {
        revision,
        old: old.label,
        new: new.label,
        changes,
        hunks: compared.hunks.iter().map(from_core::hunk).collect(),
        added: number(compared.counts.added + compared.counts.changed),
        removed: number(compared.counts.removed + compared.counts.changed),
    }
}

/// The changes in sentences with their lines; empty when a side can't be read.
fn changes(old: &SideText, new: &SideText) -> Vec<Change> {
    let (old_read, new_read) = (yaml::parse(&old.text, old.dialect), yaml::parse(&new.text, new.dialect));
    let (Some(old_value), Some(new_value)) = (&old_read.value, &new_read.value) else { return Vec::new() };
    let (old_lines, new_lines) = (LineStarts::new(&old.text), LineStarts::new(&new.text));
    let diff = diff::diff(old_value, new_value);
    changes_between(&diff, &|path| old_lines.of_node(&old_read, path), &|path| new_lines.of_node(&new_read, path))
}
