//! What Bobbin tells the interface unasked.

use super::{Instance, KeyringState, Remote, SaveOutcome};

api! {
    /// Something happened.
    #[serde(tag = "event")]
    pub enum Event {
        /// The connection of an instance, its name or its token changed.
        InstanceChanged {
            /// The instance as it is now.
            instance: Instance,
        },
        /// What is known of the keyring changed.
        KeyringChanged {
            /// How it is now.
            keyring: KeyringState,
        },
        /// The list of dashboards should be read again.
        DashboardsChanged {
            /// The instance.
            instance: String,
        },
        /// The list of resources should be read again.
        ResourcesChanged {
            /// The instance.
            instance: String,
        },
        /// Home Assistant or the disk has something else for an open document.
        RemoteChanged {
            /// The document.
            id: String,
            /// What.
            remote: Remote,
        },
        /// The draft of a document is on disk.
        DraftSaved {
            /// The document.
            id: String,
            /// The revision that is on disk.
            revision: u32,
            /// When.
            #[ts(type = "number")]
            at: u64,
        },
        /// The draft of a document could not be written.
        DraftFailed {
            /// The document.
            id: String,
            /// What is wrong and what to do.
            message: String,
        },
        /// A save whose outcome was unknown is settled.
        SaveSettled {
            /// The document.
            id: String,
            /// How it ended.
            outcome: SaveOutcome,
        },
        /// Files to open, handed over by a second start of Bobbin.
        OpenFiles {
            /// Their full paths.
            paths: Vec<String>,
        },
        /// The window is asked to close: the interface answers when it is ready.
        CloseRequested,
        /// Something to tell.
        Notice {
            /// In words.
            message: String,
            /// How bad; none for good news.
            severity: Option<super::Severity>,
        },
    }
}
