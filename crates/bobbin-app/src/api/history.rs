//! The history of dashboards: what is kept, what each version changed, and taking things back from it.

use super::{ResourceKind, SentencePart, TextOffer};

api! {
    /// A dashboard that something is kept of, deleted ones too.
    pub struct HistoryDashboard {
        /// Its path.
        pub url_path: String,
        /// Its title as last seen.
        pub title: String,
        /// Its icon as last seen.
        pub icon: Option<String>,
        /// When it was seen to be gone; none when it is there.
        #[ts(type = "number | null")]
        pub deleted_at: Option<u64>,
        /// How many versions are kept.
        pub versions: u32,
        /// When the newest was seen or made.
        #[ts(type = "number | null")]
        pub last_at: Option<u64>,
    }

    /// Asks what versions changed; a page of a timeline at a time.
    pub struct VersionChangesAsk {
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
        /// The versions.
        #[ts(type = "number[]")]
        pub versions: Vec<i64>,
    }

    /// What a version changed in the one before it.
    pub struct VersionChanges {
        /// The version.
        #[ts(type = "number")]
        pub version: i64,
        /// The version before it that it is compared with; none for the first one.
        #[ts(type = "number | null")]
        pub before: Option<i64>,
        /// The changes in sentences, the first few.
        pub sentences: Vec<Vec<SentencePart>>,
        /// How many there are.
        pub changes: u32,
        /// Whether only comments or formatting changed.
        pub formatting_only: bool,
    }

    /// Compares two versions of a dashboard, which need not be open.
    pub struct HistoryCompare {
        /// The older version; none compares with nothing.
        #[ts(type = "number | null")]
        pub old: Option<i64>,
        /// The newer version.
        #[ts(type = "number")]
        pub new: i64,
        /// How many unchanged lines to show around a change; none shows all.
        pub context: Option<u32>,
    }

    /// Names a version.
    pub struct VersionRef {
        /// Its number.
        #[ts(type = "number")]
        pub version: i64,
    }

    /// A version as a text.
    pub struct VersionText {
        /// The YAML.
        pub text: String,
        /// Whether it is the text as it was written, with its comments.
        pub as_written: bool,
    }

    /// Gives a version a name. A named version is never given up.
    pub struct VersionName {
        /// Its number.
        #[ts(type = "number")]
        pub version: i64,
        /// The name; none takes it away.
        pub name: Option<String>,
    }

    /// Writes a version to a file.
    pub struct VersionExport {
        /// Its number.
        #[ts(type = "number")]
        pub version: i64,
        /// The file's full path.
        pub path: String,
    }

    /// Takes one change back, out of those between two versions.
    pub struct ChangeTakeBack {
        /// The open dashboard whose draft gets it.
        pub id: String,
        /// The older version; none is what the draft started from.
        #[ts(type = "number | null")]
        pub old: Option<i64>,
        /// The newer version; none is the draft as it is.
        #[ts(type = "number | null")]
        pub new: Option<i64>,
        /// The change, as its place in the comparison of the two.
        pub change: u32,
    }

    /// What became of taking a change back.
    #[serde(tag = "result")]
    pub enum TakenBack {
        /// It can be: this is what changes in the text.
        Offered {
            /// To be applied as one step of undo.
            offer: TextOffer,
            /// What it does, in words.
            sentence: String,
        },
        /// It can't be taken back alone.
        NotPossible {
            /// Why, and what to do instead.
            reason: String,
        },
    }

    /// A resource that was removed with Bobbin and can be added again.
    pub struct RemovedResource {
        /// What undoes the removal.
        #[ts(type = "number")]
        pub operation: i64,
        /// When it was removed.
        #[ts(type = "number")]
        pub at: u64,
        /// Its address.
        pub url: String,
        /// What it is.
        pub kind: ResourceKind,
    }

    /// Makes a deleted dashboard again, with its settings and its config.
    pub struct DashboardRecreate {
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
        /// The version to save to it; none takes the last one it held.
        #[ts(type = "number | null")]
        pub version: Option<i64>,
    }

    /// Names a document and a file.
    pub struct TextFile {
        /// The document.
        pub id: String,
        /// The file's full path.
        pub path: String,
    }

    /// What importing a commented text brings.
    pub struct TextImported {
        /// What changes in the text, to be applied as one step of undo.
        pub offer: TextOffer,
        /// Whether the file means what the text meant; else its comments were carried over and the meaning stayed.
        pub same_meaning: bool,
        /// Comments that found no place.
        pub lost_comments: Vec<String>,
    }

    /// How large the history is and how long everything is kept.
    pub struct VaultState {
        /// The bytes on disk.
        #[ts(type = "number")]
        pub bytes: u64,
        /// The versions kept.
        #[ts(type = "number")]
        pub versions: u64,
        /// The bytes that they would take one by one.
        #[ts(type = "number")]
        pub unpacked: u64,
        /// For so many days every version is kept, after that the last of each day; none keeps every version.
        pub every_version_days: Option<u32>,
        /// The folder.
        pub folder: String,
    }

    /// Sets how long every version is kept.
    pub struct RetentionSet {
        /// For so many days; none for ever.
        pub every_version_days: Option<u32>,
    }

    /// What compacting the history did.
    pub struct VaultCompacted {
        /// How many versions were given up.
        #[ts(type = "number")]
        pub versions: u64,
        /// How large the history was.
        #[ts(type = "number")]
        pub before: u64,
        /// How large it is.
        #[ts(type = "number")]
        pub after: u64,
    }
}
