//! An open document: a YAML text, its base, its state and its problems.

use super::VersionOrigin;

api! {
    /// The subject of a document.
    #[serde(tag = "kind")]
    pub enum DocumentTarget {
        /// A dashboard of an instance.
        Dashboard {
            /// The instance's id.
            instance: String,
            /// The dashboard's `url_path`.
            url_path: String,
        },
        /// A file on this computer.
        File {
            /// Its full path.
            path: String,
        },
        /// A text that has not been saved anywhere.
        Untitled {
            /// Distinguishes several of them.
            number: u32,
        },
    }

    /// Opens a document, or returns the one that is already open.
    pub struct DocumentOpen {
        /// The document to open. `untitled` with the number 0 makes a new one.
        pub target: DocumentTarget,
    }

    /// Names an open document.
    pub struct DocumentRef {
        /// Its id.
        pub id: String,
    }

    /// An open document.
    pub struct Document {
        /// Its id, stable across restarts.
        pub id: String,
        /// Its subject.
        pub target: DocumentTarget,
        /// The title of its tab.
        pub title: String,
        /// Its icon, as `mdi:…`.
        pub icon: Option<String>,
        /// The text. Line breaks are `\n`, unless the file mixes kinds of them.
        pub text: String,
        /// The revision: every edit makes the next one.
        pub revision: u32,
        /// Why it can't be edited; none when it can.
        pub read_only: Option<String>,
        /// The base of its draft.
        pub base: Option<DocumentBase>,
        /// When the restored draft was last edited; none without one.
        #[ts(type = "number | null")]
        pub restored_draft: Option<u64>,
        /// Encoding and line endings, for a file.
        pub format: Option<FileFormat>,
        /// Cursor and scroll position, as the interface stored them.
        #[ts(type = "unknown")]
        pub view_state: serde_json::Value,
        /// When its save was queued for a connection; none when no save waits.
        #[ts(type = "number | null")]
        pub queued_at: Option<u64>,
        /// Whether this computer keeps comments for the dashboard; Home Assistant stores none.
        pub has_local_text: bool,
        /// Comments whose node was deleted elsewhere while the dashboard was closed. Reported once.
        pub lost_comments: Option<LostComments>,
        /// Whether an unfinished merge can be resumed.
        pub merge_started: bool,
        /// The state of the other side: Home Assistant or the disk.
        pub remote: Remote,
        /// The analysis of the text.
        pub analysis: Analysis,
    }

    /// Comments whose node was deleted elsewhere. They are kept in the history.
    pub struct LostComments {
        /// The comments.
        pub comments: Vec<String>,
        /// The version in the history that has them.
        #[ts(type = "number | null")]
        pub version: Option<i64>,
    }

    /// The version that a draft started from.
    pub struct DocumentBase {
        /// When it was read.
        #[ts(type = "number")]
        pub as_of: u64,
        /// Whether it was read over the current connection.
        pub live: bool,
        /// Whether Home Assistant has no config for the dashboard.
        pub no_config: bool,
    }

    /// The encoding and line endings of a file.
    pub struct FileFormat {
        /// `UTF-8`, `UTF-8 with BOM`, …
        pub encoding: String,
        /// `LF`, `CRLF`, or `mixed`.
        pub line_ending: String,
    }

    /// The state of the other side: the dashboard in Home Assistant, or the file on disk.
    #[serde(tag = "state")]
    pub enum Remote {
        /// The same as the base, as far as Bobbin knows.
        InStep,
        /// Somebody saved another version.
        Changed {
            /// That version in the vault.
            #[ts(type = "number | null")]
            version: Option<i64>,
            /// When Bobbin saw it.
            #[ts(type = "number")]
            at: u64,
            /// Their first few changes, in sentences.
            sentences: Vec<String>,
            /// The total number of their changes.
            changes: u32,
        },
        /// It was deleted.
        Deleted,
    }

    /// Replaces a part of a text.
    pub struct TextChange {
        /// Start in the old text, a UTF-16 offset.
        pub from: u32,
        /// End in the old text.
        pub to: u32,
        /// The replacement text.
        pub insert: String,
    }

    /// Typed changes. They are in order, do not overlap, and count in the old text.
    pub struct DocumentEdit {
        /// The document's id.
        pub id: String,
        /// The revision that the changes start from.
        pub revision: u32,
        /// The changes.
        pub changes: Vec<TextChange>,
        /// The length of the new text in UTF-16 units, to detect that the two sides are out of step.
        pub length: u32,
    }

    /// Replaces the whole text, when the two sides are out of step.
    pub struct DocumentSync {
        /// The document's id.
        pub id: String,
        /// The text.
        pub text: String,
    }

    /// Stores the cursor and scroll position.
    pub struct DocumentViewState {
        /// The document's id.
        pub id: String,
        /// Any value; the interface gets it back unchanged.
        #[ts(type = "unknown")]
        pub view_state: serde_json::Value,
    }

    /// Closes a document.
    pub struct DocumentClose {
        /// The document's id.
        pub id: String,
        /// Whether to discard its draft. A discarded draft stays in the history.
        pub discard: bool,
    }

    /// The analysis of a text: its problems, and how it differs from the base.
    pub struct Analysis {
        /// The revision of the text.
        pub revision: u32,
        /// The problems, in the order of the text.
        pub problems: Vec<Problem>,
        /// How the text differs from the base.
        pub difference: Difference,
    }

    /// How a draft differs from its base.
    pub enum Difference {
        /// Not at all: the same text.
        None,
        /// Only in comments or formatting: the meaning is the same.
        Formatting,
        /// In its meaning, or the text can't be read.
        Meaning,
    }

    /// A problem in a text.
    pub struct Problem {
        /// Its severity.
        pub severity: Severity,
        /// Where it starts.
        pub from: u32,
        /// Where it ends.
        pub to: u32,
        /// The line, from 1.
        pub line: u32,
        /// The column, from 1.
        pub column: u32,
        /// A description.
        pub message: String,
        /// A suggestion.
        pub hint: Option<String>,
        /// A change that fixes it.
        pub fix: Option<Fix>,
    }

    /// The severity of a problem.
    pub enum Severity {
        /// The text can't be saved.
        Error,
        /// The text can be saved, but may not do its job.
        Warning,
    }

    /// A change that fixes a problem.
    pub struct Fix {
        /// The label of its button.
        pub title: String,
        /// The changes to the text.
        pub changes: Vec<TextChange>,
    }

    /// A new text for an open document that Bobbin made. The interface applies the changes as one step of its undo
    /// history and answers with `document_edit`, as for typing.
    pub struct TextOffer {
        /// The revision that the changes start from.
        pub revision: u32,
        /// The changes.
        pub changes: Vec<TextChange>,
    }

    /// Offers a kept version as the draft's text.
    pub struct DocumentRestore {
        /// The document's id.
        pub id: String,
        /// The version's number in the vault.
        #[ts(type = "number")]
        pub version: i64,
    }

    /// Offers the text of a document as a draft of a dashboard.
    pub struct DocumentSend {
        /// The id of the document that has the text.
        pub id: String,
        /// The instance's id.
        pub instance: String,
        /// The dashboard's `url_path`.
        pub url_path: String,
    }

    /// An opened dashboard, and the offer that turns its text into the one sent.
    pub struct DocumentSent {
        /// The dashboard.
        pub document: Document,
        /// The changes that make the sent text of the dashboard's.
        pub offer: TextOffer,
    }

    /// A side of a comparison.
    #[serde(tag = "side")]
    pub enum Side {
        /// The draft.
        Mine,
        /// The draft's base.
        Base,
        /// The other side's version, as last seen.
        Theirs,
        /// A version from the history.
        Version {
            /// Its number in the vault.
            #[ts(type = "number")]
            version: i64,
        },
    }

    /// The label of a side, for headings.
    pub struct SideLabel {
        /// The words of the label.
        pub title: String,
        /// When it was seen.
        #[ts(type = "number | null")]
        pub at: Option<u64>,
        /// Where it came from, for a version.
        pub origin: Option<VersionOrigin>,
    }
}
