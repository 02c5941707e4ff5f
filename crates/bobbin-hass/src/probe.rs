//! The connection test: checks whether an address and a token lead to a Home Assistant, and if not, finds the reason.
//!
//! It connects once, keeps nothing, and never tries a token twice.

use crate::address::Address;
use crate::command::Command;
use crate::connect::{Dial, Network, Target, ask, establish};
use crate::current_user::CurrentUser;
use crate::error::{ConnectError, ConnectPhase};
use crate::fingerprint::Fingerprint;
use crate::secret::Secret;
use crate::session::Timings;
use serde::Deserialize;
use tokio::time::timeout;

/// The result of a connection test. The errors are a closed list.
pub type ProbeOutcome = Result<Found, ConnectError>;

/// A Home Assistant that accepted the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its version.
    pub ha_version: String,
    /// The name of the home; empty if Home Assistant doesn't send it.
    pub location_name: String,
    /// The owner of the token.
    pub user: Option<CurrentUser>,
}

impl Found {
    /// Whether the token has administrator rights.
    pub fn is_admin(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.is_admin)
    }
}

/// Tests an address and a token over the network.
pub async fn probe(address: &Address, token: &Secret, trusted: Option<Fingerprint>) -> ProbeOutcome {
    probe_with(&Network, Timings::default(), address, token, trusted).await
}

/// Tests an address and a token over any transport.
pub async fn probe_with(
    dial: &dyn Dial,
    timings: Timings,
    address: &Address,
    token: &Secret,
    trusted: Option<Fingerprint>,
) -> ProbeOutcome {
    let target = Target {
        address: address.clone(),
        token: token.clone(),
        trusted,
        connect_timeout: timings.connect,
        auth_timeout: timings.auth,
    };
    let mut established = establish(dial, &target).await?;
    let after = timings.command;
    let config = timeout(after, ask(&mut established.socket, Command::new("get_config"), established.next_id))
        .await
        .map_err(|_| ConnectError::Timeout { phase: ConnectPhase::Connected, after })??;
    // The answer has arrived; a lost goodbye changes nothing.
    let _goodbye = timeout(after, established.socket.close(None)).await;
    let name = config.ok().and_then(|config| serde_json::from_str::<Named>(config.get()).ok());
    Ok(Found {
        ha_version: established.ha_version,
        location_name: name.map(|named| named.location_name).unwrap_or_default(),
        user: established.user,
    })
}

#[derive(Deserialize)]
struct Named {
    location_name: String,
}
