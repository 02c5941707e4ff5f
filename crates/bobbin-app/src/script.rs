//! The use cases of the command `bobbin`: one home or the history, without a window.

mod failed;
mod kept;
mod lifecycle;
mod remote;
mod resources;
mod whom;

pub use failed::{ConnectFailure, RemoteError, TOKEN_ENDED, Untrusted};
pub use kept::{Kept as History, KeptVersion, ReadVersion, Whose};
pub use remote::{Conflict, Pulled, Push, Pushed, Remote};
pub use whom::Whom;
