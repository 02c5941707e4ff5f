//! Other programs of this computer reach the preview's port, and gain nothing.

use crate::support::{Page, ask, ask_at, draft, options, preview, scene, secrets};
use bobbin_preview::Preview;
use bobbin_testkit::real_home::RealHome;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

#[tokio::test]
async fn nobody_else_can_listen_at_the_port_and_both_addresses_are_served() {
    let home = RealHome::shared().await;
    let started = options(&home.url, &home.token, &[]);
    let port = Arc::clone(&started.port);
    let addresses = port.addresses();
    assert_eq!(addresses.len(), 2, "the tests need IPv6 on loopback");
    let preview = Preview::start(started).expect("it listens");
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let (host, _) = secrets(&stage);
    for address in &addresses {
        let page = ask_at(*address, "GET /map/0", &[("Host", &host), ("Accept", "text/html")]).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(page.text().contains("<home-assistant"), "{address}");
        let stranger = ask_at(*address, "GET /", &[("Host", &address.to_string())]).await;
        assert_eq!(stranger.status, 403, "{address}");
    }
    let is_taken = |address| std::net::TcpListener::bind(address).map_err(|error| error.kind());
    for address in &addresses {
        assert_eq!(is_taken(*address).err(), Some(io::ErrorKind::AddrInUse), "{address}");
    }
    // A frame may outlive its preview; its requests then reach no other program.
    drop(stage);
    drop(preview);
    for address in &addresses {
        assert_eq!(is_taken(*address).err(), Some(io::ErrorKind::AddrInUse), "{address}");
    }
    // A later preview continues at the same port.
    let again = bobbin_preview::Options { port, ..options(&home.url, &home.token, &[]) };
    let again = Preview::start(again).expect("it listens");
    let stage = again.stage(scene("map", draft("two"))).expect("a stage");
    let (host, _) = secrets(&stage);
    for address in addresses {
        assert_eq!(ask_at(address, "GET /map/0", &[("Host", &host)]).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn idle_connections_of_strangers_keep_no_page_out() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let (host, _) = secrets(&stage);
    let mut idle = Vec::new();
    for number in 0..500 {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, preview.port())).await.expect("it listens");
        if number % 2 == 0 {
            // Half of them begin a request and never finish it.
            let _sent = stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await;
        }
        idle.push(stream);
    }
    let answer = ask(preview.port(), "GET /static/icons/favicon.ico", &[("Host", &host)]).await;
    assert_eq!(answer.status, 200);
    let mut page = Page::of(&preview, &stage).await;
    assert_eq!(page.command(serde_json::json!({"type": "ping"})).await["type"], "pong");
    // The first ones were closed to make room; the last one times out.
    let last = idle.len() - 1;
    for number in [0, 1, 100, last] {
        let mut rest = Vec::new();
        let ended = idle[number].read_to_end(&mut rest).await;
        assert!(ended.is_err() || rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"), "{number}: {rest:?}");
    }
    assert_eq!(page.command(serde_json::json!({"type": "ping"})).await["type"], "pong", "the page stays");
}

#[tokio::test]
async fn a_stage_has_a_limit_and_other_stages_go_on() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let other = preview.stage(scene("map", draft("two"))).expect("a stage");
    let (host, _) = secrets(&stage);
    let request = format!("GET /static/icons/favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let mut held = Vec::new();
    let mut refused = 0;
    for _ in 0..100 {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, preview.port())).await.expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.expect("an answer");
        match &status[9..] {
            b"200" => held.push(stream),
            b"503" => refused += 1,
            other => panic!("{}", String::from_utf8_lossy(other)),
        }
    }
    assert_eq!((held.len(), refused), (64, 36));
    let mut page = Page::of(&preview, &other).await;
    assert_eq!(page.command(serde_json::json!({"type": "ping"})).await["type"], "pong");
    // The places are free again as soon as the connections end.
    drop(held);
    loop {
        let answer = ask(preview.port(), "GET /static/icons/favicon.ico", &[("Host", &host)]).await;
        if answer.status == 200 {
            break;
        }
        assert_eq!(answer.status, 503);
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_host_name_alone_connects_to_no_home() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let mut home = JoinSet::new();
    home.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            drop(stream);
        }
    });
    let preview = Preview::start(options(&url, "a token", &[])).expect("it listens");
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let (host, pass) = secrets(&stage);
    let mut pages = Vec::new();
    for _ in 0..20 {
        let mut page = Page::open(preview.port(), &host, Some(stage.origin())).await.expect("a WebSocket");
        assert_eq!(page.message().await["type"], "auth_required");
        pages.push(page);
    }
    pages[0].send(serde_json::json!({"type": "auth", "access_token": "a guess"})).await;
    assert_eq!(pages[0].message().await["type"], "auth_invalid");
    // Nor do requests for paths that Home Assistant guards.
    assert_eq!(ask(preview.port(), "GET /api/states", &[("Host", &host)]).await.status, 401);
    assert_eq!(connections.load(Ordering::Relaxed), 0);
    pages[1].send(serde_json::json!({"type": "auth", "access_token": pass})).await;
    assert_eq!(pages[1].next().await, None, "the home hangs up");
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}
