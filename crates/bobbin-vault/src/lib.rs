//! Everything Bobbin keeps on disk: drafts, every version of every dashboard it saw or made, the commented
//! texts, settings, and the files the user opens.
//!
//! Knows nothing of Home Assistant's protocol, of windows or of async: callers on an event loop wrap a call
//! in `spawn_blocking`. Has no clock: callers hand the time in. Never holds a token.
//!
//! Must stay true: when a recording call returned `Ok`, its content survives a crash and a power cut;
//! when it returned an error, nothing changed; nothing that was kept is deleted except by
//! [`Vault::compact`], by its stated rules. Other users of the computer can read nothing but files that
//! the user saved to a place of their choice ([`private`]).

pub mod files;
pub mod paths;
pub mod private;
pub mod settings;

mod content;
mod dashboards;
mod db;
mod document;
mod drafts;
mod error;
mod intents;
mod operations;
mod proposals;
mod retention;
mod runs;
mod snapshots;
mod texts;
mod time;
mod vault;
mod versions;

pub use crate::content::{Hash, content_hash};
pub use crate::dashboards::KnownDashboard;
pub use crate::document::DocumentKey;
pub use crate::drafts::{Draft, DraftSummary, Parting};
pub use crate::error::{Cause, NotText, Numbered, Result, VaultError};
pub use crate::intents::{Intent, IntentId, NewIntent};
pub use crate::operations::{NewOperation, Operation, OperationId};
pub use crate::proposals::{NewProposal, Proposal, ProposalId, ProposalSummary};
pub use crate::retention::{Compacted, Retention, Size};
pub use crate::runs::Runs;
pub use crate::snapshots::Snapshot;
pub use crate::texts::LocalText;
pub use crate::time::Timestamp;
pub use crate::vault::{Opened, Recovery, Vault};
pub use crate::versions::{NewVersion, Origin, Version, VersionId, VersionSummary};
