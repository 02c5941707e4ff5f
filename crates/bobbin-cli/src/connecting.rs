//! Makes a connection of `--url` or `--instance`, or a failure with the reason.
//!
//! Must stay true: nothing is sent before the arguments make sense together; the fingerprint of an unexpected
//! certificate is never handed out as an option to paste; no token is repeated.

use std::env::VarError;

use bobbin_app::script::{ConnectFailure, Remote, Untrusted, Whom};
use bobbin_app::{Folders, TokenStore};
use bobbin_hass::{Address, Fingerprint, Secret};

use crate::arguments::Connection;
use crate::exit::{Exit, Failure};

/// How the fingerprint of a certificate is read where it can be trusted.
const READ_IT: &str = "openssl x509 -in CERTIFICATE.pem -noout -fingerprint -sha256";

/// Refuses arguments that contradict each other, whether or not anything is going to connect.
pub(crate) fn check(connection: &Connection) -> Result<(), Failure> {
    if connection.url.is_some() && connection.instance.is_some() {
        return Err(Failure::new(Exit::Usage, "--url and --instance each name a Home Assistant; say one of them"));
    }
    let Some(fingerprint) = pinned(connection)? else { return Ok(()) };
    if connection.instance.is_some() {
        let words = "--fingerprint belongs to --url; the app keeps the certificate of an instance";
        return Err(Failure::new(Exit::Usage, words));
    }
    // A wrong address is reported by the commands that need one.
    match connection.url.as_deref().map(Address::parse) {
        Some(Ok(address)) if !address.is_secure() => Err(Failure::bad_input(format!(
            "{address} is not encrypted and has no certificate, so {fingerprint} would protect nothing: use an https:// \
             address, or leave --fingerprint out. Nothing was sent."
        ))),
        _ => Ok(()),
    }
}

/// Connects to the Home Assistant that is named.
pub(crate) async fn connect(connection: &Connection) -> Result<Remote, Failure> {
    let whom = match (&connection.url, &connection.instance) {
        (Some(url), _) => {
            Whom::Address { url: url.clone(), token: token(&connection.token_env)?, pinned: pinned(connection)? }
        }
        (None, Some(name)) => Whom::Instance(name.clone()),
        (None, None) => {
            return Err(Failure::new(Exit::Usage, "which Home Assistant? Say --url URL or --instance NAME"));
        }
    };
    let folders = Folders::of_this_computer().map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    Remote::connect(folders, &TokenStore::keyring(), whom).await.map_err(|failure| match failure {
        ConnectFailure::Certificate(certificate) => untrusted(&certificate, connection),
        ConnectFailure::Other(error) => error.into(),
    })
}

fn pinned(connection: &Connection) -> Result<Option<Fingerprint>, Failure> {
    connection.fingerprint.as_deref().map(str::parse).transpose().map_err(|_| {
        let words = "--fingerprint takes the SHA-256 fingerprint of a certificate, such as AB:CD:… (32 pairs)";
        Failure::new(Exit::Usage, words)
    })
}

/// The token in a variable. One that can't be a token is not sent: Home Assistant would count a failed login.
fn token(variable: &str) -> Result<Secret, Failure> {
    let refuse = |words: String| Err(Failure::new(Exit::Usage, words));
    if !variable.chars().all(|c| c.is_alphanumeric() || c == '_') {
        // A token that was given here by mistake must not reach the log of a script.
        return refuse("--token-env takes the name of an environment variable that holds the token".to_owned());
    }
    match std::env::var(variable).map(Secret::new) {
        Ok(token) if token.is_empty() => refuse(format!("there is no token: the variable {variable} is empty")),
        Ok(token) if token.is_plausible() => Ok(token),
        Ok(_) | Err(VarError::NotUnicode(_)) => refuse(format!(
            "the variable {variable} holds no token: a token is one word of letters, digits and punctuation. Nothing was \
             sent."
        )),
        Err(VarError::NotPresent) => refuse(format!("there is no token: set the variable {variable}")),
    }
}

/// Reports an untrusted certificate with the next step: compare it on first sight, be alarmed when it changed.
fn untrusted(certificate: &Untrusted, connection: &Connection) -> Failure {
    let Untrusted { address, subject, reason, found, expected } = certificate;
    let on_server = format!("on the server, for example with: {READ_IT}");
    let Some(expected) = expected else {
        let trust = if connection.instance.is_some() {
            "If they are the same, trust the certificate in Bobbin's window."
        } else {
            "If they are the same, trust it with --fingerprint."
        };
        let words = format!("The certificate of {address} ({subject}) is not trusted: {reason}. Nothing was sent.");
        return Failure::new(Exit::NoConnection, words)
            .and(format!("  Its SHA-256 fingerprint: {found}"))
            .and(format!("Compare it with the one {on_server}"))
            .and(trust);
    };
    let trust = if connection.fingerprint.is_some() {
        "Only if the certificate was replaced on purpose, pass the fingerprint that the server shows."
    } else {
        "Only if the certificate was replaced on purpose, trust the new one in Bobbin's window."
    };
    Failure::new(Exit::NoConnection, format!("WARNING: the certificate of {address} is not the one you trust!"))
        .and("Somebody may be between this computer and Home Assistant. Nothing was sent, not even the token.")
        .and(format!("  expected: {expected}"))
        .and(format!("  found:    {found} ({subject})"))
        .and(format!("Check the certificate {on_server}"))
        .and(trust)
}
