//! What Bobbin tells the interface unasked.

use super::{Instance, KeyringState, PreviewShowing, Remote, SaveOutcome, SentLater, TextOffer};

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
        /// Somebody else saved an open dashboard that has no draft: their changes are carried into its text. The
        /// interface applies the offer without moving the cursor, unless something was typed meanwhile.
        RemoteCarried {
            /// The document.
            id: String,
            /// What changes in the text.
            offer: TextOffer,
            /// Their changes in sentences, the first few.
            sentences: Vec<String>,
            /// How many there are.
            changes: u32,
            /// When their version was seen.
            #[ts(type = "number")]
            at: u64,
        },
        /// Comments stood at something that was deleted elsewhere. They are kept in the history.
        CommentsLost {
            /// The document.
            id: String,
            /// The comments.
            comments: Vec<String>,
            /// The version in the history that has them.
            #[ts(type = "number | null")]
            version: Option<i64>,
        },
        /// A save was queued, sent or taken out of the queue.
        QueueChanged {
            /// The document.
            id: String,
            /// Since when it waits for a connection; none when it does not.
            #[ts(type = "number | null")]
            queued_at: Option<u64>,
        },
        /// The connection is back, and everything that was queued was looked at, one by one.
        QueueSent {
            /// The instance.
            instance: String,
            /// What became of each.
            items: Vec<SentLater>,
        },
        /// A preview went out of step with its document, or is in step again.
        PreviewShows {
            /// The preview.
            preview: String,
            /// What it shows.
            showing: PreviewShowing,
        },
        /// Cards in a preview asked for paths of a custom integration. They were refused, and the user can allow them.
        PreviewWants {
            /// The preview.
            preview: String,
            /// The paths, like `/api/garden/`: all that were refused so far.
            paths: Vec<String>,
        },
        /// A preview ended with its connection.
        PreviewEnded {
            /// The preview.
            preview: String,
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
