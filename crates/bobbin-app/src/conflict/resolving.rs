//! Deciding a conflict as a whole: theirs, mine, or both where they fit together.
//!
//! `merging` decides conflicts one by one. Must stay true: the previous draft stays in the history; their version
//! becomes the base only together with the text that belongs to it (`turn`), unless the text does not change.

use super::comparing::Conflicts;
use crate::api::utf16::one_change;
use crate::api::{ConflictChoice, ConflictResolve, ConflictResolved, DocumentTarget, Remote, TextOffer};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::open_document::Base;
use crate::state::open_documents::Entry;

impl Conflicts {
    pub(crate) async fn document_resolve(&self, request: ConflictResolve) -> ApiResult<ConflictResolved> {
        let entry = self.open.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        let target = entry.state().target().clone();
        let offer = match target {
            DocumentTarget::Dashboard { instance, url_path } => {
                self.resolve_dashboard(&entry, &DashboardId::new(instance, url_path), &request.choice).await?
            }
            DocumentTarget::File { .. } => self.files.resolve(&entry, &request.choice).await?,
            DocumentTarget::Untitled { .. } => {
                return Err(ApiError::new(ErrorCode::BadRequest, "There is no other side to this text."));
            }
        };
        // The interface gets the document as it will be with the offer in its text.
        let document = crate::api::Document { remote: Remote::InStep, merge_started: false, ..entry.state().view() };
        Ok(ConflictResolved { document, offer })
    }

    async fn resolve_dashboard(
        &self,
        entry: &Entry,
        dashboard: &DashboardId,
        choice: &ConflictChoice,
    ) -> ApiResult<TextOffer> {
        let (theirs, base, mine, text, revision, dialect) = {
            let document = entry.state();
            let Some(theirs) = document.theirs().cloned() else {
                return Err(ApiError::new(ErrorCode::BadRequest, "There is no conflict any more."));
            };
            let text = document.text().to_owned();
            (theirs, document.base().clone(), document.value(), text, document.revision(), document.dialect())
        };
        let (their_text, lost) = match &theirs.held {
            // Their value is carried into the base's text, which has the comments.
            Some(value) if !base.text.is_empty() => {
                let carried = carry::carry(&base.text, value, dialect);
                (carried.text, carried.lost)
            }
            held => (text_of(&self.store, dashboard, held, dialect).await?, Vec::new()),
        };
        let next = match choice {
            ConflictChoice::TakeTheirs => {
                let kept = self.drafts.keep(entry).await?;
                self.drafts.comments_lost(entry, lost, Some(kept));
                their_text.clone()
            }
            ConflictChoice::OverwriteTheirs => text.clone(),
            ConflictChoice::Merge => {
                self.drafts.keep(entry).await?;
                let (Some(base), Some(mine), Some(theirs)) = (&base.held, &mine, &theirs.held) else {
                    return Err(ApiError::new(
                        ErrorCode::InvalidText,
                        "One side can't be read, so they can't be merged.",
                    ));
                };
                let merged = carry::merged(base, mine, theirs).ok_or_else(|| {
                    ApiError::new(
                        ErrorCode::BadRequest,
                        "Both sides changed the same thing, so they can't be merged by themselves.",
                    )
                    .hint("Take theirs, overwrite theirs, or keep editing until both fit.")
                })?;
                carry::carried(&text, &merged, dialect)
            }
        };
        let mut document = entry.state();
        if document.revision() != revision {
            return Err(ApiError::new(ErrorCode::OutOfStep, "The text was edited meanwhile. Nothing was changed."));
        }
        let base = Base { held: theirs.held, text: their_text, version: theirs.version, as_of: theirs.at, live: true };
        if matches!(choice, ConflictChoice::OverwriteTheirs) {
            let news = document.rebase(base);
            drop(document);
            self.open.tell(entry, |_| news);
            // The draft has to be written again with its new base.
            entry.touch();
        } else {
            document.turn_to(next.clone(), base, true);
        }
        Ok(TextOffer { revision, changes: one_change(&text, &next) })
    }
}
