//! An open document: a YAML text with what is known about it.

use super::VersionOrigin;

api! {
    /// What a document is about.
    #[serde(tag = "kind")]
    pub enum DocumentTarget {
        /// A dashboard of an instance.
        Dashboard {
            /// The instance.
            instance: String,
            /// The dashboard's path.
            url_path: String,
        },
        /// A file on this computer.
        File {
            /// Its full path.
            path: String,
        },
        /// A text that is nowhere yet.
        Untitled {
            /// Tells several apart.
            number: u32,
        },
    }

    /// Opens a document, or brings back the one already open.
    pub struct DocumentOpen {
        /// What to open. `untitled` with the number 0 makes a new one.
        pub target: DocumentTarget,
    }

    /// Names an open document.
    pub struct DocumentRef {
        /// Its id.
        pub id: String,
    }

    /// An open document.
    pub struct Document {
        /// Its id, stable over restarts.
        pub id: String,
        /// What it is about.
        pub target: DocumentTarget,
        /// What the tab says.
        pub title: String,
        /// Its icon, as `mdi:…`.
        pub icon: Option<String>,
        /// The text. Line breaks are `\n`, unless the file mixes kinds of them.
        pub text: String,
        /// The number of the text: every edit makes the next one.
        pub revision: u32,
        /// Why it can't be edited, if so.
        pub read_only: Option<String>,
        /// What it started from.
        pub base: Option<DocumentBase>,
        /// When the draft that was brought back was last typed in; none for a fresh start.
        #[ts(type = "number | null")]
        pub restored_draft: Option<u64>,
        /// How the file is written, for a file.
        pub format: Option<FileFormat>,
        /// Where cursor and scroll were, as the interface left it.
        #[ts(type = "unknown")]
        pub view_state: serde_json::Value,
        /// Since when a save of it waits for a connection.
        #[ts(type = "number | null")]
        pub queued_at: Option<u64>,
        /// Whether comments of this dashboard are kept on this computer; Home Assistant keeps none.
        pub has_local_text: bool,
        /// Comments whose place was deleted elsewhere while the dashboard was not open, told once.
        pub lost_comments: Option<LostComments>,
        /// Whether a merge was left half done and can be taken up again.
        pub merge_started: bool,
        /// What Home Assistant or the disk has meanwhile.
        pub remote: Remote,
        /// What is known about the text.
        pub analysis: Analysis,
    }

    /// Comments that stood at something that was deleted elsewhere. They are kept in the history.
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
        /// Whether it was read over the present connection.
        pub live: bool,
        /// Whether Home Assistant has no config for the dashboard.
        pub no_config: bool,
    }

    /// How a file is written.
    pub struct FileFormat {
        /// `UTF-8`, `UTF-8 with BOM`, …
        pub encoding: String,
        /// `LF`, `CRLF`, or `mixed`.
        pub line_ending: String,
    }

    /// What the place that a document comes from has by now.
    #[serde(tag = "state")]
    pub enum Remote {
        /// The base, as far as we know.
        InStep,
        /// Something else: somebody saved.
        Changed {
            /// The version it has, in the vault.
            #[ts(type = "number | null")]
            version: Option<i64>,
            /// When we saw it.
            #[ts(type = "number")]
            at: u64,
            /// Their changes in sentences, the first few.
            sentences: Vec<String>,
            /// How many there are.
            changes: u32,
        },
        /// It was deleted there.
        Deleted,
    }

    /// Replaces a part of a text.
    pub struct TextChange {
        /// Start in the old text, a UTF-16 offset.
        pub from: u32,
        /// End in the old text.
        pub to: u32,
        /// What stands there now.
        pub insert: String,
    }

    /// Tells what was typed: the changes are in order, do not overlap and count in the old text.
    pub struct DocumentEdit {
        /// The document.
        pub id: String,
        /// The revision that the changes start from.
        pub revision: u32,
        /// The changes.
        pub changes: Vec<TextChange>,
        /// The length of the new text in UTF-16 units, to notice when the two sides are out of step.
        pub length: u32,
    }

    /// Hands over the whole text, when the two sides are out of step.
    pub struct DocumentSync {
        /// The document.
        pub id: String,
        /// The text.
        pub text: String,
    }

    /// Keeps where cursor and scroll are.
    pub struct DocumentViewState {
        /// The document.
        pub id: String,
        /// Whatever the interface wants back.
        #[ts(type = "unknown")]
        pub view_state: serde_json::Value,
    }

    /// Closes a document.
    pub struct DocumentClose {
        /// The document.
        pub id: String,
        /// Whether its draft is given up. What is given up stays in the history.
        pub discard: bool,
    }

    /// What is known about a text.
    pub struct Analysis {
        /// The text it is about.
        pub revision: u32,
        /// What is wrong, in the order of the text.
        pub problems: Vec<Problem>,
        /// How the text stands to its base.
        pub difference: Difference,
    }

    /// How a draft stands to its base.
    pub enum Difference {
        /// The same text.
        None,
        /// Another text that means the same: comments, formatting.
        Formatting,
        /// It means something else, or can't be read.
        Meaning,
    }

    /// Something wrong with a text.
    pub struct Problem {
        /// How bad.
        pub severity: Severity,
        /// Where it starts.
        pub from: u32,
        /// Where it ends.
        pub to: u32,
        /// The line, from 1.
        pub line: u32,
        /// The column, from 1.
        pub column: u32,
        /// What is wrong, in words.
        pub message: String,
        /// What may help.
        pub hint: Option<String>,
        /// What mends it at once.
        pub fix: Option<Fix>,
    }

    /// How bad a problem is.
    pub enum Severity {
        /// The text can't be saved.
        Error,
        /// It can; look at it.
        Warning,
    }

    /// A change that mends a problem.
    pub struct Fix {
        /// What it does, as a button says it.
        pub title: String,
        /// The changes to the text.
        pub changes: Vec<TextChange>,
    }

    /// A new text for an open document, made by Bobbin and not by typing: the interface applies the changes
    /// as one step of its undo history and answers with `document_edit` as for typing.
    pub struct TextOffer {
        /// The revision that the changes start from.
        pub revision: u32,
        /// The changes.
        pub changes: Vec<TextChange>,
    }

    /// Puts a kept version into the draft.
    pub struct DocumentRestore {
        /// The document.
        pub id: String,
        /// The version.
        #[ts(type = "number")]
        pub version: i64,
    }

    /// Takes the text of a document to a dashboard, as a draft there.
    pub struct DocumentSend {
        /// The document whose text to take.
        pub id: String,
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
    }

    /// A dashboard opened with somebody else's text offered as its draft.
    pub struct DocumentSent {
        /// The dashboard.
        pub document: Document,
        /// What makes its text that text.
        pub offer: TextOffer,
    }

    /// A side of a comparison.
    #[serde(tag = "side")]
    pub enum Side {
        /// The draft.
        Mine,
        /// What the draft started from.
        Base,
        /// What Home Assistant has now, as last seen.
        Theirs,
        /// A version from the history.
        Version {
            /// Its number.
            #[ts(type = "number")]
            version: i64,
        },
    }

    /// A name for a side, for headings.
    pub struct SideLabel {
        /// What it is.
        pub title: String,
        /// When it was seen.
        #[ts(type = "number | null")]
        pub at: Option<u64>,
        /// How it came about.
        pub origin: Option<VersionOrigin>,
    }
}
