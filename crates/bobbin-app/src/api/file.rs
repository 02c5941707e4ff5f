//! Files on this computer, and what Bobbin remembers between runs.

use super::{Instance, KeyringState};

api! {
    /// A file the user chose; none when the dialog was closed without choosing.
    pub struct FileChoice {
        /// Its full path.
        pub path: Option<String>,
    }

    /// Asks the user where to save.
    pub struct FileSaveAsk {
        /// A name to offer.
        pub suggested_name: String,
    }

    /// Writes the text of a document to another file.
    pub struct DocumentSaveAs {
        /// The document.
        pub id: String,
        /// The full path of the file.
        pub path: String,
        /// Whether the document becomes that file (save as) or stays what it is (export).
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

    /// What the interface needs to start.
    pub struct AppState {
        /// Bobbin's version.
        pub version: String,
        /// The instances it knows.
        pub instances: Vec<Instance>,
        /// The instance used last.
        pub last_instance: Option<String>,
        /// Whether tokens can be kept.
        pub keyring: KeyringState,
        /// The ids of documents with a draft, to be reopened.
        pub drafts: Vec<DraftInfo>,
        /// Files opened lately, the newest first.
        pub recent_files: Vec<String>,
        /// The interface's preferences.
        #[ts(type = "Record<string, unknown>")]
        pub preferences: serde_json::Value,
        /// Things that went wrong at the start and what was done about them.
        pub notices: Vec<String>,
        /// The folder that holds drafts and history.
        pub data_folder: String,
        /// Files to open, named when Bobbin was started.
        pub open_files: Vec<String>,
        /// Whether Bobbin was started for the demo home.
        pub start_demo: bool,
    }

    /// A draft that is on disk.
    pub struct DraftInfo {
        /// What it is about.
        pub target: super::DocumentTarget,
        /// When it was last typed in.
        #[ts(type = "number")]
        pub at: u64,
    }
}
