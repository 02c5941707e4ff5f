//! The connection test: each kind of server at the other end has its own result.

use crate::fake::{Fake, PATIENCE, TOKEN, says};
use bobbin_hass::{Address, ConnectError, ConnectPhase, Network, ProbeOutcome, Secret, Timings, probe, probe_with};
use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

async fn test(address: &str) -> ProbeOutcome {
    let address = Address::parse(address).expect("an address");
    timeout(PATIENCE, probe(&address, &Secret::new(TOKEN), None)).await.expect("an outcome in time")
}

async fn impatient(address: SocketAddr) -> ProbeOutcome {
    let timings = Timings {
        connect: Duration::from_millis(200),
        auth: Duration::from_millis(200),
        command: Duration::from_millis(200),
        ..Timings::default()
    };
    let address = Address::parse(&format!("http://{address}")).expect("an address");
    probe_with(&Network, timings, &address, &Secret::new(TOKEN), None).await
}

async fn http(head: &str) -> ProbeOutcome {
    let address = says(format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\n\r\n")).await;
    test(&format!("http://{address}")).await
}

#[tokio::test]
async fn finds_a_home_and_the_user() {
    let (mut fake, options) = Fake::start().await;
    let server = async {
        let mut client = fake.accept().await;
        let config = client.expect("get_config").await;
        client.reply(&config["id"], &json!({ "location_name": "Casa", "version": "2026.11.0" })).await;
        assert_eq!(client.receive().await, None, "the test says goodbye");
    };
    let (found, ()) = tokio::join!(probe(&options.address, &options.token, None), server);
    let found = found.expect("a home");
    assert_eq!((found.ha_version.as_str(), found.location_name.as_str()), ("2026.11.0", "Casa"));
    assert!(found.is_admin());
    assert_eq!(found.user.expect("a user").name, "Ada");
}

#[tokio::test]
async fn finds_a_home_at_an_ipv6_address() {
    let (mut fake, options) = Fake::start().await;
    let listener = TcpListener::bind("[::1]:0").await.expect("a computer that has IPv6 on its loopback interface");
    let address = listener.local_addr().expect("an address");
    let port = options.address.port();
    let relay = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await?;
        let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
        tokio::io::copy_bidirectional(&mut client, &mut server).await
    });
    let server = async {
        let mut client = fake.accept().await;
        let config = client.expect("get_config").await;
        client.reply(&config["id"], &json!({ "location_name": "Casa", "version": "2026.11.0" })).await;
    };
    let url = format!("http://{address}");
    let (found, ()) = tokio::join!(test(&url), server);
    assert_eq!(found.expect("a home").location_name, "Casa");
    relay.abort();
}

#[tokio::test]
async fn names_a_host_that_is_not_there() {
    let outcome = test("http://no-such-host.invalid:8123").await;
    assert!(
        matches!(&outcome, Err(ConnectError::HostNotFound { host, .. }) if host == "no-such-host.invalid"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn names_a_port_that_nobody_listens_at() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let free = listener.local_addr().expect("an address");
    drop(listener);
    let outcome = test(&format!("http://{free}")).await;
    assert!(matches!(&outcome, Err(ConnectError::Refused { address }) if *address == free.to_string()), "{outcome:?}");
}

#[tokio::test]
async fn gives_up_on_silence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let outcome = impatient(listener.local_addr().expect("an address")).await;
    assert!(matches!(outcome, Err(ConnectError::Timeout { phase: ConnectPhase::Connecting, .. })), "{outcome:?}");

    let (mut fake, options) = Fake::start().await;
    let address = SocketAddr::from(([127, 0, 0, 1], options.address.port()));
    let (outcome, _silent) = tokio::join!(impatient(address), fake.greet());
    assert!(matches!(outcome, Err(ConnectError::Timeout { phase: ConnectPhase::Authenticating, .. })), "{outcome:?}");
}

#[tokio::test]
async fn names_a_refused_token_in_home_assistants_words() {
    let (mut fake, options) = Fake::start().await;
    let (outcome, ()) = tokio::join!(probe(&options.address, &options.token, None), fake.refuse_token());
    let words = "Invalid access token or password";
    assert!(matches!(&outcome, Err(ConnectError::TokenRefused { message }) if message == words), "{outcome:?}");
}

#[tokio::test]
async fn tells_web_servers_apart() {
    let found = |outcome: ProbeOutcome| match outcome {
        Err(ConnectError::NotHomeAssistant { found }) => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found(http("404 Not Found").await), "a web server answers with 404 Not Found");
    assert_eq!(found(http("200 OK").await), "a web server answers with 200 OK");
    assert!(matches!(http("403 Forbidden").await, Err(ConnectError::Forbidden)));
    assert!(matches!(http("502 Bad Gateway").await, Err(ConnectError::ProxyWithoutServer { status: 502 })));
    let outcome = http("301 Moved Permanently\r\nlocation: https://ha.example/").await;
    assert!(
        matches!(&outcome, Err(ConnectError::Redirected { location }) if location == "https://ha.example/"),
        "{outcome:?}"
    );

    let address = says("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    let outcome = test(&format!("http://{address}/my-dash/0")).await;
    assert_eq!(
        found(outcome),
        "a web server answers with 404 Not Found; perhaps the address is right without /my-dash/0"
    );
}

#[tokio::test]
async fn tells_other_servers_apart() {
    let outcome = test(&format!("http://{}", says("SSH-2.0-OpenSSH_9.9\r\n").await)).await;
    assert!(matches!(outcome, Err(ConnectError::NotHomeAssistant { .. })), "{outcome:?}");
    let outcome = test(&format!("http://{}", says("").await)).await;
    assert!(matches!(outcome, Err(ConnectError::Broken { .. })), "{outcome:?}");
}

#[tokio::test]
async fn tells_other_websockets_apart() {
    for (greeting, words) in
        [("welcome to the chat", "it greets with welcome to the chat"), ("{}", "it greets with {}")]
    {
        let (mut fake, options) = Fake::start().await;
        let server = async {
            let stream = fake.stream().await;
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("a handshake");
            let text = tokio_tungstenite::tungstenite::Message::text(greeting);
            futures_util::SinkExt::send(&mut socket, text).await.expect("a client that listens");
        };
        let (outcome, ()) = tokio::join!(probe(&options.address, &options.token, None), server);
        assert!(matches!(&outcome, Err(ConnectError::NotHomeAssistant { found }) if found == words), "{outcome:?}");
    }
}
