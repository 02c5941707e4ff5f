//! The encrypted side of a server, like a reverse proxy with a certificate of its own.

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

/// A running proxy with a self-signed certificate that no computer trusts; dropping it closes everything.
#[derive(Debug)]
pub struct TlsProxy {
    /// Its address, like `https://127.0.0.1:40123`.
    pub url: String,
    /// The SHA-256 fingerprint of its certificate, like `AB:CD:…`.
    pub fingerprint: String,
    /// Its certificate as PEM, for a computer that should trust it.
    pub certificate: String,
    task: AbortHandle,
}

impl TlsProxy {
    /// Starts a proxy to this server, on a free port of the loopback interface.
    ///
    /// # Errors
    /// No port can be listened at.
    ///
    /// # Panics
    /// When a certificate can't be made.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        Self::named(upstream, "Attic box").await
    }

    /// Starts a proxy whose certificate has this name.
    ///
    /// # Errors No port can be listened at.
    ///
    /// # Panics When a certificate can't be made.
    pub async fn named(upstream: SocketAddr, owner: &str) -> io::Result<Self> {
        let hosts = ["attic.example", "127.0.0.1"].map(str::to_owned);
        let mut params = CertificateParams::new(hosts).expect("names");
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, owner);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        let mut fingerprint = String::new();
        for byte in Sha256::digest(certificate.der()) {
            let colon = if fingerprint.is_empty() { "" } else { ":" };
            write!(fingerprint, "{colon}{byte:02X}").expect("a string takes it");
        }
        let pem = certificate.pem();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a certificate with its key");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("https://{}", listener.local_addr()?);
        let task = tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), upstream)).abort_handle();
        Ok(Self { url, fingerprint, certificate: pem, task })
    }
}

impl Drop for TlsProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, upstream: SocketAddr) {
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            let mut client = acceptor.accept(stream).await.ok()?;
            let mut server = TcpStream::connect(upstream).await.ok()?;
            tokio::io::copy_bidirectional(&mut client, &mut server).await.ok()
        });
    }
}
