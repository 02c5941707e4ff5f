//! The history of dashboards: versions, their changes, and undoing changes from it.

use super::{ResourceKind, SentencePart, TextOffer};

api! {
    /// A dashboard with kept versions, possibly deleted.
    pub struct HistoryDashboard {
        /// Its `url_path`.
        pub url_path: String,
        /// Its title when last seen.
        pub title: String,
        /// Its icon when last seen.
        pub icon: Option<String>,
        /// When Bobbin noticed that it was deleted; none when it exists.
        #[ts(type = "number | null")]
        pub deleted_at: Option<u64>,
        /// The number of kept versions.
        pub versions: u32,
        /// When the newest version was seen or made.
        #[ts(type = "number | null")]
        pub last_at: Option<u64>,
    }

    /// Asks for the changes of versions, one page of a timeline at a time.
    pub struct VersionChangesAsk {
        /// The instance's id.
        pub instance: String,
        /// The dashboard's `url_path`.
        pub url_path: String,
        /// The numbers of the versions in the vault.
        #[ts(type = "number[]")]
        pub versions: Vec<i64>,
    }

    /// The changes that a version made to the one before it.
    pub struct VersionChanges {
        /// The version's number in the vault.
        #[ts(type = "number")]
        pub version: i64,
        /// The version that it is compared with; none for the first one.
        #[ts(type = "number | null")]
        pub before: Option<i64>,
        /// The first few changes, in sentences.
        pub sentences: Vec<Vec<SentencePart>>,
        /// The total number of changes.
        pub changes: u32,
        /// Whether only comments or formatting changed.
        pub formatting_only: bool,
    }

    /// Compares two versions of a dashboard, which need not be open.
    pub struct HistoryCompare {
        /// The older version; none stands for an empty dashboard.
        #[ts(type = "number | null")]
        pub old: Option<i64>,
        /// The newer version.
        #[ts(type = "number")]
        pub new: i64,
        /// The number of unchanged lines around each change; none for all lines.
        pub context: Option<u32>,
    }

    /// Names a version.
    pub struct VersionRef {
        /// Its number in the vault.
        #[ts(type = "number")]
        pub version: i64,
    }

    /// A version as a text.
    pub struct VersionText {
        /// The YAML.
        pub text: String,
        /// Whether this is the text as it was written, comments included, and not generated from the value.
        pub as_written: bool,
    }

    /// Names a version. Named versions are never deleted.
    pub struct VersionName {
        /// The version's number in the vault.
        #[ts(type = "number")]
        pub version: i64,
        /// The name; none removes it.
        pub name: Option<String>,
    }

    /// Writes a version to a file.
    pub struct VersionExport {
        /// The version's number in the vault.
        #[ts(type = "number")]
        pub version: i64,
        /// The file's full path.
        pub path: String,
    }

    /// Undoes one of the changes between two versions.
    pub struct ChangeTakeBack {
        /// The id of the open dashboard whose draft gets the result.
        pub id: String,
        /// The older version; none for the draft's base.
        #[ts(type = "number | null")]
        pub old: Option<i64>,
        /// The newer version; none for the draft.
        #[ts(type = "number | null")]
        pub new: Option<i64>,
        /// The position of the change in the comparison of the two.
        pub change: u32,
    }

    /// The result of undoing a change.
    #[serde(tag = "result")]
    pub enum TakenBack {
        /// The change can be undone.
        Offered {
            /// The changes to the text, to be applied as one step of undo.
            offer: TextOffer,
            /// A description of the effect.
            sentence: String,
        },
        /// The change can't be undone alone.
        NotPossible {
            /// The reason, and what to do instead.
            reason: String,
        },
    }

    /// A resource that was removed with Bobbin and can be added again.
    pub struct RemovedResource {
        /// The operation that undoes the removal.
        #[ts(type = "number")]
        pub operation: i64,
        /// When it was removed.
        #[ts(type = "number")]
        pub at: u64,
        /// Its address.
        pub url: String,
        /// Its kind.
        pub kind: ResourceKind,
    }

    /// Recreates a deleted dashboard with its settings and its config.
    pub struct DashboardRecreate {
        /// The instance's id.
        pub instance: String,
        /// The dashboard's `url_path`.
        pub url_path: String,
        /// The version to save to it; none for the last one it had.
        #[ts(type = "number | null")]
        pub version: Option<i64>,
    }

    /// Names a document and a file.
    pub struct TextFile {
        /// The document's id.
        pub id: String,
        /// The file's full path.
        pub path: String,
    }

    /// The result of importing a commented text.
    pub struct TextImported {
        /// The changes to the text, to be applied as one step of undo.
        pub offer: TextOffer,
        /// Whether the file has the same meaning as the text. If not, only its comments were carried over.
        pub same_meaning: bool,
        /// Comments that found no matching node.
        pub lost_comments: Vec<String>,
    }

    /// The size of the history and its retention.
    pub struct VaultState {
        /// Its size on disk, in bytes.
        #[ts(type = "number")]
        pub bytes: u64,
        /// The number of kept versions.
        #[ts(type = "number")]
        pub versions: u64,
        /// The size of the versions if each were stored on its own, in bytes.
        #[ts(type = "number")]
        pub unpacked: u64,
        /// The number of days for which every version is kept, and after that the last one of each day; none keeps
        /// every version.
        pub every_version_days: Option<u32>,
        /// The folder that holds it.
        pub folder: String,
    }

    /// Sets how long every version is kept.
    pub struct RetentionSet {
        /// The number of days; none keeps every version.
        pub every_version_days: Option<u32>,
    }

    /// The result of compacting the history.
    pub struct VaultCompacted {
        /// The number of deleted versions.
        #[ts(type = "number")]
        pub versions: u64,
        /// The size before, in bytes.
        #[ts(type = "number")]
        pub before: u64,
        /// The size after, in bytes.
        #[ts(type = "number")]
        pub after: u64,
    }
}
