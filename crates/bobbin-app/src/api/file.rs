//! Files on this computer, and the state that Bobbin keeps between runs.

use super::{Instance, KeyringState};

api! {
    /// The user's choice of a file; none when the dialog was canceled.
    pub struct FileChoice {
        /// Its full path.
        pub path: Option<String>,
    }

    /// Asks the user for a file to save to.
    pub struct FileSaveAsk {
        /// The suggested file name.
        pub suggested_name: String,
    }

    /// Writes the text of a document to another file.
    pub struct DocumentSaveAs {
        /// The document's id.
        pub id: String,
        /// The full path of the file.
        pub path: String,
        /// Whether the document becomes that file (save as) or stays as it is (export).
        pub adopt: bool,
    }

    /// Sets a preference of the interface.
    pub struct PreferenceSet {
        /// Its name.
        pub key: String,
        /// Its value; null removes it.
        #[ts(type = "unknown")]
        pub value: serde_json::Value,
    }

    /// The state that the interface starts from.
    pub struct AppState {
        /// Bobbin's version.
        pub version: String,
        /// All instances.
        pub instances: Vec<Instance>,
        /// The id of the instance used last.
        pub last_instance: Option<String>,
        /// Whether tokens can be kept in the keyring.
        pub keyring: KeyringState,
        /// The drafts on disk, to be reopened.
        pub drafts: Vec<DraftInfo>,
        /// Recently opened files, newest first.
        pub recent_files: Vec<String>,
        /// The interface's preferences.
        #[ts(type = "Record<string, unknown>")]
        pub preferences: serde_json::Value,
        /// Problems during the start, and what Bobbin did about them.
        pub notices: Vec<String>,
        /// The folder with drafts and history.
        pub data_folder: String,
        /// Files to open, from the command line.
        pub open_files: Vec<String>,
        /// Whether Bobbin was started with the demo home.
        pub start_demo: bool,
    }

    /// A draft that is on disk.
    pub struct DraftInfo {
        /// The document it belongs to.
        pub target: super::DocumentTarget,
        /// When it was last edited.
        #[ts(type = "number")]
        pub at: u64,
    }
}
