//! Starts the tests' Home Assistant for interactive use: prints its address and tokens as JSON and serves until
//! stopped.
//!
//! `cargo run -p bobbin-testkit --bin real-home`, then Ctrl+C. The server ends with this process in every case.

#[cfg(unix)]
#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "what it prints is what it is for")]
async fn main() {
    let home = bobbin_testkit::real_home::RealHome::shared().await;
    println!("{}", serde_json::json!({"url": home.url, "token": home.token, "user_token": home.user_token}));
    std::future::pending::<()>().await;
}

#[cfg(not(unix))]
fn main() {
    panic!("the tests' Home Assistant runs on Unix only");
}
