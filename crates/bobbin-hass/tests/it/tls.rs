//! Certificates: the refusal of an untrusted one holds everything needed to ask the user, and the user's trust covers
//! that certificate alone.

use crate::fake::{Fake, TOKEN, says};
use bobbin_hass::{Address, ConnectError, Fingerprint, Pinned, ProbeOutcome, Secret, Timings, probe, probe_with};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, date_time_ymd};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, crypto::CryptoProvider};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

struct Certificate {
    der: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Certificate {
    fn self_signed(change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut params = CertificateParams::new(vec!["ha.example".to_owned()]).expect("a name");
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Attic box");
        change(&mut params);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Self { der: certificate.der().clone(), key }
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.der)
    }
}

/// Presents a certificate, with its key or without.
#[derive(Debug)]
struct Presents(Arc<CertifiedKey>);

impl ResolvesServerCert for Presents {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

/// A server behind TLS.
async fn serve(
    certificate: &CertificateDer<'static>,
    key: &PrivateKeyDer<'static>,
) -> (Address, tokio::task::JoinHandle<()>) {
    let provider = Arc::new(ring::default_provider());
    let signing = provider.key_provider.load_private_key(key.clone_key()).expect("a key");
    let presents = Presents(Arc::new(CertifiedKey::new(vec![certificate.clone()], signing)));
    let config = config(provider).with_cert_resolver(Arc::new(presents));
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let server = Fake::answering().await;
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, upstream): (_, SocketAddr) = (acceptor.clone(), server.address());
            tokio::spawn(async move {
                let mut client = acceptor.accept(stream).await.ok()?;
                let mut upstream = TcpStream::connect(upstream).await.ok()?;
                copy_bidirectional(&mut client, &mut upstream).await.ok()
            });
        }
    });
    (Address::parse(&format!("https://127.0.0.1:{port}")).expect("an address"), task)
}

fn config(provider: Arc<CryptoProvider>) -> rustls::ConfigBuilder<ServerConfig, rustls::server::WantsServerCert> {
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
}

async fn test(address: &Address, trusted: Option<Fingerprint>) -> ProbeOutcome {
    probe(address, &Secret::new(TOKEN), trusted).await
}

#[tokio::test]
async fn a_self_signed_certificate_is_shown_and_can_be_trusted() {
    let certificate = Certificate::self_signed(|_| {});
    let (address, _task) = serve(&certificate.der, &certificate.key).await;
    match test(&address, None).await {
        Err(ConnectError::TlsUntrusted { fingerprint, expected, subject, reason }) => {
            assert_eq!((fingerprint, expected), (certificate.fingerprint(), None));
            assert_eq!((subject.as_str(), reason.as_str()), ("CN=Attic box", "it is self-signed"));
        }
        other => panic!("{other:?}"),
    }
    // A trusted certificate may even be for a name other than 127.0.0.1.
    let shown = certificate.fingerprint().to_string();
    test(&address, Some(shown.parse().expect("a fingerprint"))).await.expect("a Home Assistant");
}

#[tokio::test]
async fn trust_is_for_one_certificate_only() {
    let trusted = Certificate::self_signed(|_| {});
    let other = Certificate::self_signed(|_| {});
    let (address, _task) = serve(&other.der, &other.key).await;
    match test(&address, Some(trusted.fingerprint())).await {
        Err(ConnectError::TlsUntrusted { fingerprint, expected, reason, .. }) => {
            assert_eq!((fingerprint, expected), (other.fingerprint(), Some(trusted.fingerprint())));
            assert_eq!(reason, "it is self-signed; it is not the one you trusted");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_pinned_certificate_is_the_only_one_and_needs_encryption() {
    let certificate = Certificate::self_signed(|_| {});
    let other = Certificate::self_signed(|_| {});
    let (address, _task) = serve(&certificate.der, &certificate.key).await;
    let test = async |address: &Address, pinned: &Certificate, trusted: Option<Fingerprint>| {
        let dial = Pinned(pinned.fingerprint());
        probe_with(&dial, Timings::default(), address, &Secret::new(TOKEN), trusted).await
    };
    test(&address, &certificate, None).await.expect("a Home Assistant");
    // A certificate that is trusted in addition is not the pinned one.
    match test(&address, &other, Some(certificate.fingerprint())).await {
        Err(ConnectError::TlsUntrusted { fingerprint, expected, .. }) => {
            assert_eq!((fingerprint, expected), (certificate.fingerprint(), Some(other.fingerprint())));
        }
        outcome => panic!("{outcome:?}"),
    }
    let plain = Fake::answering().await;
    let plain = Address::parse(&format!("http://{}", plain.address())).expect("an address");
    let outcome = test(&plain, &certificate, None).await;
    assert!(matches!(outcome, Err(ConnectError::TlsFailed { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_trusted_certificate_without_its_key_is_refused() {
    let trusted = Certificate::self_signed(|_| {});
    let thief = Certificate::self_signed(|_| {});
    let (address, _task) = serve(&trusted.der, &thief.key).await;
    let outcome = test(&address, Some(trusted.fingerprint())).await;
    assert!(matches!(outcome, Err(ConnectError::TlsFailed { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_trusted_certificate_may_be_out_of_date() {
    let old = Certificate::self_signed(|params| {
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
    });
    let (address, _task) = serve(&old.der, &old.key).await;
    assert!(matches!(test(&address, None).await, Err(ConnectError::TlsUntrusted { .. })));
    test(&address, Some(old.fingerprint())).await.expect("a Home Assistant");
}

#[tokio::test]
async fn a_port_that_does_not_speak_tls_is_named() {
    let web = says("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let hangs_up = Fake::answering().await;
    for (address, words) in [
        (web, "the port does not speak TLS; is it http:// instead of https://?"),
        (hangs_up.address(), "the server hung up; does the port speak TLS, or is it http:// instead of https://?"),
    ] {
        let address = Address::parse(&format!("https://{address}")).expect("an address");
        match test(&address, None).await {
            Err(ConnectError::TlsFailed { reason, .. }) => assert_eq!(reason, words),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_port_that_speaks_only_tls_is_no_home_assistant_without() {
    let certificate = Certificate::self_signed(|_| {});
    let (address, _task) = serve(&certificate.der, &certificate.key).await;
    let plain = Address::parse(&address.to_string().replace("https", "http")).expect("an address");
    let outcome = test(&plain, None).await;
    assert!(matches!(outcome, Err(ConnectError::NotHomeAssistant { .. } | ConnectError::Broken { .. })), "{outcome:?}");
}
