//! Searching all dashboards of a home at once, with and without a connection.
//!
//! Chooses the text to search for each dashboard: the one in the editor, or else its draft, or else the version that
//! Home Assistant had when it was last read, with the comments kept on this computer. It sends nothing and changes
//! nothing; it reads a dashboard only if Bobbin keeps no version of it (YAML mode).

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_core::outline::Outline;
use bobbin_core::search::{self, How, Pattern};
use bobbin_core::yaml::{Dialect, parse};
use bobbin_vault::DocumentKey;

use crate::api::from_core::number;
use crate::api::utf16::Utf16;
use crate::api::{DocumentTarget, FoundPlace, SearchAsk, SearchResult, SearchedDocument, SearchedText};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::dashboards::Dashboards;
use crate::home::looking::Looks;
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::homes::Homes;
use crate::state::names;
use crate::state::open_documents::OpenDocuments;
use crate::state::store::Store;

/// The number of matches listed per document. Anyone with more needs a better search term.
const MOST: usize = 100;

/// The texts of dashboards that are not open, each for one version, generated once and not for each typed character.
#[derive(Default)]
struct KeptTexts(Mutex<HashMap<DocumentKey, KeptText>>);

struct KeptText {
    version: i64,
    text: Arc<str>,
}

/// A text to search.
struct Searchable {
    target: DocumentTarget,
    title: String,
    icon: Option<String>,
    which: SearchedText,
    as_of: Option<u64>,
    text: Arc<str>,
    dialect: Dialect,
}

/// Searches dashboards, open documents and drafts.
pub(crate) struct Search {
    open: Arc<OpenDocuments>,
    store: Store,
    homes: Arc<Homes>,
    looks: Arc<Looks>,
    dashboards: Arc<Dashboards>,
    kept_texts: KeptTexts,
}

impl Search {
    pub(crate) fn new(
        open: Arc<OpenDocuments>,
        store: Store,
        homes: Arc<Homes>,
        looks: Arc<Looks>,
        dashboards: Arc<Dashboards>,
    ) -> Self {
        Self { open, store, homes, looks, dashboards, kept_texts: KeptTexts::default() }
    }

    pub(crate) async fn dashboard_search(&self, request: SearchAsk) -> ApiResult<SearchResult> {
        let how = How {
            match_case: request.match_case,
            whole_words: request.whole_words,
            regular_expression: request.regular_expression,
        };
        let pattern = Pattern::new(&request.words, how).map_err(|error| {
            ApiError::new(ErrorCode::BadRequest, format!("This is no regular expression: {error}."))
        })?;
        let (texts, unread) = self.searchable(request.instance.as_deref()).await?;
        let searched = number(texts.len());
        let work = tokio::task::spawn_blocking(move || {
            texts.into_iter().filter_map(|text| searched_document(text, &pattern)).collect::<Vec<_>>()
        });
        let documents = work
            .await
            .map_err(|error| ApiError::new(ErrorCode::Internal, "The search came to no end.").details(error))?;
        let total = documents.iter().map(|document| document.total).fold(0, u32::saturating_add);
        Ok(SearchResult { documents, total, searched, unread })
    }

    /// Collects the texts to search, in the order of the list, and the titles of the dashboards without one.
    async fn searchable(&self, instance: Option<&str>) -> ApiResult<(Vec<Searchable>, Vec<String>)> {
        let (mut texts, mut unread, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        if let Some(instance) = instance {
            for listed in self.dashboards.list(instance).await?.dashboards {
                let target = DashboardId::new(instance, &listed.url_path).target();
                seen.insert(names::id(&target));
                match self.text_to_search(&target, &listed.title, listed.icon).await? {
                    Some(text) => texts.push(text),
                    None => unread.push(listed.title),
                }
            }
        }
        let open = self.open.all().into_iter().map(|entry| entry.state().target().clone());
        let drafted = self.store.drafts().await?.into_iter().map(|draft| draft.target);
        for target in open.chain(drafted) {
            let elsewhere =
                matches!(&target, DocumentTarget::Dashboard { instance: of, .. } if Some(of.as_str()) != instance);
            if !elsewhere && seen.insert(names::id(&target)) {
                texts.extend(self.text_to_search(&target, &title_of(&target), None).await?);
            }
        }
        Ok((texts, unread))
    }

    async fn text_to_search(
        &self,
        target: &DocumentTarget,
        title: &str,
        icon: Option<String>,
    ) -> ApiResult<Option<Searchable>> {
        if let Ok(entry) = self.open.get(&names::id(target)) {
            let document = entry.state();
            return Ok(Some(Searchable {
                target: target.clone(),
                title: document.title().to_owned(),
                icon: document.icon().cloned(),
                which: SearchedText::Open,
                as_of: None,
                text: Arc::from(document.text()),
                dialect: document.dialect(),
            }));
        }
        let found = match (self.store.draft(target).await?, target) {
            (Some(draft), _) => Some((SearchedText::Draft, draft.at, Arc::from(draft.text))),
            (None, target) => match DashboardId::of(target) {
                Some(dashboard) => {
                    let kept = self.kept_text(&dashboard).await?;
                    kept.map(|(at, text)| (SearchedText::Kept, at, text))
                }
                None => None,
            },
        };
        Ok(found.map(|(which, at, text)| Searchable {
            target: target.clone(),
            title: title.to_owned(),
            icon,
            which,
            as_of: Some(at),
            text,
            dialect: self.dialect_of(target),
        }))
    }

    /// Returns the text of a dashboard as Home Assistant had it when it was last read, and the time of that reading.
    async fn kept_text(&self, dashboard: &DashboardId) -> ApiResult<Option<(u64, Arc<str>)>> {
        let key = dashboard.key();
        let seen = self.store.last_seen(key.clone()).await?;
        let Some((version, at)) = seen else {
            // The vault keeps no YAML dashboards.
            let Ok(theirs) = self.looks.look(dashboard).await else { return Ok(None) };
            let text = text_of(&self.store, dashboard, &theirs.held, Dialect::Editor).await?;
            return Ok(Some((theirs.at, Arc::from(text))));
        };
        if let Some(kept) = self.kept_texts.lock().get(&key)
            && kept.version == version
        {
            return Ok(Some((at, Arc::clone(&kept.text))));
        }
        let (_, held, _) = self.store.version(version).await?;
        let dialect = self.homes.dialect(&dashboard.instance);
        let text: Arc<str> = Arc::from(text_of(&self.store, dashboard, &held, dialect).await?);
        self.kept_texts.lock().insert(key, KeptText { version, text: Arc::clone(&text) });
        Ok(Some((at, text)))
    }

    fn dialect_of(&self, target: &DocumentTarget) -> Dialect {
        DashboardId::of(target).map_or(Dialect::Editor, |dashboard| self.homes.dialect(&dashboard.instance))
    }
}

impl KeptTexts {
    fn lock(&self) -> MutexGuard<'_, HashMap<DocumentKey, KeptText>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn title_of(target: &DocumentTarget) -> String {
    match target {
        DocumentTarget::Dashboard { url_path, .. } => url_path.clone(),
        DocumentTarget::File { path } => path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned(),
        DocumentTarget::Untitled { number: 1 } => "Untitled".to_owned(),
        DocumentTarget::Untitled { number } => format!("Untitled {number}"),
    }
}

fn searched_document(searchable: Searchable, pattern: &Pattern) -> Option<SearchedDocument> {
    let Searchable { target, title, icon, which, as_of, text, dialect } = searchable;
    let found = search::find(&text, pattern, MOST);
    if found.total == 0 {
        return None;
    }
    let outline = Outline::of(&parse(&text, dialect)).unwrap_or_default();
    let offsets = Utf16::new(&text);
    let places = found.places.into_iter().map(|place| {
        let [before, within, behind] = place.line;
        FoundPlace {
            from: offsets.offset(place.range.start),
            to: offsets.offset(place.range.end),
            line: number(place.at.line),
            column: number(place.at.column),
            before,
            found: within,
            behind,
            around: search::around(&outline, &text, place.range.start),
        }
    });
    let (places, total) = (places.collect(), number(found.total));
    Some(SearchedDocument { target, title, icon, text: which, as_of, places, total })
}
