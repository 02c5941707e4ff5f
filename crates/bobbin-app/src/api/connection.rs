//! Home Assistant instances, their tokens and the state of each connection.

/// A long-lived access token on its way in. It never reaches a log, an error or the interface.
#[derive(Clone, serde::Deserialize, ts_rs::TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Secret(String);

impl Secret {
    /// Wraps a token.
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// Returns the token itself, for the session and the keyring only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    /// Always false, so that no comparison leaks a secret.
    fn eq(&self, _other: &Self) -> bool {
        false
    }
}

impl serde::Serialize for Secret {
    /// Writes a placeholder: a token does not come back out.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("…")
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

api! {
    /// A Home Assistant that Bobbin knows.
    pub struct Instance {
        /// Bobbin's id for it, fixed when it is added.
        pub id: String,
        /// The name that the user gave it.
        pub name: String,
        /// Its address, as the user would type it.
        pub url: String,
        /// Whether it is the demo home inside Bobbin.
        pub demo: bool,
        /// Where its token is.
        pub token: TokenPlace,
        /// The state of the connection.
        pub connection: Connection,
    }

    /// Where the token of an instance is kept.
    #[derive(Copy)]
    pub enum TokenPlace {
        /// In the operating system's keyring.
        Keyring,
        /// In memory until Bobbin exits, because there is no keyring.
        ThisRun,
        /// Nowhere: the user has to enter one.
        Missing,
        /// Not known yet: Bobbin asks the keyring when it connects.
        Unasked,
        /// Possibly in the keyring, which can't be read at the moment.
        Unreadable,
    }

    /// Whether the operating system's keyring can be used.
    #[serde(tag = "state")]
    pub enum KeyringState {
        /// Bobbin is asking it; the keyring may be waiting for its password.
        Checking,
        /// It can be used.
        Available,
        /// It can't be used.
        Unavailable {
            /// The reason, in words for the user.
            reason: String,
        },
    }

    /// The state of the connection to an instance.
    #[serde(tag = "state")]
    pub enum Connection {
        /// Not connected, and not asked to.
        Offline,
        /// The first attempt is under way.
        Connecting,
        /// Connected and authenticated.
        Connected {
            /// The version of Home Assistant.
            ha_version: String,
            /// The user's name in Home Assistant.
            user: String,
            /// Whether the user is an administrator; others have read-only access.
            is_admin: bool,
            /// The last measured response time, in milliseconds.
            latency_ms: Option<u32>,
            /// Whether that is good (under 250 ms).
            latency_good: bool,
            /// Why Bobbin polls for changes by others every few seconds; none when Home Assistant sends events.
            polling: Option<String>,
        },
        /// Connection lost; Bobbin retries by itself.
        Reconnecting {
            /// The number of the next attempt, from 1.
            attempt: u32,
            /// When the next attempt starts; none while one is under way.
            #[ts(type = "number | null")]
            retry_at: Option<u64>,
            /// The last error, in words.
            error: String,
        },
        /// Home Assistant refused the token; Bobbin stops trying until it gets another one.
        TokenRefused {
            /// Home Assistant's message.
            message: String,
        },
    }

    /// Adds an instance.
    pub struct InstanceAdd {
        /// Its name; empty for the name of the home.
        pub name: String,
        /// Its address.
        pub url: String,
        /// Its token.
        pub token: Secret,
        /// The fingerprint of the certificate that the user trusts for it.
        pub trusted_fingerprint: Option<String>,
    }

    /// Changes an instance; absent fields stay as they are.
    pub struct InstanceUpdate {
        /// The instance's id.
        pub id: String,
        /// A new name.
        pub name: Option<String>,
        /// A new address.
        pub url: Option<String>,
        /// A new token.
        pub token: Option<Secret>,
        /// The fingerprint of the certificate that the user trusts for it.
        pub trusted_fingerprint: Option<String>,
    }

    /// Names an instance.
    pub struct InstanceRef {
        /// The instance's id.
        pub instance: String,
    }

    /// Tries an address and a token without keeping either.
    pub struct ConnectionTest {
        /// The address.
        pub url: String,
        /// The token; when absent, the token of `instance` is used.
        pub token: Option<Secret>,
        /// The instance whose token is used when none is given.
        pub instance: Option<String>,
        /// The fingerprint of the certificate that the user trusts.
        pub trusted_fingerprint: Option<String>,
    }

    /// The result of a connection test.
    #[serde(tag = "result")]
    pub enum ConnectionTestResult {
        /// Connected and authenticated.
        Works {
            /// The version of Home Assistant.
            ha_version: String,
            /// The name of the home.
            home: String,
            /// The user's name in Home Assistant.
            user: String,
            /// Whether the user is an administrator.
            is_admin: bool,
        },
        /// The address is not valid.
        BadAddress {
            /// The reason.
            message: String,
        },
        /// The host name can't be resolved.
        HostNotFound {
            /// The host.
            host: String,
        },
        /// The host answers, but nothing listens at the port.
        Refused {
            /// Host and port.
            address: String,
        },
        /// No answer in time.
        Timeout,
        /// This computer does not trust the certificate; the user can.
        CertificateUntrusted {
            /// Its SHA-256 fingerprint, as `AB:CD:…`.
            fingerprint: String,
            /// Why it is not trusted.
            reason: String,
        },
        /// The encrypted connection failed for another reason.
        TlsFailed {
            /// The reason.
            message: String,
        },
        /// Something answers there, but not Home Assistant.
        NotHomeAssistant {
            /// A description of the answer.
            message: String,
        },
        /// Home Assistant refused the token.
        TokenRefused {
            /// Home Assistant's message.
            message: String,
        },
    }
}
