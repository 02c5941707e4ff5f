//! Home Assistant instances, their tokens and the state of the connection to each.

/// A long-lived access token on its way in. It is never written to a log, an error or the interface.
#[derive(Clone, serde::Deserialize, ts_rs::TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Secret(String);

impl Secret {
    /// Wraps a token.
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// The token itself, for the session and the keyring only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    /// Two secrets are never told apart, so that no comparison leaks one.
    fn eq(&self, _other: &Self) -> bool {
        false
    }
}

impl serde::Serialize for Secret {
    /// A placeholder: a token does not come back out.
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
        /// Bobbin's own name for it, fixed when it is added.
        pub id: String,
        /// What the user calls it.
        pub name: String,
        /// Its address as the user would type it.
        pub url: String,
        /// Whether it is the demo home inside Bobbin.
        pub demo: bool,
        /// Where its token is.
        pub token: TokenPlace,
        /// How the connection is.
        pub connection: Connection,
    }

    /// Where the token of an instance is kept.
    #[derive(Copy)]
    pub enum TokenPlace {
        /// In the keyring of the operating system.
        Keyring,
        /// In memory until Bobbin ends, because there is no keyring.
        ThisRun,
        /// Nowhere: the user has to give one.
        Missing,
        /// Not known yet: the keyring is asked when Bobbin connects.
        Unasked,
        /// Perhaps in the keyring, which can't be read now.
        Unreadable,
    }

    /// Whether the keyring of the operating system can be used.
    #[serde(tag = "state")]
    pub enum KeyringState {
        /// Bobbin is asking it; it may be waiting for its password.
        Checking,
        /// It can.
        Available,
        /// It can't, and why.
        Unavailable {
            /// In words for the user.
            reason: String,
        },
    }

    /// The state of the connection to an instance.
    #[serde(tag = "state")]
    pub enum Connection {
        /// Not asked to connect.
        Offline,
        /// The first try is under way.
        Connecting,
        /// Connected and authenticated.
        Connected {
            /// The version of Home Assistant.
            ha_version: String,
            /// The user's name there.
            user: String,
            /// Whether the user is an administrator; others can only read.
            is_admin: bool,
            /// The last measured time for an answer.
            latency_ms: Option<u32>,
            /// Whether that is good (under 250 ms); poor otherwise.
            latency_good: bool,
            /// Why changes by others are looked for every few seconds instead of being told; none when they are told.
            polling: Option<String>,
        },
        /// Lost; trying again by itself.
        Reconnecting {
            /// The number of the next try, from 1.
            attempt: u32,
            /// When the next try starts; none while one is under way.
            #[ts(type = "number | null")]
            retry_at: Option<u64>,
            /// What went wrong last, in words.
            error: String,
        },
        /// The token was refused; Bobbin stops trying until it gets another one.
        TokenRefused {
            /// Home Assistant's words.
            message: String,
        },
    }

    /// Adds an instance.
    pub struct InstanceAdd {
        /// What to call it; empty for the name of the home.
        pub name: String,
        /// Its address.
        pub url: String,
        /// Its token.
        pub token: Secret,
        /// The fingerprint of the certificate that the user trusts for it.
        pub trusted_fingerprint: Option<String>,
    }

    /// Changes an instance; what is absent stays.
    pub struct InstanceUpdate {
        /// Which one.
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
        /// Its id.
        pub instance: String,
    }

    /// Tries an address and a token without keeping either.
    pub struct ConnectionTest {
        /// The address.
        pub url: String,
        /// The token; with an instance and no token, the instance's own is used.
        pub token: Option<Secret>,
        /// The instance whose token to use when none is given.
        pub instance: Option<String>,
        /// The fingerprint of the certificate that the user trusts.
        pub trusted_fingerprint: Option<String>,
    }

    /// What a connection test found.
    #[serde(tag = "result")]
    pub enum ConnectionTestResult {
        /// It works.
        Works {
            /// The version of Home Assistant.
            ha_version: String,
            /// The name of the home.
            home: String,
            /// The user's name.
            user: String,
            /// Whether the user is an administrator.
            is_admin: bool,
        },
        /// The address cannot be one.
        BadAddress {
            /// What is wrong with it.
            message: String,
        },
        /// The name of the host is not known.
        HostNotFound {
            /// The host.
            host: String,
        },
        /// The host is there; nothing listens at the port.
        Refused {
            /// Host and port.
            address: String,
        },
        /// No answer in time.
        Timeout,
        /// The certificate is not one the computer trusts; the user can.
        CertificateUntrusted {
            /// Its SHA-256 fingerprint, as `AB:CD:…`.
            fingerprint: String,
            /// Why it is not trusted.
            reason: String,
        },
        /// The encrypted connection failed otherwise.
        TlsFailed {
            /// Why.
            message: String,
        },
        /// Something answers there, but it is no Home Assistant.
        NotHomeAssistant {
            /// What came back.
            message: String,
        },
        /// It is a Home Assistant, and it refused the token.
        TokenRefused {
            /// Home Assistant's words.
            message: String,
        },
    }
}
