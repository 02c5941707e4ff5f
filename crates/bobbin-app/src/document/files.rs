//! Files on this computer as documents, and texts on their way between files and dashboards.
//!
//! Must stay true: a file that changed on disk is never overwritten unseen; importing a text changes comments and
//! formatting, never the meaning of a dashboard; no secret that Home Assistant resolved is written to a file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bobbin_core::yaml::{self, Dialect};
use bobbin_vault::VaultError;
use bobbin_vault::files::{self, Encoding, Expect, FileChange, FileWatch, Written};

use crate::api::utf16::one_change;
use crate::api::{
    Conflict, ConflictChoice, Document, DocumentSaveAs, DocumentTarget, FileChoice, FileSaveAsk, SaveOutcome, TextFile,
    TextImported, TextOffer,
};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::drafts::Drafts;
use crate::state::homes::Homes;
use crate::state::open_document::{Base, Found, OnDisk, OpenDocument};
use crate::state::open_documents::{Entry, OpenDocuments};
use crate::state::opening::Opening;
use crate::state::settings_file::SettingsFile;
use crate::state::store::Store;
use crate::state::{carry, listed, names};
use crate::{Shell, failures};

/// Opens, saves and watches files.
pub(crate) struct Files {
    open: Arc<OpenDocuments>,
    store: Store,
    drafts: Arc<Drafts>,
    settings: Arc<SettingsFile>,
    homes: Arc<Homes>,
    shell: Arc<dyn Shell>,
    watch: Mutex<Option<FileWatch>>,
}

impl Files {
    pub(crate) fn new(
        open: Arc<OpenDocuments>,
        store: Store,
        drafts: Arc<Drafts>,
        settings: Arc<SettingsFile>,
        homes: Arc<Homes>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { open, store, drafts, settings, homes, shell, watch: Mutex::default() }
    }

    pub(crate) async fn document_save_as(&self, request: DocumentSaveAs) -> ApiResult<Document> {
        let entry = self.open.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        let path = std::path::absolute(request.path.trim()).unwrap_or_else(|_| request.path.clone().into());
        let (text, on_disk, read_only) = {
            let document = entry.state();
            (document.text().to_owned(), document.on_disk().cloned(), document.is_read_only())
        };
        if read_only && self.holds_secrets(&entry) {
            return Err(ApiError::new(
                ErrorCode::ReadOnly,
                "This dashboard comes with its secrets resolved, so Bobbin does not write it to a file.",
            )
            .hint("Copy the YAML file on the computer of Home Assistant instead."));
        }
        let format = on_disk.as_ref().map(|on_disk| on_disk.format);
        let encoding = format.map_or(Encoding::Utf8, |format| format.encoding);
        let written = format.map_or_else(|| text.clone(), |format| format.line_ending.to_file(&text).into_owned());
        // The dialog has already asked whether to replace an existing file.
        let stamp = write(path.clone(), written, encoding, Expect::Anything).await?;
        let Written::Saved { stamp } = stamp else {
            return Err(ApiError::new(ErrorCode::ChangedOnDisk, "The file changed while it was written."));
        };
        let shown = path.display().to_string();
        self.settings.change(|settings| settings.add_recent_file(&shown)).await?;
        if request.adopt {
            self.adopt(&entry, shown, stamp).await?;
        }
        let view = entry.state().view();
        Ok(view)
    }

    pub(crate) async fn file_choose_open(&self, _: ()) -> ApiResult<FileChoice> {
        let path = self.shell.choose_open().await;
        Ok(FileChoice { path: path.map(|path| path.display().to_string()) })
    }

    pub(crate) async fn file_choose_save(&self, request: FileSaveAsk) -> ApiResult<FileChoice> {
        let path = self.shell.choose_save(&request.suggested_name).await;
        Ok(FileChoice { path: path.map(|path| path.display().to_string()) })
    }

    pub(crate) async fn document_export_text(&self, request: TextFile) -> ApiResult<()> {
        let entry = self.open.get(&request.id)?;
        if self.holds_secrets(&entry) {
            return Err(ApiError::new(
                ErrorCode::ReadOnly,
                "This dashboard comes with its secrets resolved, so Bobbin does not write it to a file.",
            ));
        }
        let text = entry.state().text().to_owned();
        self::write(PathBuf::from(request.path.trim()), text, Encoding::Utf8, Expect::Anything).await.map(drop)
    }

    pub(crate) async fn document_import_text(&self, request: TextFile) -> ApiResult<TextImported> {
        let entry = self.open.get(&request.id)?;
        let file = self::open(PathBuf::from(request.path.trim())).await?;
        let imported = file.format.line_ending.to_editor(&file.text).into_owned();
        let (value, text, revision, dialect) = {
            let document = entry.state();
            document.refuse_read_only()?;
            let value = document.value().ok_or_else(|| {
                ApiError::new(ErrorCode::InvalidText, "The text has problems. Mend them, then import comments.")
            })?;
            (value, document.text().to_owned(), document.revision(), document.dialect())
        };
        let parsed = yaml::parse(&imported, dialect);
        let Some(meant) = parsed.value.as_ref().filter(|_| parsed.problems.is_empty()) else {
            let problem = parsed.problems.first().map(ToString::to_string).unwrap_or_default();
            let words = format!("This file can't be read as a dashboard: {problem}. Nothing was changed.");
            return Err(ApiError::new(ErrorCode::InvalidText, words));
        };
        let same_meaning = meant.same_meaning(&value);
        let carried = carry::carry(&imported, &value, dialect);
        let changes = one_change(&text, &carried.text);
        Ok(TextImported { offer: TextOffer { revision, changes }, same_meaning, lost_comments: carried.lost })
    }

    pub(crate) async fn open_file(&self, path: &str) -> ApiResult<OpenDocument> {
        let full = std::path::absolute(path.trim()).unwrap_or_else(|_| path.into());
        let shown = full.display().to_string();
        let target = DocumentTarget::File { path: shown.clone() };
        let draft = self.store.draft(&target).await?;
        let read = open(full.clone()).await;
        let file = match (read, &draft) {
            (Ok(file), _) => Some(file),
            // The file is gone, but its draft is not.
            (Err(_), Some(_)) => None,
            (Err(error), None) => return Err(error),
        };
        self.settings.change(|settings| settings.add_recent_file(&shown)).await?;
        let disk_text = file.as_ref().map(|file| file.format.line_ending.to_editor(&file.text).into_owned());
        let base_text = match &draft {
            Some(draft) => draft.base_text.clone(),
            None => disk_text.clone().unwrap_or_default(),
        };
        let on_disk = file.as_ref().map(|file| OnDisk { stamp: file.stamp, format: file.format });
        let mut opened = OpenDocument::new(Opening {
            title: full.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned()),
            icon: None,
            read_only: file.as_ref().filter(|file| file.read_only).map(|_| {
                "This file can't be written by you. You can read and copy it, or save it under another name.".to_owned()
            }),
            dialect: Dialect::Core,
            base: Base { held: None, text: base_text, version: None, as_of: now(), live: true },
            on_disk: on_disk.clone(),
            draft,
            target,
            queued_at: None,
            has_local_text: false,
            lost_comments: None,
        });
        // Nobody has seen the document yet, so there is no news to tell.
        opened.note(Found::File(disk_text.zip(on_disk.clone()), now()));
        if let Some(on_disk) = on_disk {
            opened.keep_file(on_disk);
        }
        self.watch_file(&full, opened.on_disk());
        Ok(opened)
    }

    pub(crate) async fn save(&self, entry: &Entry) -> ApiResult<SaveOutcome> {
        let (path, text, on_disk) = {
            let document = entry.state();
            document.refuse_read_only()?;
            let DocumentTarget::File { path } = document.target() else {
                return Err(ApiError::new(ErrorCode::BadRequest, "This is no file."));
            };
            (PathBuf::from(path), document.text().to_owned(), document.on_disk().cloned())
        };
        let (content, encoding, expect) = match &on_disk {
            Some(on_disk) => {
                let content = on_disk.format.line_ending.to_file(&text).into_owned();
                (content, on_disk.format.encoding, Expect::Content(on_disk.stamp))
            }
            None => (text.clone(), Encoding::Utf8, Expect::Absent),
        };
        let stamp = match write(path.clone(), content, encoding, expect).await? {
            Written::Saved { stamp } => stamp,
            Written::ChangedOnDisk { .. } => {
                self.look_at(entry).await?;
                let conflict = Conflict {
                    theirs: None,
                    at: now(),
                    their_changes: Vec::new(),
                    my_changes: Vec::new(),
                    put_back: false,
                    merges: None,
                };
                return Ok(SaveOutcome::ChangedOnServer { conflict });
            }
        };
        if let Some(watch) = &*self.watch.lock().unwrap_or_else(PoisonError::into_inner) {
            watch.wrote(&path, stamp);
        }
        let (analysis, news) = {
            let mut document = entry.state();
            let format = on_disk.map_or_else(files::Format::default, |on_disk| on_disk.format);
            document.keep_file(OnDisk { stamp, format });
            let news = document.saved(Base { text, as_of: now(), live: true, ..Base::default() });
            (document.analysis(), news)
        };
        self.drafts.write(entry).await?;
        self.open.tell(entry, |_| news);
        Ok(SaveOutcome::Saved { sent: true, at: now(), analysis, read_back_differs: None, merged: None })
    }

    /// Reads the file of a document again and notes its state.
    pub(crate) async fn look_at(&self, entry: &Entry) -> ApiResult<()> {
        let DocumentTarget::File { path } = entry.state().target().clone() else { return Ok(()) };
        let found = match open(PathBuf::from(path)).await {
            Ok(file) => {
                let text = file.format.line_ending.to_editor(&file.text).into_owned();
                Some((text, OnDisk { stamp: file.stamp, format: file.format }))
            }
            Err(error) if error.code == ErrorCode::NotFound => None,
            Err(error) => return Err(error),
        };
        self.open.tell(entry, |document| document.note(Found::File(found, now())));
        Ok(())
    }

    pub(crate) async fn resolve(&self, entry: &Entry, choice: &ConflictChoice) -> ApiResult<TextOffer> {
        let DocumentTarget::File { path } = entry.state().target().clone() else {
            return Err(ApiError::new(ErrorCode::BadRequest, "This is no file."));
        };
        if matches!(choice, ConflictChoice::Merge) {
            return Err(ApiError::new(
                ErrorCode::BadRequest,
                "Files are not merged by Bobbin: compare them and decide.",
            ));
        }
        let file = open(PathBuf::from(path)).await?;
        if matches!(choice, ConflictChoice::TakeTheirs) {
            self.drafts.keep(entry).await?;
        }
        let theirs = file.format.line_ending.to_editor(&file.text).into_owned();
        let mut document = entry.state();
        document.keep_file(OnDisk { stamp: file.stamp, format: file.format });
        let revision = document.revision();
        let changes = match choice {
            ConflictChoice::TakeTheirs => one_change(document.text(), &theirs),
            _ => Vec::new(),
        };
        // The response already reports that the document is in step.
        document.rebase(Base { text: theirs, as_of: now(), live: true, ..Base::default() });
        Ok(TextOffer { revision, changes })
    }

    /// Turns a document into the file that it was just written to.
    async fn adopt(&self, entry: &Arc<Entry>, path: String, stamp: files::Stamp) -> ApiResult<()> {
        let (old_target, old_id, full) = {
            let mut document = entry.state();
            let full = PathBuf::from(&path);
            let old = (document.target().clone(), document.id().to_owned());
            let title = full.file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
            document.adopt(path, title, stamp, now());
            (old.0, old.1, full)
        };
        self.open.rename(&old_id, entry);
        // The text is in the file now. A dashboard keeps its draft.
        if !matches!(old_target, DocumentTarget::Dashboard { .. }) {
            self.store.remove_draft(&old_target).await?;
        }
        self.watch_file(&full, entry.state().on_disk());
        Ok(())
    }

    /// Whether a document shows secrets that Home Assistant resolved.
    pub(crate) fn holds_secrets(&self, entry: &Entry) -> bool {
        let Some(dashboard) = entry.state().dashboard() else { return false };
        let dashboard = self.homes.find(&dashboard.instance).and_then(|home| home.dashboard(&dashboard.url_path));
        dashboard.is_none_or(|dashboard| listed::is_yaml(&dashboard))
    }

    /// Starts the watch for files that get opened.
    pub(crate) fn watch_files(self: &Arc<Self>) {
        let files = Arc::downgrade(self);
        let runtime = tokio::runtime::Handle::current();
        let watch = FileWatch::new(move |change: FileChange| {
            let files = files.clone();
            runtime.spawn(async move {
                let Some(files) = files.upgrade() else { return };
                let target = DocumentTarget::File { path: change.path.display().to_string() };
                if let Ok(entry) = files.open.get(&names::id(&target)) {
                    let _after_ours = entry.lane.quiet().await;
                    if let Err(error) = files.look_at(&entry).await {
                        tracing::info!(%error, "a changed file could not be read");
                    }
                }
            });
        });
        match watch {
            Ok(watch) => *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some(watch),
            Err(error) => tracing::warn!(%error, "files are not watched; a change is noticed when saving"),
        }
    }

    fn watch_file(&self, path: &Path, on_disk: Option<&OnDisk>) {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watch) = &mut *watch
            && let Err(error) = watch.watch(path, on_disk.map(|on_disk| on_disk.stamp))
        {
            tracing::info!(%error, "a file is not watched; a change is noticed when saving");
        }
    }
}

pub(crate) async fn open(path: PathBuf) -> ApiResult<files::OpenedFile> {
    let opened = tokio::task::spawn_blocking(move || files::open_file(&path)).await;
    opened.map_err(|error| ApiError::new(ErrorCode::Internal, "The file could not be read.").details(error))?.map_err(
        |error| match &error {
            VaultError::NotFound { .. } => ApiError::new(ErrorCode::NotFound, failures::storage(&error).message),
            _ => ApiError { code: ErrorCode::File, ..failures::storage(&error) },
        },
    )
}

pub(crate) async fn write(path: PathBuf, text: String, encoding: Encoding, expect: Expect) -> ApiResult<Written> {
    let written = tokio::task::spawn_blocking(move || files::save_file(&path, &text, encoding, expect)).await;
    written
        .map_err(|error| ApiError::new(ErrorCode::Internal, "The file could not be written.").details(error))?
        .map_err(|error| ApiError { code: ErrorCode::File, ..failures::storage(&error) })
}
