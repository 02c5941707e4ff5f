//! One open document: its text with its meaning, its base, and the other side as far as Bobbin knows it.
//!
//! Pure state, changed only by its verbs; no I/O. Must stay true: `reading` always belongs to `text`; the base changes
//! only together with the text that means it; a draft on disk counts as written only with the current base.

use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use bobbin_vault::files::{Format, Stamp};

use super::ahead::{Ahead, same_news};
use super::dashboard_id::DashboardId;
use super::draft::{Decisions, Draft};
use super::held::Held;
use super::names;
use super::opening::Opening;
use super::outlined::Outlined;
use super::reading::Reading;
use super::text::Text;
use super::turn::Turn;
use crate::api::{
    Analysis, Difference, Document, DocumentBase, DocumentOutline, DocumentTarget, FileFormat, LostComments, Outline,
    Remote, TextChange,
};
use crate::error::{ApiError, ApiResult, ErrorCode};

/// The version that a draft started from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// Its value; none where Home Assistant has no config, and for a file or an untitled text.
    pub(crate) held: Held,
    /// Its text, as shown before the first edit.
    pub(crate) text: String,
    /// Its number in the vault.
    pub(crate) version: Option<i64>,
    /// When it was read.
    pub(crate) as_of: u64,
    /// Whether it was read over the current connection.
    pub(crate) live: bool,
}

/// The other side's version, where it differs from the base.
#[derive(Clone, Debug)]
pub(crate) struct Theirs {
    /// Its value.
    pub(crate) held: Held,
    /// Its number in the vault.
    pub(crate) version: Option<i64>,
    /// When it was seen.
    pub(crate) at: u64,
    /// Its text, for a file.
    pub(crate) text: Option<String>,
}

/// News about the other side of a document.
pub(crate) enum Found {
    /// A dashboard holds this.
    Version(Theirs),
    /// A file has this text and state, or is gone; seen at that time.
    File(Option<(String, OnDisk)>, u64),
    /// The dashboard was deleted.
    Deleted,
}

/// The file of a document.
#[derive(Clone, Debug)]
pub(crate) struct OnDisk {
    /// The state of the file when it was last read or written.
    pub(crate) stamp: Stamp,
    /// Its encoding and line endings.
    pub(crate) format: Format,
}

/// The state of the draft on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drafted {
    /// There is none.
    Absent,
    /// The draft on disk has the text of this revision.
    At(u32),
    /// There is one, but it has to be written again: its base or its decisions are outdated.
    Outdated,
}

/// A draft that has to be written or removed.
pub(crate) struct Unwritten {
    pub(crate) id: String,
    pub(crate) target: DocumentTarget,
    pub(crate) revision: u32,
    /// The draft; none to remove it, because the text equals the base again.
    pub(crate) draft: Option<Draft>,
    edition: u32,
}

/// An open document.
pub(crate) struct OpenDocument {
    id: String,
    target: DocumentTarget,
    title: String,
    icon: Option<String>,
    read_only: Option<String>,
    dialect: Dialect,
    pub(super) text: Text,
    reading: Reading,
    pub(super) base: Base,
    on_disk: Option<OnDisk>,
    pub(super) ahead: Ahead,
    restored_draft: Option<u64>,
    view_state: serde_json::Value,
    drafted: Drafted,
    /// The number of times that a draft on disk became outdated.
    edition: u32,
    outline: Outlined,
    /// Texts that come with another base.
    pub(super) turns: Vec<Turn>,
    /// The decisions of an unfinished merge.
    pub(super) merge: Option<Decisions>,
    /// When its save was queued for a connection; none when no save waits.
    queued_at: Option<u64>,
    /// Whether this computer keeps a commented text of the dashboard.
    has_local_text: bool,
    /// Comments whose node was deleted elsewhere while the dashboard was closed.
    lost_comments: Option<LostComments>,
}

impl OpenDocument {
    /// Creates a document with the text of its draft, or else the text of its base.
    pub(crate) fn new(opening: Opening) -> Self {
        let (text, restored_draft, view_state, merge) = match opening.draft {
            Some(draft) => (draft.text, Some(draft.at), draft.view_state, draft.merge),
            None => (opening.base.text.clone(), None, serde_json::Value::Null, None),
        };
        let text = Text::new(text, 0);
        let dashboard = matches!(opening.target, DocumentTarget::Dashboard { .. });
        let reading = Reading::of(text.as_str(), opening.dialect, dashboard);
        Self {
            id: names::id(&opening.target),
            target: opening.target,
            title: opening.title,
            icon: opening.icon,
            read_only: opening.read_only,
            dialect: opening.dialect,
            text,
            reading,
            base: opening.base,
            on_disk: opening.on_disk,
            ahead: Ahead::Nothing,
            drafted: if restored_draft.is_some() { Drafted::At(0) } else { Drafted::Absent },
            edition: 0,
            restored_draft,
            view_state,
            outline: Outlined::default(),
            turns: Vec::new(),
            merge,
            queued_at: opening.queued_at,
            has_local_text: opening.has_local_text,
            lost_comments: opening.lost_comments,
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) const fn target(&self) -> &DocumentTarget {
        &self.target
    }

    /// The dashboard; none for a file or an untitled text.
    pub(crate) fn dashboard(&self) -> Option<DashboardId> {
        DashboardId::of(&self.target)
    }

    /// Whether this is a dashboard of an instance.
    pub(crate) const fn is_dashboard(&self) -> bool {
        matches!(self.target, DocumentTarget::Dashboard { .. })
    }

    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    pub(crate) const fn icon(&self) -> Option<&String> {
        self.icon.as_ref()
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    pub(crate) const fn revision(&self) -> u32 {
        self.text.revision()
    }

    /// Whether the text is empty or has only comments.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_blank()
    }

    pub(crate) const fn reading(&self) -> &Reading {
        &self.reading
    }

    pub(crate) const fn base(&self) -> &Base {
        &self.base
    }

    /// The version of the other side; none if it is the base.
    pub(crate) const fn theirs(&self) -> Option<&Theirs> {
        self.ahead.theirs()
    }

    /// The state of the other side in the interface's terms.
    pub(crate) fn remote(&self) -> Remote {
        self.ahead.remote()
    }

    /// Whether the other side's version is offered as the text, and the editor has not taken the offer yet.
    pub(crate) const fn is_offered(&self) -> bool {
        self.ahead.is_offered()
    }

    pub(crate) const fn on_disk(&self) -> Option<&OnDisk> {
        self.on_disk.as_ref()
    }

    /// Whether its save waits for a connection.
    pub(crate) const fn is_queued(&self) -> bool {
        self.queued_at.is_some()
    }

    pub(crate) const fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Returns an error for a read-only document.
    pub(crate) fn refuse_read_only(&self) -> ApiResult<()> {
        match &self.read_only {
            Some(reason) => Err(ApiError::new(ErrorCode::ReadOnly, reason.clone())),
            None => Ok(()),
        }
    }

    /// The value of the text. Numbers that equal the base's keep its spelling.
    pub(crate) fn value(&self) -> Option<Value> {
        let value = self.reading.value()?;
        Some(self.base.held.as_ref().map_or_else(|| value.clone(), |base| value.with_numbers_of(base)).as_json())
    }

    /// How the text differs from the base.
    pub(crate) fn difference(&self) -> Difference {
        if self.text.as_str() == self.base.text {
            return Difference::None;
        }
        if !self.is_dashboard() {
            return Difference::Meaning;
        }
        match (self.reading.value(), &self.base.held) {
            (Some(mine), Some(base)) if mine.same_meaning(base) => Difference::Formatting,
            _ => Difference::Meaning,
        }
    }

    /// The problems of the text and its difference from the base.
    pub(crate) fn analysis(&self) -> Analysis {
        Analysis {
            revision: self.text.revision(),
            problems: self.reading.problems.clone(),
            difference: self.difference(),
        }
    }

    /// The draft in its current state, with its time.
    pub(crate) fn draft(&self, at: u64) -> Draft {
        Draft {
            target: self.target.clone(),
            text: self.text.as_str().to_owned(),
            base_version: self.base.version,
            base_text: self.base.text.clone(),
            view_state: self.view_state.clone(),
            merge: self.merge.clone(),
            at,
        }
    }

    /// The outline, reduced to the parts that the interface lacks.
    pub(crate) fn outline(&mut self, asked: &DocumentOutline) -> Outline {
        self.outline.since(asked, &self.text, &self.reading)
    }

    /// Applies typed changes. Returns the other side's state if the interface has to be informed.
    ///
    /// # Errors
    /// The document is read-only, or the changes start from another text.
    pub(crate) fn edit(&mut self, revision: u32, changes: &[TextChange], length: u32) -> ApiResult<Option<Remote>> {
        self.refuse_read_only()?;
        self.text.apply(revision, changes, length)?;
        self.read();
        Ok(self.turn())
    }

    /// Replaces the whole text. Returns the other side's state if the interface has to be informed.
    ///
    /// # Errors
    /// The document is read-only.
    pub(crate) fn replace(&mut self, text: String) -> ApiResult<Option<Remote>> {
        self.refuse_read_only()?;
        self.text.replace(text);
        self.read();
        Ok(self.turn())
    }

    /// Reads the text again after a change.
    fn read(&mut self) {
        let dashboard = self.is_dashboard();
        self.reading.update(self.text.as_str(), self.dialect, dashboard);
    }

    /// Keeps the cursor and scroll position.
    pub(crate) fn keep_view_state(&mut self, view_state: serde_json::Value) {
        self.view_state = view_state;
    }

    /// Notes what was found on the other side. Says what is to be told about it, if that is news.
    pub(crate) fn note(&mut self, found: Found) -> Option<Remote> {
        match found {
            Found::Version(theirs) => self.note_version(theirs),
            Found::File(found, at) => self.note_file(found, at),
            Found::Deleted => {
                let news = !matches!(self.ahead, Ahead::Deleted { .. });
                self.ahead = Ahead::Deleted { last: std::mem::take(&mut self.ahead).into_theirs() };
                news.then_some(Remote::Deleted)
            }
        }
    }

    fn note_version(&mut self, seen: Theirs) -> Option<Remote> {
        let (before, offered) = (self.ahead.remote(), self.ahead.is_offered());
        self.ahead = if seen.held == self.base.held {
            self.base.live = true;
            self.base.as_of = seen.at;
            Ahead::Nothing
        } else {
            match Ahead::changed(&self.base.held, seen) {
                // The same version as before keeps the time at which the interface learned about it.
                Ahead::Changed { theirs, remote } if !offered && same_news(&before, &remote) => {
                    Ahead::Changed { theirs, remote: before.clone() }
                }
                changed => changed,
            }
        };
        let now = self.ahead.remote();
        (offered || !same_news(&before, &now)).then_some(now)
    }

    fn note_file(&mut self, found: Option<(String, OnDisk)>, at: u64) -> Option<Remote> {
        let before = self.ahead.remote();
        let last = std::mem::take(&mut self.ahead).into_theirs();
        // Until the user decides, a save must not mistake another file for the known one.
        (self.ahead, self.on_disk) = match found {
            None => (Ahead::Deleted { last }, None),
            Some((text, on_disk)) if text == self.base.text => (Ahead::Nothing, Some(on_disk)),
            Some((text, _)) => {
                let theirs = Theirs { held: None, version: None, at, text: Some(text) };
                (Ahead::changed(&None, theirs), None)
            }
        };
        let now = self.ahead.remote();
        (!same_news(&before, &now)).then_some(now)
    }

    /// Lets the version of the other side become the text, as soon as the editor takes it. `goes_back`: whether
    /// undoing the text also undoes the base.
    pub(crate) fn offer(&mut self, seen: Theirs, text: String, base_text: String, goes_back: bool) {
        let base = Base { held: seen.held.clone(), text: base_text, version: seen.version, as_of: seen.at, live: true };
        self.ahead = Ahead::offered(&self.base.held, seen);
        self.turn_to(text, base, goes_back);
    }

    /// Sets the base to the other side's current version, whatever came before; the text stays. Returns the other
    /// side's new state if it changed.
    pub(crate) fn rebase(&mut self, base: Base) -> Option<Remote> {
        let news = !matches!(self.ahead, Ahead::Nothing);
        self.base = base;
        self.ahead = Ahead::Nothing;
        self.turns.clear();
        self.merge = None;
        self.outdate();
        news.then_some(Remote::InStep)
    }

    /// Like [`rebase`](Self::rebase), after a save.
    pub(crate) fn saved(&mut self, base: Base) -> Option<Remote> {
        self.restored_draft = None;
        self.has_local_text |= self.is_dashboard();
        self.rebase(base)
    }

    /// Notes the state of the file that was just read or written.
    pub(crate) fn keep_file(&mut self, on_disk: OnDisk) {
        self.on_disk = Some(on_disk);
    }

    /// Turns this into the document of a file that its text was just written to.
    pub(crate) fn adopt(&mut self, path: String, title: String, stamp: Stamp, at: u64) {
        self.target = DocumentTarget::File { path };
        self.id = names::id(&self.target);
        self.title = title;
        self.dialect = Dialect::Core;
        let format = self.on_disk.take().map_or_else(Format::default, |on_disk| on_disk.format);
        self.on_disk = Some(OnDisk { stamp, format });
        self.base = Base { text: self.text.as_str().to_owned(), as_of: at, live: true, ..Base::default() };
        self.drafted = Drafted::Absent;
        self.read();
    }

    /// The decisions of an unfinished merge.
    pub(crate) const fn decisions(&self) -> Option<&Decisions> {
        self.merge.as_ref()
    }

    /// Sets the decisions of a merge; none when the merge is left.
    pub(crate) fn decide(&mut self, decisions: Option<Decisions>) {
        self.merge = decisions;
        self.outdate();
    }

    /// Notes when its save was queued for a connection; none when no save waits.
    pub(crate) fn queue(&mut self, queued_at: Option<u64>) {
        self.queued_at = queued_at;
    }

    /// Marks the draft on disk as outdated, so that it is written again.
    pub(super) fn outdate(&mut self) {
        self.edition = self.edition.wrapping_add(1);
        if self.drafted != Drafted::Absent {
            self.drafted = Drafted::Outdated;
        }
    }

    /// The draft that is not on disk in its current state; none if nothing has to be written.
    pub(crate) fn unwritten(&self, at: u64) -> Option<Unwritten> {
        let revision = self.text.revision();
        let untouched = matches!(self.difference(), Difference::None);
        let written = match self.drafted {
            Drafted::Absent => untouched,
            Drafted::At(written) => written == revision,
            Drafted::Outdated => false,
        };
        if written || self.is_read_only() {
            return None;
        }
        Some(Unwritten {
            id: self.id.clone(),
            target: self.target.clone(),
            revision,
            draft: (!untouched).then(|| self.draft(at)),
            edition: self.edition,
        })
    }

    /// Notes that a draft was written or removed.
    pub(crate) fn written(&mut self, written: &Unwritten) {
        self.drafted = match &written.draft {
            None => Drafted::Absent,
            // The base or the decisions changed during the write.
            Some(_) if written.edition != self.edition => Drafted::Outdated,
            Some(_) => Drafted::At(written.revision),
        };
    }

    /// The whole document for the interface.
    pub(crate) fn view(&self) -> Document {
        Document {
            id: self.id.clone(),
            target: self.target.clone(),
            title: self.title.clone(),
            icon: self.icon.clone(),
            text: self.text.as_str().to_owned(),
            revision: self.text.revision(),
            read_only: self.read_only.clone(),
            base: self.is_dashboard().then(|| DocumentBase {
                as_of: self.base.as_of,
                live: self.base.live,
                no_config: self.base.held.is_none(),
            }),
            restored_draft: self.restored_draft,
            format: self.on_disk.as_ref().map(|on_disk| FileFormat {
                encoding: on_disk.format.encoding.label().to_owned(),
                line_ending: on_disk.format.line_ending.label().to_owned(),
            }),
            view_state: self.view_state.clone(),
            queued_at: self.queued_at,
            has_local_text: self.has_local_text,
            lost_comments: self.lost_comments.clone(),
            merge_started: self.merge.is_some(),
            remote: self.ahead.remote(),
            analysis: self.analysis(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> OpenDocument {
        let base = |text: &str| Base { text: text.to_owned(), ..Base::default() };
        let mut document = OpenDocument::new(Opening {
            target: DocumentTarget::Untitled { number: 1 },
            title: "Untitled".to_owned(),
            icon: None,
            read_only: None,
            dialect: Dialect::Editor,
            base: base("a: 1\n"),
            on_disk: None,
            draft: None,
            queued_at: None,
            has_local_text: false,
            lost_comments: None,
        });
        document.replace("a: 2\n".to_owned()).expect("it can be changed");
        document
    }

    #[test]
    fn a_draft_is_written_once_for_each_text() {
        let mut document = document();
        let unwritten = document.unwritten(1).expect("typed");
        document.written(&unwritten);
        assert!(document.unwritten(1).is_none());
        document.replace("a: 1\n".to_owned()).expect("it can be changed");
        let unwritten = document.unwritten(1).expect("the draft on disk is not the text any more");
        assert!(unwritten.draft.is_none(), "the text is the base's again");
        document.written(&unwritten);
        assert!(document.unwritten(1).is_none());
    }

    #[test]
    fn a_draft_whose_base_changed_while_it_was_written_is_written_again() {
        let mut document = document();
        let under_way = document.unwritten(1).expect("typed");
        document.rebase(Base { text: "a: 3\n".to_owned(), version: Some(7), ..Base::default() });
        document.written(&under_way);
        let again = document.unwritten(2).expect("its base is not the one on disk").draft.expect("a draft");
        assert_eq!((again.base_version, again.base_text.as_str()), (Some(7), "a: 3\n"));
    }

    #[test]
    fn the_same_version_is_news_once() {
        let mut document = document();
        let theirs = |at| Theirs { held: Some("theirs".into()), version: Some(3), at, text: None };
        assert!(matches!(document.note(Found::Version(theirs(10))), Some(Remote::Changed { at: 10, .. })));
        assert_eq!(document.note(Found::Version(theirs(20))), None);
        assert!(matches!(document.remote(), Remote::Changed { at: 10, .. }), "it keeps its time");
        assert_eq!(document.note(Found::Deleted), Some(Remote::Deleted));
        assert_eq!(document.note(Found::Deleted), None);
        assert_eq!(document.theirs().and_then(|theirs| theirs.version), Some(3), "the last version stays known");
        let base = Base { held: Some("theirs".into()), version: Some(3), ..Base::default() };
        assert_eq!(document.rebase(base), Some(Remote::InStep));
    }

    #[test]
    fn an_offer_that_the_editor_drops_is_reported() {
        let mut document = document();
        let seen = Theirs { held: Some("theirs".into()), version: Some(3), at: 10, text: None };
        document.offer(seen, "a: theirs\n".to_owned(), "a: theirs\n".to_owned(), false);
        assert!(document.is_offered());
        let told = document.replace("a: mine\n".to_owned()).expect("it can be changed");
        assert!(matches!(told, Some(Remote::Changed { version: Some(3), .. })), "{told:?}");
        assert_eq!(document.replace("a: mine too\n".to_owned()).expect("it can be changed"), None);
    }
}
