//! Instances: adding, changing, connecting, testing, and the demo home.
//!
//! Must stay true: a token goes to the keyring (or memory) and to the session, nowhere else; a removed instance keeps
//! its drafts and versions.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_demo::DemoHome;
use bobbin_hass::{Address, ConnectError, Fingerprint, SessionOptions};
use bobbin_vault::settings::InstanceSettings;

use crate::DEMO;
use crate::Shell;
use crate::api::{
    Connection, ConnectionTest, ConnectionTestResult, Event, Instance, InstanceAdd, InstanceRef, InstanceUpdate,
    KeyringState, Secret, TokenPlace,
};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::state::drafts::Drafts;
use crate::state::homes::Homes;
use crate::state::previews::OpenPreviews;
use crate::state::settings_file::SettingsFile;
use crate::state::store::Store;
use crate::state::tokens::{NoToken, TokenStore};

/// Adds, changes, connects and removes instances.
pub(crate) struct Instances {
    settings: Arc<SettingsFile>,
    tokens: TokenStore,
    homes: Arc<Homes>,
    store: Store,
    drafts: Arc<Drafts>,
    previews: Arc<OpenPreviews>,
    shell: Arc<dyn Shell>,
    keyring: Mutex<KeyringState>,
    demo: tokio::sync::Mutex<Option<DemoHome>>,
}

impl Instances {
    pub(crate) fn new(
        settings: Arc<SettingsFile>,
        tokens: TokenStore,
        homes: Arc<Homes>,
        store: Store,
        drafts: Arc<Drafts>,
        previews: Arc<OpenPreviews>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        let keyring = Mutex::new(tokens.state_unasked());
        Self { settings, tokens, homes, store, drafts, previews, shell, keyring, demo: tokio::sync::Mutex::default() }
    }

    pub(crate) async fn instance_add(&self, request: InstanceAdd) -> ApiResult<Instance> {
        let host = address(&request.url)?.host();
        let token = token(&request.token)?;
        let fingerprint = fingerprint(request.trusted_fingerprint.as_deref())?;
        let name = request.name.trim();
        let id = self.free_id(if name.is_empty() { &host } else { name });
        let settings = InstanceSettings {
            id: id.clone(),
            // Without a name, the instance is named after its home, as soon as that name is known.
            name: name.to_owned(),
            url: request.url.trim().to_owned(),
            trusted_fingerprint: fingerprint.as_ref().map(ToString::to_string),
            ..InstanceSettings::default()
        };
        self.tokens.put(&id, &token).await;
        self.settings
            .change(|all| {
                all.instances.push(settings);
                all.last_instance = Some(id.clone());
            })
            .await?;
        self.connect(&id).await?;
        self.known_instance(&id)
    }

    pub(crate) async fn instance_update(&self, request: InstanceUpdate) -> ApiResult<Instance> {
        let id = request.id;
        self.known_instance(&id)?;
        if let Some(url) = &request.url {
            address(url)?;
        }
        let fingerprint = fingerprint(request.trusted_fingerprint.as_deref())?;
        if let Some(secret) = &request.token {
            self.tokens.put(&id, &token(secret)?).await;
        }
        let reconnect = request.url.is_some() || request.token.is_some() || fingerprint.is_some();
        self.settings
            .change(|all| {
                if let Some(instance) = all.instances.iter_mut().find(|instance| instance.id == id) {
                    if let Some(name) = request.name.filter(|name| !name.trim().is_empty()) {
                        name.trim().clone_into(&mut instance.name);
                    }
                    if let Some(url) = request.url {
                        url.trim().clone_into(&mut instance.url);
                    }
                    if let Some(fingerprint) = &fingerprint {
                        instance.trusted_fingerprint = Some(fingerprint.to_string());
                    }
                }
            })
            .await?;
        if reconnect {
            self.disconnect(&id).await;
            self.connect(&id).await?;
        }
        self.changed(&id);
        self.known_instance(&id)
    }

    pub(crate) async fn instance_remove(&self, request: InstanceRef) -> ApiResult<()> {
        let id = request.instance;
        self.drafts.write_all().await;
        self.disconnect(&id).await;
        if id == DEMO {
            self.demo.lock().await.take();
            return Ok(());
        }
        self.tokens.remove(&id).await;
        self.settings
            .change(|all| {
                all.instances.retain(|instance| instance.id != id);
                all.last_instance = all.last_instance.take().filter(|last| *last != id);
            })
            .await
    }

    pub(crate) async fn instance_connect(&self, request: InstanceRef) -> ApiResult<Instance> {
        let id = request.instance;
        self.connect(&id).await?;
        if id != DEMO && self.settings.get().last_instance.as_ref() != Some(&id) {
            self.settings.change(|all| all.last_instance = Some(id.clone())).await?;
        }
        self.known_instance(&id)
    }

    pub(crate) async fn instance_disconnect(&self, request: InstanceRef) -> ApiResult<Instance> {
        self.disconnect(&request.instance).await;
        self.changed(&request.instance);
        self.known_instance(&request.instance)
    }

    pub(crate) async fn instance_retry(&self, request: InstanceRef) -> ApiResult<()> {
        self.homes.get(&request.instance)?.session.retry_now();
        Ok(())
    }

    pub(crate) async fn connection_test(&self, request: ConnectionTest) -> ApiResult<ConnectionTestResult> {
        let address = match Address::parse(request.url.trim()) {
            Ok(address) => address,
            Err(error) => {
                return Ok(ConnectionTestResult::BadAddress { message: failures::sentence(&error.to_string()) });
            }
        };
        let secret = match (&request.token, &request.instance) {
            (Some(secret), _) => Some(token(secret)?),
            (None, Some(instance)) => Some(self.token(instance).await?),
            (None, None) => None,
        };
        let Some(secret) = secret else {
            return Err(ApiError::new(ErrorCode::TokenRefused, "To test the connection, Bobbin needs a token."));
        };
        let known = request.instance.as_deref().and_then(|id| self.settings.get().instance(id).cloned());
        // A certificate that is trusted for the instance is also trusted for a new token at the same address.
        let known = known.filter(|known| known.url == request.url).and_then(|known| known.trusted_fingerprint);
        let trusted = fingerprint(request.trusted_fingerprint.as_deref().or(known.as_deref()))?;
        let found = bobbin_hass::probe(&address, &bobbin_hass::Secret::new(secret.expose()), trusted).await;
        Ok(match found {
            Ok(found) => ConnectionTestResult::Works {
                is_admin: found.is_admin(),
                ha_version: found.ha_version,
                home: found.location_name,
                user: found.user.map(|user| user.name).unwrap_or_default(),
            },
            Err(error) => test_result(error),
        })
    }

    pub(crate) async fn demo_start(&self, _: ()) -> ApiResult<Instance> {
        let mut demo = self.demo.lock().await;
        if demo.is_none() {
            let started = DemoHome::start().await;
            *demo = Some(started.map_err(|error| {
                ApiError::new(ErrorCode::Internal, "The demo home could not be started.").details(error)
            })?);
        }
        drop(demo);
        self.connect(DEMO).await?;
        self.known_instance(DEMO)
    }

    /// All instances, the demo home last.
    pub(crate) fn all(&self) -> Vec<Instance> {
        let ids: Vec<_> = self.settings.get().instances.iter().map(|instance| instance.id.clone()).collect();
        ids.iter().map(String::as_str).chain([DEMO]).filter_map(|id| self.instance(id)).collect()
    }

    /// Ends all connections and the demo home.
    pub(crate) async fn stop(&self) {
        for home in self.homes.remove_all() {
            home.session.stop().await;
        }
        self.demo.lock().await.take();
    }

    /// The last known state of the keyring.
    pub(crate) fn keyring(&self) -> MutexGuard<'_, KeyringState> {
        self.keyring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the state of the keyring, and sends an event if it changed.
    fn keyring_is(&self, keyring: KeyringState) {
        let known = std::mem::replace(&mut *self.keyring(), keyring.clone());
        if known != keyring {
            self.shell.emit(&Event::KeyringChanged { keyring });
        }
    }

    /// An instance in the interface's terms; none for an unknown one.
    pub(crate) fn instance(&self, id: &str) -> Option<Instance> {
        let home = self.homes.find(id);
        let connection = home.as_ref().map_or(Connection::Offline, |home| home.connection());
        if id == DEMO {
            let url = home?.session.address().to_string();
            return Some(Instance {
                id: DEMO.to_owned(),
                name: "Demo home".to_owned(),
                url,
                demo: true,
                token: TokenPlace::ThisRun,
                connection,
            });
        }
        let settings = self.settings.get().instance(id)?.clone();
        let token = self.tokens.place(id);
        let name = Some(settings.name).filter(|name| !name.is_empty());
        let name = name.or_else(|| Some(Address::parse(&settings.url).ok()?.host())).unwrap_or_else(|| id.to_owned());
        Some(Instance { id: settings.id, name, url: settings.url, demo: false, token, connection })
    }

    fn known_instance(&self, id: &str) -> ApiResult<Instance> {
        self.instance(id).ok_or_else(|| ApiError::new(ErrorCode::NotFound, "Bobbin does not know this instance."))
    }

    /// Sends the current state of an instance to the interface.
    pub(crate) fn changed(&self, id: &str) {
        if let Some(instance) = self.instance(id) {
            self.shell.emit(&Event::InstanceChanged { instance });
        }
    }

    /// Asks the keyring, and connects to the instance used last, in the background: a locked keyring does not answer
    /// until the user unlocks it.
    pub(crate) fn connect_last_soon(self: &Arc<Self>) {
        let (tokens, last) = (self.tokens.clone(), self.settings.get().last_instance.clone());
        // The app may end while the keyring makes this task wait.
        let instances = Arc::downgrade(self);
        tokio::spawn(async move {
            let keyring = tokens.state().await;
            if let Some(instances) = instances.upgrade() {
                instances.keyring_is(keyring);
            }
            let Some(id) = last else { return };
            // Only fills the cache: connecting reports whether there is a token.
            let _asked = tokens.get(&id).await;
            if let Some(instances) = instances.upgrade()
                && let Err(error) = instances.connect(&id).await
            {
                tracing::info!(%error, id, "the last instance was not connected");
            }
        });
    }

    /// Returns the token of an instance.
    async fn token(&self, id: &str) -> ApiResult<Secret> {
        let asked = self.tokens.get(id).await;
        // The token's place is known now.
        self.changed(id);
        asked.map_err(|absent| {
            if let NoToken::Unreadable(reason) = &absent {
                self.keyring_is(KeyringState::Unavailable { reason: reason.clone() });
            }
            let name = self.instance(id).map_or_else(|| id.to_owned(), |instance| instance.name);
            no_token(&name, &absent)
        })
    }

    /// Starts the session of an instance, unless it has one.
    async fn connect(&self, id: &str) -> ApiResult<()> {
        if self.homes.find(id).is_some() {
            return Ok(());
        }
        let options = self.session_options(id).await?;
        self.homes.connect(id, options);
        self.changed(id);
        Ok(())
    }

    /// The address, token and trusted certificate of an instance.
    pub(crate) async fn session_options(&self, id: &str) -> ApiResult<SessionOptions> {
        let (address, token, trusted) = if id == DEMO {
            let demo = self.demo.lock().await;
            let demo =
                demo.as_ref().ok_or_else(|| ApiError::new(ErrorCode::NotFound, "The demo home is not running."))?;
            (address(&demo.url)?, Secret::new(demo.token.clone()), None)
        } else {
            self.known_instance(id)?;
            let token = self.token(id).await?;
            // Read after the keyring answered, since the user may have changed or removed the instance in the meantime.
            let settings = self.settings.get().instance(id).cloned();
            let settings =
                settings.ok_or_else(|| ApiError::new(ErrorCode::NotFound, "Bobbin does not know this instance."))?;
            (address(&settings.url)?, token, trusted(&settings)?)
        };
        let mut options = SessionOptions::new(address, bobbin_hass::Secret::new(token.expose()));
        options.trusted_fingerprint = trusted;
        Ok(options)
    }

    async fn disconnect(&self, id: &str) {
        for preview in self.previews.end(id).await {
            self.shell.emit(&Event::PreviewEnded { preview });
        }
        let home = self.homes.remove(id);
        if let Some(home) = home {
            home.session.stop().await;
        }
    }

    /// Whether an instance was added without a name and is not named after its home yet.
    pub(crate) fn is_unnamed(&self, id: &str) -> bool {
        self.settings.get().instance(id).is_some_and(|instance| instance.name.is_empty())
    }

    /// Names an instance that was added without a name after its home.
    pub(crate) async fn name_after_home(&self, id: &str) -> ApiResult<()> {
        let config = self.homes.get(id)?.session.home().config().await;
        let name = config.map_err(|error| failures::command("read the name of the home", &error))?.location_name;
        self.settings
            .change(|all| {
                let unnamed = |instance: &&mut InstanceSettings| instance.id == id && instance.name.is_empty();
                if let Some(instance) = all.instances.iter_mut().find(unnamed) {
                    name.trim().clone_into(&mut instance.name);
                }
            })
            .await?;
        self.changed(id);
        Ok(())
    }

    /// Makes an id for a new instance: readable in the settings, and never used before.
    fn free_id(&self, name: &str) -> String {
        let stem = match slug::slugify(name) {
            slug if slug.is_empty() || slug == DEMO => "home".to_owned(),
            slug => slug,
        };
        let settings = self.settings.get();
        // A removed instance's history stays under its id, so ids are not reused.
        let used = |id: &str| settings.instance(id).is_some() || self.store.knows_instance(id);
        let mut id = stem.clone();
        let mut number = 2_u32;
        while used(&id) {
            id = format!("{stem}-{number}");
            number += 1;
        }
        id
    }
}

fn address(url: &str) -> ApiResult<Address> {
    Address::parse(url.trim()).map_err(|error| {
        ApiError::new(ErrorCode::BadAddress, format!("This can't be the address of a Home Assistant: {error}."))
            .hint("It looks like http://homeassistant.local:8123 or https://home.example.com.")
    })
}

/// The error for an instance without a token.
pub(crate) fn no_token(name: &str, absent: &NoToken) -> ApiError {
    match absent {
        NoToken::Missing => ApiError::new(ErrorCode::TokenRefused, format!("Bobbin has no token for “{name}”."))
            .hint("Give it one; drafts and history are untouched."),
        NoToken::Unreadable(reason) => ApiError::new(
            ErrorCode::TokenRefused,
            format!("Bobbin could not read the token for “{name}” from the keyring. {reason}"),
        )
        .hint("Unlock the keyring and connect again, or enter the token once more."),
    }
}

fn token(secret: &Secret) -> ApiResult<Secret> {
    match secret.expose().trim() {
        "" => Err(ApiError::new(ErrorCode::BadRequest, "A token is needed.")
            .hint("Home Assistant makes one under your name → Security → Long-lived access tokens.")),
        token => Ok(Secret::new(token.to_owned())),
    }
}

/// The certificate that the settings trust for an instance.
///
/// # Errors
/// The settings have no fingerprint there; the message names the key.
pub(crate) fn trusted(instance: &InstanceSettings) -> ApiResult<Option<Fingerprint>> {
    instance.trusted_fingerprint.as_deref().map(str::parse).transpose().map_err(|_| {
        let words = format!(
            "In settings.yaml, trusted_fingerprint of the instance “{}” is no fingerprint of a certificate.",
            instance.id
        );
        ApiError::new(ErrorCode::BadRequest, words).hint("Correct it or remove it there, then start Bobbin again.")
    })
}

fn fingerprint(text: Option<&str>) -> ApiResult<Option<Fingerprint>> {
    text.map(str::parse)
        .transpose()
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "This is no fingerprint of a certificate."))
}

fn test_result(error: ConnectError) -> ConnectionTestResult {
    match error {
        ConnectError::HostNotFound { host, .. } => ConnectionTestResult::HostNotFound { host },
        ConnectError::Refused { address } => ConnectionTestResult::Refused { address },
        ConnectError::Timeout { .. } | ConnectError::Unreachable { .. } => ConnectionTestResult::Timeout,
        ConnectError::TlsUntrusted { fingerprint, reason, .. } => {
            ConnectionTestResult::CertificateUntrusted { fingerprint: fingerprint.to_string(), reason }
        }
        ConnectError::TlsFailed { reason, .. } => {
            ConnectionTestResult::TlsFailed { message: failures::sentence(&reason) }
        }
        ConnectError::TokenRefused { message } => ConnectionTestResult::TokenRefused { message },
        other @ (ConnectError::NotHomeAssistant { .. }
        | ConnectError::Redirected { .. }
        | ConnectError::Forbidden
        | ConnectError::ProxyWithoutServer { .. }
        | ConnectError::Broken { .. }) => {
            ConnectionTestResult::NotHomeAssistant { message: failures::connecting(&other) }
        }
    }
}
