//! Which Home Assistant a script means: an address with a token, or one of the app's instances.
//!
//! An address that the app knows is the app's instance, with its history and the certificate trusted there.

use std::sync::Arc;

use bobbin_hass::{Address, Fingerprint, Pinned, Secret, SessionOptions};
use bobbin_vault::settings::{InstanceSettings, Settings};

use crate::TokenStore;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::instances;

/// Which Home Assistant.
pub enum Whom {
    /// At an address, with a token.
    Address {
        /// As people type it.
        url: String,
        /// The token.
        token: Secret,
        /// The only certificate to accept. Without one, those that the system trusts, and the one that the app's
        /// instance of this address trusts.
        pinned: Option<Fingerprint>,
    },
    /// One of the app's instances, by its name or id; its token is in the keyring.
    Instance(String),
}

/// The app's instance at an address.
pub(super) fn instance_at<'a>(settings: &'a Settings, address: &Address) -> Option<&'a InstanceSettings> {
    let same = |url: &str| Address::parse(url).is_ok_and(|other| other.http_base() == address.http_base());
    settings.instances.iter().find(|instance| same(instance.url.trim()))
}

/// The id of an address that the app does not know.
pub(super) fn id_of(address: &Address) -> String {
    format!("url:{}", address.http_base())
}

/// The id and the connection of the wanted Home Assistant.
pub(super) async fn choose(
    settings: &Settings,
    tokens: &TokenStore,
    whom: Whom,
) -> ApiResult<(String, SessionOptions)> {
    let parse = |url: &str| {
        Address::parse(url.trim()).map_err(|error| {
            ApiError::new(ErrorCode::BadAddress, format!("This can't be the address of a Home Assistant: {error}."))
        })
    };
    let (id, address, token, trusted, pinned) = match whom {
        Whom::Address { url, token, pinned } => {
            let address = parse(&url)?;
            match instance_at(settings, &address) {
                Some(known) => (known.id.clone(), address, token, instances::trusted(known)?, pinned),
                None => (id_of(&address), address, token, None, pinned),
            }
        }
        Whom::Instance(name) => {
            let found = settings
                .instances
                .iter()
                .find(|one| one.id == name || one.name == name)
                .ok_or_else(|| ApiError::new(ErrorCode::BadAddress, format!("Bobbin has no instance “{name}”.")))?;
            let token = tokens.get(&found.id).await.map_err(|absent| instances::no_token(&found.name, &absent))?;
            let token = Secret::new(token.expose());
            (found.id.clone(), parse(&found.url)?, token, instances::trusted(found)?, None)
        }
    };
    let mut options = SessionOptions::new(address, token);
    options.trusted_fingerprint = trusted;
    if let Some(fingerprint) = pinned {
        options.dial = Arc::new(Pinned(fingerprint));
    }
    Ok((id, options))
}
