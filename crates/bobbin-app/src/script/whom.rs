//! Which Home Assistant a script means: an address with a token, or one of the app's instances.
//!
//! An address that the app knows is the app's instance, with its history and the certificate trusted there.

use std::sync::Arc;

use bobbin_hass::{Address, Fingerprint, Pinned, Secret, SessionOptions};
use bobbin_vault::settings::Settings;

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

/// The id under which an address is known, and the fingerprint that is trusted there.
pub(super) fn instance_at(settings: &Settings, address: &Address) -> (String, Option<String>) {
    let same = |url: &str| Address::parse(url).is_ok_and(|other| other.http_base() == address.http_base());
    let known = settings.instances.iter().find(|instance| same(instance.url.trim()));
    let id = known.map_or_else(|| format!("url:{}", address.http_base()), |instance| instance.id.clone());
    (id, known.and_then(|instance| instance.trusted_fingerprint.clone()))
}

/// The id and the connection of what is asked for.
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
            let (id, known) = instance_at(settings, &address);
            let known = known.and_then(|fingerprint| fingerprint.parse().ok());
            (id, address, token, known, pinned)
        }
        Whom::Instance(name) => {
            let found = settings
                .instances
                .iter()
                .find(|one| one.id == name || one.name == name)
                .ok_or_else(|| ApiError::new(ErrorCode::BadAddress, format!("Bobbin has no instance “{name}”.")))?;
            let token = tokens.get(&found.id).await.map_err(|absent| instances::no_token(&found.name, &absent))?;
            let token = Secret::new(token.expose());
            let trusted = found.trusted_fingerprint.as_deref().and_then(|text| text.parse().ok());
            (found.id.clone(), parse(&found.url)?, token, trusted, None)
        }
    };
    let mut options = SessionOptions::new(address, token);
    options.trusted_fingerprint = trusted;
    if let Some(fingerprint) = pinned {
        options.dial = Arc::new(Pinned(fingerprint));
    }
    Ok((id, options))
}
