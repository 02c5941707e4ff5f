//! The connection test: each cause of failure has a result of its own.

use bobbin_testkit::tls_proxy::TlsProxy;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::bobbin::{Bobbin, at_home};

async fn test(bobbin: &Bobbin, url: &str, token: &str, fingerprint: Option<&str>) -> Value {
    let request = json!({"url": url, "token": token, "instance": null, "trustedFingerprint": fingerprint});
    bobbin.call("connection_test", request).await
}

#[tokio::test]
async fn each_fault_of_an_address_or_token_has_its_own_result() {
    let (home, _folder, bobbin) = at_home().await;
    let works = test(&bobbin, &home.url, &home.token, None).await;
    assert_eq!((&works["result"], &works["isAdmin"]), (&json!("works"), &json!(true)), "{works}");
    let reads = test(&bobbin, &home.url, &home.user_token, None).await;
    assert_eq!((&reads["result"], &reads["isAdmin"]), (&json!("works"), &json!(false)), "{reads}");
    let refused = test(&bobbin, &home.url, "no-token-of-this-home", None).await;
    assert_eq!(refused["result"], "tokenRefused");
    assert!(refused["message"].as_str().is_some_and(|words| !words.is_empty()), "{refused}");

    let bad = test(&bobbin, "http://a b", "t", None).await;
    assert_eq!(bad["result"], "badAddress", "{bad}");
    let nowhere = test(&bobbin, "http://no-such-host.invalid:8123", "t", None).await;
    assert_eq!(nowhere, json!({"result": "hostNotFound", "host": "no-such-host.invalid"}));
    let free = TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr()).expect("a port");
    let closed = test(&bobbin, &format!("http://{free}"), "t", None).await;
    assert_eq!(closed, json!({"result": "refused", "address": free.to_string()}));

    let web = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = web.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let (mut client, _) = web.accept().await.expect("a client");
        let mut request = [0; 4096];
        let _read = client.read(&mut request).await;
        client.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await.expect("a client");
    });
    let other = test(&bobbin, &format!("http://{address}"), "t", None).await;
    assert_eq!(other["result"], "notHomeAssistant", "{other}");
    assert!(other["message"].as_str().is_some_and(|words| words.contains("404")), "{other}");
    server.await.expect("no panic");
}

#[tokio::test]
async fn silence_is_a_timeout() {
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    assert_eq!(test(&bobbin, &url, "t", None).await, json!({"result": "timeout"}));
}

#[tokio::test]
async fn a_self_signed_certificate_is_shown_and_the_user_can_trust_it() {
    let (home, folder, bobbin) = at_home().await;
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let proxy = TlsProxy::start(upstream).await.expect("a proxy");
    let shown = test(&bobbin, &proxy.url, &home.token, None).await;
    assert_eq!(shown["result"], "certificateUntrusted", "{shown}");
    assert_eq!(shown["fingerprint"], proxy.fingerprint.as_str());
    assert_eq!(test(&bobbin, &proxy.url, &home.token, Some(&proxy.fingerprint)).await["result"], "works");
    // The certificate is trusted for this instance only.
    let other = Bobbin::start(&folder.path().join("other")).await;
    let add = json!({"name": "home", "url": proxy.url, "token": home.token, "trustedFingerprint": proxy.fingerprint});
    other.call("instance_add", add).await;
    other.connected().await;
    assert_eq!(test(&other, &proxy.url, &home.token, None).await["result"], "certificateUntrusted");
    let plain = test(&bobbin, &home.url.replace("http:", "https:"), &home.token, None).await;
    assert_eq!(plain["result"], "tlsFailed", "a port that does not speak TLS is something else: {plain}");
}
