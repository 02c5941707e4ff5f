//! Certificate checks: accepts the certificates that the system trusts, and at most one more per instance, which the
//! user has looked at and which is named by its SHA-256 fingerprint. Pinned, accepts that one alone.
//!
//! The exception holds for that certificate with any name, date or issuer, and for no other. The server still has to
//! prove that it has the key. A refused certificate is kept, so that the user can be asked about exactly that one.

use crate::error::{ConnectError, quote};
use crate::fingerprint::Fingerprint;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Which certificates are accepted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Accepted {
    /// The certificates that the system trusts, and one more.
    SystemAnd(Option<Fingerprint>),
    /// One certificate alone.
    Only(Fingerprint),
}

impl Accepted {
    const fn named(self) -> Option<Fingerprint> {
        match self {
            Self::SystemAnd(fingerprint) => fingerprint,
            Self::Only(fingerprint) => Some(fingerprint),
        }
    }
}

/// Encrypts a stream to a host.
pub(crate) async fn encrypt<S>(stream: S, host: &str, accepted: Accepted) -> Result<TlsStream<S>, ConnectError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let verifier = Arc::new(Verifier::new(accepted));
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("ring has cipher suites for the default versions")
        .dangerous()
        .with_custom_certificate_verifier(verifier.clone())
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| tls_failed(io::Error::new(io::ErrorKind::InvalidInput, error)))?;
    match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
        Ok(stream) => Ok(stream),
        Err(error) => Err(match verifier.take_refused() {
            Some(refused) => refused,
            None => tls_failed(error),
        }),
    }
}

fn tls_failed(source: io::Error) -> ConnectError {
    let reason = match source.get_ref().and_then(|e| e.downcast_ref::<Error>()) {
        Some(Error::InvalidMessage(_)) => "the port does not speak TLS; is it http:// instead of https://?".to_owned(),
        Some(error) => error.to_string(),
        None if source.kind() == io::ErrorKind::UnexpectedEof => {
            "the server hung up; does the port speak TLS, or is it http:// instead of https://?".to_owned()
        }
        None => source.to_string(),
    };
    ConnectError::TlsFailed { reason, source }
}

fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(ring::default_provider())).clone()
}

/// The verifier for the system's roots; none if the system has no usable root.
fn platform() -> Option<Arc<WebPkiServerVerifier>> {
    static PLATFORM: OnceLock<Option<Arc<WebPkiServerVerifier>>> = OnceLock::new();
    PLATFORM
        .get_or_init(|| {
            let found = rustls_native_certs::load_native_certs();
            for error in &found.errors {
                tracing::warn!(%error, "some certificates of the system could not be read");
            }
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(found.certs);
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().ok()
        })
        .clone()
}

#[derive(Debug)]
struct Verifier {
    platform: Option<Arc<WebPkiServerVerifier>>,
    accepted: Accepted,
    refused: Mutex<Option<ConnectError>>,
}

impl Verifier {
    fn new(accepted: Accepted) -> Self {
        Self { platform: platform(), accepted, refused: Mutex::new(None) }
    }

    fn take_refused(&self) -> Option<ConnectError> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn refuse(&self, certificate: &CertificateDer<'_>, fingerprint: Fingerprint, error: &Error) {
        let parsed = X509Certificate::from_der(certificate).ok().map(|(_, parsed)| parsed);
        let subject = match parsed.as_ref().map(|c| c.subject().to_string()) {
            Some(subject) if !subject.is_empty() => quote(&subject),
            _ => "a server without a name".to_owned(),
        };
        let self_signed = parsed.is_some_and(|c| c.subject() == c.issuer());
        let mut reason = in_words(error, self_signed);
        let expected = self.accepted.named();
        if expected.is_some() {
            reason.push_str("; it is not the one you trusted");
        }
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(ConnectError::TlsUntrusted { fingerprint, expected, subject, reason });
    }
}

fn in_words(error: &Error, self_signed: bool) -> String {
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) if self_signed => "it is self-signed".to_owned(),
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            "nobody this computer trusts has signed it".to_owned()
        }
        Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            "it has expired".to_owned()
        }
        Error::InvalidCertificate(CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. }) => {
            "it is not valid yet; is the clock right?".to_owned()
        }
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "it is for another name".to_owned(),
        Error::InvalidCertificate(CertificateError::Revoked) => "it was revoked".to_owned(),
        Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure) => {
            "this computer would trust it".to_owned()
        }
        Error::InvalidCertificate(CertificateError::Other(_)) if self_signed => "it is self-signed".to_owned(),
        other => other.to_string(),
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = Fingerprint::of(end_entity);
        if self.accepted.named() == Some(fingerprint) {
            return Ok(ServerCertVerified::assertion());
        }
        let mut verdict = match &self.platform {
            Some(platform) => platform.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        if let (Accepted::Only(_), Ok(_)) = (self.accepted, &verdict) {
            verdict = Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure));
        }
        verdict.inspect_err(|error| self.refuse(end_entity, fingerprint, error))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &provider().signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &provider().signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider().signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, date_time_ymd};

    fn named(name: &str, hosts: &[&str]) -> CertificateParams {
        let hosts = hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>();
        let mut params = CertificateParams::new(hosts).expect("names");
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params
    }

    /// The reason why a computer that trusts one authority refuses that authority's certificate for `ha.example`.
    fn refusal(change: impl FnOnce(&mut CertificateParams), host: &str) -> Option<String> {
        refusal_of(change, host, |_| Accepted::SystemAnd(None))
    }

    /// The same, with exceptions that depend on the certificate.
    fn refusal_of(
        change: impl FnOnce(&mut CertificateParams),
        host: &str,
        accepted: impl FnOnce(Fingerprint) -> Accepted,
    ) -> Option<String> {
        let mut authority = named("Authority", &[]);
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let root = authority.self_signed(&key).expect("a certificate").der().clone();
        let issuer = Issuer::new(authority, key);
        let mut params = named("Attic box", &["ha.example"]);
        change(&mut params);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &issuer).expect("a certificate").der().clone();
        let mut roots = RootCertStore::empty();
        roots.add(root).expect("a root");
        let platform = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build();
        let accepted = accepted(Fingerprint::of(&certificate));
        let verifier = Verifier { platform: Some(platform.expect("a verifier")), accepted, refused: Mutex::new(None) };
        let name = ServerName::try_from(host.to_owned()).expect("a name");
        match verifier.verify_server_cert(&certificate, &[], &name, &[], UnixTime::now()) {
            Ok(_) => None,
            Err(_) => match verifier.take_refused() {
                Some(ConnectError::TlsUntrusted { fingerprint, expected, reason, .. }) => {
                    assert_eq!(fingerprint, Fingerprint::of(&certificate));
                    assert_eq!(expected, accepted.named());
                    Some(reason)
                }
                other => panic!("{other:?}"),
            },
        }
    }

    #[test]
    fn names_the_fault_of_a_certificate() {
        assert_eq!(refusal(|_| {}, "ha.example"), None);
        assert_eq!(refusal(|_| {}, "other.example").as_deref(), Some("it is for another name"));
        let old = refusal(|params| params.not_after = date_time_ymd(2002, 1, 1), "ha.example");
        assert_eq!(old.as_deref(), Some("it has expired"));
        let new = refusal(|params| params.not_before = date_time_ymd(2999, 1, 1), "ha.example");
        assert_eq!(new.as_deref(), Some("it is not valid yet; is the clock right?"));
    }

    #[test]
    fn a_pinned_certificate_excludes_even_those_that_the_system_trusts() {
        let other = Fingerprint::of(b"another certificate");
        assert_eq!(refusal_of(|_| {}, "ha.example", Accepted::Only), None);
        assert_eq!(refusal_of(|_| {}, "other.example", Accepted::Only), None);
        assert_eq!(refusal_of(|_| {}, "ha.example", |_| Accepted::SystemAnd(Some(other))), None);
        for (host, why) in [("ha.example", "this computer would trust it"), ("other.example", "it is for another name")]
        {
            let reason = refusal_of(|_| {}, host, |_| Accepted::Only(other));
            assert_eq!(reason, Some(format!("{why}; it is not the one you trusted")));
        }
    }

    #[test]
    fn the_name_in_a_certificate_is_short_and_one_line() {
        let verifier = Verifier::new(Accepted::SystemAnd(None));
        let key = KeyPair::generate().expect("a key");
        let name = format!("Attic\r\nbox\u{1b}[2J{}", "x".repeat(5_000));
        let certificate = named(&name, &["ha.example"]).self_signed(&key).expect("a certificate").der().clone();
        let host = ServerName::try_from("ha.example").expect("a name");
        verifier.verify_server_cert(&certificate, &[], &host, &[], UnixTime::now()).expect_err("untrusted");
        let Some(ConnectError::TlsUntrusted { subject, .. }) = verifier.take_refused() else { panic!("a reason") };
        assert!(subject.starts_with("CN=Atticbox[2Jxxx") && subject.chars().count() < 250, "{subject:?}");
    }
}
