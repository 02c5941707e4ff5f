//! Searching all dashboards of a home at once, with and without a connection.
//!
//! Owns which text of a dashboard is searched: the one in the editor, else its draft, else what Home Assistant had when
//! it was last read, with the comments kept here. Nothing is sent and nothing is changed; dashboards are read only where
//! Bobbin keeps no version of them (YAML mode).

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_core::outline::Outline;
use bobbin_core::search::{self, How, Pattern};
use bobbin_core::yaml::{Dialect, parse};
use bobbin_vault::DocumentKey;

use crate::api::from_core::number;
use crate::api::utf16::Utf16;
use crate::api::{DocumentTarget, FoundPlace, SearchAsk, SearchResult, SearchedDocument, SearchedText};
use crate::app::{App, Inner};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::open_document as document;

/// How many places of one document are told. Who has more looks for something else.
const MOST: usize = 100;

/// The texts of dashboards that are not open, each as of a version: made once, not for each word that is typed.
#[derive(Default)]
pub(crate) struct KeptTexts(Mutex<HashMap<DocumentKey, KeptText>>);

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

impl App {
    pub(crate) async fn dashboard_search(&self, request: SearchAsk) -> ApiResult<SearchResult> {
        let how = How {
            match_case: request.match_case,
            whole_words: request.whole_words,
            regular_expression: request.regular_expression,
        };
        let pattern = Pattern::new(&request.words, how).map_err(|error| {
            ApiError::new(ErrorCode::BadRequest, format!("This is no regular expression: {error}."))
        })?;
        let (texts, unread) = self.inner.searchable(request.instance.as_deref()).await?;
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
}

impl Inner {
    /// The texts to search, in the order of the list, and the titles of the dashboards that there are none of.
    async fn searchable(self: &Arc<Self>, instance: Option<&str>) -> ApiResult<(Vec<Searchable>, Vec<String>)> {
        let (mut texts, mut unread, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        if let Some(instance) = instance {
            for listed in self.dashboards(instance).await?.dashboards {
                let target =
                    DocumentTarget::Dashboard { instance: instance.to_owned(), url_path: listed.url_path.clone() };
                seen.insert(document::id(&target));
                match self.text_to_search(&target, &listed.title, listed.icon).await? {
                    Some(text) => texts.push(text),
                    None => unread.push(listed.title),
                }
            }
        }
        let open = self.documents.all().into_iter().map(|entry| entry.state().target.clone());
        let drafted = self.store.drafts().await?.into_iter().map(|draft| draft.target);
        for target in open.chain(drafted) {
            let elsewhere =
                matches!(&target, DocumentTarget::Dashboard { instance: of, .. } if Some(of.as_str()) != instance);
            if !elsewhere && seen.insert(document::id(&target)) {
                texts.extend(self.text_to_search(&target, &title_of(&target), None).await?);
            }
        }
        Ok((texts, unread))
    }

    async fn text_to_search(
        self: &Arc<Self>,
        target: &DocumentTarget,
        title: &str,
        icon: Option<String>,
    ) -> ApiResult<Option<Searchable>> {
        if let Ok(entry) = self.documents.get(&document::id(target)) {
            let document = entry.state();
            return Ok(Some(Searchable {
                target: target.clone(),
                title: document.title.clone(),
                icon: document.icon.clone(),
                which: SearchedText::Open,
                as_of: None,
                text: Arc::from(document.text.as_str()),
                dialect: document.dialect,
            }));
        }
        let found = match (self.store.draft(target).await?, target) {
            (Some(draft), _) => Some((SearchedText::Draft, draft.at, Arc::from(draft.text))),
            (None, DocumentTarget::Dashboard { instance, url_path }) => {
                let kept = self.kept_text(instance, url_path).await?;
                kept.map(|(at, text)| (SearchedText::Kept, at, text))
            }
            (None, _) => None,
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

    /// What Home Assistant had when a dashboard was last read, as a text.
    async fn kept_text(&self, instance: &str, url_path: &str) -> ApiResult<Option<(u64, Arc<str>)>> {
        let key = DocumentKey::dashboard(instance, url_path);
        let seen = self.store.last_seen(key.clone()).await?;
        let Some((version, at)) = seen else {
            // What is written in YAML files is in no vault.
            let Ok(theirs) = self.look(instance, url_path).await else { return Ok(None) };
            let text = self.text_of(instance, url_path, &theirs.held, Dialect::Editor).await?;
            return Ok(Some((theirs.at, Arc::from(text))));
        };
        if let Some(kept) = self.kept_texts.lock().get(&key)
            && kept.version == version
        {
            return Ok(Some((at, Arc::clone(&kept.text))));
        }
        let (_, held, _) = self.store.version(version).await?;
        let target = DocumentTarget::Dashboard { instance: instance.to_owned(), url_path: url_path.to_owned() };
        let text: Arc<str> = Arc::from(self.text_of(instance, url_path, &held, self.dialect_of(&target)).await?);
        self.kept_texts.lock().insert(key, KeptText { version, text: Arc::clone(&text) });
        Ok(Some((at, text)))
    }

    fn dialect_of(&self, target: &DocumentTarget) -> Dialect {
        let DocumentTarget::Dashboard { instance, .. } = target else { return Dialect::Editor };
        let version = self.home(instance).ok().and_then(|home| home.ha_version());
        version.map_or(Dialect::Editor, |version| Dialect::for_home_assistant(&version))
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
