//! What goes through, and what it takes.

use crate::support::{Page, draft, options, scene, secrets};
use bobbin_preview::Preview;
use bobbin_testkit::real_home::RealHome;

#[tokio::test]
async fn a_wrong_token_is_a_connection_that_fails() {
    let home = RealHome::shared().await;
    let preview = Preview::start(options(&home.url, "not a token", &[])).await.expect("a port");
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let (host, _) = secrets(&stage);
    assert!(Page::open(preview.port(), &host, Some(stage.origin())).await.is_err());
}
